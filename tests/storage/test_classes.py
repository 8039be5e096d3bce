"""Classes and the groups that serve them."""

from __future__ import annotations

import pytest

from storage import chats, classes, subjects
from storage.base import Session
from storage.classes import WelcomeView
from storage.rules import Broken
from tests.storage.school import LATER, NOW, School


async def test_a_class_is_made_once_however_its_name_is_typed(session: Session) -> None:
    made = await classes.ensure(session, " 3  b ", NOW)
    assert (made.name, made.slug) == ("3 b", "3b")
    for spelling in ("3B", "3 B", "３Ｂ"):
        assert (await classes.ensure(session, spelling, LATER)).id == made.id
    found = await classes.find_by_name(session, "3B")
    assert found is not None
    assert (await classes.get(session, made.id)).id == found.id
    assert await subjects.version(session, made.subject_id) == 1


@pytest.mark.parametrize("name", ["", "🎉", "x" * 41])
async def test_a_class_needs_a_name(session: Session, name: str) -> None:
    with pytest.raises(Broken, match="class-name"):
        await classes.ensure(session, name, NOW)


async def test_linking_again_is_fine_and_shows_the_welcome_card_anew(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    await classes.link(session, b.id, -1, None, "en", NOW)
    await classes.link(session, b.id, -1, 9, "zh", NOW)
    assert (b.chat_id, b.thread_id, b.language) == (-1, 9, "zh")
    assert await subjects.version(session, b.subject_id) == 3


async def test_a_chat_serves_one_class_and_a_class_has_one_live_chat(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    await chats.note(session, -1, "supergroup", "3B", chats.Standing.OK, NOW)
    await classes.link(session, b.id, -1, None, "en", NOW)
    with pytest.raises(Broken) as broken:
        await classes.link(session, a.id, -1, None, "en", NOW)
    assert (broken.value.rule, broken.value.args_) == ("class-linked-elsewhere", {"name": "3B"})
    with pytest.raises(Broken, match="class-linked-elsewhere"):
        await classes.link(session, b.id, -2, None, "en", NOW)


async def test_a_class_whose_chat_is_gone_or_unlinked_may_have_another(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    await chats.note(session, -1, "group", "3B", chats.Standing.GONE, NOW)
    await classes.link(session, b.id, -1, None, "en", NOW)
    await classes.link(session, b.id, -2, None, "en", NOW)
    await classes.unlink(session, b.id)
    await classes.link(session, b.id, -3, None, "en", NOW)
    assert b.chat_id == -3


async def test_a_migrated_group_keeps_its_class_also_when_told_twice(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    await classes.link(session, b.id, -1, 4, "en", NOW)
    await classes.readdress(session, -1, -100)
    await classes.readdress(session, -1, -100)
    assert (b.chat_id, b.thread_id) == (-100, None)
    await classes.link(session, a.id, -2, None, "en", NOW)
    await classes.readdress(session, -2, -100)
    assert (b.chat_id, a.chat_id) == (-100, -2)


async def test_open_classes_come_by_name(session: Session, school: School) -> None:
    for name in ("4A", "3b", "3A"):
        await school.a_class(name)
    (await school.a_class("2C")).closed = True
    assert [each.name for each in await classes.all_open(session)] == ["3A", "3b", "4A"]


async def test_the_welcome_card_counts_families_and_children(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    ana, ben = await school.person("Ana"), await school.person("Ben")
    await school.child("Mia", b, ana, ben)
    await school.child("Leo", b)
    await school.parent("Cleo", b)
    await school.teacher("Dan", b)
    await classes.set_members(session, b.id, 30)
    view = await classes.welcome_view(session, b.subject_id)
    assert view == WelcomeView(
        b.id, b.subject_id, "3B", families=2, children=2, language=None, admin=False, closed=False
    )
    assert await classes.known_in(session, b.id) == 4
    with pytest.raises(LookupError):
        await classes.welcome_view(session, 999)


async def test_get_refuses(session: Session) -> None:
    with pytest.raises(LookupError):
        await classes.get(session, 999_999)
