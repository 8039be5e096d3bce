"""The steps of a letter with a name: what it says, what goes with it, and whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handlers.kit import forms
from handlers.kit.card import FileRef, Text, join
from handlers.kit.forms import Answers
from handlers.kit.forms.filling import Filling
from handlers.kit.forms.form import Given, Pick, Rows
from handlers.kit.forms.steps import TICK, in_rows
from handlers.kit.lengths import label
from handlers.kit.turn import Incoming, Turn
from handlers.letter_pieces import KINDS, Piece
from storage import letter_parts, letter_readers
from storage.letter_parts import Said
from storage.letters import About
from storage.people import PersonRef, Role

# What a letter's form keeps beside its answers: each message that it was written in, and whom a
# complaint is about.
PIECES, CONCERNS = "pieces", "concerns"


async def staff(turn: Turn) -> list[PersonRef]:
    """Whom a complaint of the actor's can be about: who teaches their children, who leads here."""
    own = {where for role, where in turn.actor.roles if role == Role.PARENT and where}
    own |= {child.class_id for child in turn.actor.children}
    return await letter_readers.staff(turn.session, own, turn.actor.person_id)


async def check_concern(turn: Turn, person_id: int) -> None:
    """Somebody must be there to read the complaint whom it is not about."""
    if person_id not in {each.id for each in await staff(turn)}:
        turn.refuse("refused-button")
    found = await letter_readers.now(turn.session)
    if {each.id for each in (*found.answer, *found.deputies)} <= {person_id}:
        turn.refuse("letter-concerns-nobody-else")


def _note(filling: Filling, step: str, message: Incoming) -> None:
    """Remembers the message, so that an edit of it is one of the letter."""
    text = message.text.strip()
    files = [each.packed for each in message.files]
    kept = [step, message.message_id, message.album, text.plain, text.packed, files]
    filling.answers[PIECES] = [*filling.answers.get(PIECES, []), kept]


@dataclass(frozen=True)
class Wording(forms.Words):
    """What the letter says; it may come under a photo, or be a voice message instead of words."""

    async def rows(self, filling: Filling) -> Rows:
        """Of a complaint: whom it is about, if the writer likes to say so."""
        if filling.answers.get("about") != About.COMPLAINT:
            return []
        chosen = filling.answers.get(CONCERNS)
        return in_rows(
            [
                filling.pick((TICK if each.id == chosen else "") + label(each.name), each.id)
                for each in await staff(filling.turn)
            ]
        )

    def note(self, filling: Filling) -> Text | None:
        """What it means to say so; and that nobody is there for help, where nobody is."""
        if filling.answers.get("about") == About.COMPLAINT:
            return filling.turn.texts("letter-concerns-ask")
        return None

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """A tap names somebody, a second one takes it back."""
        if not isinstance(press, Pick):
            return None
        person_id = filling.picked(press)
        if filling.answers.get(CONCERNS) == person_id:
            filling.answers[CONCERNS] = None
        else:
            await check_concern(filling.turn, person_id)
            filling.answers[CONCERNS] = person_id
        return None

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """Any words, or a file of those that a letter takes."""
        text = message.text.strip()
        files = [each for each in message.files if each.kind in KINDS]
        if not files and (message.kind != "text" or not text):
            filling.turn.refuse("refused-not-text")
        kept = filling.answers.get(PIECES, [])
        filling.answers[PIECES] = [each for each in kept if each[0] != self.key]
        _note(filling, self.key, message)
        return Given({"plain": text.plain, "spans": text.packed})

    async def told(self, filling: Filling, answer: Any) -> str:
        """Its beginning, or that it is a file."""
        said = await super().told(filling, answer)
        return said or filling.turn.texts.plain("letter-form-files-short")


@dataclass(frozen=True)
class Enclosures(forms.Files):
    """What goes with it; words that come here are the letter's, those under a photo as well."""

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """One more."""
        given = await super().read(filling, message)
        _note(filling, "text" if message.kind == "text" else self.key, message)
        return given


def rewrite(answers: Answers, message: Incoming) -> bool:
    """Whether that message is one of a letter that is not sent yet: it says this now."""
    kept = answers.get(PIECES) or []
    found = next((each for each in kept if each[1] == message.message_id), None)
    if found is None:
        return False
    text = message.text.strip()
    found[3:] = [text.plain, text.packed, [each.packed for each in message.files]]
    own = [Text.of(each[3], each[4]) for each in kept if each[0] == "text"]
    said = join(own, "\n\n")
    answers["text"] = {"plain": said.plain, "spans": said.packed}
    return True


async def fits(turn: Turn, answer: object, answers: Answers) -> None:
    """Words that are not too many, with or without files."""
    letter_parts.checked(whole(pieces({**answers, "text": answer, "files": None})))


def pieces(answers: Answers) -> list[Piece]:
    """The letter as it was written, message by message.

    A form that knows of no messages (an older one) has its answers for them.
    """
    text = forms.words(answers["text"])
    files = forms.files(answers.get("files"))
    named = {each.identity for each in files}
    kept = [_piece(each) for each in answers.get(PIECES) or [] if _holds(each, named)]
    if not kept:
        return [Piece(Said(text.plain, text.packed, [each.packed for each in files]))]
    return kept


def _holds(kept: list[Any], named: set[str]) -> bool:
    """Whether a message is still part of the letter: its files were not taken out again."""
    step, *_, files = kept
    return step == "text" or any(FileRef.of(each).identity in named for each in files)


def _piece(kept: list[Any]) -> Piece:
    _, message_id, album, plain, spans, files = kept
    return Piece(Said(plain, spans, files), message_id, album)


def whole(found: list[Piece]) -> Said:
    """All of it as one."""
    text = join([Text.of(each.said.plain, each.said.spans) for each in found], "\n\n")
    return Said(text.plain, text.packed, [file for each in found for file in each.said.files])
