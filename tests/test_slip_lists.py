"""Consent slips for the teacher: from paper, and all of them as a table."""

from __future__ import annotations

import csv
import io

from tests.conftest import TestSchool
from tests.meetings import in_chinese
from tests.noticeboard import crafted, filled, pressed, says, slip, texts_of


async def test_a_slip_on_paper_is_recorded_and_all_are_exported(school: TestSchool) -> None:
    """What somebody typed never runs as a formula; only who asked for the slips gets the table."""
    class_ = await school.class_group("3B", parents=2)
    mother, other = class_.parents
    teacher = class_.teacher
    await class_.names(mother, "=SUM(1)", "Clara")
    card = await slip(class_, "May we take pictures?")
    own = await teacher.private.wait(lambda m: "Export" in m.labels)
    await pressed(school, mother, card, "Sign")
    await filled(school, mother, "Clara", "Yes", "+1 sister, too", "Send")
    await pressed(school, teacher, own, "Signed on paper")
    listed = teacher.private.last
    assert listed is not None
    assert listed.labels == ["=SUM(1)", "Another child…"]
    await pressed(school, teacher, listed, "Another child…")
    await school.restart()
    asked = await says(school, teacher, "Mia")
    assert "what does the slip of Mia say" in asked.text
    assert "Noted from paper: Mia, No." in await pressed(school, teacher, asked, "No")
    assert "signed already" in await pressed(school, teacher, asked, "Yes")
    assert "Of these, by phone or on paper: Mia" in own.text

    await pressed(school, teacher, own, "Export")
    sent = await teacher.private.wait(lambda m: m.media_kind == "document")
    assert sent.media is not None
    assert sent.media.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(sent.media.decode("utf-8-sig"))))
    assert [(row["Child"], row["Guardian"], row["Answer"], row["How"]) for row in rows] == [
        ("'=SUM(1)", "", "not signed yet", ""),
        ("Clara", "Parent0 of 3B", "Yes", "signed here"),
        ("Mia", "", "No", "on paper"),
    ]
    assert (rows[1]["Comment"], rows[1]["Class"]) == ("'+1 sister, too", "3B")
    assert rows[1]["Time"] == "2026-11-24 09:30"
    other.start()
    await school.settle()
    data = next(b.data for row in own.buttons for b in row if b.label == "Export") or ""
    own_chat = other.private.last
    assert own_chat is not None
    assert "not for you" in await crafted(school, other, own_chat, data)
    assert "Mia" not in texts_of(class_.group)


async def test_the_table_speaks_chinese_to_who_reads_it(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    teacher, (mother,) = class_.teacher, class_.parents
    await class_.names(mother, "小明", "小红")
    card = await slip(class_, "可以拍照吗？")
    await pressed(school, mother, card, "Sign")
    await filled(school, mother, "小明", "No", "不要发网上", "Send")
    await in_chinese(school, teacher)
    own = await teacher.private.wait(lambda m: "导出" in m.labels)
    await school.restart()
    await pressed(school, teacher, own, "导出")
    sent = await teacher.private.wait(lambda m: m.media_kind == "document")
    assert sent.document["file_name"] == "回执-2026-11-24.csv"
    heads, *rows = csv.reader(io.StringIO((sent.media or b"").decode("utf-8-sig")))
    assert heads == ["孩子", "班级", "监护人", "答复", "备注", "时间", "方式", "是否有效"]
    when = "2026-11-24 09:30"
    assert sorted(rows) == [
        ["小明", "3B", "Parent0 of 3B", "不同意", "不要发网上", when, "在此签署", "有效"],
        ["小红", "3B", "", "尚未签署", "", "", "", ""],
    ]
