"""How a letter looks: to those who answer it, and to its writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.kit import buttons
from handlers.kit.card import Button, Card, FileRef, Text, card, join
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.letter_asking import danger
from handlers.suggestion_buttons import Publish
from storage import letter_clock
from storage.letter_forwards import Forward as Handing
from storage.letter_forwards import To
from storage.letter_parts import Part
from storage.letter_sources import Message
from storage.letter_views import PartView, View
from storage.letters import About, Mode, Snapshot, Status

CARD, OWN = "letters.letter", "letters.own"
# The same in the private chat of somebody who answers letters: it goes with the right to.
OPENED = "letter_inbox.letter"
# What asks for help for a family, for the confidant alone; and what was passed on to somebody.
HELP, HANDED = "letter_help.letter", "letter_forwards.letter"
# With the number of what was said: an answer before it goes out, what the writer added (where
# letters are read, and in private), and the answer as its writer reads it.
CHECK, PART, PART_ALONE, SENT = (
    "letters.check",
    "letters.part",
    "letters.part-alone",
    "letters.sent",
)


@buttons.button("ltk")
class Take:
    """I look after this letter."""

    subject_id: int


@buttons.button("lta")
class Answer:
    """I write to its writer."""

    subject_id: int


@buttons.button("ltq")
class AskBack:
    """I have to know something first."""

    subject_id: int


@buttons.button("ltf")
class Forward:
    """Somebody else should have it: whom?"""

    subject_id: int


@buttons.button("ltc")
class Close:
    """It is dealt with."""

    subject_id: int


@buttons.button("ltb")
class Block:
    """Its writer may send no more letters (1), or may again (0)."""

    subject_id: int
    on: int


@buttons.button("lto")
class Open:
    """Show me this letter, here in private."""

    letter_id: int


@buttons.button("lts")
class Send:
    """Send this answer as it is shown."""

    subject_id: int
    part_id: int


@buttons.button("ltd")
class Drop:
    """Do not send it."""

    subject_id: int
    part_id: int


@buttons.button("ltm")
class AddMore:
    """I want to add something to my letter."""

    subject_id: int


@buttons.button("ltr")
class Rate:
    """Was it dealt with well? 1 for yes; 0 opens it again."""

    subject_id: int
    good: int


def letter(view: View, texts: Texts) -> Card:
    """Who wrote what, where it stands, and what has been answered."""
    rows = [] if view.letter.status == Status.CLOSED else _acts(view, texts)
    written = [each for each in view.parts if not each.answer]
    text = paragraphs(_told(view, texts), _how(view, texts))
    return card(text, *rows, files=_files(written))


def posted(view: View, texts: Texts) -> Card:
    """The same where letters are read: what was added later stands there under it, in its topic."""
    title = _title(view, texts) if view.forum else None
    shown = replace(letter(view, texts), files=tuple(_files(view.body)), topic=title)
    return replace(shown, shut=view.letter.status == Status.CLOSED)


def handed(view: View, texts: Texts) -> Card:
    """The same for somebody whom it was passed on to: they answer it, and that is all."""
    one = view.letter
    done = one.status == Status.CLOSED or one.mode == Mode.DROP
    rows = [] if done else [[_answer(one.id, texts)]]
    said = [_part(each, texts) for each in view.parts]
    text = paragraphs(texts("letter-handed"), _head(view, texts), *said)
    return card(text, *rows, files=_files([each for each in view.parts if not each.answer]))


def _head(view: View, texts: Texts) -> Text:
    one = view.letter
    return texts(
        "letter-head",
        number=one.number,
        about=texts.plain(f"letter-about-{one.about}"),
        writer=_writer(view, texts),
        class_names=texts.classes(view.classes) or "–",
        when=texts.moment(one.sent_at),
    )


def _told(view: View, texts: Texts) -> Text:
    one, head = view.letter, _head(view, texts)
    concerns = texts("letter-concerns", name=view.concerns) if view.concerns else None
    status = lines(
        texts(f"letter-status-{one.status}"),
        _age(one, texts),
        texts("letter-asked") if one.asked else None,
        texts("letter-taken", name=view.taken_by) if view.taken_by else None,
        *(_passed_on(each, texts) for each in view.forwards),
        _rated(view, texts),
        texts("letter-blocked") if view.blocked else None,
    )
    said = [_part(each, texts) for each in view.parts]
    return paragraphs(lines(head, concerns), *said, _attached(view, texts), status)


def _attached(view: View, texts: Texts) -> Text | None:
    """Which files came with it: of which kind, and how large where Telegram says so."""
    files = _files(each for each in view.parts if not each.answer)
    told = [_file(each, texts) for each in files]
    return texts("letter-files", files=texts.listing(told)) if told else None


def _file(one: FileRef, texts: Texts) -> str:
    what, known = texts.plain(f"letter-file-{one.kind}"), int(one.size > 0)
    return texts.plain("letter-file", what=what, known=known, size=texts.size(one.size))


def _title(view: View, texts: Texts) -> str:
    """What its topic is called."""
    one = view.letter
    about = texts.plain(f"letter-about-{one.about}")
    whose = texts.classes(view.classes) or _writer(view, texts)
    if one.mode != Mode.NAME:
        whose = texts.plain("letter-writer-hidden")
    return texts.plain("letter-topic", number=one.number, about=about, whose=whose)


def _files(parts: Iterable[Part]) -> list[FileRef]:
    return [FileRef.of(file) for each in parts for file in each.said.files]


def whom(one: Handing, texts: Texts) -> str:
    """To whom a letter is passed on."""
    if one.to == To.COMMITTEE and one.class_id is None:
        return texts.plain("letter-to-school-committee")
    return texts.plain(f"letter-to-{one.to}", class_name=one.class_name or "–")


def _passed_on(one: Handing, texts: Texts) -> Text:
    word = {None: "asks", True: "yes", False: "no"}[one.agreed]
    return texts(f"letter-forward-{word}", to=whom(one, texts))


def _age(one: Snapshot, texts: Texts) -> Text | None:
    """For how long an answer is owed, and whether that is longer than was promised."""
    if one.waited is None:
        return None
    school = texts.school
    light = letter_clock.light(one, school.promise, school.week.day)
    return texts("letter-age", hours=one.waited, light=light)


def line(one: Snapshot, texts: Texts) -> Text:
    """A letter in a list."""
    said = texts(
        "letter-line",
        number=one.number,
        about=texts.plain(f"letter-about-{one.about}"),
        status=texts.plain(f"letter-status-{one.status}"),
        when=texts.day(one.sent_at),
    )
    return join([said, _age(one, texts) or ""], " · ")


def open_button(one: Snapshot, texts: Texts) -> Button:
    """What shows a letter of a list."""
    about = texts.plain(f"letter-about-{one.about}")
    label = texts.plain("letter-open-one", number=one.number, about=about)
    return Button(label, buttons.pack(Open(one.id)))


def _writer(view: View, texts: Texts) -> str:
    if view.letter.mode != Mode.NAME:
        return texts.plain(f"letter-writer-{view.letter.mode}")
    return view.writer or texts.plain("letter-nobody")


def _acts(view: View, texts: Texts) -> list[list[Button]]:
    letter_id, mode = view.letter.id, view.letter.mode
    take = Button(texts.plain("letter-take"), buttons.pack(Take(letter_id)))
    ask = Button(texts.plain("letter-ask-back"), buttons.pack(AskBack(letter_id)))
    forward = Button(texts.plain("letter-forward"), buttons.pack(Forward(letter_id)))
    close = Button(texts.plain("letter-close"), buttons.pack(Close(letter_id)))
    on = [] if view.letter.about == About.HELP else [forward]
    suggests = _suggests(view, texts)
    if mode == Mode.DROP:
        return [[take, close], on]
    return [[_answer(letter_id, texts), ask], [take, close], suggests, [*on, _block(view, texts)]]


def _answer(letter_id: int, texts: Texts) -> Button:
    return Button(texts.plain("letter-answer"), buttons.pack(Answer(letter_id)), style="primary")


def _suggests(view: View, texts: Texts) -> list[Button]:
    """What a suggestion has besides: its writer may agree that families read it."""
    if view.letter.about != About.SUGGESTION:
        return []
    return [Button(texts.plain("suggestion-publish"), buttons.pack(Publish(view.letter.id)))]


def _block(view: View, texts: Texts) -> Button:
    label = texts.plain("letter-unblock" if view.blocked else "letter-block")
    return Button(label, buttons.pack(Block(view.letter.id, int(not view.blocked))))


def _how(view: View, texts: Texts) -> Text | None:
    if view.letter.status == Status.CLOSED:
        return None  # what it names is not there any more
    return texts("letter-how-drop" if view.letter.mode == Mode.DROP else "letter-how")


def _rated(view: View, texts: Texts) -> Text | None:
    if view.letter.satisfied is None:
        return None
    return texts("letter-rated-good" if view.letter.satisfied else "letter-rated-bad")


def _part(one: Part, texts: Texts) -> Text:
    words = Text.of(one.said.plain, one.said.spans)
    if not one.answer:
        return words
    return texts("letter-asked-back" if one.asks else "letter-answered", words=words)


def part(view: PartView, texts: Texts) -> Card:
    """What a letter's writer added, under it."""
    return replace(_added(view, texts), under=CARD)


