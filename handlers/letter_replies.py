"""`/replies`: canned answers to letters, written once, and sent by a tap or by their name."""

from __future__ import annotations

from handlers import letter_canned as canned
from handlers import letter_drafts as drafts
from handlers import letter_places as places
from handlers.kit import asking, buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature, Where
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from storage import letter_replies, letters
from storage.letter_replies import Canned
from storage.letters import Snapshot

feature = Feature("letter_replies", snapshots=letters.of_ids)

QUESTION = "letter-reply"


@buttons.button("lra")
class Add:
    """There is one more."""


@buttons.button("lro")
class Show:
    """What does it say?"""

    number: int


@buttons.button("lrr")
class Remove:
    """It is offered no more."""

    number: int


@feature.command("replies", Can.LETTER_ANSWER, Where.PRIVATE)
async def replies(turn: Turn) -> None:
    """`/replies` lists them; with a name, and the words on the lines below it, it keeps one."""
    if turn.message.text.plain.strip():
        await _keep(turn, turn.message.text)
    await _show(turn)


async def _show(turn: Turn) -> None:
    turn.show(_listed(await letter_replies.every(turn.session), turn.texts))


def _listed(found: list[Canned], texts: Texts) -> Card:
    named = [Button(each.name, buttons.pack(Show(each.id))) for each in found]
    add = Button(texts.plain("letter-replies-add"), buttons.pack(Add()), style="primary")
    said = paragraphs(
        texts("letter-replies-title", count=len(found)),
        texts("letter-replies-how") if found else None,
    )
    return card(said, *in_rows(named), [add])


async def _keep(turn: Turn, typed: Text) -> None:
    """The first line is its name."""
    whole = typed.strip()
    name, _, rest = whole.plain.partition("\n")
    words = whole.cut(len(name), len(whole.plain)).strip()
    if not rest.strip():
        turn.refuse("letter-reply-unread", gaps=_gaps(turn.texts))
    unknown = canned.unknown(words.plain, turn.texts)
    if unknown:
        turn.refuse("letter-reply-gap", name=unknown[0], gaps=_gaps(turn.texts))
    language = turn.texts.language
    await letter_replies.keep(turn.session, name, words.plain, words.packed, language)


def _gaps(texts: Texts) -> Text:
    """What may stand in braces, each with what it becomes."""
    return lines(
        *(texts(f"letter-gap-{name}-is", gap=_braced(name, texts)) for name in canned.GAPS)
    )


def _braced(each: str, texts: Texts) -> str:
    return "{" + canned.gap(each, texts) + "}"


@feature.button(Add, Can.LETTER_ANSWER)
async def add(turn: Turn) -> None:
    """Asks which."""
    _in_private(turn)
    await asking.put(turn, QUESTION, turn.texts("letter-reply-ask", gaps=_gaps(turn.texts)), {})


@feature.answer(QUESTION)
async def added(turn: Turn) -> None:
    """What was typed is kept, and all are shown."""
    if not may(turn.actor, Can.LETTER_ANSWER, None):
        turn.refuse("refused-right")
    await _keep(turn, turn.message.text)
    await _show(turn)


def _in_private(turn: Turn) -> None:
    if not turn.place.private:
        turn.refuse("refused-button")


async def _pressed(turn: Turn) -> Canned:
    found = await letter_replies.find(turn.session, turn.press.number)
    if found is None:
        turn.refuse("letter-reply-gone")
    return found


@feature.button(Show, Can.LETTER_ANSWER)
async def show(turn: Turn) -> None:
    """All of it, with its gaps."""
    _in_private(turn)
    one = await _pressed(turn)
    texts = turn.texts
    remove = Button(texts.plain("letter-reply-remove"), buttons.pack(Remove(one.id)))
    said = paragraphs(Text(one.name).styled("bold"), Text.of(one.plain, one.spans))
    turn.show(card(said, [remove]))


@feature.button(Remove, Can.LETTER_ANSWER)
async def remove(turn: Turn) -> None:
    """A tap on a copy further up says the same."""
    _in_private(turn)
    if await letter_replies.remove(turn.session, turn.press.number):
        await _show(turn)
    turn.toast("letter-reply-removed")


@feature.button(canned.Use, Can.LETTER_INBOX)
async def use(turn: Turn) -> None:
    """It is shown as its reader would see it, and sent by another tap."""
    one: Snapshot = turn.subject
    await drafts.here(turn, one)
    said = await canned.filled(turn, one, await _pressed(turn))
    if turn.place.private:
        await asking.drop(turn)
    await asking.over(turn)
    await drafts.draft(turn, one, await places.here(turn), said)


@feature.replied(canned.CHOOSE)
async def replied(turn: Turn) -> None:
    """What replies to the choice is an answer in words of one's own."""
    await asking.over(turn)
    await drafts.wrote(turn, await letters.get(turn.session, turn.data["id"]))
