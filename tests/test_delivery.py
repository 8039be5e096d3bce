"""What could not be delivered: an admin sees it in private, sends it again or forgets it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.sandbox import Message, User
from storage import people, posts
from storage.posts import Policy, Post, State, Why
from tests.conftest import ClassGroup, TestSchool

OPEN = "Not delivered for certain"
NOTHING = "everything has arrived"


async def admin(school: TestSchool) -> User:
    """The head of the school, who has pressed Start."""
    school.head.start()
    await school.settle()
    return school.head


async def fails(school: TestSchool, chat_id: int, text: str = "Bring boots", **more: object) -> int:
    """A post that Telegram takes no more than its limits allow; returns its id."""
    async with school.app.database.write() as session:
        payload = {"text": text, "spans": [], "rows": [], "ask": None, "reply_to": None}
        row = posts.row("say", chat_id, "en", school.clock.now(), payload=payload, key=text)
        await posts.queue(session, [row | more])
    await school.settle()
    async with school.session() as session:
        post = await posts.by_key(session, text)
        assert post is not None
        return post.id


async def in_doubt(school: TestSchool, chat_id: int, text: str = "Bring boots") -> int:
    """A post whose answer was lost, of a kind that waits for a person then."""
    school.town.faults.add("sendMessage", "reset_after", times=1, chat=chat_id)
    return await fails(school, chat_id, text, policy=Policy.HOLD)


async def too_late(school: TestSchool, chat_id: int, text: str = "Bring boots") -> int:
    """A post that is dead because its time is over."""
    over = school.clock.now() - timedelta(minutes=1)
    return await fails(school, chat_id, text, deadline=over)


async def the_list(school: TestSchool, who: User) -> Message:
    asked = who.say(who.private, "/delivery")
    shown = await who.private.wait(
        lambda m: m.id > asked.id and (OPEN in m.text or NOTHING in m.text or "没有" in m.text)
    )
    await school.settle()
    return shown


async def standing(school: TestSchool, post_id: int) -> Post:
    async with school.session() as session:
        return (await session.scalars(select(Post).where(Post.id == post_id))).one()


def said(class_: ClassGroup, text: str) -> int:
    return sum(text in m.text for m in class_.group.messages)


async def test_nothing_open_is_one_sentence(school: TestSchool) -> None:
    shown = await the_list(school, await admin(school))
    assert NOTHING in shown.text
    assert shown.labels == []


async def test_the_list_says_when_where_what_kind_and_why_and_never_the_content(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=1)
    head = await admin(school)
    doubt = await in_doubt(school, class_.group.id, "A secret about Tim")
    late = await too_late(school, head.id, "Another secret")
    shown = await the_list(school, head)
    assert f"#{doubt} message to 3B parents" in shown.text
    assert "may have arrived (Telegram's answer was lost" in shown.text
    assert f"#{late} message to Petra Principal" in shown.text
    assert "not delivered (too late)" in shown.text
    assert "secret" not in shown.text
    assert shown.labels == [
        f"#{late} Send again",
        f"#{late} Forget",
        f"#{doubt} Send again",
        f"#{doubt} Forget",
    ]


async def test_send_again_sends_it_and_takes_it_off_the_list(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    post_id = await too_late(school, class_.group.id)
    shown = await the_list(school, head)
    assert said(class_, "Bring boots") == 0
    answer = await head.tap(shown, f"#{post_id} Send again").answer()
    assert answer.text == "It goes out again."
    await class_.group.wait(lambda m: m.text == "Bring boots")
    await head.private.wait(lambda m: m.id == shown.id and NOTHING in m.text)
    await school.settle()
    assert (await standing(school, post_id)).state == State.SENT


async def test_forget_leaves_it_unsent(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    post_id = await in_doubt(school, class_.group.id)
    assert said(class_, "Bring boots") == 1
    shown = await the_list(school, head)
    assert (await head.tap(shown, f"#{post_id} Forget").answer()).text == "Forgotten."
    await head.private.wait(lambda m: m.id == shown.id and NOTHING in m.text)
    await school.advance(timedelta(days=1))
    assert said(class_, "Bring boots") == 1
    assert (await standing(school, post_id)).state == State.DEAD


async def test_two_taps_are_one(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    post_id = await too_late(school, class_.group.id)
    shown = await the_list(school, head)
    data = next(b.data for row in shown.buttons for b in row if "Send" in b.label)
    await head.tap(shown, data=data).answer()
    await school.settle()
    again = await head.tap(shown, data=data).answer()
    assert again.show_alert
    assert "dealt with already" in again.text
    assert said(class_, "Bring boots") == 1
    assert (await standing(school, post_id)).state == State.SENT


async def test_rights_are_checked_at_the_tap(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    post_id = await too_late(school, class_.group.id)
    shown = await the_list(school, head)
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, head.id)
        assert person is not None
        await people.end_role(session, person.id, people.Role.ADMIN, None, school.clock.now())
    for label in ("Send again", "Forget"):
        refused = await head.tap(shown, f"#{post_id} {label}").answer()
        assert refused.show_alert
        assert "not for you to decide" in refused.text
    assert (await standing(school, post_id)).state == State.DEAD
    assert said(class_, "Bring boots") == 0


async def test_only_admins_may_look(school: TestSchool) -> None:
    """Neither head teachers nor the principal: it is for who runs the bot."""
    class_ = await school.class_group("3B", parents=0)
    rector = school.town.user("Rita", language="en")
    await school.appoint(rector, "principal")
    for who in (class_.teacher, rector):
        asked = who.say(who.private, "/delivery")
        refused = await who.private.wait(lambda m, asked=asked: m.id > asked.id)
        assert OPEN not in refused.text
        assert NOTHING not in refused.text


async def test_in_a_group_it_is_not_shown(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    await too_late(school, class_.group.id)
    before = len(class_.group.messages)
    head.say(class_.group, "/delivery")
    await head.private.wait(lambda m: "/delivery works here" in m.text)
    await school.settle()
    assert [m.text for m in class_.group.messages[before:] if OPEN in m.text] == []


async def test_the_list_has_the_newest_twenty(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    made = [await too_late(school, class_.group.id, f"Number {n}") for n in range(22)]
    shown = await the_list(school, head)
    assert "There is more" in shown.text
    assert shown.labels[::2] == [f"#{each} Send again" for each in made[:1:-1]]


async def test_what_somebody_wanted_so_is_no_trouble(school: TestSchool) -> None:
    """A parent who blocked the bot, a card that somebody deleted, a notice that was withdrawn."""
    class_ = await school.class_group("3B", parents=1)
    head = await admin(school)
    (parent,) = class_.parents
    parent.start("hello")
    await school.settle()
    parent.block_bot()
    await fails(school, parent.id)
    shown = await the_list(school, head)
    assert NOTHING in shown.text


async def test_a_group_that_is_gone_takes_nothing(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    post_id = await too_late(school, class_.group.id)
    shown = await the_list(school, head)
    class_.group.remove_bot(by=head)
    await school.settle()
    refused = await head.tap(shown, f"#{post_id} Send again").answer()
    assert refused.show_alert
    assert "no longer in that chat" in refused.text


async def test_the_report_says_where_to_look_and_brings_the_list_up_to_date(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    shown = await the_list(school, head)
    post_id = await too_late(school, class_.group.id)
    await school.app.report()
    await head.private.wait(lambda m: "/delivery shows which" in m.text)
    await head.private.wait(lambda m: m.id == shown.id and f"#{post_id}" in m.text)


async def test_a_new_list_takes_the_buttons_off_the_old_one(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    await too_late(school, class_.group.id)
    first = await the_list(school, head)
    await the_list(school, head)
    await school.town.until(lambda: first.labels == [])


async def test_it_speaks_chinese(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    lin = school.town.user("Lin", language="zh-hans")
    await school.appoint(lin, "admin")
    post_id = await in_doubt(school, class_.group.id)
    lin.say(lin.private, "/delivery")
    shown = await lin.private.wait(lambda m: "不能确定送达" in m.text)
    assert f"#{post_id} 消息 → 3B parents" in shown.text
    assert shown.labels == [f"#{post_id} 重发", f"#{post_id} 不再处理"]


async def test_what_waited_when_a_backup_was_made_can_be_sent_by_hand(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    head = await admin(school)
    post_id = await too_late(school, class_.group.id)
    async with school.app.database.write() as session:
        post = await session.get(Post, post_id)
        assert post is not None
        post.reason, post.reported = Why.RESTORED, True
    shown = await the_list(school, head)
    assert "it waited when a backup was made" in shown.text
    await head.tap(shown, f"#{post_id} Send again").answer()
    await class_.group.wait(lambda m: m.text == "Bring boots")