def part_alone(view: PartView, texts: Texts) -> Card:
    """The same to those who read it alone."""
    return replace(_added(view, texts), under=HELP if view.letter.about == About.HELP else OPENED)


def _added(view: PartView, texts: Texts) -> Card:
    said = view.part.said
    words = Text.of(said.plain, said.spans)
    shown = paragraphs(texts("letter-added", number=view.letter.number), words)
    return replace(card(shown, files=_files([view.part])), reply_at=_at(view.to))


def check(view: PartView, texts: Texts) -> Card:
    """An answer as its writer would read it, before it goes out; and that it did."""
    one, said = view.letter, view.part.said
    words = Text.of(said.plain, said.spans)
    if view.part.sent_at is not None:
        shown = paragraphs(texts("letter-went-out", number=one.number), words)
        return replace(card(shown, files=_files([view.part])), reply_at=_at(view.at))
    send = Button(
        texts.plain("letter-send"), buttons.pack(Send(one.id, view.part.id)), style="primary"
    )
    drop = Button(texts.plain("letter-drop"), buttons.pack(Drop(one.id, view.part.id)))
    asks = "letter-check-question" if view.part.asks else "letter-check"
    shown = paragraphs(texts(asks, number=one.number), words)
    return replace(card(shown, [send, drop], files=_files([view.part])), reply_at=_at(view.at))


