"""Invitations: links that make somebody what they say, to be sent, shown on a door, revoked."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from handlers.kit import asking, buttons, qr
from handlers.kit.acting import become_known, refresh
from handlers.kit.card import Button, card
from handlers.kit.feature import Feature, Where
from handlers.kit.forms.steps import in_rows
from handlers.kit.naming import is_school_chair, names, parse_role, role_name, short_role
from handlers.kit.roles import (
    IN_SCHOOL,
    OF_CLASS_ONLY,
    Can,
    classes_where,
    is_staff,
    may_give,
)
from handlers.kit.speaking import ask_if_unsure
from handlers.kit.texts import Texts
from handlers.kit.turn import ShowMenu, Turn
from storage import classes, invites, people
from storage.classes import Class
from storage.invites import Accepted, Open
from storage.people import Role

feature = Feature("invites")

# Bot API: 100 inline buttons a message; a school with more classes than that types the name.
MOST_CLASSES = 84
SHOWN = 20
SCHOOL = 0  # in a button, where a class has its number: the school committee
# In this order roles are offered; parents, by an invitation for many.
OFFERED = (
    Role.PARENT,
    Role.HEAD_TEACHER,
    Role.TEACHER,
    Role.CHAIR,
    Role.COMMITTEE,
    Role.SEAT,
    Role.PRINCIPAL,
    Role.DEPUTY,
    Role.CONFIDANT,
    Role.ADMIN,
    Role.PARTNER,
)


@buttons.button("ivr")
class InviteRole:
    """Invite somebody to be this."""

    role: Role


@buttons.button("ivc")
class InviteInto:
    """Invite somebody to be this in that class."""

    role: Role
    class_id: int


@buttons.button("ivx")
class Revoke:
    """Nobody shall use this invitation any more."""

    invite_id: int


@feature.start("")
async def start(turn: Turn) -> None:
    """Start without an invitation: a greeting, or the code that makes the first admin."""
    if turn.payload:
        await accept(turn)
        return
    ask_if_unsure(turn)
    if is_staff(turn.actor):
        turn.errands.append(ShowMenu(turn.user.user_id))
        turn.say("start-staff", name=turn.user.name, school=turn.school.name)
    else:
        turn.say("start-stranger", name=turn.user.name, school=turn.school.name)


@feature.start("inv")
async def accept(turn: Turn) -> None:
    """Somebody brings an invitation, and gets the role it holds."""
    ask_if_unsure(turn)
    person_id = await become_known(turn)
    taken = await invites.accept(turn.session, turn.payload, person_id, turn.now)
    await refresh(turn)
    turn.errands.append(ShowMenu(turn.user.user_id))
    found = await classes.several(turn.session, taken.class_ids)
    if taken.role == Role.PARENT:
        _greet_parent(turn, found)
    else:
        await _greet(turn, taken, [each.name for each in found])


def _greet_parent(turn: Turn, found: list[Class]) -> None:
    turn.say("start-parent", name=turn.user.name, school=turn.school.name)
    named = {child.class_id for child in turn.actor.children}
    for each in found:
        if each.id not in named:
            turn.say("child-please", class_name=each.name)


async def _greet(turn: Turn, taken: Accepted, class_names: list[str]) -> None:
    what = _what(turn.texts, taken.role, class_names)
    turn.say("invite-accepted", name=turn.user.name, role=what, school=turn.school.name)
    if taken.by_person_id is not None:
        by = await people.get(turn.session, taken.by_person_id)
        texts = turn.texts_in(by.language)
        theirs = _what(texts, taken.role, class_names)
        turn.tell(by.user_id, texts, "invite-taken", name=turn.user.name, role=theirs)


@feature.command("invite", Can.PERSON_INVITE)
async def invite(turn: Turn) -> None:
    """`/invite teacher 3B, 4A`: a link for one person; `/invite parents 3B`: one for the door.

    A committee chair without a class is the school committee's: `/invite school committee chair`.
    """
    typed = turn.message.text.plain.strip()
    if not typed:
        await _ask_role(turn)
        return
    if is_school_chair(typed, turn.school):
        await _make(turn, Role.CHAIR, [])
        return
    said = parse_role(typed, turn.school)
    if said is None:
        turn.refuse("invite-unknown-role", typed=typed[:40])
    role, rest = said
    if role in IN_SCHOOL:
        await _make(turn, role, [])
    elif rest:
        await _make(turn, role, [await _class(turn, role, each) for each in names(rest)])
    else:
        await _ask_class(turn, role)


async def _ask_role(turn: Turn) -> None:
    """Whom? By tap, or written; what is written is the command's own text."""
    offered = [each for each in OFFERED if _may_ever(turn, each)]
    rows = in_rows(
        [Button(_label(turn.texts, each), buttons.pack(InviteRole(each))) for each in offered]
    )
    if turn.place.private:
        await asking.put(turn, "invite", turn.texts("invite-ask"), {}, rows)
    else:
        turn.say("invite-ask", *rows)


