"""Times in Chinese: `明天下午6点半`, `下周五晚上七点`, `12月3日18:30`, `三天后`."""

from __future__ import annotations

import re
from datetime import timedelta

from handlers.kit.when.english import COLON, ISO, OFFSET, iso, offset
from handlers.kit.when.numbers import HAN, chinese
from handlers.kit.when.said import (
    Ahead,
    Clock,
    Dated,
    DayOf,
    Make,
    Part,
    Piece,
    Said,
    Weekday,
    fixed,
)

_BETWEEN = r"[\s,的在于]*"
_N = rf"(?:\d{{1,3}}|[{HAN}]{{1,3}})"
_WEEK = r"(?:周|星期|礼拜|週)"
_WEEKDAY = r"[一二三四五六日天]|[1-7](?![\d:点时])"
_AFTER = r"(?:以后|之后|后)"
# A number that counts things is no minute and no day: 三点三班开会, 3号楼.
_THINGS = r"(?![班个人年月日号名位\d])"
_PARTS = {
    "凌晨": Part.EARLY,
    "清晨": Part.MORNING,
    "早晨": Part.MORNING,
    "早上": Part.MORNING,
    "上午": Part.MORNING,
    "早": Part.MORNING,
    "中午": Part.NOON,
    "正午": Part.NOON,
    "下午": Part.AFTERNOON,
    "傍晚": Part.EVENING,
    "晚上": Part.EVENING,
    "夜里": Part.NIGHT,
    "夜晚": Part.EVENING,
    "晚": Part.EVENING,
}
_DAYS = {"今": 0, "明": 1, "后": 2, "大后": 3}
_WHICH = {"": None, "这": 0, "本": 0, "下": 1, "下下": 2}


def _piece(pattern: str, make: Make) -> Piece:
    return Piece(re.compile(f"{_BETWEEN}(?:{pattern})", re.IGNORECASE), make)


def _either(amount: str, make: Make) -> tuple[Piece, Piece]:
    """三天后 and 过三天."""
    return _piece(amount + _AFTER, make), _piece(f"再?过{amount}{_AFTER}?", make)


def _weekday(match: re.Match[str]) -> Said:
    sign = match["weekday"]
    number = 6 if sign in "日天" else chinese(sign) - 1
    return Said(weekday=Weekday(number, _WHICH[match["which"] or ""]))


def _dated(match: re.Match[str]) -> Said:
    year = chinese(match["year"]) if match["year"] else None
    years = {"今": 0, "明": 1}.get(match["relative"] or "")
    return Said(days=(Dated(chinese(match["month"]), chinese(match["day"]), year, years),))


def _slashed(match: re.Match[str]) -> Said:
    """12/3: here the month comes first."""
    return Said(days=(Dated(int(match["month"]), int(match["day"])),))


def _of_month(match: re.Match[str]) -> Said:
    months = {"": None, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1}[match["which"] or ""]
    return Said(days=(DayOf(chinese(match["day"]), months),))


def _ahead(match: re.Match[str]) -> Said:
    number, unit = chinese(match["number"]), match["unit"]
    if unit == "月":
        return Said(days=(Ahead(months=number),))
    return Said(days=(Ahead(number * (1 if unit in "天日" else 7)),))


def _half_hour(match: re.Match[str]) -> Said:
    return Said(delta=timedelta(minutes=30))


def _hours(match: re.Match[str]) -> Said:
    """两小时, 一个半小时, 1小时30分钟."""
    minutes = 30 if match["half"] else chinese(match["minutes"] or "0")
    return Said(delta=timedelta(hours=chinese(match["hours"]), minutes=minutes))


def _minutes(match: re.Match[str]) -> Said:
    each = 15 if match["unit"] == "刻钟" else 1
    return Said(delta=timedelta(minutes=each * chinese(match["number"])))


def _part_of_day(match: re.Match[str]) -> Said:
    return Said(days=(Ahead(_DAYS[match["day"]]),), part=_PARTS[match["part"]])


def _day(match: re.Match[str]) -> Said:
    return Said(days=(Ahead(_DAYS[match["day"]]),))


def _part(match: re.Match[str]) -> Said:
    return Said(part=_PARTS[match["part"]])


def _exact(written: str) -> bool:
    return written.startswith("0") or chinese(written) > 12


