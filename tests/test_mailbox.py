"""Where letters are read: named by an admin's tap, and by nothing else."""

from __future__ import annotations

from bot.sandbox import Group
from storage import mailbox
from tests.conftest import TestSchool
from tests.meetings import answered, heard

YES = "Yes, read letters here"


async def office(school: TestSchool, name: str = "Office", *, supergroup: bool = True) -> Group:
    """A private group of the principal's, with the bot in it, which is asked to read letters."""
    group = school.town.group(name, creator=school.head, supergroup=supergroup)
    school.head.start()
    group.add_bot(by=school.head)
    school.head.say(group, "/admin_chat")
    await group.wait(lambda m: YES in m.labels)
    await school.settle()
    return group


async def reading(school: TestSchool) -> int | None:
    async with school.session() as session:
        found = await mailbox.find(session)
        return found.chat_id if found else None


async def test_only_an_admins_tap_places_the_mailbox(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    group = await office(school)
    group.join(class_.teacher)
    asked = await group.wait(lambda m: YES in m.labels)
    assert await reading(school) is None
    await class_.teacher.tap(asked, YES).answer()
    await school.settle()
    assert await reading(school) is None
    await school.restart()
    assert "from now on" in await answered(school, school.head, asked, YES)
    assert await reading(school) == group.id
    assert asked.labels == []
    other = school.town.group("Elsewhere", creator=school.head)
    other.add_bot(by=school.head)
    await school.settle()
    assert await reading(school) == group.id
    data = asked.buttons[0][0].data if asked.buttons else f"mbh:{group.id}"
    wrong = other.last
    assert wrong is not None
    await school.head.tap(wrong, data=data).answer()
    await school.settle()
    assert await reading(school) == group.id


async def test_a_class_group_never_reads_letters(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    school.head.say(class_.group, "/admin_chat")
    await school.settle()
    assert len(heard(school.head, "a class's group")) == 1
    assert await reading(school) is None


async def test_when_the_group_is_lost_the_admins_hear_of_it(school: TestSchool) -> None:
    group = await office(school)
    await answered(school, school.head, await group.wait(lambda m: YES in m.labels), YES)
    group.remove_bot(by=school.head)
    await school.settle()
    assert len(heard(school.head, "can no longer write")) == 1
