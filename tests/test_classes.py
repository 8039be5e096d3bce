"""Class groups: linking, the welcome card, and what happens to a group."""

from __future__ import annotations

from storage import chats, classes
from storage.chats import Standing
from tests.conftest import TestSchool

WHICH = "Which class is this"


async def test_one_tap_registers_a_parent(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    welcome = class_.group.last
    assert welcome is not None
    assert "2 families have registered" in welcome.text
    assert "3B · Riverside School" in welcome.text


async def test_the_welcome_card_says_what_the_bot_cannot_see(school: TestSchool) -> None:
    """As an administrator it is sent everything, and the card says that instead."""
    class_ = await school.class_group("3B", parents=0)
    welcome = class_.group.last
    assert welcome is not None
    assert "I cannot read along" in welcome.text
    class_.group.promote(school.town.bot, by=school.head)
    await class_.group.wait(lambda m: m.id == welcome.id and "I am sent what is written" in m.text)
    class_.group.demote_bot()
    await class_.group.wait(lambda m: m.id == welcome.id and "I cannot read along" in m.text)


async def test_children_of_one_parent_are_one_family(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await class_.names(class_.parents[0], "Clara", "Tim")
    await class_.group.wait(lambda m: "1 family has registered" in m.text)


async def test_the_first_tap_leads_to_the_private_chat_once(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    ben = school.town.user("Ben", language="en")
    class_.group.join(ben)
    welcome = class_.group.last
    assert welcome is not None
    first = await ben.tap(welcome, "I am a parent here").answer()
    assert first.url == f"https://t.me/{school.town.bot.username}?start=hello"
    ben.follow(first.url)
    await ben.private.wait(lambda m: "What is your child in 3B called" in m.text)
    second = await ben.tap(welcome, "I am a parent here").answer()
    assert second.url is None
    assert "already" in second.text


async def test_a_teacher_becomes_a_parent_by_that_button_only(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    welcome = class_.group.last
    assert welcome is not None
    answer = await class_.teacher.tap(welcome, "I am a parent here").answer()
    assert "You are a parent in 3B" in answer.text


async def test_who_adds_the_bot_is_told_what_to_send(school: TestSchool) -> None:
    owner = school.town.user("Owner", language="en")
    group = school.town.group("Some parents", creator=owner)
    group.add_bot(by=owner)
    hello = await group.wait(lambda m: WHICH in m.text)
    assert "/class 3B" in hello.text


async def test_an_unknown_owner_leaves_it_to_the_head_teacher(school: TestSchool) -> None:
    first = await school.class_group("3B", parents=0)
    await school.close()
    await school.open()
    first.group.remove_bot(by=school.head)
    await school.settle()
    owner = school.town.user("Owner", language="en")
    group = school.town.group("3B new", creator=owner, members=[first.teacher])
    group.add_bot(by=owner)
    owner.say(group, "/class 3B")
    card = await group.wait(lambda m: m.labels == ["This is 3B"])
    assert "Head teacher: tap" in card.text
    refused = await owner.tap(card, "This is 3B").answer()
    assert refused.show_alert
    assert "Only the head teacher" in refused.text
    await first.teacher.tap(card, "This is 3B").answer()
    await group.wait(lambda m: "I am a parent here" in m.labels)
    await school.settle()
    assert card not in group.messages


async def test_an_anonymous_admin_taps_to_show_who_it_is(school: TestSchool) -> None:
    group = school.town.group("3B parents", creator=school.head)
    school.head.start()
    group.add_bot(by=school.head)
    school.head.say(group, "/class 3B", anonymous=True)
    card = await group.wait(lambda m: m.labels == ["It is me"])
    stranger = school.town.user("Stranger", language="en")
    group.join(stranger)
    assert (await stranger.tap(card, "It is me").answer()).show_alert
    assert not any("I am a parent here" in m.labels for m in group.messages)
    await school.head.tap(card, "It is me").answer()
    await group.wait(lambda m: "I am a parent here" in m.labels)


async def test_in_a_forum_the_topic_it_was_sent_in_is_used(school: TestSchool) -> None:
    group = school.town.group("3B parents", creator=school.head, forum=True)
    topic = group.open_topic("Notices", by=school.head)
    school.head.start()
    group.add_bot(by=school.head)
    school.head.say(group, "/class 3B", topic=topic)
    welcome = await group.wait(lambda m: "I am a parent here" in m.labels)
    assert welcome.thread_id == topic.id


async def test_a_group_serves_one_class_and_a_class_one_group(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    school.head.say(class_.group, "/class 4A")
    await school.head.private.wait(lambda m: "3B has another group" in m.text)
    other = school.town.group("Others", creator=school.head)
    other.add_bot(by=school.head)
    school.head.say(other, "/class 3b")
    await school.settle()
    assert not any("I am a parent here" in m.labels for m in other.messages)


async def test_a_parent_cannot_link(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.start()
    parent.say(class_.group, "/class 9Z")
    await parent.private.wait(lambda m: "Only the head teacher" in m.text)


async def test_a_press_from_elsewhere_registers_nobody(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    welcome = class_.group.last
    assert welcome is not None
    mallory = school.town.user("Mallory", language="en")
    mallory.start()
    own = await mallory.private.wait(lambda m: "Hello" in m.text)
    data = welcome.buttons[0][0].data
    answer = await mallory.tap(own, data=data).answer()
    assert answer.show_alert
    await school.settle()
    assert "No family has registered" in welcome.text


async def test_a_removed_bot_is_noticed_and_told(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    class_.group.remove_bot(by=school.head)
    await class_.teacher.private.wait(lambda m: "removed from the group of 3B" in m.text)
    async with school.session() as session:
        chat = await chats.find(session, class_.group.id)
    assert chat is not None
    assert chat.standing == Standing.GONE


async def test_a_group_that_moves_takes_its_class_and_its_cards_along(school: TestSchool) -> None:
    school.head.start()
    group = school.town.group("3B parents", creator=school.head, supergroup=False)
    group.add_bot(by=school.head)
    school.head.say(group, "/class 3B")
    await group.wait(lambda m: "I am a parent here" in m.labels)
    await school.settle()
    new = group.migrate()
    welcome = await new.wait(lambda m: "I am a parent here" in m.labels)
    ben = school.town.user("Ben", language="en")
    new.join(ben)
    await ben.tap(welcome, "I am a parent here").answer()
    await new.wait(lambda m: "1 family has registered" in m.text)
    async with school.session() as session:
        class_ = await classes.find_by_name(session, "3B")
    assert class_ is not None
    assert class_.chat_id == new.id


async def test_a_new_title_is_noticed(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    class_.group.rename("Parents of 3B", by=school.head)
    await school.settle()
    async with school.session() as session:
        chat = await chats.find(session, class_.group.id)
    assert chat is not None
    assert chat.title == "Parents of 3B"


async def test_the_school_s_own_people_are_no_strangers_in_a_group(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    class_.group.join(school.town.user("Ben"))
    await school.settle()
    class_.teacher.say(class_.group, "/announce Bring boots")
    card = await class_.teacher.private.wait(lambda m: "1 more in the group" in m.text)
    await class_.group.wait(lambda m: "Bring boots" in m.text)
    class_.group.join(school.town.user("Dana"))
    await class_.teacher.private.wait(lambda m: m is card and "2 more in the group" in m.text)
