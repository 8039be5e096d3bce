"""Committees: who is in them, and handing over what one holds."""

from __future__ import annotations

from handlers import committee_rules as rules
from handlers.kit import asking, buttons
from handlers.kit.acting import refresh, written
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows, same
from handlers.kit.handing import Accept, Decline, offer, question
from handlers.kit.naming import role_name, short_role
from handlers.kit.roles import Can, classes_where, may
from handlers.kit.texts import lines, paragraphs
from handlers.kit.turn import ShowMenu, Turn
from storage import classes, committee, handing_on, people
from storage.committee import Committee, Handover
from storage.people import Role

feature = Feature("committee")

# Bot API: 100 inline buttons a message.
MOST = 84
# As much of a card as sixty classes may take, of the 4096 characters that a message holds.
MOST_CLASSES = 20


@buttons.button("coh")
class HandOver:
    """Somebody else shall have what I hold in that class."""

    role: Role
    class_id: int


@buttons.button("cot")
class HandTo:
    """This person shall."""

    role: Role
    class_id: int
    person_id: int


@buttons.button("cor")
class SetRules:
    """By which rules does a committee vote?"""


@feature.button(SetRules, Can.VOTE_MANAGE)
async def set_rules(turn: Turn) -> None:
    """Asks for them, of a committee in which the presser may set them."""
    await rules.begin(turn)


@feature.command("committee", Can.ANYTHING_OPEN)
async def show(turn: Turn) -> None:
    """The committees of the actor's classes; the school's, for its own people and its chair.

    `/committee rules` asks by which rules one of them votes.
    """
    if written(turn, {"committee-rules": True}):
        await rules.begin(turn)
        return
    class_ids = sorted({where for _, where in turn.actor.roles if where is not None})
    if turn.place.class_ is not None:
        class_ids = [turn.place.class_.id]
    found = await committee.of_classes(turn.session, class_ids)
    parts = [_told(turn, each) for each in found[:MOST_CLASSES]]
    if classes_where(turn.actor, Can.CLASS_SEE) is None or turn.actor.has(Role.CHAIR, None):
        parts.append(await _seats(turn))
    if not parts:
        turn.refuse("committee-none")
    held = [
        (role, where)
        for role, where in sorted(turn.actor.roles, key=str)
        if role in committee.OFFICES and where in class_ids
    ]
    named = {each.id: each.name for each in await classes.several(turn.session, class_ids)}
    rows = [[_hand(turn, *each, named)] for each in held]
    if turn.place.private and may(turn.actor, Can.VOTE_MANAGE, None):
        rows.append([Button(turn.texts.plain("rules-button"), buttons.pack(SetRules()))])
    turn.show(card(paragraphs(*parts), *rows))


def _told(turn: Turn, one: Committee) -> Text:
    said = [turn.texts("committee-class", class_name=one.name)]
    for role in (Role.CHAIR, Role.COMMITTEE, Role.SEAT):
        named = [each.name for each in one.of(role)]
        who = turn.texts.listing(named) if named else turn.texts.plain("committee-nobody")
        said.append(turn.texts("committee-line", role=role_name(turn.texts, role), names=who))
    return lines(*said)


async def _seats(turn: Turn) -> Text:
    """The school committee: its chair, and one seat a class."""
    found = await committee.seats(turn.session)
    taken = [
        turn.texts("committee-seat", class_name=each.name, name=each.of(Role.SEAT)[0].name)
        for each in found
        if each.of(Role.SEAT)
    ]
    free = [each.name for each in found if not each.of(Role.SEAT)]
    chairs = [each.name for each in await people.holders(turn.session, Role.CHAIR, None)]
    chair, names = turn.texts.plain("role-school-chair"), turn.texts.listing(chairs)
    led = turn.texts("committee-line", role=chair, names=names) if chairs else None
    title = turn.texts("committee-school", taken=len(taken), count=len(found))
    vacant = turn.texts("committee-free", names=turn.texts.listing(free)) if free else None
    return lines(title, led, *taken, vacant)