def _label(texts: Texts, role: Role) -> str:
    return texts.plain("invite-parents") if role == Role.PARENT else short_role(texts, role)


def _what(texts: Texts, role: Role, class_names: Sequence[str]) -> str:
    """What an invitation makes of somebody; a chair of no class is the school committee's."""
    if role in OF_CLASS_ONLY and not class_names:
        return texts.plain("role-school-chair")
    return role_name(texts, role, *class_names)


def _may_ever(turn: Turn, role: Role) -> bool:
    where = classes_where(turn.actor, Can.PERSON_INVITE)
    if where is None:
        return True
    return any(may_give(turn.actor, Can.PERSON_INVITE, role, each) for each in where)


@feature.button(InviteRole, Can.PERSON_INVITE)
async def choose_role(turn: Turn) -> None:
    """The role was chosen; now the class, where there is more than one."""
    role = turn.press.role
    await asking.drop(turn)
    if not _may_ever(turn, role):
        turn.refuse("refused-right")
    if role in IN_SCHOOL:
        await _make(turn, role, [])
    else:
        await _ask_class(turn, role)


async def _ask_class(turn: Turn, role: Role) -> None:
    found = [
        each
        for each in await classes.all_open(turn.session)
        if may_give(turn.actor, Can.PERSON_INVITE, role, each.id)
    ]
    what = role_name(turn.texts, role)
    if len(found) == 1 and classes_where(turn.actor, Can.PERSON_INVITE) is not None:
        await _make(turn, role, found)
        return
    if not found or not turn.place.private:
        turn.refuse("invite-which-class", role=what)
    rows = in_rows(
        [
            Button(each.name, buttons.pack(InviteInto(role, each.id)))
            for each in found[:MOST_CLASSES]
        ]
    )
    if role in OF_CLASS_ONLY and may_give(turn.actor, Can.PERSON_INVITE, role, None):
        label = turn.texts.plain("invite-school-committee")
        rows.append([Button(label, buttons.pack(InviteInto(role, SCHOOL)))])
    text = turn.texts("invite-class", role=what)
    await asking.put(turn, "invite-class", text, {"role": role.value}, rows)


@feature.answer("invite-class")
async def typed_class(turn: Turn) -> None:
    """The class was written, or several."""
    role = Role(turn.data["role"])
    typed = names(turn.message.text.plain)
    await _make(turn, role, [await _class(turn, role, each) for each in typed])


@feature.button(InviteInto, Can.PERSON_INVITE)
async def choose_class(turn: Turn) -> None:
    """The class was tapped."""
    await asking.drop(turn)
    if turn.press.class_id == SCHOOL:
        if turn.press.role not in OF_CLASS_ONLY:
            turn.refuse("refused-subject-gone")
        await _make(turn, turn.press.role, [])
        return
    try:
        class_ = await classes.get(turn.session, turn.press.class_id)
    except LookupError:
        turn.refuse("refused-subject-gone")
    await _make(turn, turn.press.role, [class_])


