"""All answers as files: with names, or shuffled and words apart; and no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import pytest

from handlers import survey_exports
from handlers.survey_exports import Sheet
from storage import actors, survey_answers, surveys
from storage.answers import CHANGE, KEY, Answer
from storage.base import upsert
from storage.surveys import Kind, Mode, Sketch, Unit
from tests.conftest import TestSchool
from tests.meetings import in_chinese
from tests.noticeboard import pressed
from tests.surveying import asked, closed, sent, shown

NASTY = ("=1+1", "@SUM(A1)", "+49 170", "-2", "=cmd|' /C calc'!A0", "http://x.org", "\t=1", "＝1")


def parts(data: bytes) -> dict[str, str]:
    """The files that an XLSX file is made of."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_nothing_that_was_typed_is_a_formula_or_a_link() -> None:
    book = parts(survey_exports.workbook([Sheet("a/b", NASTY, (NASTY, (1, 2.5, *NASTY[2:])))]))
    sheet = book["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not any("externalLink" in name or ("rels" in name and "sheet" in name) for name in book)
    strings = book["xl/sharedStrings.xml"]
    for each in ("=1+1", "@SUM(A1)", "+49 170", "http://x.org", "＝1"):
        assert f">{each}</t>" in strings
    assert re.search(r"<v>2\.5</v>", sheet)


async def test_anonymous_answers_are_shuffled_and_words_stand_apart(school: TestSchool) -> None:
    """Twenty answers come in another order than they lie in; each word is there, beside none."""
    class_ = await school.class_group(parents=1)
    said: list[dict[int, Any]] = [
        {0: 1 + n % 5, 1: [1 + n % 2], 2: NASTY[n % len(NASTY)]} for n in range(40)
    ]
    survey_id = await asked(class_, said)
    await closed(class_, survey_id)
    card = await shown(class_, survey_id)
    await pressed(school, class_.teacher, card, "CSV")
    files = await sent(class_.teacher, card, "document", 3)
    named = {m.document["file_name"].split(" ", 2)[2]: table(m.media or b"") for m in files}
    assert list(named) == ["Counts.csv", "Answers.csv", "In own words.csv"]
    answers, words = named["Answers.csv"], named["In own words.csv"]
    assert answers[0] == ["Is the food good?", "More of what?"]
    given = [(str(each[0]), "Fruit" if each[1] == [1] else "Soup") for each in said]
    rows = [tuple(each) for each in answers[1:]]
    assert sorted(rows) == sorted(given)
    assert rows != given
    assert len(words) == 41
    assert not any(cell.lstrip().startswith(tuple("=+-@＝")) for row in words for cell in row)
    await pressed(school, class_.teacher, card, "Excel file")
    (book,) = [m for m in await sent(class_.teacher, files[-1], "document") if m.media]
    assert book.document["file_name"] == "survey 2026-11-24.xlsx"
    inside = parts(book.media or b"")
    assert "<f>" not in "".join(inside.values())
    assert "shuffled" in book.text
    assert "Parent0" not in "".join(inside.values())


async def test_named_answers_have_their_names(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    await class_.names(class_.parents[0], "Clara")
    day = (Sketch(Kind.ONE, "Which day?", ("Mon", "Tue")),)
    survey_id = await asked(class_, (), questions=day, mode=Mode.NAMED, unit=Unit.FAMILY)
    async with school.app.database.write() as session:
        one = await surveys.get(session, survey_id)
        for number, parent in enumerate(class_.parents, 1):
            actor = (await actors.of_users(session, [parent.id]))[parent.id]
            rows = survey_answers.rows(actor, one, str(number), school.clock.now())
            await upsert(session, Answer.__table__, rows, key=KEY, change=CHANGE)
    card = await shown(class_, survey_id)  # who is named may be looked at before the close
    assert "still open" in card.text
    assert "Mon: 1 · 50 %" in card.text
    await pressed(school, class_.teacher, card, "CSV")
    files = await sent(class_.teacher, card, "document", 3)
    _, answers, rates = (table(m.media or b"") for m in files)
    assert answers[0] == ["Class", "Child or family", "Which day?"]
    assert sorted(answers[1:]) == [["3B", "Clara", "Mon"], ["3B", "Parent1 of 3B", "Tue"]]
    assert rates == [["Class", "Asked", "Answered"], ["3B", "2", "2"]]


async def test_the_tables_speak_chinese_to_who_reads_them(school: TestSchool) -> None:
    """Of an anonymous survey, compared with the one before; what was typed stays as it is."""
    class_ = await school.class_group(parents=1)
    teacher = class_.teacher
    await in_chinese(school, teacher)
    first = await asked(class_)
    await closed(class_, first)
    survey_id = await asked(class_, copied_from=first)
    await closed(class_, survey_id)
    card = await shown(class_, survey_id)
    await pressed(school, teacher, card, "CSV")
    files = await sent(teacher, card, "document", 3)
    named = {m.document["file_name"]: table(m.media or b"") for m in files}
    day = "问卷 2026-11-24"
    assert list(named) == [f"{day} 统计.csv", f"{day} 回答.csv", f"{day} 写下的话.csv"]
    counts, _, words = named.values()
    assert counts[0] == ["题号", "问题", "作答数", "答案", "次数", "百分比", "上次"]
    assert counts[1][:4] == ["1", "Is the food good?", "5", "平均"]
    assert words[0] == ["题号", "问题", "写下的内容"]
    await pressed(school, teacher, card, "Excel 文件")
    (book,) = [m for m in await sent(teacher, files[-1], "document") if m.media]
    inside = parts(book.media or b"")
    for each in ("统计", "回答", "写下的话"):
        assert f'name="{each}"' in inside["xl/workbook.xml"]
    assert "<t>百分比</t>" in inside["xl/sharedStrings.xml"]


@pytest.mark.parametrize(("unit", "who"), [(Unit.FAMILY, "孩子或家庭"), (Unit.PERSON, "姓名")])
async def test_who_answered_stands_under_a_chinese_heading(
    school: TestSchool, unit: Unit, who: str
) -> None:
    class_ = await school.class_group(parents=1)
    await in_chinese(school, class_.teacher)
    day = (Sketch(Kind.ONE, "哪天？", ("周一", "周二")),)
    survey_id = await asked(class_, (), questions=day, mode=Mode.NAMED, unit=unit)
    card = await shown(class_, survey_id)
    await pressed(school, class_.teacher, card, "CSV")
    _, answers, rates = (
        table(m.media or b"") for m in await sent(class_.teacher, card, "document", 3)
    )
    assert answers == [["班级", who, "哪天？"]]
    assert rates[0] == ["班级", "应作答数", "作答数"]