def _colon(match: re.Match[str]) -> Said:
    """18:30, 6:30, and 6:30 pm as foreigners' telephones write it."""
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    part = {"a": Part.AM, "p": Part.PM}.get(half)
    return Said(clock=Clock(hour, int(match["minute"]), _exact(match["hour"]), part))


def _latin(match: re.Match[str]) -> Said:
    part = Part.AM if match["half"].lower() == "a" else Part.PM
    return Said(clock=Clock(int(match["hour"]), 0, False, part))


def _points(match: re.Match[str]) -> Said:
    """六点, 六点半, 六点一刻, 六点零五, 十八点三十分; 八点差一刻 counts back."""
    hour, minute = chinese(match["hour"]), 0
    if match["half"]:
        minute = 30
    elif match["quarters"]:
        minute = 15 * chinese(match["quarters"])
    elif match["minutes"] or match["bare"]:
        minute = chinese(match["minutes"] or match["bare"])
    elif match["to"]:
        return _before(hour, match["to"])
    return Said(clock=Clock(hour, minute, _exact(match["hour"])))


def _before(hour: int, less: str) -> Said:
    minute = 60 - (15 * chinese(less[0]) if less.endswith("刻") else chinese(less.rstrip("分")))
    exact = hour > 12
    return Said(clock=Clock(hour - 1 if exact else (hour - 1) or 12, minute, exact))


def _less(match: re.Match[str]) -> Said:
    """差一刻八点, 差五分八点."""
    return _before(chinese(match["hour"]), match["less"])


PIECES: tuple[Piece, ...] = (
    _piece(ISO + r"(?:T(?=\d))?", iso),
    _piece(OFFSET, offset),
    _piece(rf"半个?(?:小时|钟头){_AFTER}|再?过半个?(?:小时|钟头)", _half_hour),
    *_either(rf"(?P<hours>{_N})(?P<half>个半)?个?(?:小时|钟头)(?:(?P<minutes>{_N})分钟)?", _hours),
    *_either(rf"(?P<number>{_N})(?P<unit>分钟|刻钟)", _minutes),
    *_either(rf"(?P<number>{_N})个?(?P<unit>天|日|周|星期|礼拜|月)", _ahead),
    _piece(r"(?P<day>大后|今|明|后)(?P<part>晚上|早上|晚|早)", _part_of_day),
    _piece(r"(?P<day>大后|今|明|后)[天日]", _day),
    _piece(
        rf"(?P<which>下下|下|这|本)?个?{_WEEK}(?P<weekday>[一二三四五六日天]|[1-7](?![\d:点时]))",
        _weekday,
    ),
    _piece(rf"下个?{_WEEK}(?![末内])", fixed(week=1)),
    _piece(
        rf"(?:(?P<year>\d{{4}}|[{HAN}]{{4}})年|(?P<relative>今|明)年)?"
        rf"(?P<month>{_N})月(?:份)?(?P<day>{_N})[日号]?",
        _dated,
    ),
    _piece(rf"(?:(?P<which>下个|下|这个|本)月)?(?P<day>{_N})[日号](?![楼院门厅馆])", _of_month),
    _piece(r"(?P<month>\d\d?)[/.-](?P<day>\d\d?)(?![\d./:-])", _slashed),
    _piece(r"午夜|半夜", fixed(clock=Clock(24))),
    _piece("(?P<part>" + "|".join(_PARTS) + ")", _part),
    _piece(rf"{COLON}(?::00)?(?:\s*(?P<half>[ap])\.?m\.?)?(?![\d:]|[A-Za-z])", _colon),
    _piece(r"(?P<hour>\d\d?)\s*(?P<half>[ap])\.?m\.?(?![A-Za-z])", _latin),
    _piece(rf"差(?P<less>{_N}分|[一二三]刻)(?:钟)?(?:到)?(?P<hour>{_N})[点點时]", _less),
    _piece(
        rf"(?P<hour>{_N})[点點时](?:钟|整)?"
        rf"(?:(?P<half>半)|(?P<quarters>[一二三1-3])刻钟?|(?P<minutes>{_N})分"
        rf"|差(?P<to>{_N}分|[一二三]刻)"
        rf"|(?P<bare>\d\d|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]){_THINGS})?",
        _points,
    ),
)