async def _class(turn: Turn, role: Role, name: str) -> Class:
    """The class of that name; one that is not there yet is made, by who may do so."""
    found = await classes.find_by_name(turn.session, name)
    if found is not None:
        return found
    if not may_give(turn.actor, Can.PERSON_INVITE, role, None):
        turn.refuse("refused-right-command", command="invite")
    return await classes.ensure(turn.session, name, turn.now)


async def _make(turn: Turn, role: Role, into: list[Class]) -> None:
    """Invites, if the actor may do so for all of these classes (none: for the school)."""
    asked: list[int | None] = [each.id for each in into] or [None]
    if not all(may_give(turn.actor, Can.PERSON_INVITE, role, each) for each in asked):
        turn.refuse("refused-right-command", command="invite")
    if role == Role.PARENT:
        # A door has one class behind it.
        for each in into:
            await _link(turn, role, [each], lasting=True)
    else:
        await _link(turn, role, into, lasting=False)


async def _link(turn: Turn, role: Role, into: list[Class], *, lasting: bool) -> None:
    """Makes the code, and shows the link with what can be done with it."""
    ids = [each.id for each in into]
    made, code = await invites.create(
        turn.session, role, ids, turn.person_id, turn.now, lasting=lasting
    )
    link = turn.school.link(f"inv_{code}")
    what = _what(turn.texts, role, [each.name for each in into])
    key = "invite-door" if lasting else "invite-link"
    until = turn.texts.day(turn.now + invites.LASTS_ON_THE_DOOR)
    said = turn.texts(key, role=what, link=link, until=until)
    turn.show(
        card(
            said,
            [Button(turn.texts.plain("invite-share"), url=_share(turn, what, link))],
            [Button(turn.texts.plain("invite-revoke"), buttons.pack(Revoke(made)))],
            files=[turn.keep(qr.picture(link, "invitation"))],
        )
    )


def _share(turn: Turn, what: str, link: str) -> str:
    """Telegram's own page that asks to whom something is to be sent."""
    said = turn.texts.plain("invite-share-text", role=what, school=turn.school.name)
    return f"https://t.me/share/url?{urlencode({'url': link, 'text': said})}"


@feature.command("invites", Can.PERSON_INVITE, Where.PRIVATE)
async def listed(turn: Turn) -> None:
    """The invitations that could still be used, each with a button to revoke it."""
    found = [each for each in await invites.open_ones(turn.session, turn.now) if _may(turn, each)]
    if not found:
        turn.say("invites-none")
        return
    shown = found[:SHOWN]
    lines = [_line(each, turn.texts) for each in shown]
    rows = [
        [Button(turn.texts.plain("invites-revoke", id=str(each.id)), buttons.pack(Revoke(each.id)))]
        for each in shown
    ]
    title = turn.texts("invites-title", count=len(found))
    turn.show(card("\n\n".join([title.plain, *lines]), *rows))


def _line(one: Open, texts: Texts) -> str:
    assert one.expires_at is not None  # noqa: S101 (the first admin's code is not listed)
    return texts.plain(
        "invites-line",
        id=str(one.id),
        role=_what(texts, one.role, one.names),
        by=one.by or texts.school.name,
        until=texts.day(one.expires_at),
        lasting=int(one.lasting),
        uses=one.uses,
    )


def _may(turn: Turn, one: Open) -> bool:
    """Whether the actor may see and revoke it: their own, or what they could make themselves."""
    mine = one.by_person_id == turn.actor.person_id
    return mine or all(
        may_give(turn.actor, Can.PERSON_INVITE, one.role, class_id)
        for class_id in one.class_ids or (None,)
    )


@feature.button(Revoke, Can.ANYTHING_OPEN)
async def revoke(turn: Turn) -> None:
    """The link makes nobody anything from now on; what it did stays."""
    found = await invites.find_open(turn.session, turn.press.invite_id, turn.now)
    if found is None:
        turn.refuse("invite-over")
    if turn.actor.person_id is None or not _may(turn, found):
        turn.refuse("refused-right")
    await invites.revoke(turn.session, found.id, turn.now)
    turn.toast("invite-revoked", role=_what(turn.texts, found.role, found.names))
