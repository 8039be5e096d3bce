"""Letters are passed on: to the deputy, a head teacher, or, where its writer agrees, to parents."""

from __future__ import annotations

import hmac

from handlers import letter_cards as cards
from handlers import letter_drafts as drafts
from handlers import letter_places as places
from handlers import letter_reach as reach
from handlers.kit import buttons
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Strip, Turn
from storage import classes, letter_forwards, letter_hidden, letter_views, letters, people, subjects
from storage.letter_forwards import Forward, To
from storage.letters import About, Mode, Snapshot

feature = Feature("letter_forwards", snapshots=letters.of_ids)

feature.card(cards.HANDED, letter_views.view, can=Can.LETTER_HANDED)(cards.handed)

# Bot API: 100 inline buttons a message.
MOST = 90


@buttons.button("lfw")
class Which:
    """To a head teacher, or a committee: of which class?"""

    subject_id: int
    to: To


@buttons.button("lft")
class Pass:
    """Pass it on to these; `class_id` is 0 where it is no class's."""

    subject_id: int
    to: To
    class_id: int


@buttons.button("lfy")
class Agree:
    """The letter is mine: parents may (1) or may not (0) have it."""

    forward_id: int
    yes: int


@buttons.button("lfh")
class AgreeHidden:
    """Likewise; `proof` is good for its hidden writer only."""

    forward_id: int
    yes: int
    proof: str


@feature.button(cards.Forward, Can.LETTER_INBOX)
async def forward(turn: Turn) -> None:
    """To whom? Of a letter with a name, its writer's classes are known."""
    one: Snapshot = turn.subject
    await _may(turn, one)
    own = await letter_views.classes_of(turn.session, one.person_id)
    texts = await _texts(turn)
    offered = [_to(one, To.DEPUTY, 0, None, texts)]
    for to in (To.HEAD_TEACHER, To.COMMITTEE):
        offered += [_to(one, to, class_id, name, texts) for class_id, name in own]
        if not own:
            label = texts.plain(f"letter-forward-which-{to}")
            offered.append(Button(label, buttons.pack(Which(one.id, to))))
    offered.append(_to(one, To.COMMITTEE, 0, None, texts))
    shown = card(texts("letter-forward-ask", number=one.number), *in_rows(offered))
    _offer(turn, one, shown, texts)


async def _may(turn: Turn, one: Snapshot) -> None:
    await drafts.here(turn, one)
    if one.about == About.HELP:
        turn.refuse("letter-forward-help")


async def _texts(turn: Turn) -> Texts:
    reading = await places.here(turn)
    return turn.texts_in(reading.language) if reading is not None else turn.texts


def _to(one: Snapshot, to: To, class_id: int, name: str | None, texts: Texts) -> Button:
    label = cards.whom(Forward(0, one.id, to, class_id or None, None, name), texts)
    return Button(label, buttons.pack(Pass(one.id, to, class_id)))


def _offer(turn: Turn, one: Snapshot, shown: Card, texts: Texts) -> None:
    """Below what was tapped, in its topic."""
    if turn.place.private:
        turn.show(shown)
    else:
        places.say_under(turn, one, shown, texts)


@feature.button(Which, Can.LETTER_INBOX)
async def which(turn: Turn) -> None:
    """Of a letter without a name nobody knows the class: those who answer may."""
    one: Snapshot = turn.subject
    await _may(turn, one)
    texts, to = await _texts(turn), turn.press.to
    found = (await classes.all_open(turn.session))[:MOST]
    offered = [Button(each.name, buttons.pack(Pass(one.id, to, each.id))) for each in found]
    _strip(turn)
    _offer(turn, one, card(texts(f"letter-forward-class-{to}"), *in_rows(offered)), texts)


def _strip(turn: Turn) -> None:
    if turn.pressed is not None:
        turn.errands.append(Strip(turn.place.chat_id, turn.pressed))


@feature.button(Pass, Can.LETTER_INBOX)
async def pass_on(turn: Turn) -> None:
    """Staff get it at once, parents when its writer says yes; both are told where it goes."""
    one: Snapshot = turn.subject
    await _may(turn, one)
    to, class_id = turn.press.to, turn.press.class_id or None
    needs, has_none = to == To.HEAD_TEACHER, to == To.DEPUTY
    if (needs and class_id is None) or (has_none and class_id is not None):
        turn.refuse("refused-button")
    if to == To.COMMITTEE and one.mode == Mode.DROP:
        turn.refuse("letter-forward-drop")
    made = await letter_forwards.create(turn.session, one.id, to, class_id, turn.now)
    if not await _reached(turn, one, made):
        turn.refuse("letter-forward-nobody")
    await letters.see(turn.session, one.id, turn.now)
    if made.agreed:
        await _hand(turn, one, made)
    else:
        await _ask(turn, one, made)
    await subjects.bump(turn.session, [one.id], turn.now)
    _strip(turn)
    toast = "letter-forward-toast" if made.agreed else "letter-forward-asked"
    turn.toast(toast, number=one.number, to=cards.whom(made, turn.texts))


