"""Class groups: linking them, their welcome card, who comes and goes, what happens to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.kit import asking, buttons
from handlers.kit.acting import be_parent
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Event, Feature
from handlers.kit.naming import roles
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import (
    Absent,
    Delete,
    Errand,
    Looked,
    LookUp,
    ShowMenu,
    Someone,
    Turn,
    WhoIsIn,
)
from storage import chats, classes, delivery, membership, people, posts, subjects
from storage.base import Session, wake
from storage.chats import Standing
from storage.classes import Class, WelcomeView
from storage.posts import Priority

feature = Feature("classes", snapshots=classes.of_ids)


@buttons.button("par")
class Parent:
    """I am a parent here."""

    subject_id: int


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
    await _forget_hello(turn)
    if turn.query_id is None:
        turn.say("class-linked", name=class_.name, title=turn.place.title)


async def _forget_hello(turn: Turn) -> None:
    """The question which class this is has its answer."""
    key = f"hello:{turn.place.chat_id}"
    await posts.drop(turn.session, key)
    hello = await posts.by_key(turn.session, key)
    if hello is not None and hello.message_id is not None:
        turn.errands.append(Delete(turn.place.chat_id, hello.message_id))


async def _leave_to_head_teacher(turn: Turn) -> None:
    if turn.query_id is not None or turn.place.class_ is not None:
        turn.refuse("class-not-yours")
    await asking.confirm(turn, "class", "class-confirm")


@feature.added("class")
async def added_for(turn: Turn) -> None:
    """A link put the bot into this group, and says which class it is for."""
    class_ = await _named(turn) if turn.payload.isascii() and turn.payload.isdigit() else None
    if class_ is None or class_.closed or turn.place.class_ is not None:
        return
    turn.incoming = replace(turn.message, text=Text(class_.name), command="class")
    if turn.anonymous:
        await asking.ask_who(turn, "class")
    else:
        turn.again("class", turn.incoming)


async def _named(turn: Turn) -> Class | None:
    found = await classes.all_open(turn.session)
    return next((each for each in found if str(each.id) == turn.payload), None)


@feature.card("classes.welcome", classes.welcome_view)
def welcome(view: WelcomeView, texts: Texts) -> Card:
    """What the bot does here and what it cannot see, and the button that registers a parent."""
    title = texts("welcome-title", name=view.name, school=texts.school.name)
    if view.closed:
        return card(paragraphs(title, texts("welcome-closed")))
    sees = view.admin or texts.school.reads_all
    return card(
        paragraphs(
            title,
            texts("welcome-what"),
            texts("welcome-sees-all" if sees else "welcome-sees"),
            texts("welcome-count", families=view.families),
        ),
        [Button(texts.plain("welcome-parent"), buttons.pack(Parent(view.subject_id)))],
        [Button(texts.plain("welcome-private"), url=texts.school.link("hello"))],
    )


@feature.button(Parent, Can.ANYTHING_OPEN, buffered=True)
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
        # What the welcome card says that the bot can see depends on its rights.
        turn.changed(turn.place.class_.subject_id)
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
    """Somebody joined: who was a member before is one again; how many are unknown may change."""
    if turn.place.class_ is not None and turn.happened is not None:
        await _back(turn, turn.happened.people)
        turn.errands.append(LookUp(turn.place.chat_id))


@feature.event(Event.LEFT)
async def left(turn: Turn) -> None:
    """Somebody left, and with that their membership in the class ends."""
    class_ = turn.place.class_
    if class_ is not None and turn.happened is not None:
        for someone in turn.happened.people:
            await _gone(turn.session, class_.id, [someone.user_id], turn.now)
            turn.errands.append(ShowMenu(someone.user_id))
        turn.errands.append(LookUp(turn.place.chat_id))


@feature.event(Event.MEMBER_CHANGED)
async def member_changed(turn: Turn) -> None:
    """The same, as an administrator hears of it: also where the group shows no such message."""
    happened = turn.happened
    assert happened is not None  # noqa: S101 (the route has looked)
    if happened.present and not happened.was_present:
        await joined(turn)
    elif happened.was_present and not happened.present:
        await left(turn)


async def _back(turn: Turn, came: Sequence[Someone]) -> None:
    class_ = turn.place.class_
    assert class_ is not None  # noqa: S101 (the caller has looked)
    for each in came:
        person = await people.find_by_user(turn.session, each.user_id)
        if person is None:
            continue
        again = await membership.come_back(turn.session, person.id, class_.id, turn.now)
        if again is not None:
            turn.errands.append(ShowMenu(each.user_id))
            texts = turn.texts_in(person.language)
            turn.tell(
                each.user_id,
                texts,
                "member-back",
                class_name=class_.name,
                roles=roles(texts, again.roles),
                count=len(again.children),
                children=texts.listing(list(again.children)) if again.children else "",
            )


async def _gone(session: Session, class_id: int, user_ids: Sequence[int], now: datetime) -> None:
    for user_id in user_ids:
        person = await people.find_by_user(session, user_id)
        if person is not None:
            await membership.leave(session, person.id, class_id, now)


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


async def looked_up(session: Session, found: Looked | Absent, now: datetime) -> list[Errand]:
    """What Telegram says of a group now; returns what is to be asked next.

    Where it has become smaller, somebody may have left without a word: who is still in it?
    """
    class_ = await classes.find_by_chat(session, found.chat_id)
    if isinstance(found, Absent):
        if class_ is None:
            return []
        await _gone(session, class_.id, found.user_ids, now)
        return [ShowMenu(each) for each in found.user_ids]
    await chats.set_rights(session, found.chat_id, admin=found.admin, may_delete=found.may_delete)
    if class_ is None:
        return []
    # People of the school among its administrators are no strangers.
    members = found.members - await people.count_visiting(session, found.admin_ids, class_.id)
    before = class_.members
    if before == members:
        return []
    await classes.set_members(session, class_.id, members)
    await subjects.refresh_private(session, await classes.lively(session, class_.id, now), now)
    if before is None or members > before:
        return []
    return [WhoIsIn(found.chat_id, tuple(await membership.members_of(session, class_.id)))]
