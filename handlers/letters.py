"""Letters to the principal: a parent writes with their name, and is answered in private."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from handlers import letter_cards as cards
from handlers.kit import asking, buttons, forms
from handlers.kit.card import Button, Card, FileRef, Text, card, pack
from handlers.kit.feature import Feature, Where
from handlers.kit.forms import Answers, Option
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from storage import letters, mailbox, people, posts
from storage.letters import About, Said, Snapshot
from storage.mailbox import Reading
from storage.posts import Priority

feature = Feature("letters", snapshots=letters.of_ids)

# As many as one message names; the rest comes when these are closed.
LISTED = 30

feature.card(cards.CARD, letters.view)(cards.letter)
feature.card(cards.OWN, letters.view)(cards.own)


# Writing


@feature.command("mailbox", Can.ANYTHING_OPEN, Where.PRIVATE)
async def write(turn: Turn) -> None:
    """Asks what kind of letter it is, and what it says."""
    await forms.begin(turn, LETTER)


async def _kinds(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(str(each), turn.texts.plain(f"letter-about-{each}")) for each in About]


def _said(answers: Answers) -> Said:
    text = forms.words(answers["text"])
    return Said(text.plain, text.packed, [each.packed for each in forms.files(answers["files"])])


async def _fits(turn: Turn, answer: object, answers: Answers) -> None:
    letters.checked(_said({"text": answer, "files": None}))


async def _ready(turn: Turn, answers: Answers) -> Text:
    safety = turn.texts("letter-safety") if answers["about"] == About.SAFETY else None
    return paragraphs(turn.texts("letter-honest"), safety)


async def _preview(turn: Turn, answers: Answers) -> Card:
    about = turn.texts("letter-preview", about=turn.texts.plain(f"letter-about-{answers['about']}"))
    files = forms.files(answers["files"])
    return card(paragraphs(about, forms.words(answers["text"])), files=files)


async def _send(turn: Turn, answers: Answers) -> None:
    """The letter, and with it its receipt, both in this transaction."""
    today = datetime.combine(turn.now.astimezone(turn.school.zone), time(), turn.school.zone)
    about = About(answers["about"])
    letter_id = await letters.create(
        turn.session, about, turn.person_id, _said(answers), today, turn.now
    )
    turn.post(cards.OWN, letter_id, turn.actor.user_id, turn.texts.language)
    reading = await mailbox.find(turn.session)
    urgent = about == About.SAFETY
    if reading is not None:
        priority = Priority.URGENT if urgent else Priority.ANSWER
        turn.post(
            cards.CARD,
            letter_id,
            reading.chat_id,
            reading.language,
            priority=priority,
        )
    if urgent or reading is None:
        await _ring(turn, "letter-rings" if urgent else "letter-waits")


async def _ring(turn: Turn, key: str) -> None:
    """The admins hear in private that there is a letter, and not what it says."""
    for each in await people.admins(turn.session):
        if each.reachable:
            texts = turn.texts_in(each.language)
            turn.tell(each.user_id, texts, key, priority=Priority.URGENT)


LETTER = feature.form(
    forms.Form(
        "letter",
        Can.ANYTHING_OPEN,
        steps=(
            forms.Choice("about", "letter-form-about", _kinds),
            forms.Words("text", "letter-form-text", check=_fits),
            forms.Files(
                "files", "letter-form-files", optional=True, kinds=("photo", "document", "voice")
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


def _written(turn: Turn) -> Said:
    text = turn.message.text.strip()
    return Said(text.plain, text.packed, [each.packed for each in turn.message.files])


async def _add(turn: Turn, one: Snapshot) -> None:
    _own(turn, one)
    said = _written(turn)
    await letters.add(turn.session, one.id, turn.person_id, said, turn.now)
    reading = await mailbox.find(turn.session)
    if reading is not None:
        texts = turn.texts_in(reading.language)
        words = Text.of(said.plain, said.spans)
        shown = paragraphs(texts("letter-added", number=one.number), words)
        await _under(turn, reading, one.id, card(shown, files=_files(said)))
    turn.say("letter-added-own", number=one.number)


def _files(said: Said) -> list[FileRef]:
    return [FileRef.of(each) for each in said.files]


async def _under(turn: Turn, reading: Reading, letter_id: int, shown: Card) -> None:
    """Posts a card where letters are read, as a reply to the letter."""
    stand = await posts.of_subject(turn.session, letter_id, cards.CARD)
    here = [each.message_id for each in stand if each.live and each.chat_id == reading.chat_id]
    payload = pack(replace(shown, reply_to=here[-1] if here else None))
    row = posts.row("say", reading.chat_id, reading.language, turn.now, payload=payload)
    await posts.queue(turn.session, [row])


@feature.button(cards.Rate, Can.ANYTHING_OPEN)
async def rate(turn: Turn) -> None:
    """One tap; who is not content has their letter open again."""
    _own(turn, turn.subject)
    good = turn.press.good == 1
    await letters.rate(turn.session, turn.subject.id, good, turn.now)
    turn.toast("letter-rated" if good else "letter-reopened")


# Answering


async def _here(turn: Turn) -> Reading:
    """Letters are answered by those who may, where they are read, and nowhere else.

    A letter has no classes, so that a right in one class would do for its buttons.
    """
    if not may(turn.actor, Can.LETTER_ANSWER, None):
        turn.refuse("refused-right")
    reading = await mailbox.find(turn.session)
    if reading is None or turn.place.chat_id != reading.chat_id:
        turn.refuse("letter-not-here")
    return reading


@feature.button(cards.Take, Can.LETTER_ANSWER)
async def take(turn: Turn) -> None:
    """The writer sees that somebody looks after it."""
    await _here(turn)
    await letters.see(turn.session, turn.subject.id, turn.now)
    await letters.take(turn.session, turn.subject.id, turn.person_id, turn.now)
    turn.toast("letter-took", number=turn.subject.number)


@feature.button(cards.Answer, Can.LETTER_ANSWER)
async def answer(turn: Turn) -> None:
    """Asks for the words, of those who may."""
    await _here(turn)
    await letters.see(turn.session, turn.subject.id, turn.now)
    turn.toast("letter-answer-how", number=turn.subject.number, alert=True)


@feature.replied(cards.CARD)
async def replied(turn: Turn) -> None:
    """What replies to the letter is shown again before it goes out; all other talk stays inside."""
    if turn.anonymous or not may(turn.actor, Can.LETTER_ANSWER, None):
        return
    reading = await mailbox.find(turn.session)
    if reading is None or turn.place.chat_id != reading.chat_id:
        return
    one = await letters.get(turn.session, turn.data["id"])
    said = _written(turn)
    part_id = await letters.draft(turn.session, one.id, turn.person_id, said, turn.now)
    texts = turn.texts_in(reading.language)
    send = Button(
        texts.plain("letter-send"), buttons.pack(cards.Send(one.id, part_id)), style="primary"
    )
    drop = Button(texts.plain("letter-drop"), buttons.pack(cards.Drop(one.id, part_id)))
    shown = paragraphs(texts("letter-check", number=one.number), Text.of(said.plain, said.spans))
    turn.say_here(card(shown, [send, drop], files=_files(said)), key=f"letter-part:{part_id}")


@feature.button(cards.Send, Can.LETTER_ANSWER)
async def send(turn: Turn) -> None:
    """The answer goes to the writer, once."""
    await _here(turn)
    one: Snapshot = turn.subject
    said = await _draft(turn)
    writer = await people.find(turn.session, one.person_id) if one.person_id else None
    if writer is None:
        turn.refuse("letter-writer-gone")
    texts = turn.texts_in(writer.language)
    words = Text.of(said.plain, said.spans)
    shown = paragraphs(texts("letter-reply", number=one.number), words)
    card_ = card(shown, [cards.add_button(one.id, texts)], files=_files(said))
    turn.send(writer.user_id, texts, card_, once=f"letter-sent:{turn.press.part_id}")
    await letters.send(turn.session, one.id, turn.press.part_id, turn.now)
    _strip(turn)
    turn.toast("letter-is-sent", number=one.number)


@feature.button(cards.Drop, Can.LETTER_ANSWER)
async def drop(turn: Turn) -> None:
    """Nobody else saw it."""
    await _here(turn)
    await _draft(turn)
    await letters.drop(turn.session, turn.press.part_id)
    _strip(turn)
    turn.toast("letter-dropped")


async def _draft(turn: Turn) -> Said:
    found = await letters.find_draft(turn.session, turn.subject.id, turn.press.part_id)
    if found is None:
        turn.refuse("letter-no-draft")
    return found


def _strip(turn: Turn) -> None:
    if turn.pressed is not None:
        turn.errands.append(Strip(turn.place.chat_id, turn.pressed))


@feature.button(cards.Close, Can.LETTER_ANSWER)
async def close(turn: Turn) -> None:
    """The writer is asked whether it was dealt with well."""
    await _here(turn)
    await letters.see(turn.session, turn.subject.id, turn.now)
    await letters.close(turn.session, turn.subject.id, turn.now)
    turn.toast("letter-is-closed", number=turn.subject.number)


@feature.command("inbox", Can.LETTER_ANSWER, Where.PRIVATE)
async def inbox(turn: Turn) -> None:
    """The open letters, the oldest first: no names, for these are on their cards."""
    found = await letters.open_ones(turn.session)
    if not found:
        turn.refuse("letter-none")
    listed = [
        turn.texts(
            "letter-line",
            number=each.number,
            about=turn.texts.plain(f"letter-about-{each.about}"),
            status=turn.texts.plain(f"letter-status-{each.status}"),
            when=turn.texts.day(each.sent_at),
        )
        for each in found[:LISTED]
    ]
    turn.show(card(lines(turn.texts("letter-open", count=len(found)), *listed)))
