"""What a correction changed, in a few words: what it said before, and what it says now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

# Words that changed are shown alone up to this length, else the sentence they are in.
WORDS = 40
# What is shown of a sentence.
SENTENCE = 80

# A number with its dots and colons, a Chinese character, a word, white space, a sign.
_TOKEN = re.compile(
    r"\d+(?:[.:,/-]\d+)*|[㐀-鿿]|[^\W\d_㐀-鿿]+(?:['’-][^\W\d_㐀-鿿]+)*|\s+|.", re.S
)
_SENTENCE = re.compile(
    r"[^\n]*?(?:(?<!\d)[.!?…]['\"”’»)]*(?=\s|$)|[。！？…]['\"”’」』）]*|(?=\n)|$)", re.M
)
_HAN = re.compile("[㐀-鿿]")


def difference(was: str, now: str) -> tuple[str, str, bool] | None:
    """What is different between two texts, for a reader.

    Returns:
        What stood, what stands in its place (one of them empty where something was added or
        left out), and whether there is more that changed; None when the words are the same.
    """
    before, after = _sentences(was), _sentences(now)
    changes = [
        each
        for each in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if each[0] != "equal"
    ]
    if not changes:
        return None
    _, i, end_i, j, end_j = changes[0]
    old, new = before[i:end_i], after[j:end_j]
    more = len(changes) > 1 or max(len(old), len(new)) > 1
    if old and new:
        return *_words(old[0], new[0]), more
    return _clip(old[0] if old else ""), _clip(new[0] if new else ""), more


def _sentences(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE.findall(text) if each.strip()]


def _words(was: str, now: str) -> tuple[str, str]:
    """The words between those that both sentences begin and end with; else the sentences."""
    before, after = _TOKEN.findall(was), _TOKEN.findall(now)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    changed = before[start : len(before) - end] + after[start : len(after) - end]
    if start and _HAN.match(before[start - 1]) and _HAN.match(changed[0]):
        start -= 1  # one character is seldom a word: 周四 → 周五
    elif end and _HAN.match(before[-end]) and re.match(r"[\d㐀-鿿]", changed[-1]):
        end -= 1  # 3点 → 4点
    old = "".join(before[start : len(before) - end]).strip()
    new = "".join(after[start : len(after) - end]).strip()
    if old and new and len(old) <= WORDS and len(new) <= WORDS:
        return old, new
    return _clip(was), _clip(now)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many of the same two lists begin."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _clip(sentence: str) -> str:
    return sentence if len(sentence) <= SENTENCE else f"{sentence[: SENTENCE - 1].rstrip()}…"
