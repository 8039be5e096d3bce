"""Letters to the principal: a parent writes, with their name or not, and is answered in private."""

from __future__ import annotations

from handlers import letter_asking as asks
from handlers import letter_canned as canned
from handlers import letter_cards as cards
from handlers import letter_drafts as drafts
from handlers import letter_places as places
from handlers import letter_reach as reach
from handlers import letter_steps as steps
from handlers.kit import asking, forms, unwritten
from handlers.kit.acting import become_known
from handlers.kit.card import Card, Text, card
from handlers.kit.feature import Feature, Where
from handlers.kit.forms import Answers, Option
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from handlers.letter_pieces import KINDS, go_on, joined, note, source, together
from storage import (
    letter_arrivals,
    letter_parts,
    letter_readers,
    letter_sources,
    letter_views,
    letters,
    people,
)
from storage.letter_parts import Part
from storage.letters import About, Mode, Snapshot

feature = Feature("letters", snapshots=letters.of_ids)


feature.card(cards.CARD, letter_views.view)(cards.posted)
feature.card(cards.OWN, letter_views.view)(cards.own)
feature.card(cards.CHECK, letter_views.part)(cards.check)
feature.card(cards.PART, letter_views.part)(cards.part)
feature.card(cards.PART_ALONE, letter_views.part)(cards.part_alone)
feature.card(cards.SENT, letter_views.part)(cards.sent)


# Writing: who may know is chosen in words, too, after a restart has forgotten that it was asked.
feature.typed("letter-mode-name", asks.Named())


@feature.command("mailbox", Can.ANYTHING_OPEN, Where.PRIVATE)
async def write(turn: Turn) -> None:
    """Asks who may know who writes; that somebody was asked stands nowhere."""
    _ = turn.person_id
    begun = unwritten.begin(turn, asks.UNWRITTEN, asks.Writing())
    sealed = turn.school.envelopes is not None
    unwritten.show(turn, asks.modes(turn.texts, sealed=sealed), begun)


@feature.start("mailbox")
async def led(turn: Turn) -> None:
    """The button under a card leads here; which card it was is not told."""
    await become_known(turn)
    await write(turn)


@feature.button(asks.Named, Can.ANYTHING_OPEN)
async def with_name(turn: Turn) -> None:
    """Asks what kind of letter it is, and what it says, in a form that survives a restart."""
    unwritten.forget(turn.registry, turn.user.user_id)
    if turn.pressed is not None:
        unwritten.show(turn, asks.named(turn.texts))
    await forms.begin(turn, LETTER)


async def _kinds(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(str(each), turn.texts.plain(f"letter-about-{each}")) for each in About]


async def _ready(turn: Turn, answers: Answers) -> Text:
    means, about = turn.texts("letter-mode-name-means"), answers["about"]
    if about == About.SAFETY:
        return paragraphs(means, asks.danger(turn.texts))
    if about == About.HELP:
        found = await letter_readers.now(turn.session)
        return paragraphs(means, asks.help_goes(turn.texts, nobody=not found.confidants))
    return means


async def _preview(turn: Turn, answers: Answers) -> Card:
    about = turn.texts("letter-preview", about=turn.texts.plain(f"letter-about-{answers['about']}"))
    said = steps.whole(steps.pieces(answers))
    concerns = await people.find(turn.session, _concerns(answers) or 0)
    named = turn.texts("letter-concerns", name=concerns.name) if concerns else None
    text = paragraphs(lines(about, named), Text.of(said.plain, said.spans))
    return card(text, files=drafts.files(said))


def _concerns(answers: Answers) -> int | None:
    found: int | None = answers.get(steps.CONCERNS)
    return found if answers["about"] == About.COMPLAINT else None


async def _send(turn: Turn, answers: Answers) -> None:
    """The letter, and with it its receipt, both in this transaction."""
    await reach.check_named(turn)
    found = together(steps.pieces(answers))
    said = [joined([each.said for each in one]) for one in found]
    about = About(answers["about"])
    letter_id, parts = await letters.create(
        turn.session, about, Mode.NAME, turn.person_id, said, turn.now
    )
    for part_id, pieces in zip(parts, found, strict=True):
        await note(turn, part_id, pieces)
    concerns = _concerns(answers)
    if concerns is not None:
        await steps.check_concern(turn, concerns)
        await letter_readers.concern(turn.session, letter_id, concerns)
    turn.post(cards.OWN, letter_id, turn.actor.user_id, turn.texts.language)
    await places.hand_in(turn, letter_id)


