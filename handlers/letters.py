"""Letters to the principal: a parent writes, with their name or not, and is answered in private."""

from __future__ import annotations

from handlers import letter_asking as asks
from handlers import letter_canned as canned
from handlers import letter_cards as cards
from handlers import letter_drafts as drafts
from handlers import letter_reach as reach
from handlers.kit import asking, forms, unwritten
from handlers.kit.acting import become_known
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature, Where
from handlers.kit.forms import Answers, Option
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from storage import letter_parts, letter_views, letters
from storage.letter_parts import Said
from storage.letters import About, Mode, Snapshot

feature = Feature("letters", snapshots=letters.of_ids)


feature.card(cards.CARD, letter_views.view)(cards.letter)
feature.card(cards.OWN, letter_views.view)(cards.own)


# Writing


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


def _said(answers: Answers) -> Said:
    text = forms.words(answers["text"])
    return Said(text.plain, text.packed, [each.packed for each in forms.files(answers["files"])])


async def _fits(turn: Turn, answer: object, answers: Answers) -> None:
    letter_parts.checked(_said({"text": answer, "files": None}))


async def _ready(turn: Turn, answers: Answers) -> Text:
    safety = asks.danger(turn.texts) if answers["about"] == About.SAFETY else None
    return paragraphs(turn.texts("letter-mode-name-means"), safety)


async def _preview(turn: Turn, answers: Answers) -> Card:
    about = turn.texts("letter-preview", about=turn.texts.plain(f"letter-about-{answers['about']}"))
    files = forms.files(answers["files"])
    return card(paragraphs(about, forms.words(answers["text"])), files=files)


async def _send(turn: Turn, answers: Answers) -> None:
    """The letter, and with it its receipt, both in this transaction."""
    await reach.check_named(turn)
    about, said = About(answers["about"]), _said(answers)
    letter_id = await letters.create(turn.session, about, Mode.NAME, turn.person_id, said, turn.now)
    turn.post(cards.OWN, letter_id, turn.actor.user_id, turn.texts.language)
    await reach.hand_in(turn, letter_id, about)


