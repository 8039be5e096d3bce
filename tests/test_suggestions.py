"""Suggestions from letters: consent, support by families, the committee's agenda, the outcome."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox import Group, Message, User
from tests import auditor, auditor_letters
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last
from tests.meetings import answered, called, cancelled, heard, refused, until
from tests.meetings import opened as meeting_opened
from tests.noticeboard import crafted, pressed, says
from tests.test_agenda import SECOND
from tests.test_letter_hidden import shown, wrote_hidden
from tests.test_letters import the_letter, wrote
from tests.test_mailbox import YES, office

BIKES = "A stand for bicycles at the gate."
YES_, NO = "Yes, publish it", "No"


async def opened(school: TestSchool, parents: int = 4) -> tuple[ClassGroup, Group]:
    """A class whose parents but the last have pressed Start, and a group that reads letters."""
    class_ = await school.class_group(parents=parents)
    for each in class_.parents[:-1]:
        each.start()
    group = await office(school)
    await answered(school, school.head, await group.wait(lambda m: YES in m.labels), YES)
    return class_, group


async def offered(school: TestSchool, group: Group, whom: str = "3B") -> None:
    """The principal offers the newest letter's writer to publish it."""
    card = await the_letter(group, BIKES)
    await answered(school, school.head, card, "Let families support it")
    asked = await group.wait(lambda m: "The whole school" in m.labels)
    assert await answered(school, school.head, asked, whom) == "The writer is asked."


async def published(school: TestSchool) -> tuple[ClassGroup, Message]:
    """A parent's suggestion stands in the group of 3B."""
    class_, group = await opened(school)
    await wrote(school, class_.parents[0], "Suggestion", BIKES)
    await offered(school, group)
    asked = await class_.parents[0].private.wait(lambda m: YES_ in m.labels)
    assert BIKES in asked.text
    assert not any(BIKES in m.text for m in class_.group.messages)
    await school.restart()
    await pressed(school, class_.parents[0], asked, YES_)
    assert "published without your name" in asked.text
    card = await class_.group.wait(lambda m: "Me too" in m.labels)
    assert class_.parents[0].name not in card.text
    return class_, card


async def supported(school: TestSchool, users: list[User], card: Message) -> None:
    """All of these families would like it."""
    for user in users:
        await pressed(school, user, card, "Me too")


async def test_it_goes_to_the_agenda_and_its_outcome_comes_back(school: TestSchool) -> None:
    class_, card = await published(school)
    teacher, parents = class_.teacher, class_.parents
    teacher.start()
    meeting = await called(class_, SECOND, "Committee")
    for _ in range(2):
        assert await pressed(school, parents[1], card, "Me too") == "Your family supports it."
    assert "One family supports it; with 3 it goes to the committee." in card.text
    await pressed(school, teacher, card, "Me too")  # no family of the class
    assert BIKES not in meeting.text
    await supported(school, parents[2:], card)
    assert "on the agenda of “Committee meeting”, Tue, Dec 8, 2026" in card.text
    assert f"Agenda\n1. {BIKES}" in meeting.text
    agenda = await says(school, teacher, "/agenda")
    assert f"1. {BIKES} (families of a suggestion)" in agenda.text
    assert await pressed(school, teacher, agenda, "Decided on 1")  # not before it is held
    assert "What was decided" not in last(teacher).text
    await until(school, 8, 21, 40)
    asked = await meeting_opened(class_, "Add a decision")
    assert "one of these suggestions" in asked.text
    await pressed(school, teacher, asked, BIKES[:20])
    said = await says(school, teacher, "There will be one in May.")
    assert said.text == "Noted in the minutes. 2 people who support it are told."
    assert heard(parents[1], "There will be one in May.") == []  # it is late
    await until(school, 9, 7, 31)
    for each in parents[1:3]:
        assert len(heard(each, "There will be one in May.")) == 1
    assert len(heard(parents[0], "There will be one in May.")) == 1  # who had the idea
    assert card.text.endswith("The committee has decided: There will be one in May.")
    assert card.labels == []
    assert "There will be one in May." in (await says(school, parents[1], "/affairs")).text
    assert "no suggestion to support" in (await says(school, parents[1], "/suggestions")).text


