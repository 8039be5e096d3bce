"""What comes in and is not what it should be: bots, anonymous admins, slips of the hand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Group
from tests.conftest import TestSchool
from tests.looking import answers, failed, told

# Who is not for us


def message_from(chat: Group, sender: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A raw message that says /help in a group."""
    return {
        "message": {
            "message_id": 5000,
            "date": 1_790_000_000,
            "chat": chat.brief,
            "from": sender,
            "text": "/help",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
            **more,
        }
    }


async def test_bots_and_telegram_itself_are_ignored(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    before = len(school.town.calls("sendMessage"))
    bot = {"id": 5_000_000_001, "is_bot": True, "first_name": "Other"}
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    elsewhere = {"id": -1009999999999, "type": "channel", "title": "A channel"}
    school.town.inject(message_from(class_.group, bot))
    school.town.inject(message_from(class_.group, telegram, is_automatic_forward=True))
    school.town.inject(message_from(class_.group, anonymous, sender_chat=elsewhere))
    school.town.inject({"channel_post": message_from(class_.group, bot)["message"]})
    school.town.inject({"something_new": {"from": bot}})
    await school.settle()
    assert len(school.town.calls("sendMessage")) == before
    assert await failed(school) == []


async def test_a_press_that_is_not_for_us_is_answered_all_the_same(school: TestSchool) -> None:
    """From a message that we cannot see (inline mode), say: no spinner stays."""
    class_ = await school.class_group("3B", parents=1)
    tap = class_.parents[0].tap(class_.group.last, data="nonsense")
    await tap.answer()
    sender = class_.parents[0].to_json()
    school.town.inject({"callback_query": {
        "id": tap.id, "from": sender, "inline_message_id": "AAA", "chat_instance": "1", "data": "x"
    }})  # fmt: skip
    await school.settle()
    await school.town.until(lambda: answers(school.town, tap.id) == 2)


# The anonymous admin


async def anonymous_group(school: TestSchool, name: str) -> Group:
    """A group whose owner, the principal, writes as the group."""
    head, town = school.head, school.town
    head.start()
    await school.settle()
    group = town.group(f"{name} parents", creator=head)
    group.promote(head, by=head, anonymous=True)
    group.add_bot(by=head, admin=True)
    return group


async def test_an_anonymous_admin_shows_who_it_is_by_a_tap(school: TestSchool) -> None:
    group = await anonymous_group(school, "3B")
    school.head.say(group, "/class 3B")
    asked = await group.wait(lambda m: "It is me" in m.labels)
    answer = await school.head.tap(asked, "It is me").answer()
    assert "carried out in your name" in answer.text
    await group.wait(lambda m: "I am a parent here" in m.labels)
    await school.settle()
    assert asked.deleted


async def test_somebody_else_who_taps_leaves_the_card_for_the_admin(school: TestSchool) -> None:
    group = await anonymous_group(school, "3B")
    school.head.say(group, "/class 3B")
    await school.settle()
    await school.head.tap(group.last, "It is me").answer()
    await group.wait(lambda m: "I am a parent here" in m.labels)
    mallory = school.town.user("Mallory", language="en")
    group.join(mallory)
    school.head.say(group, "/announce Bring sports shoes")
    asked = await group.wait(lambda m: "It is me" in m.labels)
    answer = await mallory.tap(asked, "It is me").answer()
    assert answer.show_alert
    assert "Only those responsible" in answer.text
    await school.settle()
    assert not asked.deleted
    await school.head.tap(asked, "It is me").answer()
    await group.wait(lambda m: "Bring sports shoes" in m.text and "Got it" in " ".join(m.labels))


# What people do by mistake


async def test_a_forwarded_command_is_refused_with_a_sentence(school: TestSchool) -> None:
    anna = school.town.user("Anna", language="en")
    typed = anna.say(anna.private, "/help")
    await school.settle()
    anna.forward(typed, anna.private)
    await anna.private.wait(lambda m: "A forwarded /help is not carried out" in m.text)
    assert len(told(anna, "Riverside School")) == 1


async def test_an_edited_command_does_not_run_again(school: TestSchool) -> None:
    anna = school.town.user("Anna", language="en")
    typed = anna.say(anna.private, "/help")
    await school.settle()
    anna.edit(typed, "/my")
    await school.settle()
    assert told(anna, "Nothing waits") == []


MADE_UP = ["x", "par:", "par:1:2", "par:01", "par:-1", "par:9" * 12, "par:99999999999999999999",
           "par:1\n", "\u202epar:1", "who:0", "lang:xx", "🙂" * 16]  # fmt: skip


@pytest.mark.parametrize("data", MADE_UP)
async def test_made_up_callback_data_gets_a_sentence(school: TestSchool, data: str) -> None:
    class_ = await school.class_group("3B", parents=1)
    answer = await class_.parents[0].tap(class_.group.last, data=data).answer()
    assert answer.text
    assert await failed(school) == []


@pytest.mark.parametrize("what", ["sticker", "photo", "album", "voice", "document", "emoji"])
async def test_where_words_are_asked_other_things_get_a_sentence(
    school: TestSchool, what: str
) -> None:
    """The question stays open, and the next words answer it."""
    head = school.head
    head.start()
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: "Whom do you want to invite" in m.text)
    send = {
        "sticker": lambda: head.send_sticker(head.private),
        "photo": lambda: head.send_photo(head.private, "teacher 3B"),
        "album": lambda: [head.send_photo(head.private, album="1") for _ in range(3)],
        "voice": lambda: head.send_voice(head.private),
        "document": lambda: head.send_document(head.private, "a.txt", b"teacher 3B"),
        "emoji": lambda: head.say(head.private, "🙂"),
    }
    send[what]()
    await school.settle()
    sentences = told(head, "Please answer with words") + told(head, "I do not know the role")
    assert sentences
    head.say(head.private, "teacher 3B")
    await head.private.wait(lambda m: "t.me/" in m.text)


@pytest.mark.parametrize("typed", ["/", "/ help", "//", "/!", "/announce@", "@", "/中文"])
async def test_half_a_command_is_no_riddle(school: TestSchool, typed: str) -> None:
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, typed)
    await school.settle()
    assert told(anna, "")
    assert await failed(school) == []
