"""How somebody is asked for a letter: with their name, hidden, or dropped; what, and how it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.kit import buttons
from handlers.kit.card import Button, Card, FileRef, Text, card
from handlers.kit.forms.steps import TICK, in_rows
from handlers.kit.lengths import label
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.letter_pieces import Piece, joined
from storage.letter_parts import Said
from storage.letters import About, Mode

UNWRITTEN = "letter"


@buttons.button("lwn")
class Named:
    """I write with my name."""


@buttons.button("lwk")
class Kept:
    """Nobody is to see who I am, in this way."""

    mode: Mode


@buttons.button("lwa")
class Kind:
    """It is about this."""

    about: About


@buttons.button("lws")
class HandIn:
    """Send it as it is shown."""


@buttons.button("lwx")
class Leave:
    """Nothing is to come of it."""


@buttons.button("lhm")
class HiddenMore:
    """I want to add something to my hidden letter; `proof` is good for its writer only."""

    subject_id: int
    proof: str


@buttons.button("lhr")
class HiddenRate:
    """Was it dealt with well? 1 for yes; 0 opens it again."""

    subject_id: int
    good: int
    proof: str


@buttons.button("lht")
class HiddenTo:
    """Likewise, in reply to that answer: what they write under it belongs there."""

    subject_id: int
    part_id: int
    proof: str


@buttons.button("lwc")
class Concerns:
    """My complaint is about this member of staff; a second tap takes it back."""

    person_id: int


@dataclass(slots=True)
class Writing:
    """A letter that is being written: its messages by their numbers; `more` adds to that one.

    `concerns` is whom a complaint is about, of the `staff` (their names, by number) that were
    offered. `nobody` tells that no confidant is named, who would read it. `to` is the answer that
    what is added replies to.
    """

    mode: Mode | None = None
    about: About | None = None
    parts: dict[int, Piece] = field(default_factory=dict)
    more: int | None = None
    to: int | None = None
    concerns: int | None = None
    staff: dict[int, str] = field(default_factory=dict)
    nobody: bool = False

    @property
    def said(self) -> Said:
        """All of it as one."""
        return joined([each.said for each in self.parts.values()])


def modes(texts: Texts, *, sealed: bool) -> Card:
    """Who may know who writes; each choice with what is true of it."""
    named = Button(texts.plain("letter-mode-name"), buttons.pack(Named()))
    kept = [
        Button(texts.plain(f"letter-mode-{mode}"), buttons.pack(Kept(mode)))
        for mode in (Mode.HIDDEN, Mode.DROP)
    ]
    told = [texts(f"letter-mode-{mode}-means") for mode in Mode if sealed or mode == Mode.NAME]
    return card(
        paragraphs(
            texts("letter-mode-ask"),
            lines(*told),
            texts("letter-mode-shows") if sealed else texts("letter-no-key"),
        ),
        [named],
        *([[each] for each in kept] if sealed else []),
    )


def named(texts: Texts) -> Card:
    """What stands where somebody chose to write with their name."""
    return card(texts("letter-mode-name-chosen"))


def kinds(mode: Mode, abouts: Sequence[About], texts: Texts) -> Card:
    """What is it about?"""
    found = [
        Button(texts.plain(f"letter-about-{each}"), buttons.pack(Kind(each))) for each in abouts
    ]
    asked = paragraphs(_title(mode, texts), texts("letter-form-about"))
    return card(asked, *in_rows(found), [_leave(texts)])


def write(writing: Writing, texts: Texts) -> Card:
    """Write it now; what is written is shown before it goes."""
    asked = paragraphs(
        _head(writing, texts),
        texts("letter-write-now"),
        safety(writing, texts),
        *_who_reads(writing, texts),
    )
    return card(asked, *_staff(writing, texts), [_leave(texts)])


def _who_reads(writing: Writing, texts: Texts) -> list[Text]:
    """Whom a complaint is about may be said; help goes to one person, if there is one."""
    if writing.about == About.COMPLAINT and writing.staff:
        return [texts("letter-concerns-ask")]
    if writing.about == About.HELP:
        return [help_goes(texts, nobody=writing.nobody)]
    return []


def help_goes(texts: Texts, *, nobody: bool) -> Text:
    """Who reads what asks for help; or that nobody does, for now."""
    return texts("letter-help-nobody" if nobody else "letter-help-means")


def _staff(writing: Writing, texts: Texts) -> list[list[Button]]:
    """A button for each whom a complaint may be about."""
    return in_rows(
        [
            Button(
                (TICK if each == writing.concerns else "") + label(name),
                buttons.pack(Concerns(each)),
            )
            for each, name in writing.staff.items()
        ]
    )


def so_far(writing: Writing, texts: Texts) -> Card:
    """What would be sent."""
    said = writing.said
    files = [FileRef.of(each) for each in said.files]
    shown = paragraphs(
        _head(writing, texts),
        Text.of(said.plain, said.spans),
        texts("form-files", count=len(files)) if files else None,
        texts(f"letter-mode-{writing.mode}-means"),
        texts("letter-mode-shows"),
        safety(writing, texts),
        *_who_reads(writing, texts),
        texts("letter-write-on"),
    )
    send = Button(texts.plain("letter-hand-in"), buttons.pack(HandIn()), style="primary")
    return card(shown, *_staff(writing, texts), [send, _leave(texts)])


def safety(writing: Writing, texts: Texts) -> Text | None:
    """What who writes of danger has to know."""
    return danger(texts) if writing.about == About.SAFETY else None


def danger(texts: Texts) -> Text:
    """The number to call, and that nobody may be reading."""
    number = texts.school.emergency_number
    return texts("letter-safety-number", number=number) if number else texts("letter-safety")


def _head(writing: Writing, texts: Texts) -> Text:
    about = texts("letter-preview", about=texts.plain(f"letter-about-{writing.about}"))
    return lines(_title(writing.mode or Mode.HIDDEN, texts), about)


def _title(mode: Mode, texts: Texts) -> Text:
    return texts(f"letter-title-{mode}").styled("italic")


def _leave(texts: Texts) -> Button:
    return Button(texts.plain("letter-leave"), buttons.pack(Leave()))


def dropped(number: int, about: About, texts: Texts) -> Card:
    """The only receipt of a letter that nobody can be answered to."""
    shown = texts("letter-drop-receipt", number=number)
    return card(paragraphs(shown, danger(texts) if about == About.SAFETY else None))


def stands(number: int, about: About, text: str, texts: Texts, *rows: list[Button]) -> Card:
    """Where a hidden letter stands, for its writer; it is a message of its own each time."""
    own = texts("letter-own", number=number, about=texts.plain(f"letter-about-{about}"))
    danger_ = danger(texts) if (about, text) == (About.SAFETY, "letter-own-new") else None
    return card(paragraphs(own, texts(text), danger_), *rows)


def add_button(letter_id: int, proof: str, texts: Texts) -> Button:
    """What a hidden letter's writer taps to add to it."""
    return Button(texts.plain("letter-add"), buttons.pack(HiddenMore(letter_id, proof)))


def add_to_button(letter_id: int, part_id: int, proof: str, texts: Texts) -> Button:
    """The same under an answer."""
    return Button(texts.plain("letter-add"), buttons.pack(HiddenTo(letter_id, part_id, proof)))


def rate_buttons(letter_id: int, proof: str, texts: Texts) -> list[Button]:
    """What they tap when it is closed."""
    good, bad = (buttons.pack(HiddenRate(letter_id, each, proof)) for each in (1, 0))
    return [
        Button(texts.plain("letter-good"), good),
        Button(texts.plain("letter-bad"), bad),
    ]