async def test_it_waits_for_a_meeting_and_follows_to_the_next(school: TestSchool) -> None:
    class_, card = await published(school)
    class_.teacher.start()
    await supported(school, class_.parents[1:], card)
    assert "for the committee’s next meeting" in card.text
    first = await called(class_, SECOND, "Committee")
    await until(school, 25, 7, 31, month=11)
    assert f"1. {BIKES}" in first.text
    await cancelled(class_)
    again = "/meeting committee 2026-12-10 18:30 Again @ Room 1"
    await until(school, 25, 10, 0, month=11)
    second = await called(class_, again, "Again")
    await until(school, 26, 7, 31, month=11)
    assert f"1. {BIKES}" in second.text
    assert "on the agenda of “Committee meeting: Again”" in card.text


async def test_without_a_yes_nothing_is_published(school: TestSchool) -> None:
    class_, group = await opened(school)
    writer, other = class_.parents[:2]
    await wrote(school, writer, "Suggestion", BIKES)
    await offered(school, group)
    asked = await writer.private.wait(lambda m: YES_ in m.labels)
    data = asked.buttons[0][0].data or ""
    assert "not for you to decide" in await crafted(school, other, last(other), data)
    await pressed(school, writer, asked, NO)
    assert asked.text == "It is not published."
    assert not any(BIKES in m.text for m in class_.group.messages)
    card = await the_letter(group, BIKES)
    publish = card.buttons[2][0].data or ""
    assert "not for you to decide" in await crafted(school, other, last(other), publish)
    await wrote(school, writer, "Question", "When?")
    assert "Let families support it" not in (await the_letter(group, "When?")).labels


@pytest.mark.sqlite("the file and its log, commit by commit")
async def test_a_hidden_writer_agrees_and_no_row_tells(
    school: TestSchool, url: str, tmp_path: Path
) -> None:
    class_, group = await opened(school)
    writer, other = class_.parents[:2]
    class_.teacher.start()
    await called(class_, SECOND, "Committee")
    file = Path(url.partition("///")[2])
    await school.app.database.fold_in()
    await school.advance(timedelta(minutes=10))
    earlier = auditor.taken(file, tmp_path / "earlier")
    preview = await wrote_hidden(writer, BIKES, about="Suggestion")
    await shown(writer, preview, "Send", "is in the box")
    await school.settle()
    await offered(school, group)
    asked = await writer.private.wait(lambda m: YES_ in m.labels)
    data = asked.buttons[0][0].data or ""
    assert "not for you to decide" in await crafted(school, other, last(other), data)
    await shown(writer, asked, YES_, "published without your name")
    card = await class_.group.wait(lambda m: "Me too" in m.labels)
    assert writer.name not in card.text
    await school.settle()
    copy = auditor.taken(file, tmp_path / "agreed")
    assert writer.id not in auditor_letters.linked(auditor.moments(copy, earlier))[1]
    await supported(school, class_.parents[1:], card)
    await until(school, 8, 18, 30)
    await school.app.database.fold_in()
    earlier = auditor.taken(file, tmp_path / "later")
    await pressed(school, class_.teacher, await says(school, class_.teacher, "/agenda"), "Decided")
    await says(school, class_.teacher, "There will be one in May.")
    await school.settle()
    assert len(heard(writer, "There will be one in May.")) == 1
    copy = auditor.taken(file, tmp_path / "decided")
    linked = auditor_letters.linked(auditor.moments(copy, earlier))
    assert other.id in linked[1]  # who supported it, and is told
    assert writer.id not in linked[1]


async def test_an_admin_sets_how_many_it_takes(school: TestSchool) -> None:
    class_, card = await published(school)
    parent = class_.parents[1]
    assert "not for you to decide" in await refused(school, parent, "/suggestions 90")
    assert "from 1 to 100" in await refused(school, school.head, "/suggestions 101")
    assert "once 90 % of the families" in await refused(school, school.head, "/suggestions 90%")
    assert "with 3 it goes" in card.text
    listed = await says(school, parent, "/suggestions")
    assert f"1. {BIKES}" in listed.text
    await pressed(school, parent, listed, "1")
    await pressed(school, parent, last(parent), "Me too")
    assert "One family supports it" in card.text