def sent(view: PartView, texts: Texts) -> Card:
    """An answer, or a question, as its writer reads it."""
    shown = reply(view.letter, view.part, texts, add_button(view.letter.id, texts))
    return replace(shown, reply_at=_at(view.to))


def reply(one: Snapshot, said: Part, texts: Texts, add: Button) -> Card:
    """The same, with the button by which they add to it."""
    words = Text.of(said.said.plain, said.said.spans)
    head = texts("letter-question" if said.asks else "letter-reply", number=one.number)
    how = texts("letter-question-reply") if said.asks else None
    return card(paragraphs(head, words, how), [add], files=_files([said]))


def _at(found: Message | None) -> tuple[int, int] | None:
    return (found.chat_id, found.message_id) if found is not None else None


def own(view: View, texts: Texts) -> Card:
    """The writer's receipt: where their letter stands, and what they can do about it."""
    one = view.letter
    said = paragraphs(
        texts("letter-own", number=one.number, about=texts.plain(f"letter-about-{one.about}")),
        texts(f"letter-own-{one.status}"),
        danger(texts) if (one.about, one.status) == (About.SAFETY, Status.NEW) else None,
        texts("letter-own-asked") if one.asked else None,
        lines(*(_went_to(each, texts) for each in view.forwards)),
        _rated(view, texts),
    )
    rows = [[add_button(one.id, texts)]]
    if one.status == Status.CLOSED and one.satisfied is None:
        rows.insert(0, _rates(one.id, texts))
    return card(said, *rows)


def _rates(letter_id: int, texts: Texts) -> list[Button]:
    said = {"good": 1, "bad": 0}
    return [
        Button(texts.plain(f"letter-{word}"), buttons.pack(Rate(letter_id, good)))
        for word, good in said.items()
    ]


def closed(one: Snapshot, texts: Texts, add: Button) -> Card:
    """What rings for its writer when it is closed; the receipt says so, too, far up by then."""
    return card(texts("letter-news-closed", number=one.number), _rates(one.id, texts), [add])


def add_button(letter_id: int, texts: Texts) -> Button:
    """What its writer taps to add to a letter."""
    return Button(texts.plain("letter-add"), buttons.pack(AddMore(letter_id)))


def _went_to(one: Handing, texts: Texts) -> Text | None:
    """That a letter was passed on; what its writer is asked, or has refused, they know."""
    return texts("letter-own-passed-on", to=whom(one, texts)) if one.agreed else None
