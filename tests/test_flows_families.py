"""Families, by taps and by words, in both languages, with restarts: children, guardians, lists."""

from __future__ import annotations

from handlers.class_lists import AddThese
from handlers.class_matches import Same, Whose
from handlers.families import Agree, Decline
from handlers.forgetting import Forget, Keep
from handlers.kit.class_buttons import GiveList, WhoIsWho
from handlers.kit.speaking import Speak
from handlers.meeting_cards import Say
from handlers.my import Back, Go, Open, Page
from handlers.notices import GotIt
from tests.conftest import TestSchool
from tests.flows import Flow, begin, every_way, joins
from tests.looking import known, last, told


@every_way
async def test_a_second_guardian_is_refused_agreed_to_and_both_see_what_waits(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=3)
    tina, (ana, ben, eva) = flow.class_.teacher, flow.class_.parents
    await flow.types(ana, "/child")
    await flow.types(ana, "Clara")
    await flow.types(ben, "/child Clara")
    await flow.taps(ana, Decline)
    assert flow.heard(ben, "head teacher, who has the last", "班主任最后决定")
    await flow.types(tina, "/my")
    await flow.taps(tina, Agree)
    assert flow.heard(ben, "you answer for Clara as well", "您也可以代表 Clara 答复")
    await flow.types(eva, "/child Clara")
    await flow.taps(ana, Agree)
    assert flow.heard(eva, "you answer for Clara as well", "您也可以代表 Clara 答复")
    card = await flow.announced("Boots")
    await flow.timed(tina, "/meeting 2026-12-03 18:30 Tea", flow.class_.group)
    await flow.types(ana, "/help")
    await flow.taps(ana, Go)
    await flow.types(ana, "/my")
    await flow.taps(ana, Say, ":yes\n")
    await flow.taps(ana, GotIt)
    await flow.types(ben, "/my")
    assert flow.says("Nothing waits", "没有等您回复的事项") in last(ben).text
    assert flow.says("1 family has", "1 个家庭确认") in card.text
    flow.spoken()


@every_way
async def test_a_list_is_given_and_its_children_are_found(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    tina, (ana,) = flow.class_.teacher, flow.class_.parents
    await flow.types(ana, "/child Lily")
    await flow.types(tina, "/class")
    await flow.taps(tina, GiveList)
    wrong = await flow.types(tina, "Lilian\n12345")
    assert flow.says("Line 2 (12345)", "第 2 行（12345）") in wrong.text
    await flow.types(tina, "Lilian\nTim")
    await flow.taps(tina, AddThese)
    await flow.types(tina, "/class_list")
    await flow.types(tina, "Eli")
    await flow.taps(tina, AddThese)
    await flow.types(tina, "/class")
    assert flow.says("0 of 3 children", "3 个孩子中，0 个") in last(tina).text
    await flow.taps(tina, WhoIsWho)
    await flow.taps(tina, Whose, "Lily")
    await flow.taps(tina, Same, "Lilian")
    assert flow.heard(ana, "Lilian", "Lilian")
    await flow.types(tina, "/class")
    assert flow.says("1 of 3 children", "3 个孩子中，1 个") in last(tina).text
    flow.spoken()


@every_way
async def test_a_list_is_uploaded_as_a_file(school: TestSchool, language: str, by: str) -> None:
    flow = await begin(school, language, by, parents=1)
    tina = flow.class_.teacher
    await flow.types(tina, "/class_list")
    one, other = flow.says("Lilian", "王伟"), flow.says("Tim", "张三")
    wrong = await uploads(flow, f"1,{one}\n2,\n")
    assert flow.says("Line 3 (2)", "第 3 行（2）") in wrong
    shown = await uploads(flow, f"1,{one}\n2,{other}\n")
    assert flow.says("I have read 2 names", "我读到 2 个姓名") in shown
    await flow.taps(tina, AddThese)
    await flow.types(tina, "/class")
    assert flow.says("0 of 2 children", "2 个孩子中，0 个") in last(tina).text
    flow.spoken()


async def uploads(flow: Flow, rows: str) -> str:
    """The head teacher sends a spreadsheet's file, as it is saved in their country."""
    tina, heads = flow.class_.teacher, flow.says("Number,Name\n", "学号,姓名\n")
    before = len(told(tina, ""))
    tina.send_document(tina.private, "3B.csv", (heads + rows).encode("gb18030"))
    await flow.school.town.until(lambda: len(told(tina, "")) > before)
    await flow.school.settle()
    return last(tina).text


@every_way
async def test_who_leaves_is_asked_nothing_and_who_comes_back_goes_on(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=2)
    (ana, ben), group = flow.class_.parents, flow.class_.group
    await flow.types(ana, "/child Clara")
    await flow.types(ben, "/child Tim")
    card = await flow.announced("Boots")
    group.leave(ana)
    await school.settle()
    await flow.types(ana, "/my")
    assert flow.says("Nothing waits", "没有等您回复的事项") in last(ana).text
    await flow.types(ben, "/my")
    await flow.taps(ben, GotIt)
    group.join(ana)
    await school.settle()
    assert "Clara" in flow.heard(ana, "Welcome back to 3B", "欢迎回到 3B").text
    await flow.types(ana, "/my")
    await flow.taps(ana, GotIt)
    assert flow.says("2 families have", "2 个家庭确认") in card.text
    flow.spoken()


@every_way
async def test_where_much_waits_one_list_is_paged_opened_and_answered(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=8)
    ana, *others = flow.class_.parents
    await flow.types(ana, "/child Clara")
    for each in others:
        await flow.types(each, "/child Clara")
    await flow.types(ana, "/my")
    await flow.taps(ana, Page)
    shown = await flow.taps(ana, Open)
    await flow.taps(ana, Agree, on=shown)
    await flow.taps(ana, Back)
    assert flow.says("6 things wait", "6 件事") in shown.text
    assert flow.heard(others[6], "you answer for Clara as well", "您也可以代表 Clara 答复")
    flow.spoken()


@every_way
async def test_somebody_changes_their_language_reads_their_data_and_is_forgotten(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    (ana,) = flow.class_.parents
    await flow.types(ana, "/child Clara")
    await flow.types(ana, "/mydata")
    await ana.private.wait(lambda m: m.media_kind == "document")
    await flow.types(ana, "/forgetme")
    await flow.taps(ana, Keep)
    assert await known(school, ana) is not None
    await flow.types(ana, "/forgetme")
    await flow.taps(ana, Forget)
    assert await known(school, ana) is None
    flow.spoken()
    eva = await joins(flow, "Eva")
    await flow.types(eva, "/language")
    await flow.taps(eva, Speak, ":en\n" if flow.chinese else "zh-CN\n")
    flow.language = "en" if flow.chinese else "zh"
    flow.toasts.clear()
    flow.listens(eva)
    await flow.types(eva, "/help")
    flow.since = {eva.id: flow.since[eva.id]}
    flow.spoken(group=False)
