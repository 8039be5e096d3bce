"""Who is who: invitations, the first admin, the language somebody speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit import buttons
from handlers.kit.acting import become_known, refresh
from handlers.kit.card import Button
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, is_staff, may
from handlers.kit.texts import LANGUAGES, Texts
from handlers.kit.turn import Turn
from storage import classes, people, posts
from storage.people import Role

feature = Feature("people")

# Roles that are held in the whole school; the others are held in a class.
IN_SCHOOL = frozenset({Role.ADMIN, Role.PRINCIPAL, Role.PARTNER})
# Who may be invited by somebody whose right to invite ends at their class.
IN_CLASS = frozenset({Role.TEACHER, Role.CHAIR, Role.COMMITTEE})


@buttons.button("lang")
class Speak:
    """Chooses a person's language."""

    language: str


@buttons.button("lac")
class SpeakIn:
    """Chooses a class's language."""

    class_id: int
    language: str


@feature.start("")
async def start(turn: Turn) -> None:
    """Start without an invitation: a greeting, or the code that makes the first admin."""
    if turn.payload:
        await accept(turn)
    elif is_staff(turn.actor):
        turn.say("start-staff", name=turn.user.name, school=turn.school.name)
    else:
        turn.say("start-stranger", name=turn.user.name, school=turn.school.name)


@feature.start("inv")
async def accept(turn: Turn) -> None:
    """Somebody brings an invitation, and gets the role it holds."""
    person_id = await become_known(turn)
    taken = await people.accept(turn.session, turn.payload, person_id, turn.now)
    await refresh(turn)
    class_ = await classes.get(turn.session, taken.class_id) if taken.class_id else None
    what = role_name(turn.texts, taken.role, class_.name if class_ else None)
    turn.say("invite-accepted", name=turn.user.name, role=what, school=turn.school.name)
    if taken.by_person_id is not None:
        by = await people.get(turn.session, taken.by_person_id)
        texts = turn.texts_in(by.language)
        theirs = role_name(texts, taken.role, class_.name if class_ else None)
        turn.tell(by.user_id, texts, "invite-taken", name=turn.user.name, role=theirs)


@feature.command("invite", Can.PERSON_INVITE, asks="invite-ask")
async def invite(turn: Turn) -> None:
    """`/invite teacher 3B`: a link that makes one person that, once, within seven days."""
    role, name = parse_role(turn, turn.message.text.plain)
    class_ = None
    if role not in IN_SCHOOL:
        if not name:
            turn.refuse("invite-which-class", role=role_name(turn.texts, role, None))
        class_ = await classes.find_by_name(turn.session, name)
        if class_ is None and may_anywhere(turn):
            class_ = await classes.ensure(turn.session, name, turn.now)
    if not may_invite(turn, role, class_.id if class_ else None):
        turn.refuse("refused-right-command", command="invite")
    class_id = class_.id if class_ else None
    code = await people.invite(turn.session, role, class_id, turn.person_id, turn.now)
    what = role_name(turn.texts, role, class_.name if class_ else None)
    turn.say("invite-link", role=what, link=turn.school.link(f"inv_{code}"))


def may_anywhere(turn: Turn) -> bool:
    """Whether the actor may invite for every class of the school."""
    return any(
        where is None and role in (Role.ADMIN, Role.PRINCIPAL) for role, where in turn.actor.roles
    )


def may_invite(turn: Turn, role: Role, class_id: int | None) -> bool:
    """A head teacher invites into their class, the school's own people anybody."""
    if may_anywhere(turn):
        return True
    return (
        role in IN_CLASS and class_id is not None and may(turn.actor, Can.PERSON_INVITE, class_id)
    )


def parse_role(turn: Turn, typed: str) -> tuple[Role, str]:
    """The role at the start of what was typed, in any of the bot's languages, and what follows."""
    folded = " ".join(typed.split())
    for word, role in sorted(_role_words(turn).items(), key=lambda item: -len(item[0])):
        rest = folded[len(word) :]
        if folded.lower().startswith(word) and (not rest[:1].isalnum() or not word.isascii()):
            return role, rest.strip()
    return turn.refuse("invite-unknown-role", typed=folded[:40])


def _role_words(turn: Turn) -> dict[str, Role]:
    words: dict[str, Role] = {
        role.value.replace("-", " "): role for role in Role if role != Role.PARENT
    }
    for language in LANGUAGES:
        texts = Texts(language, turn.school)
        words |= {texts.plain(f"role-{r}").lower(): r for r in Role if r != Role.PARENT}
    return words


def role_name(texts: Texts, role: Role, class_name: str | None) -> str:
    """`teacher of 3B`, in a language."""
    name = texts.plain(f"role-{role}")
    return texts.plain("role-in-class", role=name, class_name=class_name) if class_name else name


@feature.command("language", Can.ANYTHING_OPEN)
async def language(turn: Turn) -> None:
    """Offers the languages: one's own; in a class's group, to who may link it, the class's."""
    class_ = turn.place.class_
    if class_ is not None and may(turn.actor, Can.CLASS_LINK, class_.id):
        presses = {each: SpeakIn(class_.id, each) for each in turn.school.languages}
        turn.say("language-which-class", _choices(presses), name=class_.name)
    else:
        turn.say("language-which", _choices({each: Speak(each) for each in turn.school.languages}))


def _choices(presses: Mapping[str, Any]) -> list[Button]:
    return [Button(LANGUAGES[each], buttons.pack(press)) for each, press in presses.items()]


@feature.button(Speak, Can.ANYTHING_OPEN)
async def speak(turn: Turn) -> None:
    """The person speaks this language from now on."""
    _check_spoken(turn, turn.press.language)
    person_id = await become_known(turn)
    await people.set_language(turn.session, person_id, turn.press.language)
    turn.texts = turn.texts_in(turn.press.language)
    turn.toast("language-set")


@feature.button(SpeakIn, Can.CLASS_LINK)
async def speak_in(turn: Turn) -> None:
    """The class's cards are in this language from now on, those that stand as well."""
    _check_spoken(turn, turn.press.language)
    if not may(turn.actor, Can.CLASS_LINK, turn.press.class_id):
        turn.refuse("refused-right")
    class_ = await classes.get(turn.session, turn.press.class_id)
    await classes.set_language(turn.session, class_.id, turn.press.language)
    if class_.chat_id is not None:
        await posts.speak(turn.session, class_.chat_id, turn.press.language, turn.now)
    turn.toast("language-set-class", name=class_.name, language=LANGUAGES[turn.press.language])


def _check_spoken(turn: Turn, language: str) -> None:
    if language not in turn.school.languages:
        turn.refuse("refused-button")
