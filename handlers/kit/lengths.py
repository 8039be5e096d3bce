"""How long a text is for Telegram, and where a reader would divide it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from handlers.kit.card import Text

MAX_TEXT = 4096  # UTF-16 units; Bot API: sendMessage, text
MAX_CAPTION = 1024  # likewise; Bot API: sendPhoto, caption
LABEL = 30  # letters on a button: a cheap telephone shows no more of it

# Places to break a text at, and how much of a message must stand before them.
_BREAKS = (
    (re.compile(r"(?=\n[ \t]*\n)"), 0.25),
    (re.compile(r"(?=\n)"), 0.5),
    (re.compile(r"[.!?…]['\"”’»)]*(?=\s)|[。！？…]['\"”’」』）]*"), 0.5),
    (re.compile(r"(?=\s)"), 0.0),
)
_JOINER = "\u200d"
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two of them make a flag
_SKIN_TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))
_TAGS = "".join(map(chr, range(0xE0020, 0xE0080)))  # spell the flags of regions
_EXTENDERS = _JOINER + _SKIN_TONES + _TAGS


def clipped(text: Text, limit: int = MAX_TEXT) -> Text:
    """The text, or as much of it as fits into `limit` UTF-16 units with an ellipsis.

    A last guard: features keep their texts shorter, or `split` them.
    """
    if utf16_length(text.plain) <= limit:
        return text
    return text.cut(0, _between_letters(text.plain, _fitting(text.plain, limit - 1))) + "…"


def label(words: str, most: int = LABEL) -> str:
    """What people wrote, as much of it as a button has room for (`most` letters)."""
    if len(words) <= most:
        return words
    return f"{words[: _between_letters(words, most - 1)].rstrip(' …')}…"


def split(text: Text, limit: int = MAX_TEXT) -> list[Text]:
    """A text as messages, divided where a reader would.

    Args:
        text: of any length; white space at the ends of the messages is dropped, as Telegram does.
        limit: UTF-16 units a message, at least 2. (Telegram's servers count code points; UTF-16
            is never fewer, so that it is safe on both.)

    Returns:
        Texts that fit, with their spans; none for a text of white space.
    """
    parts = []
    rest = text.strip()
    while utf16_length(rest.plain[: limit + 1]) > limit:
        end = _place_to_break(rest.plain, _fitting(rest.plain, limit))
        parts.append(rest.cut(0, end).strip())
        rest = rest.cut(end, len(rest.plain)).strip()
    return [*parts, rest] if rest else parts


def utf16_length(plain: str) -> int:
    """The length of a string in UTF-16 units, as Telegram counts offsets."""
    return sum(map(_units, plain))


def offsets(plain: str) -> list[int]:
    """Where each code point of a string begins in UTF-16 units, and where the last one ends."""
    return [0, *accumulate(map(_units, plain))]


def _units(letter: str) -> int:
    return 2 if letter > "\uffff" else 1


def _fitting(plain: str, limit: int) -> int:
    """How many code points of a string have room in `limit` UTF-16 units, at least one."""
    return max(1, bisect_right(list(accumulate(map(_units, plain[:limit]))), limit))


def _place_to_break(plain: str, most: int) -> int:
    """Where a paragraph, line or sentence ends if enough stands before it, else before a space."""
    window = plain[: most + 2]
    for pattern, least in _BREAKS:
        ends = [match.end() for match in pattern.finditer(window) if match.end() <= most]
        if ends and ends[-1] > most * least:
            return ends[-1]
    return _between_letters(plain, most)


def _between_letters(plain: str, most: int) -> int:
    """The last place that parts nothing drawn as one letter; 64 signs back, any will do."""
    for end in range(most, max(0, most - 64), -1):
        if not _one_letter(plain, end):
            return end
    return most


def _one_letter(plain: str, end: int) -> bool:
    """Whether what stands before and after a place is drawn together (after Unicode, UAX 29)."""
    before, after = plain[end - 1], plain[end]
    if before in _FLAG_LETTERS and after in _FLAG_LETTERS:
        run = len(plain[:end]) - len(plain[:end].rstrip(_FLAG_LETTERS))
        return run % 2 == 1
    return before == _JOINER or after in _EXTENDERS or unicodedata.category(after)[0] == "M"
