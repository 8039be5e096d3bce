"""The intake: each update has its effect once, whatever fails around it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from bot.app import App
from bot.config import load
from bot.intake import Ended, Patience
from bot.sandbox import Group, Message, Town, User
from handlers import FEATURES
from storage import updates
from storage.people import Person
from storage.posts import Post
from storage.updates import FailedUpdate, HandledUpdate
from tests import trouble
from tests.conftest import TestSchool

IMPATIENT = Patience(poll=1, answer=0.5, silence=0.5)


@pytest.fixture
async def troubled(school: TestSchool) -> TestSchool:
    """A school whose bot has the feature that fails."""
    await school.close()
    school.features = (*FEATURES, trouble.feature)
    await school.open()
    return school


@pytest.fixture
async def impatient(school: TestSchool) -> TestSchool:
    """A school whose bot gives Telegram a second and a half to answer a poll."""
    await school.close()
    school.patience = IMPATIENT
    await school.open()
    return school


def told(user: User, words: str) -> list[Message]:
    """What the bot has said to somebody, in private, with these words in it."""
    bot = user.town.bot
    return [m for m in user.private.messages if m.sender is bot and words in m.text]


async def handled(school: TestSchool) -> list[HandledUpdate]:
    """Which updates have had their effect, in order."""
    async with school.session() as session:
        found = await session.scalars(select(HandledUpdate).order_by(HandledUpdate.update_id))
        return list(found)


async def failed(school: TestSchool) -> list[FailedUpdate]:
    """Which updates are noted as failed."""
    async with school.session() as session:
        return list(await session.scalars(select(FailedUpdate).order_by(FailedUpdate.update_id)))


async def known(school: TestSchool, user: User) -> Person | None:
    """What the database says of a person."""
    async with school.session() as session:
        found: Person | None = await session.scalar(select(Person).where(Person.user_id == user.id))
        return found


def answers(town: Town, query_id: str) -> int:
    """How often a press was answered, in time or too late."""
    entries = [entry for entry in town.journal if entry.method == "answerCallbackQuery"]
    return sum(entry.params["callback_query_id"] == query_id for entry in entries)


# One transaction, once


async def test_what_waited_is_handled_in_one_transaction(school: TestSchool) -> None:
    """The ids stand beside the effects, with the one moment of their batch."""
    await school.close()
    people = [school.town.user(f"Anna{i}") for i in range(40)]
    for each in people:
        each.say(each.private, "/help")
    await school.open()
    await school.settle()
    rows = await handled(school)
    assert len(rows) == 40
    assert len({row.at for row in rows}) == 1
    assert all(len(told(each, "Riverside School")) == 1 for each in people)


async def test_more_than_a_batch_is_handled_in_order(school: TestSchool) -> None:
    await school.close()
    people = [school.town.user(f"Anna{i}", language="en") for i in range(10)]
    for number in range(23):
        for each in people:
            each.say(each.private, f"/nothing{number:02}")
    await school.open()
    await school.settle()
    for each in people:
        said = [m.text for m in told(each, "I do not know")]
        assert len(said) == 23
        assert said == sorted(said)
    assert len({row.at for row in await handled(school)}) == 3


async def test_an_update_that_comes_again_has_no_second_effect(school: TestSchool) -> None:
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await school.settle()
    (row,) = await handled(school)
    school.town.repeat(row.update_id)
    await school.settle()
    assert len(told(anna, "Riverside School")) == 1
    assert len(await handled(school)) == 1


@pytest.mark.parametrize("crashed", [False, True])
async def test_a_press_that_comes_again_is_answered_again(
    school: TestSchool, crashed: bool
) -> None:
    """After a crash, too, when each update is taken by itself: no spinner stays."""
    class_ = await school.class_group("3B", parents=1)
    tap = class_.parents[0].tap(class_.group.last, "I am a parent here")
    await tap.answer()
    await school.settle()
    last = (await handled(school))[-1].update_id
    if crashed:
        await crash(school)
    school.town.repeat(last)
    await school.settle()
    await school.town.until(lambda: answers(school.town, tap.id) == 2)
    assert "1 family has registered" in class_.group.last.text


async def crash(school: TestSchool) -> None:
    """The bot starts as it does after a run that did not end in order."""
    await school.close()
    school.app = App(load(school.config, {}))
    async with school.app.database.write() as session:
        await session.execute(update(updates.Run).values(clean=False))
    await school.app.database.close()
    await school.open()


async def test_after_a_crash_no_failure_is_noted_of_what_succeeds(school: TestSchool) -> None:
    await crash(school)
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await school.settle()
    assert len(told(anna, "Riverside School")) == 1
    assert await failed(school) == []


async def test_numbers_may_begin_anew(school: TestSchool) -> None:
    """After a week without updates they are random (Bot API: Update, update_id)."""
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await school.settle()
    school.town.renumber(1000)
    await school.restart()
    anna.say(anna.private, "/help")
    await school.settle()
    assert len(told(anna, "Riverside School")) == 2


# Failures


async def test_an_update_that_fails_is_undone_alone(troubled: TestSchool) -> None:
    """PTB's process_update returns although its handler raised; nothing of it stands all the same.

    The others of its batch have their effect, once.
    """
    town = troubled.town
    await troubled.close()
    anna, ben, clara = (town.user(name, language="en") for name in ("Anna", "Ben", "Clara"))
    anna.say(anna.private, "/help")
    ben.say(ben.private, "/boom with something private in it")
    clara.say(clara.private, "/help")
    with capture_logs() as logs:
        await troubled.open()
        await troubled.settle()
    assert len(told(anna, "Riverside School")) == len(told(clara, "Riverside School")) == 1
    assert await known(troubled, ben) is None
    assert told(ben, "Cancelled") == []
    (apology,) = told(ben, "something went wrong")
    (aside,) = [entry for entry in logs if entry["event"] == "update.set_aside"]
    assert aside["id"] in apology.text
    (row,) = await failed(troubled)
    assert (row.update_id, row.kind, row.error, row.tries) == (
        aside["update_id"], "message", "OnPurpose", 3
    )  # fmt: skip
    assert len(await handled(troubled)) == 3


async def test_a_failed_update_leaves_nothing_of_what_was_said(troubled: TestSchool) -> None:
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/boom Xanthippe")
    await anna.private.wait(lambda m: "something went wrong" in m.text)
    await troubled.settle()
    async with troubled.session() as session:
        posts = (await session.scalars(select(Post))).all()
    assert "Xanthippe" not in repr([vars(row) for row in [*await failed(troubled), *posts]])


async def test_a_press_that_fails_is_answered_with_the_id(troubled: TestSchool) -> None:
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/bombs")
    offer = await anna.private.wait(lambda m: "Press it" in m.text)
    tap = anna.tap(offer, "Boom")
    answer = await tap.answer()
    assert answer.show_alert
    assert "something went wrong" in answer.text
    await troubled.settle()
    assert answers(troubled.town, tap.id) == 1


@pytest.mark.parametrize("stumbles", [1, 2])
async def test_what_fails_once_or_twice_has_its_effect_once(
    troubled: TestSchool, stumbles: int
) -> None:
    trouble.stumbles = stumbles
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/stumble")
    await troubled.settle()
    assert len(told(anna, "Cancelled")) == 1
    assert await known(troubled, anna) is not None
    assert await failed(troubled) == []


async def test_a_misspelt_statement_is_not_taken_for_a_locked_database(
    troubled: TestSchool,
) -> None:
    """Both are an OperationalError; waiting helps only with one of them."""
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/misspell")
    await anna.private.wait(lambda m: "something went wrong" in m.text)
    (row,) = await failed(troubled)
    assert row.error == "OperationalError"


async def test_a_locked_database_is_waited_for(school: TestSchool, tmp_path: Path) -> None:
    """It is no failure of the update, which has its effect once the lock is gone."""
    import sqlite3

    await school.settle()
    other = sqlite3.connect(tmp_path / "school.db", isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await asyncio.sleep(5.5)  # longer than SQLite itself waits (busy_timeout)
    other.execute("ROLLBACK")
    other.close()
    await anna.private.wait(lambda m: "Riverside School" in m.text, timeout=10)
    assert await failed(school) == []


UNPARSABLE: list[dict[str, Any]] = [
    {"message": {"message_id": 1, "date": "yesterday", "chat": 5}},
    {
        "message": {
            "message_id": "one",
            "date": 0,
            "chat": {"id": 5, "type": "private"},
            "from": {"id": 5, "is_bot": False, "first_name": "Five"},
            "text": "x",
        }
    },
    {"callback_query": {"id": "77", "from": "somebody"}},
    {"message": [1, 2]},
]


@pytest.mark.parametrize("broken", UNPARSABLE)
async def test_an_update_that_cannot_be_parsed_is_set_aside(
    school: TestSchool, broken: dict[str, Any]
) -> None:
    await school.close()
    anna = school.town.user("Anna", language="en")
    update_id = school.town.inject(broken)
    anna.say(anna.private, "/help")
    await school.open()
    await school.settle()
    assert len(told(anna, "Riverside School")) == 1
    (row,) = await failed(school)
    assert (row.update_id, row.kind) == (update_id, next(iter(broken)))


async def test_an_update_that_kills_the_process_is_found_out(school: TestSchool) -> None:
    """Its tries are counted before they are made; the fourth start sets it aside."""
    await school.close()
    anna, ben = (school.town.user(name, language="en") for name in ("Anna", "Ben"))
    anna.say(anna.private, "/help")
    ben.say(ben.private, "/die")
    ben.say(ben.private, "/help")
    codes = []
    while not (codes and codes[-1] == 0):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.trouble", str(school.config),
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        ended = asyncio.ensure_future(process.wait())
        seen = asyncio.ensure_future(school.town.until(lambda: told(ben, "Riverside"), timeout=10))
        await asyncio.wait({ended, seen}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            await seen
            process.terminate()
        seen.cancel()
        codes.append(await ended)
    assert codes == [9, 9, 9, 9, 0]  # the first dies before anything is counted
    await school.open()
    await school.settle()
    # What was on its way when the process died may have arrived, and is sent once more.
    assert 1 <= len(told(anna, "Riverside School")) <= 4
    assert len(told(ben, "Riverside School")) == len(told(ben, "something went wrong")) == 1
    (row,) = await failed(school)
    assert (row.error, row.tries) == ("killed", 3)


# Telegram does not answer


async def ended(school: TestSchool) -> str:
    """What the run ends with, by itself."""
    with pytest.raises(Ended) as raised:
        async with asyncio.timeout(10):
            await school._runner
    school._runner = asyncio.create_task(asyncio.sleep(0))  # there is nothing left to wait for
    return str(raised.value)


async def test_a_second_poller_ends_the_run_with_a_sentence(school: TestSchool) -> None:
    town = school.town
    await town.until(lambda: town.journal and town.journal[-1].method == "getUpdates")
    base = load(school.config, {}).telegram.base_url
    async with aiohttp.ClientSession() as client:
        await client.get(f"{base}/bot{town.token}/getUpdates")
    assert "Another process is polling" in await ended(school)


async def test_a_revoked_token_ends_the_run_with_a_sentence(impatient: TestSchool) -> None:
    impatient.town.token = impatient.town.token[:-5] + "other"
    assert "does not know this token" in await ended(impatient)


@pytest.mark.parametrize("wrong", ["token", "address"])
async def test_a_wrong_token_or_address_ends_the_start(school: TestSchool, wrong: str) -> None:
    """401 and 404; and the database is left closed, so that the process can end."""
    await school.close()
    text = school.config.read_text()
    old, new = (
        ('base_url = "', 'base_url = "') if wrong == "token" else ('"\n[school]', '/x"\n[school]')
    )
    text = text.replace(old, new)
    if wrong == "token":
        text = text.replace(school.town.token, "123:" + "a" * 35)
    school.config.write_text(text)
    app = App(load(school.config, {}))
    with pytest.raises(Ended, match="does not know this token"):
        await app.start()
    await app.stop()
    school.config.write_text(text.replace("123:" + "a" * 35, school.town.token).replace("/x", ""))
    await school.open()


FAULTS = ["429", "500", "500_after", "502", "hang", "hang_after", "reset_before", "reset_after",
          "truncated"]  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
async def test_trouble_on_the_way_is_waited_out(impatient: TestSchool, kind: str) -> None:
    town = impatient.town
    rule = town.faults.add("getUpdates", kind, times=2)
    await town.until(lambda: rule.hits)
    anna = town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await anna.private.wait(lambda m: "Riverside School" in m.text, timeout=10)
    await impatient.settle()
    assert rule.hits == 2
    assert len(told(anna, "Riverside School")) == 1


async def test_the_watchdog_speaks_when_telegram_is_silent(impatient: TestSchool) -> None:
    town = impatient.town
    with capture_logs() as logs:
        await asyncio.sleep(1.2)
        assert "intake.silent" not in [entry["event"] for entry in logs]
        town.faults.add("getUpdates", "hang")
        async with asyncio.timeout(10):
            while "intake.silent" not in [entry["event"] for entry in logs]:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    town.faults.clear()


async def test_a_stop_is_prompt_while_a_poll_waits(school: TestSchool) -> None:
    async with asyncio.timeout(2):
        await school.close()
    await school.open()


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
