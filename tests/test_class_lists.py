"""The class's list: pasted or sent as a file, shown back, and counted only after a tap."""

from __future__ import annotations

from bot.sandbox import User, images
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.noticeboard import demoted, pressed, says


async def asked(school: TestSchool, class_: ClassGroup) -> None:
    """The head teacher goes from the report on the class to its list."""
    report = await says(school, class_.teacher, "/class")
    await pressed(school, class_.teacher, report, "Class list")
    assert "Please send me the list of 3B" in told(class_.teacher, "list of 3B")[-1].text


async def reported(school: TestSchool, class_: ClassGroup) -> str:
    """What the report on the class says now."""
    return (await says(school, class_.teacher, "/class")).text


async def test_a_list_is_pasted_shown_back_and_counts_after_a_tap(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    tina, (ana, ben) = class_.teacher, class_.parents
    await class_.names(ana, "Clara")
    await asked(school, class_)
    wrong = await says(school, tina, "Asha Rao\n12345\nBen, Tim\nEli")
    assert "2 lines are not clear to me, so nothing was taken" in wrong.text
    assert "Line 2 (12345): no name" in wrong.text
    assert "Line 3 (Ben, Tim): more than one name" in wrong.text
    await school.restart()
    shown = await says(school, tina, "1. Asha Rao\n2. Eli Novak\n\nclara\nMia\nASHA RAO")
    assert "I have read 4 names" in shown.text
    assert "New (3): Asha Rao, Eli Novak, and Mia" in shown.text
    assert "Known already (1): Clara" in shown.text
    assert "ASHA RAO (lines 1 and 6)" in shown.text
    assert "of 4" not in await reported(school, class_)
    await school.restart()
    assert await pressed(school, tina, shown, "This is right") == "Done."
    assert "4 children are on the list" in told(tina, "on the list of 3B")[-1].text
    report = await reported(school, class_)
    assert "1 of 4 children have somebody" in report
    assert "Not registered (3): Asha Rao, Eli Novak, and Mia" in report
    assert "dealt with already" in await pressed(school, tina, shown, "This is right")
    # However it is spelt: the parent's child is the one on the list.
    await class_.names(ben, "asha  rao")
    assert "2 of 4 children" in await reported(school, class_)


async def test_a_list_comes_as_a_file_in_chinese(school: TestSchool) -> None:
    """From a spreadsheet, as it is saved in China; what cannot be read is refused whole."""
    await school.class_group("3B", parents=1)
    lin = school.town.user("Lin", language="zh-hans")
    await school.appoint(lin, "head teacher 3B")
    assert "请把 3B 的名单发给我" in (await says(school, lin, "/class_list")).text
    await sends(school, lin, "名单.xlsx", b"PK\x03\x04...")
    assert "另存为 CSV" in last(lin).text
    lin.send_photo(lin.private, data=images.plain(40, 40))
    await school.settle()
    assert "另存为 CSV" in last(lin).text
    await sends(school, lin, "3B.csv", "学号,姓名\n1,王伟\n2,\n3,张三".encode("gb18030"))
    assert "有 1 行我看不明白" in last(lin).text
    assert "第 3 行（2）：没有姓名" in last(lin).text
    await school.restart()
    await sends(school, lin, "3B.csv", "学号,姓名\n1,王伟\n2,李娜\n3,张三".encode("gb18030"))
    shown = last(lin)
    assert "3B：我读到 3 个姓名" in shown.text
    assert await pressed(school, lin, shown, "没有问题") == "已完成。"
    # The next list says who has come, and who is on it no longer.
    shown = await says(school, lin, "/class_list 3b\n王伟\n李娜\n赵六")
    assert "新增（1）：赵六" in shown.text
    assert "原来在名单上、这次没有（1）：张三" in shown.text
    await school.restart()
    await pressed(school, lin, shown, "这是完整名单")
    assert "3 个孩子中，0 个已有家长登记" in (await says(school, lin, "/class")).text
    shown = await says(school, lin, "/class_list\n孙七")
    await pressed(school, lin, shown, "加到名单里")
    assert "4 个孩子中" in (await says(school, lin, "/class")).text
    assert "张三" not in last(lin).text


async def sends(school: TestSchool, user: User, name: str, data: bytes) -> None:
    """Somebody sends a file in private, and all that follows has happened."""
    before = len(told(user, ""))
    user.send_document(user.private, name, data)
    await school.town.until(lambda: len(told(user, "")) > before)
    await school.settle()


async def test_whose_list_it_is_is_asked_at_the_tap(school: TestSchool) -> None:
    """Of several classes one is chosen; who lost the right meanwhile changes nothing."""
    class_ = await school.class_group("3B", parents=1)
    await school.class_group("4A", parents=0)
    head, tina, (parent,) = school.head, class_.teacher, class_.parents
    asked_ = await says(school, head, "/class_list")
    await pressed(school, head, asked_, "4A")
    shown = await says(school, head, "Asha\nEli")
    assert "4A: I have read 2 names" in shown.text
    assert await pressed(school, head, shown, "Cancel") == "Cancelled. Nothing has changed."
    shown = await says(school, tina, "/class_list\nAsha\nEli")
    parent.start()
    await school.settle()
    await demoted(school, tina, Role.HEAD_TEACHER, 1)
    assert "not for you" in await pressed(school, tina, shown, "This is right")
    assert "of 2 children" not in (await says(school, head, "/class 3B")).text
    assert "Only those responsible" in (await says(school, parent, "/class_list Asha")).text