def _hand(turn: Turn, role: Role, class_id: int | None, named: dict[int, str]) -> Button:
    assert class_id is not None  # noqa: S101 (offices are held in classes)
    label = turn.texts.plain("committee-hand", role=short_role(turn.texts, role, named[class_id]))
    return Button(label, buttons.pack(HandOver(role, class_id)))


@feature.button(HandOver, Can.ANYTHING_OPEN)
async def hand_over(turn: Turn) -> None:
    """To whom? By tap, or by name."""
    press: HandOver = turn.press
    _check(turn, press.role, press.class_id)
    if not turn.place.private:
        turn.refuse("refused-button")
    found = await committee.candidates(turn.session, press.role, press.class_id, turn.person_id)
    class_ = await classes.get(turn.session, press.class_id)
    what = role_name(turn.texts, press.role, class_.name)
    if not found:
        turn.refuse("handover-nobody", role=what)
    rows = in_rows(
        [
            Button(each.name, buttons.pack(HandTo(press.role, press.class_id, each.id)))
            for each in found[:MOST]
        ]
    )
    data = {"role": press.role.value, "class_id": press.class_id}
    text = turn.texts("handover-to-whom", role=what)
    await asking.put(turn, "committee-hand", text, data, rows)


@feature.answer("committee-hand")
async def hand_to_named(turn: Turn) -> None:
    """The receiver's name was written."""
    role, class_id = Role(turn.data["role"]), turn.data["class_id"]
    _check(turn, role, class_id)
    typed = turn.message.text.plain
    pool = await committee.candidates(turn.session, role, class_id, turn.person_id)
    found = [each for each in pool if same(each.name, typed)]
    if len(found) != 1:
        turn.refuse("handover-unknown", name=typed[:40])
    await offer(turn, role, class_id, turn.person_id, found[0].id)


@feature.button(HandTo, Can.ANYTHING_OPEN)
async def hand_to(turn: Turn) -> None:
    """The receiver was tapped."""
    press: HandTo = turn.press
    _check(turn, press.role, press.class_id)
    await asking.drop(turn)
    await offer(turn, press.role, press.class_id, turn.person_id, press.person_id)


def _check(turn: Turn, role: Role, class_id: int) -> None:
    if role not in committee.OFFICES or not turn.actor.has(role, class_id):
        turn.refuse("rule-handover-not-held")


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """What others would like to hand over to the actor."""
    found = await committee.offers_to(turn.session, turn.actor.person_id or 0)
    return [question(each, turn.texts) for each in found]


@feature.button(Accept, Can.ANYTHING_OPEN)
async def accept(turn: Turn) -> None:
    """The receiver takes it over; the giver is told."""
    found = await _offered(turn)
    await committee.settle(turn.session, found, turn.now, accepted=True)
    await handing_on.pass_on(turn.session, found.from_person_id, [found.class_id], turn.now)
    await refresh(turn)
    giver = await _tell_giver(turn, found, "handover-taken")
    turn.errands += [ShowMenu(turn.user.user_id), ShowMenu(giver)]
    class_ = await classes.get(turn.session, found.class_id)
    turn.say("handover-yours", role=role_name(turn.texts, found.role, class_.name))


@feature.button(Decline, Can.ANYTHING_OPEN)
async def decline(turn: Turn) -> None:
    """Or does not."""
    found = await _offered(turn)
    await committee.settle(turn.session, found, turn.now, accepted=False)
    await _tell_giver(turn, found, "handover-declined")
    turn.toast("handover-no-noted")


async def _offered(turn: Turn) -> Handover:
    found = await committee.find_offer(turn.session, turn.press.offer_id, turn.person_id)
    if found is None:
        turn.refuse("handover-gone")
    return found


async def _tell_giver(turn: Turn, one: Handover, key: str) -> int:
    giver = await people.get(turn.session, one.from_person_id)
    class_ = await classes.get(turn.session, one.class_id)
    texts = turn.texts_in(giver.language)
    what = role_name(texts, one.role, class_.name)
    turn.tell(giver.user_id, texts, key, name=turn.user.name, role=what)
    return giver.user_id
