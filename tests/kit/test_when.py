"""Times as people type them: a table a language, what is left over, and what cannot break it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.kit.texts import School, Texts
from handlers.kit.when import Asks, Question, When, echo, leading, read

HERE = Path(__file__).parent
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)  # a Tuesday, 9:30 in Berlin
LANGUAGES = ("en", "zh-CN")
ZONES = (
    "Europe/Berlin",
    "Asia/Shanghai",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/Nuuk",  # puts its clocks forward at eleven in the evening
    "Asia/Kathmandu",
)


# Minutes from then to the hour that an autumn night has twice.
TWICE = (datetime(2027, 10, 31, 0, 30, tzinfo=UTC) - NOW) // timedelta(minutes=1)
TWICE_THERE = (datetime(2027, 4, 3, 15, 15, tzinfo=UTC) - NOW) // timedelta(minutes=1)


def rows(language: str) -> Iterator[tuple[str, str, str, str]]:
    """Now, zone, what is typed and what is expected, from a language's table."""
    table = tomllib.loads((HERE / f"when_{language[:2]}.toml").read_text("utf-8"))
    for each in table["now"]:
        for typed, expected in each["reads"].items():
            yield each["at"], each["zone"], typed, expected


def told(found: When | Question | None) -> str:
    """What was read, as the tables write it."""
    if found is None:
        return "nothing"
    if isinstance(found, When):
        return found.at.isoformat(timespec="minutes")
    options = [at.isoformat(timespec="minutes") for at in found.options]
    return " ".join([f"{found.asks}?", *options, *(day.isoformat() for day in found.days)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_long_enough_to_trust(language: str) -> None:
    assert len({typed for _, _, typed, _ in rows(language)}) >= 150


@pytest.mark.parametrize(("now", "zone", "typed", "expected"), list(rows("en")))
def test_what_is_typed_in_english(now: str, zone: str, typed: str, expected: str) -> None:
    assert told(read(typed, datetime.fromisoformat(now), ZoneInfo(zone), "en")) == expected


@pytest.mark.parametrize(("now", "zone", "typed", "expected"), list(rows("zh-CN")))
def test_what_is_typed_in_chinese(now: str, zone: str, typed: str, expected: str) -> None:
    assert told(read(typed, datetime.fromisoformat(now), ZoneInfo(zone), "zh-CN")) == expected


@pytest.mark.parametrize(
    ("typed", "expected", "rest"),
    [
        ("tomorrow 18:30 Parent meeting @ Room 201", "25T18:30", "Parent meeting @ Room 201"),
        ("Fri 6:30pm: 3 parents bring cake", "27T18:30", "3 parents bring cake"),
        ("Fri 18:30, Sat we go", "27T18:30", "Sat we go"),
        ("Fri 18:30 - Parent meeting", "27T18:30", "Parent meeting"),
        ("Fri 18:30\nParent meeting", "27T18:30", "Parent meeting"),
        ("明天下午三点三班开会", "25T15:00", "三班开会"),
        ("明天18:30 3号楼家长会", "25T18:30", "3号楼家长会"),
        ("11月27日18:30家长会＠三号楼", "27T18:30", "家长会＠三号楼"),
        ("周五晚上七点：家长会", "27T19:00", "家长会"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_before_other_words(typed: str, expected: str, rest: str, language: str) -> None:
    found, taken = leading(typed, NOW, BERLIN, language)
    assert told(found) == f"2026-11-{expected}+01:00"
    assert typed[taken:] == rest


@pytest.mark.parametrize(
    ("typed", "asks", "rest"),
    [
        ("Dec 3 at 7 Parent meeting", Asks.HALF, "Parent meeting"),
        ("tomorrow at 7 in the gym", Asks.HALF, "in the gym"),
        ("Tomorrow we walk to the forest", Asks.TIME, "we walk to the forest"),
        ("Friday 3 children are ill", Asks.TIME, "3 children are ill"),
        ("31 Feb 10:00 Meeting", Asks.IMPOSSIBLE, "Meeting"),
        ("周五六年级家长会", Asks.TIME, "六年级家长会"),
    ],
)
def test_a_question_before_other_words(typed: str, asks: Asks, rest: str) -> None:
    found, taken = leading(typed, NOW, BERLIN, "en")
    assert isinstance(found, Question)
    assert (found.asks, typed[taken:]) == (asks, rest)


@pytest.mark.parametrize(
    "typed", ["Bring boots", "3 parents", "Room 201 tomorrow", "May we come?", "家长会周五", ""]
)
def test_no_time_at_the_start(typed: str) -> None:
    assert leading(typed, NOW, BERLIN, "en") == (None, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_understands_the_other_language(language: str) -> None:
    for typed in ("tomorrow 6:30pm", "明天下午六点半"):
        assert told(read(typed, NOW, BERLIN, language)) == "2026-11-25T18:30+01:00"


def test_the_order_of_day_and_month_is_the_languages() -> None:
    assert told(read("12/3 18:30", NOW, BERLIN, "zh-CN")) == "2026-12-03T18:30+01:00"
    asked = read("12/3 18:30", NOW, BERLIN, "en")
    assert isinstance(asked, Question)
    assert asked.asks == Asks.WHICH


def test_an_echo_says_weekday_and_full_date() -> None:
    when = When(datetime(2026, 12, 3, 18, 30, tzinfo=BERLIN))
    assert echo(when, texts("en", "Europe/Berlin")) == "Thu, Dec 3, 2026, 18:30"
    assert echo(when, texts("zh-CN", "Europe/Berlin")) == "2026年12月3日周四 18:30"


def texts(language: str, zone: str) -> Texts:
    """A school's voice in a language, in that zone."""
    return Texts(language, School("Riverside", ZoneInfo(zone), LANGUAGES, "en", "homeroom_bot"))


@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(LANGUAGES),
    st.sampled_from(ZONES),
    st.integers(1, 60 * 24 * 365 * 40),
)
@example("en", "zh-CN", "Europe/Berlin", TWICE)
@example("zh-CN", "en", "Europe/Berlin", TWICE + 60)
@example("en", "en", "Australia/Lord_Howe", TWICE_THERE)
def test_what_an_echo_says_can_be_read_again(
    said_in: str, read_in: str, zone: str, minutes: int
) -> None:
    at = (NOW + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    said = echo(When(at), texts(said_in, zone))
    found = read(said, NOW, ZoneInfo(zone), read_in)
    assert isinstance(found, When), said
    assert found.at.astimezone(UTC) == at.astimezone(UTC)


WORDS = """
tomorrow next Friday Dec 3 at 7 18:30 6pm . : / - 2026 in two weeks half past the 31st noon 明天 下
周 五 下午 六 点 半 12月3日 三天后 号 99 999 一 刻 差 (UTC+25) from on , 0 24:00 month 29.2. 00:00
today week hour ago ٣ ² İ １２ 晚上
"""


@given(
    st.one_of(
        st.text(max_size=200), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
    ),
    st.sampled_from(LANGUAGES),
    st.sampled_from(ZONES),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_nothing_that_is_typed_breaks_it(
    typed: str, language: str, zone: str, now: datetime
) -> None:
    """Whatever it makes of it, an instant is to come, and the rest is the end of what was typed."""
    place = ZoneInfo(zone)
    found, taken = leading(typed, now, place, language)
    assert 0 <= taken <= len(typed)
    for each in (found, read(typed, now, place, language)):
        ahead = each.options if isinstance(each, Question) else [each.at] if each else []
        assert all(at > now for at in ahead)