LETTER = feature.form(
    forms.Form(
        "letter",
        Can.ANYTHING_OPEN,
        steps=(
            forms.Choice("about", "letter-form-about", _kinds),
            forms.Words("text", "letter-form-text", check=_fits),
            forms.Files(
                "files",
                "letter-form-files",
                optional=True,
                kinds=("photo", "document", "voice"),
                onto="text",
            ),
        ),
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
    await _add(turn, await letters.get(turn.session, turn.data["id"]))


@feature.file_answer("letter-more")
async def more_files(turn: Turn) -> None:
    """Likewise; more of them may follow."""
    await _add(turn, await letters.get(turn.session, turn.data["id"]))


@feature.replied(cards.OWN)
async def replied_own(turn: Turn) -> None:
    """A reply to the receipt adds to the letter, too."""
    await _add(turn, await letters.get(turn.session, turn.data["id"]))


@feature.replied(reach.SENT)
async def replied_sent(turn: Turn) -> None:
    """So does a reply to an answer."""
    await _add(turn, await letters.of_part(turn.session, turn.data["id"]))


async def _add(turn: Turn, one: Snapshot) -> None:
    _own(turn, one)
    await reach.check_blocked(turn)
    await reach.add(turn, one, turn.person_id, drafts.written(turn))
    turn.say("letter-added-own", number=one.number)


@feature.button(cards.Rate, Can.ANYTHING_OPEN)
async def rate(turn: Turn) -> None:
    """One tap; who is not content has their letter open again."""
    _own(turn, turn.subject)
    good = turn.press.good == 1
    await letters.rate(turn.session, turn.subject.id, good, turn.now)
    if not good:
        await reach.wind(turn)
    turn.toast("letter-rated" if good else "letter-reopened")


# Answering


async def _see(turn: Turn) -> None:
    if await letters.see(turn.session, turn.subject.id, turn.now):
        await reach.news(turn, turn.subject, "letter-own-seen")


@feature.button(cards.Take, Can.LETTER_ANSWER)
async def take(turn: Turn) -> None:
    """The writer sees that somebody looks after it."""
    await drafts.here(turn)
    await _see(turn)
    await letters.take(turn.session, turn.subject.id, turn.person_id, turn.now)
    turn.toast("letter-took", number=turn.subject.number)


@feature.button(cards.Answer, Can.LETTER_ANSWER)
async def answer(turn: Turn) -> None:
    """Asks for the words, of those who may."""
    await drafts.here(turn)
    if turn.subject.mode == Mode.DROP:
        turn.refuse("letter-drop-no-answer")
    await _see(turn)
    reading = await drafts.reading_here(turn)
    if reading is None:
        text = turn.texts("letter-answer-ask", number=turn.subject.number)
        offered = await canned.rows(turn, turn.subject)
        await asking.put(turn, "letter-answer", text, {"id": turn.subject.id}, offered)
    else:
        await canned.offer(turn, turn.subject, reading)
        turn.toast("letter-answer-how", number=turn.subject.number, alert=True)


@feature.answer("letter-answer")
async def answered(turn: Turn) -> None:
    """What was asked for in private is shown again as well."""
    await drafts.wrote(turn, await letters.get(turn.session, turn.data["id"]))


@feature.file_answer("letter-answer")
async def answered_files(turn: Turn) -> None:
    """Likewise."""
    await drafts.wrote(turn, await letters.get(turn.session, turn.data["id"]))


@feature.replied(cards.CARD, cards.OPENED)
async def replied(turn: Turn) -> None:
    """What replies to the letter is shown again before it goes out; all other talk stays inside."""
    await drafts.wrote(turn, await letters.get(turn.session, turn.data["id"]))


@feature.replied(reach.ADDED)
async def replied_added(turn: Turn) -> None:
    """What its writer added stands in a message of its own, and is answered like the letter."""
    await drafts.wrote(turn, await letters.of_part(turn.session, turn.data["id"]))


@feature.button(cards.Send, Can.LETTER_ANSWER)
async def send(turn: Turn) -> None:
    """The answer goes to the writer, once."""
    await drafts.here(turn)
    one: Snapshot = turn.subject
    said = await _draft(turn)
    words = Text.of(said.plain, said.spans)

    def make(texts: Texts, add: Button) -> Card:
        shown = paragraphs(texts("letter-reply", number=one.number), words)
        return card(shown, [add], files=drafts.files(said))

    await reach.answer(turn, one, make, once=f"{reach.SENT}:{turn.press.part_id}")
    await letters.send(turn.session, one.id, turn.press.part_id, turn.now)
    _strip(turn)
    turn.toast("letter-is-sent", number=one.number)


@feature.button(cards.Drop, Can.LETTER_ANSWER)
async def drop(turn: Turn) -> None:
    """Nobody else saw it."""
    await drafts.here(turn)
    await _draft(turn)
    await letter_parts.drop(turn.session, turn.press.part_id)
    _strip(turn)
    turn.toast("letter-dropped")


async def _draft(turn: Turn) -> Said:
    found = await letter_parts.find_draft(turn.session, turn.subject.id, turn.press.part_id)
    if found is None:
        turn.refuse("letter-no-draft")
    return found


def _strip(turn: Turn) -> None:
    if turn.pressed is not None:
        turn.errands.append(Strip(turn.place.chat_id, turn.pressed))


@feature.button(cards.Close, Can.LETTER_ANSWER)
async def close(turn: Turn) -> None:
    """The writer is asked whether it was dealt with well."""
    await drafts.here(turn)
    await letters.see(turn.session, turn.subject.id, turn.now)
    await letters.close(turn.session, turn.subject.id, turn.now)
    await reach.closed(turn, turn.subject)
    turn.toast("letter-is-closed", number=turn.subject.number)
