"""What stands under the words of a notice: its buttons, and questions answered for everybody."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.kit import buttons
from handlers.kit.card import Text, folded
from handlers.kit.lengths import MAX_CAPTION, MAX_TEXT, utf16_length
from handlers.kit.texts import Texts, lines
from storage.notice_questions import Answered

# As much as questions and answers may take of a message; older ones are counted.
MOST = 2000
# What their heading takes, in any language.
HEADING = 100


@buttons.button("nsg")
class Sign:
    """I sign the consent slip for my child."""

    subject_id: int


@buttons.button("nqa")
class Ask:
    """I have a question about this notice."""

    subject_id: int


def answered(found: Sequence[Answered], texts: Texts, above: Text, files: int) -> Text | None:
    """Questions and answers as a quote that folds; the newest stay where there is little room.

    `above` is what stands over them and `files` how many files go with it: what fits into one
    message, or under one picture, still does so with them, as long as the newest answer does.
    """
    if not found:
        return None
    pairs = [texts("question-pair", question=e.question, answer=e.answer) for e in found]
    room = _room(above, files)
    if utf16_length(pairs[-1].plain) > room:
        room = MOST  # a new message at the end, rather than half an answer
    kept: list[Text] = []
    for said in reversed(pairs):
        room -= utf16_length(said.plain) + 1
        if kept and room < 0:
            break
        kept.insert(0, said)
    older = len(found) - len(kept)
    return folded(
        lines(
            texts("question-pairs", count=len(found)),
            texts("question-older", count=older) if older else None,
            *kept,
        )
    )


def _room(above: Text, files: int) -> int:
    """What is left of the message (or the caption) for them, in UTF-16 units."""
    taken = utf16_length(above.plain)
    limit = MAX_CAPTION if files == 1 and taken <= MAX_CAPTION else MAX_TEXT
    return min(limit - taken - HEADING, MOST)
