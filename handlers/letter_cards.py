"""How a letter looks: to those who answer it, and to its writer."""

from __future__ import annotations

from handlers.kit import buttons
from handlers.kit.card import Button, Card, FileRef, Text, card, join
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.suggestion_buttons import Publish
from storage import letter_clock
from storage.letter_parts import Said
from storage.letter_views import View
from storage.letters import About, Mode, Snapshot, Status

CARD, OWN = "letters.letter", "letters.own"
# The same in the private chat of somebody who answers letters: it goes with the right to.
OPENED = "letter_inbox.letter"


@buttons.button("ltk")
class Take:
    """I look after this letter."""

    subject_id: int


@buttons.button("lta")
class Answer:
    """I write to its writer."""

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
    one = view.letter
    head = texts(
        "letter-head",
        number=one.number,
        about=texts.plain(f"letter-about-{one.about}"),
        writer=_writer(view, texts),
        class_names=texts.classes(view.classes) or "–",
        when=texts.moment(one.sent_at),
    )
    status = lines(texts(f"letter-status-{one.status}"), _age(one, texts))
    taken = texts("letter-taken", name=view.taken_by) if view.taken_by else None
    rated = _rated(view, texts)
    said = [_part(answer, each, texts) for answer, each in view.parts]
    files = [FileRef.of(file) for answer, each in view.parts if not answer for file in each.files]
    blocked = texts("letter-blocked") if view.blocked else None
    rows = [] if one.status == Status.CLOSED else _acts(view, texts)
    shown = paragraphs(head, *said, lines(status, taken, rated, blocked), _how(view, texts))
    return card(shown, *rows, files=files)


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
    letter_id = view.letter.id
    take = Button(texts.plain("letter-take"), buttons.pack(Take(letter_id)))
    answer = Button(texts.plain("letter-answer"), buttons.pack(Answer(letter_id)), style="primary")
    close = Button(texts.plain("letter-close"), buttons.pack(Close(letter_id)))
    if view.letter.mode == Mode.DROP:
        return [[take, close]]
    return [[answer], [take, close], _suggests(view, texts), [_block(view, texts)]]


def _suggests(view: View, texts: Texts) -> list[Button]:
    """What a suggestion has besides: its writer may agree that families read it."""
    if view.letter.about != About.SUGGESTION:
        return []
    return [Button(texts.plain("suggestion-publish"), buttons.pack(Publish(view.letter.id)))]


def _block(view: View, texts: Texts) -> Button:
    label = texts.plain("letter-unblock" if view.blocked else "letter-block")
    return Button(label, buttons.pack(Block(view.letter.id, int(not view.blocked))))


def _how(view: View, texts: Texts) -> Text:
    return texts("letter-how-drop" if view.letter.mode == Mode.DROP else "letter-how")


def _rated(view: View, texts: Texts) -> Text | None:
    if view.letter.satisfied is None:
        return None
    return texts("letter-rated-good" if view.letter.satisfied else "letter-rated-bad")


def _part(answer: bool, said: Said, texts: Texts) -> Text:
    words = Text.of(said.plain, said.spans)
    return texts("letter-answered", words=words) if answer else words


def own(view: View, texts: Texts) -> Card:
    """The writer's receipt: where their letter stands, and what they can do about it."""
    one = view.letter
    said = paragraphs(
        texts("letter-own", number=one.number, about=texts.plain(f"letter-about-{one.about}")),
        texts(f"letter-own-{one.status}"),
        _rated(view, texts),
    )
    rows = [[add_button(one.id, texts)]]
    if one.status == Status.CLOSED and one.satisfied is None:
        good = Button(texts.plain("letter-good"), buttons.pack(Rate(one.id, 1)))
        bad = Button(texts.plain("letter-bad"), buttons.pack(Rate(one.id, 0)))
        rows.insert(0, [good, bad])
    return card(said, *rows)


def add_button(letter_id: int, texts: Texts) -> Button:
    """What its writer taps to add to a letter."""
    return Button(texts.plain("letter-add"), buttons.pack(AddMore(letter_id)))
