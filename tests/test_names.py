"""What people and groups call themselves: shown as it is, and nothing in it is markup."""

from __future__ import annotations

from storage import chats
from tests.conftest import TestSchool
from tests.looking import failed
from tests.meetings import called
from tests.noticeboard import announced, own_card, pressed


def isolated(name: str) -> str:
    """A name between marks that keep its direction to itself (Unicode: FSI, PDI)."""
    return f"\u2068{name}\u2069"


async def test_html_and_right_to_left_text_in_peoples_names(school: TestSchool) -> None:
    """Of the teacher on the card, and of a parent on the list of those missing."""
    class_ = await school.class_group("3B", parents=2)
    class_.teacher.rename("<b>Tina</b> & \u202eevil", "שרה")
    anna = "{ $count } <i>Anna ليلى"
    class_.parents[0].rename(f"{anna}\u2066")
    class_.parents[0].start()
    await school.settle()
    card = await announced(class_, "Trip on Friday")
    assert card.text.startswith(f"3B · {isolated('<b>Tina</b> & evil שרה')}\n\nTrip on Friday")
    own = await own_card(class_)
    missing = f"Missing (2): Parent1 of 3B (parent) and {isolated(f'{anna} (parent)')}"
    assert missing in own.text
    assert "\u202e" not in card.text + own.text
    assert "Noted" in await pressed(school, class_.parents[0], card, "Got it")
    meeting = await called(class_)
    assert f"Called by {isolated('<b>Tina</b> & evil שרה')}" in meeting.text
    assert await failed(school) == []


async def test_html_and_right_to_left_text_in_a_groups_name(school: TestSchool) -> None:
    school.head.start()
    group = school.town.group("<b>3B</b> \u202eשלום { $x }", creator=school.head)
    group.add_bot(by=school.head)
    school.head.say(group, "/class 3B")
    said = await school.head.private.wait(lambda m: "is linked to the group" in m.text)
    assert isolated("<b>3B</b> שלום { $x }") in said.text
    group.rename("</a>\u202e" + "🎒" * 60, by=school.head)
    await school.settle()
    async with school.session() as session:
        chat = await chats.find(session, group.id)
    assert chat is not None
    assert "🎒" * 60 in chat.title
    assert await failed(school) == []


async def test_an_emoji_alone_is_a_name_of_a_person(school: TestSchool) -> None:
    """Telegram lets people be called so; they count like anybody."""
    class_ = await school.class_group("3B", parents=0)
    user = school.town.user("🙂", language="en")
    class_.group.join(user)
    user.start()
    await school.settle()
    card = await announced(class_, "Trip on Friday")
    assert "Noted" in await pressed(school, user, card, "Got it")
    assert "1 family has confirmed" in card.text
