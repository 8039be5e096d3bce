"""Publishing in the register: step by step, in quiet hours, on full days; new versions; back."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last
from tests.meetings import heard, until
from tests.noticeboard import demoted, filled, pressed, says
from tests.test_affairs import listed, published


async def posted(class_: ClassGroup, title: str) -> Message:
    """The short card in the group."""
    return await class_.group.wait(lambda m: title in m.text and "Read" in m.labels)


async def test_it_is_published_with_files_and_a_pinned_card(school: TestSchool) -> None:
    third = await school.class_group("3B", parents=1, admin=True)
    fourth = await school.class_group("4A", parents=1)
    (parent,), head = third.parents, school.head
    asked = await filled(school, head, "/publish")
    assert asked.labels[:2] == ["Work plan", "Minutes"]
    await filled(school, head, "Reports", "Sports day <b>", "We ran. " * 40)
    head.send_document(head.private, "plan.pdf", b"%PDF-1.4")
    head.send_photo(head.private)
    await school.restart()
    await filled(school, head, "Done", "3B", "Yes")
    preview = last(head)
    assert preview.labels[-3:] == ["Send", "Change", "Cancel"]
    assert "A short card goes to 3B." in preview.text
    await filled(school, head, "Change", "Title: Sports day <b>", "Sports day", "Send")
    card = await posted(third, "Sports day")
    assert card.text.startswith("🏫 New in the school’s register\n\nSports day\nReports · Tue")
    assert card.text.endswith("…")
    assert third.group.pinned == [card]
    assert not any("Sports" in m.text for m in fourth.group.messages)
    parent.follow(card.buttons[0][0].url or "")
    await school.settle()
    kinds = [m.media_kind for m in parent.private.messages if m.media_kind]
    assert sorted(kinds) == ["document", "photo"]
    assert last(parent).text.startswith("Sports day\nReports")
    await school.advance(timedelta(days=7, minutes=1))
    assert third.group.pinned == []


async def test_a_new_version_takes_the_place_and_the_old_one_stays(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,), head = class_.parents, school.head
    parent.start()
    await published(school, "Menu", "Soup", "Menus", "Skip", "3B", "No", "Send")
    card = await posted(class_, "Menu")
    await pressed(school, head, last(head), "New version")
    await filled(school, head, "Stew", "Skip", "Skip", "Send")
    assert card.text.endswith("There is a newer version.")
    shown = await listed(school, parent)
    assert shown.text.count("Menu\n") == 1
    await pressed(school, parent, shown, "1")
    newest = last(parent)
    assert "Stew" in newest.text
    await pressed(school, parent, newest, "Version of Tue, Nov 24, 2026")
    assert last(parent).text.startswith("This is an earlier version.\n\nMenu")
    assert "Soup" in last(parent).text
    await pressed(school, head, last(head), "Withdraw")
    assert "The version before it will stand again" in last(head).text
    await pressed(school, head, last(head), "Yes, withdraw")
    assert newest.text == "Menu\n\nThis was taken out of the register."
    assert "newer" not in card.text
    await pressed(school, parent, await listed(school, parent), "1")
    assert "Soup" in last(parent).text


async def test_cards_wait_for_the_morning_and_for_the_right(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.start()
    await school.appoint(class_.teacher, "principal")
    await until(school, 24, 21, 0, month=11)
    for title in ("By night", "Dropped"):
        await filled(school, class_.teacher, f"/publish {title}", "News", "Words.", "Skip", "3B")
        preview = await filled(school, class_.teacher, "No")
        assert "The groups get it on Wed, Nov 25, 2026, 07:30" in preview.text
        await says(school, class_.teacher, "Send")
        assert not any(title in m.text for m in class_.group.messages)
        assert title in (await listed(school, parent)).text
    await demoted(school, class_.teacher, Role.PRINCIPAL, None)  # type: ignore[arg-type]
    await until(school, 25, 7, 31, month=11)
    assert not any("By night" in m.text for m in class_.group.messages)
    assert heard(class_.teacher, "you may not publish any more")
    await until(school, 25, 21, 0, month=11)
    await published(school, "By us", "Words.", "News", "Skip", "3B", "No", "Send")
    await until(school, 26, 7, 31, month=11)
    assert "By us" in (await posted(class_, "By us")).text
    assert "Only those responsible" in (await says(school, class_.teacher, "/publish")).text


async def test_a_full_day_is_asked_about(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    for number in range(4):
        class_.teacher.say(class_.group, f"/announce Notice {number}")
    await school.settle()
    await filled(school, school.head, "/publish Late", "News", "Words.", "Skip", "3B", "No")
    asked = last(school.head)
    assert asked.labels[:2] == ["Post anyway", "Tomorrow 07:30"]
    await filled(school, school.head, "Tomorrow 07:30", "Send")
    assert not any("Late" in m.text for m in class_.group.messages)
    await until(school, 25, 7, 31, month=11)
    await posted(class_, "Late")