LETTER = feature.form(
    forms.Form(
        "letter",
        Can.ANYTHING_OPEN,
        steps=(
            forms.Choice("about", "letter-form-about", _kinds),
            steps.Wording("text", "letter-form-text", check=steps.fits),
            steps.Enclosures("files", "letter-form-files", optional=True, kinds=KINDS, onto="text"),
        ),
        keeps=(steps.PIECES, steps.CONCERNS),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)


# What the writer does later


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """One's own letters that are not closed, and where they stand."""
    found = await letters.of_writer(turn.session, turn.actor.person_id or 0)
    return [_listed(each, turn.texts) for each in found]


def _listed(one: Snapshot, texts: Texts) -> Card:
    about = texts.plain(f"letter-about-{one.about}")
    said = texts("letter-own", number=one.number, about=about)
    return card(lines(said, texts(f"letter-own-{one.status}")), [cards.add_button(one.id, texts)])


def _own(turn: Turn, one: Snapshot) -> None:
    """A letter is its writer's, and nobody else's to go on with."""
    if one.person_id is None or one.person_id != turn.actor.person_id:
        turn.refuse("refused-right")


@feature.button(cards.AddMore, Can.ANYTHING_OPEN)
async def add_more(turn: Turn) -> None:
    """Asks what."""
    _own(turn, turn.subject)
    text = turn.texts("letter-add-ask", number=turn.subject.number)
    await asking.put(turn, "letter-more", text, {"id": turn.subject.id})


@feature.answer("letter-more")
async def more(turn: Turn) -> None:
    """It stands in the letter, and comes to those who answer as a reply to it."""
    await _add(turn, await letters.get(turn.session, turn.data["id"]), turn.data.get("to"))


@feature.file_answer("letter-more")
async def more_files(turn: Turn) -> None:
    """Likewise; more of them may follow."""
    await _add(turn, await letters.get(turn.session, turn.data["id"]), turn.data.get("to"))


@feature.replied(cards.OWN)
async def replied_own(turn: Turn) -> None:
    """A reply to the receipt adds to the letter, too."""
    await _add(turn, await letters.get(turn.session, turn.data["id"]))


@feature.replied(cards.SENT)
async def replied_sent(turn: Turn) -> None:
    """So does a reply to an answer, and is one where letters are read."""
    part_id = turn.data["of"]
    await _add(turn, await letters.of_part(turn.session, part_id), part_id)


async def _add(turn: Turn, one: Snapshot, to_id: int | None = None) -> None:
    _own(turn, one)
    await reach.check_blocked(turn)
    said = drafts.written(turn)
    if await go_on(turn, one.id, said):
        return
    part_id = await letters.add(turn.session, one.id, turn.person_id, said, turn.now, to_id)
    await letter_sources.note(turn.session, part_id, source(turn))
    await places.wind(turn)
    await places.added(turn, one, part_id)
    turn.say("letter-added-own", number=one.number)


@feature.button(cards.Rate, Can.ANYTHING_OPEN)
async def rate(turn: Turn) -> None:
    """One tap; who is not content has their letter open again."""
    _own(turn, turn.subject)
    good = turn.press.good == 1
    await letters.rate(turn.session, turn.subject.id, good, turn.now)
    if not good:
        await places.wind(turn)
        await places.come(turn, turn.subject)
    turn.toast("letter-rated" if good else "letter-reopened")


# Answering


async def _see(turn: Turn) -> None:
    if await letters.see(turn.session, turn.subject.id, turn.now):
        await reach.seen(turn, turn.subject)


@feature.button(cards.Take, Can.LETTER_INBOX)
async def take(turn: Turn) -> None:
    """The writer sees that somebody looks after it."""
    await drafts.here(turn, turn.subject)
    await _see(turn)
    await letters.take(turn.session, turn.subject.id, turn.person_id, turn.now)
    turn.toast("letter-took", number=turn.subject.number)


@feature.button(cards.Answer, Can.ANYTHING_OPEN)
async def answer(turn: Turn) -> None:
    """Asks for the words, of those who may."""
    await _ask_for(turn, "letter-answer")


@feature.button(cards.AskBack, Can.LETTER_INBOX)
async def ask_back(turn: Turn) -> None:
    """Asks for the question to its writer, of those who look after it."""
    await drafts.here(turn, turn.subject)
    await _ask_for(turn, "letter-question")


async def _ask_for(turn: Turn, name: str) -> None:
    one: Snapshot = turn.subject
    await drafts.to_answer(turn, one)
    if one.mode == Mode.DROP:
        turn.refuse("letter-drop-no-answer")
    await _see(turn)
    reading = await places.here(turn)
    asked, answers = {"id": one.id}, name == "letter-answer"
    if reading is not None:
        if answers:
            await canned.offer(turn, one, reading)
        await asking.expect(turn, name, asked, await places.topic(turn, one))
        turn.toast(f"{name}-how", number=one.number, alert=True)
        return
    mine = answers and await places.may_read(turn, one)
    offered = await canned.rows(turn, one) if mine else []
    await asking.put(turn, name, turn.texts(f"{name}-ask", number=one.number), asked, offered)


@feature.answer("letter-answer")
async def answered(turn: Turn) -> None:
    """What was asked for is shown again as well."""
    await _wrote(turn)


@feature.file_answer("letter-answer")
async def answered_files(turn: Turn) -> None:
    """Likewise."""
    await _wrote(turn)


@feature.answer("letter-question")
async def questioned(turn: Turn) -> None:
    """A question goes to the writer like an answer."""
    await _wrote(turn, asks=True)


@feature.file_answer("letter-question")
async def questioned_files(turn: Turn) -> None:
    """Likewise."""
    await _wrote(turn, asks=True)


async def _wrote(turn: Turn, *, asks: bool = False) -> None:
    one = await letters.get(turn.session, turn.data["id"])
    await drafts.wrote(turn, one, await _body(turn, one), asks=asks)


async def _body(turn: Turn, one: Snapshot) -> int | None:
    """The letter's own first message, which is what an answer replies to."""
    written = await letter_parts.sent(turn.session, one.id)
    return next((each.id for each in written if not each.answer), None)


@feature.replied(cards.CARD, cards.OPENED, cards.HELP, cards.HANDED)
async def replied(turn: Turn) -> None:
    """What replies to the letter is shown again before it goes out; all other talk stays inside."""
    await _wrote(turn, asks=await _asks_back(turn, turn.data["id"]))


@feature.replied(cards.PART, cards.PART_ALONE)
async def replied_added(turn: Turn) -> None:
    """What its writer added stands in a message of its own, and is answered like the letter."""
    part_id = turn.data["of"]
    one = await letters.of_part(turn.session, part_id)
    await drafts.wrote(turn, one, part_id, asks=await _asks_back(turn, one.id))


async def _asks_back(turn: Turn, letter_id: int) -> bool:
    """Whether what replies to the letter is the question to its writer that was tapped for."""
    return await asking.over(turn) == ("letter-question", {"id": letter_id})


@feature.button(cards.Send, Can.ANYTHING_OPEN)
async def send(turn: Turn) -> None:
    """The answer goes to the writer, once; those who read the letter see that it did."""
    one: Snapshot = turn.subject
    await drafts.to_answer(turn, one)
    part = await _draft(turn)
    await reach.answer(turn, one, part)
    if part.asks:
        await letters.ask(turn.session, one.id, part.id, turn.now)
        await reach.expect_reply(turn, one, part)
    else:
        await letters.send(turn.session, one.id, part.id, turn.now)
    await letter_arrivals.watch(turn.session, one.id, part.id, turn.now)
    if turn.place.private:
        await _tell_inside(turn, one, part)
    _strip(turn)
    turn.toast("letter-is-sent", number=one.number)


async def _tell_inside(turn: Turn, one: Snapshot, part: Part) -> None:
    """What was answered in private stands where the letter is read, too."""
    words = Text.of(part.said.plain, part.said.spans)
    me = (await people.get(turn.session, turn.person_id)).name

    def make(texts: Texts) -> Card:
        said = texts("letter-answered-by", number=one.number, name=me)
        return card(paragraphs(said, words), files=drafts.files(part.said))

    if one.in_group or not await places.may_read(turn, one):
        await places.inside(turn, one, make, key=f"letter-by:{part.id}")


@feature.button(cards.Drop, Can.ANYTHING_OPEN)
async def drop(turn: Turn) -> None:
    """Nobody else saw it."""
    await drafts.to_answer(turn, turn.subject)
    await _draft(turn)
    await letter_sources.drop(turn.session, turn.press.part_id)
    _strip(turn)
    turn.toast("letter-dropped")


async def _draft(turn: Turn) -> Part:
    found = await letter_parts.find_draft(turn.session, turn.subject.id, turn.press.part_id)
    if found is None:
        turn.refuse("letter-no-draft")
    return found


def _strip(turn: Turn) -> None:
    if turn.pressed is not None:
        turn.errands.append(Strip(turn.place.chat_id, turn.pressed))


@feature.button(cards.Close, Can.LETTER_INBOX)
async def close(turn: Turn) -> None:
    """The writer is asked whether it was dealt with well."""
    await drafts.here(turn, turn.subject)
    await letters.see(turn.session, turn.subject.id, turn.now)
    await letters.close(turn.session, turn.subject.id, turn.now)
    await reach.closed(turn, turn.subject)
    turn.toast("letter-is-closed", number=turn.subject.number)
