"""Numbers as they are said: `twenty-five`, `二十五`."""

from __future__ import annotations

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
WORDS = {word: value for value, word in enumerate(_UNITS)}
WORDS |= _TENS
WORDS |= {
    f"{ten}{between}{_UNITS[unit]}": value + unit
    for ten, value in _TENS.items()
    for unit in range(1, 10)
    for between in "- "
}

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, start=1)}
ORDINALS |= {f"twenty-{word}": 20 + value for word, value in list(ORDINALS.items())[:9]}
ORDINALS |= {"thirtieth": 30, "thirty-first": 31}

_HAN = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_HAN |= {"两": 2, "俩": 2}
HAN = "零一二两俩三四五六七八九十廿"


def english(word: str) -> int:
    """The value of digits, of a number word or of an ordinal one; unknown ones raise KeyError."""
    low = " ".join(word.lower().split())
    if low.isdecimal():
        return int(low)
    return WORDS[low] if low in WORDS else ORDINALS[low.replace(" ", "-")]


def chinese(signs: str) -> int:
    """The value of digits or of Chinese numerals up to 99; others raise ValueError."""
    if signs.isdecimal():
        return int(signs)
    tens, ten, units = signs.replace("廿", "二十").partition("十")
    if not ten:
        return sum(_digit(sign) * 10**place for place, sign in enumerate(reversed(tens)))
    return (_digit(tens) if tens else 1) * 10 + (_digit(units) if units else 0)


def _digit(sign: str) -> int:
    if sign not in _HAN:
        raise ValueError(f"{sign} is no digit")
    return _HAN[sign]
