"""Class groups: linking them, their welcome card, and what happens to them."""

from __future__ import annotations

from datetime import datetime

from handlers.kit import asking, buttons
from handlers.kit.acting import be_parent
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Event, Feature, Where
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Delete, Looked, LookUp, Turn
from storage import chats, classes, delivery, people, posts, subjects
from storage.base import Session, wake
from storage.chats import Standing
from storage.classes import WelcomeView
from storage.posts import Priority

feature = Feature("classes", snapshots=classes.of_ids)


@buttons.button("par")
class Parent:
    """I am a parent here."""

    subject_id: int


@feature.command("class", Can.ANYTHING_OPEN, Where.GROUP, asks="class-ask")
async def link(turn: Turn) -> None:
    """`/class 3B`: this group (in a forum, this topic) serves that class from now on.

    Somebody without the right to say so leaves a card for the head teacher to tap.
    """
    name = turn.message.text.plain
    known = await classes.find_by_name(turn.session, name)
    if not may(turn.actor, Can.CLASS_LINK, known.id if known else 0):
        await _leave_to_head_teacher(turn)
        return
    class_ = known or await classes.ensure(turn.session, name, turn.now)
    chat_id, thread_id = turn.place.chat_id, turn.message.thread_id
    await chats.note(turn.session, chat_id, "group", turn.place.title, Standing.OK, turn.now)
    language = turn.texts.language
    await classes.link(turn.session, class_.id, chat_id, thread_id, language, turn.now)
    turn.post(
        "classes.welcome",
        class_.subject_id,
        chat_id,
        language,
        thread_id=thread_id,
        priority=Priority.ANNOUNCEMENT,
        key=f"welcome:{class_.id}:{chat_id}:{thread_id}",
    )
    turn.errands.append(LookUp(chat_id))
    hello = await posts.by_key(turn.session, f"hello:{chat_id}")
    if hello is not None and hello.message_id is not None:
        turn.errands.append(Delete(chat_id, hello.message_id))
    if turn.query_id is None:
        turn.say("class-linked", name=class_.name, title=turn.place.title)


async def _leave_to_head_teacher(turn: Turn) -> None:
    if turn.query_id is not None or turn.place.class_ is not None:
        turn.refuse("class-not-yours")
    await asking.confirm(turn, "class", "class-confirm")


@feature.card("classes.welcome", classes.welcome_view)
def welcome(view: WelcomeView, texts: Texts) -> Card:
    """What the bot does here, and the button that registers a parent."""
    return card(
        paragraphs(
            texts("welcome-title", name=view.name, school=texts.school.name),
            texts("welcome-what"),
            texts("welcome-count", families=view.families),
        ),
        [Button(texts.plain("welcome-parent"), buttons.pack(Parent(view.subject_id)))],
        [Button(texts.plain("welcome-private"), url=texts.school.link("hello"))],
    )


@feature.button(Parent, Can.ANYTHING_OPEN)
async def parent(turn: Turn) -> None:
    """One tap registers a parent, staff or not; a crafted press from elsewhere does not."""
    class_id = turn.subject.class_ids[0]
    here = turn.place.class_
    if here is None or here.id != class_id:
        turn.refuse("refused-not-for-you")
    news = await be_parent(turn, class_id)
    if not turn.actor.reachable:
        turn.lead("hello")
        return
    turn.toast("parent-welcome" if news else "parent-known", name=here.name)
    if news and not any(child.class_id == class_id for child in turn.actor.children):
        turn.say("child-please", class_name=here.name)


@feature.event(Event.BOT_CHANGED)
async def bot_changed(turn: Turn) -> None:
    """The bot was added, removed, promoted or muted; or somebody blocked it or came back."""
    happened = turn.happened
    assert happened is not None  # noqa: S101 (the route has looked)
    standing = Standing.OK if happened.may_write else Standing.MUTED
    if not happened.present:
        standing = Standing.GONE
    kind = "private" if turn.place.private else "group"
    title = turn.user.name if turn.place.private else turn.place.title
    await chats.note(turn.session, turn.place.chat_id, kind, title, standing, turn.now)
    if turn.place.private:
        return
    await chats.set_rights(
        turn.session, turn.place.chat_id, admin=happened.admin, may_delete=happened.may_delete
    )
    wake(turn.session)
    if turn.place.class_ is not None:
        await _tell_head_teachers(turn, standing)
    if happened.present:
        turn.errands.append(LookUp(turn.place.chat_id))
        if not happened.was_present and turn.place.class_ is None:
            _ask_which_class(turn)


def _ask_which_class(turn: Turn) -> None:
    texts = turn.texts_in(turn.school.default_language)
    hello = card(texts("group-hello", school=turn.school.name))
    turn.say_here(hello, key=f"hello:{turn.place.chat_id}")


async def _tell_head_teachers(turn: Turn, standing: Standing) -> None:
    class_ = turn.place.class_
    if class_ is None or standing == Standing.OK:
        return
    staff = await people.holders(turn.session, people.Role.HEAD_TEACHER, class_.id)
    told = {each.id: each for each in [*staff, *await people.admins(turn.session)]}
    for each in told.values():
        texts = turn.texts_in(each.language)
        turn.tell(each.user_id, texts, f"group-{standing}", name=class_.name)


@feature.event(Event.JOINED)
async def joined(turn: Turn) -> None:
    """Somebody joined: how many are unknown to the bot may have changed."""
    if turn.place.class_ is not None:
        turn.errands.append(LookUp(turn.place.chat_id))


@feature.event(Event.LEFT)
async def left(turn: Turn) -> None:
    """Somebody left: likewise."""
    await joined(turn)


@feature.event(Event.RENAMED)
async def renamed(turn: Turn) -> None:
    """The group has another title; the class keeps its name."""
    await chats.set_title(turn.session, turn.place.chat_id, turn.place.title, turn.now)


@feature.event(Event.MIGRATED)
async def migrated(turn: Turn) -> None:
    """The group became a supergroup with another id; Telegram says so in both."""
    happened = turn.happened
    if happened is not None and happened.new_chat_id is not None:
        await follow(turn.session, turn.place.chat_id, happened.new_chat_id, turn.now)


async def follow(session: Session, old: int, new: int, now: datetime) -> None:
    """Everything that named a group's old id names the new one."""
    await chats.readdress(session, old, new, now)
    await classes.readdress(session, old, new)
    await delivery.readdress(session, old, new, now)


async def looked_up(session: Session, found: Looked, now: datetime) -> None:
    """What Telegram says of a group now; people of the school among its admins are no strangers."""
    await chats.set_rights(session, found.chat_id, admin=found.admin, may_delete=found.may_delete)
    class_ = await classes.find_by_chat(session, found.chat_id)
    if class_ is None:
        return
    members = found.members - await people.count_visiting(session, found.admin_ids, class_.id)
    if class_.members != members:
        await classes.set_members(session, class_.id, members)
        await subjects.refresh_private(session, await classes.lively(session, class_.id, now), now)