async def _reached(turn: Turn, one: Snapshot, to: Forward) -> list[people.PersonRef]:
    """Who gets it: not its writer, as far as that is no secret, nor whom it is about.

    A hidden writer who sits on the committee gets it as all others do, or the gap would tell.
    """
    found = await letter_forwards.recipients(turn.session, to, {one.person_id, one.concerns})
    return [each for each in found if each.reachable]


async def _hand(turn: Turn, one: Snapshot, to: Forward) -> None:
    for each in await _reached(turn, one, to):
        language = turn.school.closest(each.language)
        turn.post(cards.HANDED, one.id, each.user_id, language)

    def told(texts: Texts, add: Button) -> Card:
        return card(texts("letter-passed-on", number=one.number, to=cards.whom(to, texts)), [add])

    await reach.tell(turn, one, told, once=f"letter-passed-on:{to.id}")

    def said(texts: Texts) -> Card:
        return card(texts("letter-forwarded", number=one.number, to=cards.whom(to, texts)))

    await places.inside(turn, one, said, key=f"letter-forwarded:{to.id}")


async def _ask(turn: Turn, one: Snapshot, to: Forward) -> None:
    """The writer is asked, in a message with Yes and No."""
    hidden = await reach.hidden(turn, one) if one.mode == Mode.HIDDEN else None
    proof = letter_hidden.proof(reach.key(turn), one.id, hidden.user_id) if hidden else None

    def make(texts: Texts, _: Button) -> Card:
        named = "hidden" if proof else "name"
        asked = texts("letter-agree", number=one.number, to=cards.whom(to, texts))
        pressed = [
            Button(texts.plain(f"form-{word}"), buttons.pack(_agrees(to, yes, proof)))
            for word, yes in (("yes", 1), ("no", 0))
        ]
        return card(paragraphs(asked, texts(f"letter-agree-{named}")), pressed)

    if not await reach.tell(turn, one, make, once=f"letter-agree:{to.id}"):
        turn.refuse("letter-writer-gone")


def _agrees(to: Forward, yes: int, proof: str | None) -> Agree | AgreeHidden:
    return AgreeHidden(to.id, yes, proof) if proof else Agree(to.id, yes)


@feature.button(Agree, Can.ANYTHING_OPEN)
async def agree(turn: Turn) -> None:
    """The writer's word, once."""
    asked, one = await _asked(turn)
    if one.mode != Mode.NAME or one.person_id is None or one.person_id != turn.actor.person_id:
        turn.refuse("refused-right")
    await _decided(turn, one, asked)


@feature.button(AgreeHidden, Can.ANYTHING_OPEN)
async def agree_hidden(turn: Turn) -> None:
    """The hidden writer's word: they carry the proof that they are."""
    asked, one = await _asked(turn)
    wanted = letter_hidden.proof(reach.key(turn), one.id, turn.actor.user_id)
    fits = hmac.compare_digest(wanted.encode(), turn.press.proof.encode())
    if one.mode != Mode.HIDDEN or not fits:
        turn.refuse("refused-right")
    await _decided(turn, one, asked)


async def _asked(turn: Turn) -> tuple[Forward, Snapshot]:
    found = await letter_forwards.find(turn.session, turn.press.forward_id)
    if found is None:
        turn.refuse("refused-button")
    return found, await letters.get(turn.session, found.letter_id)


async def _decided(turn: Turn, one: Snapshot, asked: Forward) -> None:
    yes = turn.press.yes == 1
    if not await letter_forwards.agree(turn.session, asked.id, yes):
        turn.refuse("letter-agreed-already")
    await subjects.bump(turn.session, [one.id], turn.now)
    _strip(turn)
    if yes:
        await _hand(turn, one, asked)
    else:

        def said(texts: Texts) -> Card:
            return card(texts("letter-refused", number=one.number, to=cards.whom(asked, texts)))

        await places.inside(turn, one, said, key=f"letter-refused:{asked.id}")
    turn.toast("letter-agreed" if yes else "letter-not-agreed")
