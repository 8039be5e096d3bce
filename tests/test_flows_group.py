"""What is typed in a group, in both languages, with restarts: asked there, answered in private."""

from __future__ import annotations

import pytest

from handlers import meeting_cards as cards
from handlers.kit.asking import ItIsMe
from handlers.notices import GotIt
from tests.conftest import TestSchool
from tests.flows import begin
from tests.looking import told

in_each_language = pytest.mark.parametrize("language", ["en", "zh"])
OF_TEACHERS = ("people", "class", "class_list", "invite", "invites", "announcements", "drafts")
OF_MEETINGS = ("meetings", "came", "minutes", "agenda", "tasks", "committee", "paper")
OF_PARENTS = ("my", "child", "meetings", "here", "mydata", "forgetme", "committee", "help")


@in_each_language
async def test_what_a_command_lacks_is_asked_for_in_the_group(
    school: TestSchool, language: str
) -> None:
    """The answer is the reply to the question, after a restart, too."""
    flow = await begin(school, language, "words", parents=1)
    tina, group = flow.class_.teacher, flow.class_.group
    for command, line in (
        ("/announce", flow.says("26 Nov 10:00 Boots", "11月26日上午10点 雨鞋")),
        ("/meeting", flow.says("3 Dec 18:30 Tea", "12月3日晚上六点半 茶会")),
        ("/move", flow.says("4 Dec 18:30", "12月4日晚上六点半")),
    ):
        asked = await flow.types(tina, command, group)
        assert asked.force_reply
        await flow.timed(tina, line, group, reply_to=asked)
    card = flow.find(group, cards.Say)[0]
    assert flow.says("Fri, Dec 4, 2026, 18:30", "2026年12月4日周五 18:30") in card.text
    assert flow.heard(tina, "Planned for Thu, Nov 26, 2026, 10:00", "定于 2026年11月26日周四 10:00")
    flow.spoken()


@in_each_language
async def test_who_wrote_as_the_group_taps_to_show_who_it_is(
    school: TestSchool, language: str
) -> None:
    flow = await begin(school, language, "taps", parents=1)
    tina, group = flow.class_.teacher, flow.class_.group
    group.promote(tina, by=school.head, anonymous=True)
    asked = await flow.types(tina, "/announce Boots", group, anonymous=True)
    await flow.taps(tina, ItIsMe, on=asked)
    assert "Boots" in flow.find(group, GotIt)[0].text
    flow.spoken()


@in_each_language
async def test_what_concerns_one_person_is_answered_in_private(
    school: TestSchool, language: str
) -> None:
    """Whatever the command, the group hears nothing of it."""
    flow = await begin(school, language, "words", parents=1)
    tina, (ana,), group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    for user, commands in ((tina, OF_TEACHERS), (tina, OF_MEETINGS), (ana, OF_PARENTS)):
        for command in commands:
            before = len(told(user, ""))
            typed = await flow.types(user, f"/{command}", group)
            assert (typed.text, typed.sender) == (f"/{command}", user)
            assert len(told(user, "")) > before, command
    flow.spoken()
