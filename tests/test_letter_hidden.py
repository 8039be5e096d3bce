"""Letters whose writer nobody sees: hidden ones are answered, dropped ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import Message, User
from storage import letter_hidden
from tests import test_forgetting as forgetting
from tests.conftest import TestSchool
from tests.meetings import answered, heard, refused
from tests.terminal import homeroom
from tests.test_letters import opened, the_letter


async def says(user: User, typed: str, word: str) -> Message:
    """Somebody writes in private; returns what the bot shows with that word in it, afterwards."""
    said = user.say(user.private, typed)
    return await user.private.wait(lambda m: m.id > said.id and word in m.text)


async def shown(user: User, card: Message, label: str, word: str) -> Message:
    """Somebody taps; returns what the bot shows with that word in it."""
    await user.tap(card, label).answer()
    return await user.private.wait(lambda m: m.id >= card.id and word in m.text)


async def wrote_hidden(
    user: User, *messages: str, about: str = "Complaint", how: str = "Hidden"
) -> Message:
    """A letter without a name by taps, up to what is shown before it is sent."""
    asked = await says(user, "/mailbox", "Who may know")
    assert all(each in asked.text for each in ("encrypted", "no address", "file name may show"))
    asked = await shown(user, asked, how, "What is your letter about")
    card = await shown(user, asked, about, "Now write your letter")
    for each in messages:
        card = await says(user, each, each)
    return card


async def test_a_hidden_letter_is_answered_added_to_closed_and_opened_again(
    school: TestSchool,
) -> None:
    class_, parent, group = await opened(school)
    preview = await wrote_hidden(parent, "The gate is broken.", "Since Monday.")
    assert "The gate is broken.\n\nSince Monday." in preview.text
    assert group.messages[-1].labels == []
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    card = await the_letter(group, "The gate is broken.\n\nSince Monday.")
    assert "Letter 1: Complaint\nHidden · –" in card.text
    assert parent.name not in card.text
    (receipt,) = [m for m in parent.private.messages if "Your letter 1" in m.text]
    assert "Nobody has opened it yet" in receipt.text

    await school.restart()
    await answered(school, school.head, card, "Take")
    assert len(heard(parent, "Somebody looks after it")) == 1
    school.head.say(group, "It is mended today.", reply_to=card)
    check = await group.wait(lambda m: "This goes to the writer" in m.text)
    await answered(school, school.head, check, "Send")
    (reply,) = [m for m in parent.private.messages if "mended today" in m.text]

    asked = await shown(parent, reply, "Add to this letter", "What would you like to add")
    assert "letter 1" in asked.text
    await says(parent, "It is not.", "Added to letter 1.")
    await group.wait(lambda m: m.text == "Added to letter 1\n\nIt is not.")
    said = parent.say(parent.private, "Nor the lock.", reply_to=reply)
    await group.wait(lambda m: m.text == "Added to letter 1\n\nNor the lock.")
    await parent.private.wait(lambda m: m.id > said.id and "Added to letter 1." in m.text)
    stranger = class_.parents[1]
    data = next(b.data for row in reply.buttons for b in row)
    last = stranger.private.last
    assert last is not None
    wrong = await stranger.tap(last, data=data).answer()
    assert "not for you" in wrong.text

    await answered(school, school.head, card, "Close")
    (closed,) = [m for m in parent.private.messages if "Was it dealt with well" in m.text]
    assert "Your letter 1" not in await refused(school, parent, "/my")
    await answered(school, parent, closed, "No, open it again")
    assert "Close" in card.labels
    parent.say(parent.private, "/my")
    await parent.private.wait(lambda m: m.id > closed.id and "Your letter 1" in m.text)
    school.head.say(group, "Now it is.", reply_to=card)
    check = await group.wait(lambda m: "Now it is." in m.text and "Send" in m.labels)
    await answered(school, school.head, check, "Send")
    assert len(heard(parent, "Now it is.")) == 1


async def test_a_dropped_letter_is_typed_and_nobody_can_answer_it(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    await says(parent, "/mailbox", "Who may know")
    await says(parent, "drop it, no answer", "What is your letter about")
    await says(parent, "Suggestion", "Now write your letter")
    await says(parent, "More trees.", "More trees.")
    receipt = await says(parent, "Send", "only receipt")
    assert "Letter 1 is in the box" in receipt.text
    card = await group.wait(lambda m: "More trees." in m.text)
    assert "Hidden, no address" in card.text
    assert card.labels == ["Take", "Close", "Pass on"]
    await school.settle()  # nobody answers before it is noted where the card arrived
    school.head.say(group, "Which ones?", reply_to=card)
    await school.settle()
    assert len(heard(school.head, "cannot be answered")) == 1
    await answered(school, school.head, card, "Take")
    await answered(school, school.head, card, "Close")
    assert heard(parent, "Somebody looks after it") == []
    for number in range(4):
        preview = await wrote_hidden(parent, f"Letter {number}")
        await shown(parent, preview, "Send", "is in the box")
    preview = await wrote_hidden(parent, "One too many")
    assert "5 letters today" in (await parent.tap(preview, "Send").answer()).text


async def test_what_is_not_sent_is_forgotten(school: TestSchool) -> None:
    _, parent, _ = await opened(school)
    preview = await wrote_hidden(parent, "Nobody may read this.")
    await school.restart()
    assert "kept nowhere but in memory" in (await parent.tap(preview, "Send").answer()).text
    preview = await wrote_hidden(parent, "Nor this.")
    await shown(parent, preview, "Cancel", "nothing is kept")
    assert "kept nowhere" in (await parent.tap(preview, data="lws").answer()).text


WORDS = {
    "en": (("Hidden", "drop it, no answer", "With my name"), "your letter about", "Question"),
    "zh-hans": (("隐名", "匿名投递，不需答复", "署名"), "您想谈哪方面的事", "咨询"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_who_may_know_is_chosen_in_words_after_a_restart_too(
    school: TestSchool, language: str
) -> None:
    """What was half written is gone, and who goes on is told how to begin again."""
    class_ = await school.class_group(parents=0)
    parent = school.town.user("Wei", language=language)
    class_.group.join(parent)
    parent.start()
    welcome = await class_.group.wait(lambda m: "I am a parent here" in m.labels)
    await answered(school, parent, welcome, "I am a parent here")
    how, then, about = WORDS[language]
    for words in how:
        await refused(school, parent, "/mailbox")
        await school.restart()
        await says(parent, words, then)
    await refused(school, parent, about)
    await refused(school, parent, "/cancel")
    await refused(school, parent, "/mailbox")
    await says(parent, how[0], then)
    await school.restart()
    await says(parent, about, "/mailbox")


async def test_who_is_forgotten_cannot_be_answered_any_more(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    preview = await wrote_hidden(parent, "The gate is broken.")
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    card = await the_letter(group, "The gate is broken.")
    asked = await forgetting.asked(school, parent)
    assert "hidden letters go" in asked.text
    await answered(school, parent, asked, "Yes, forget me")
    async with school.session() as session:
        assert await letter_hidden.sealed_ones(session) == []
    school.head.say(group, "It is mended.", reply_to=card)
    check = await group.wait(lambda m: "This goes to the writer" in m.text)
    assert "no longer known" in await answered(school, school.head, check, "Send")


async def test_without_its_key_nothing_hidden_is_answered_or_taken(
    school: TestSchool, caplog: pytest.LogCaptureFixture
) -> None:
    """The start says so, and makes no other key; with the key back, all is as before."""
    _, parent, group = await opened(school)
    preview = await wrote_hidden(parent, "The gate is broken.")
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    card = await the_letter(group, "The gate is broken.")
    key = school.config.with_name("homeroom.key")
    kept = key.rename(key.with_name("away.key"))
    await school.restart()
    assert "The key of hidden letters is missing" in caplog.text
    assert not key.exists()
    asked = await says(parent, "/mailbox", "Who may know")
    assert asked.labels == ["With my name"]
    assert "lacks its key" in asked.text
    assert "lacks its key" in await answered(school, school.head, card, "Take")
    done = await homeroom("check", "--config", str(school.config))
    assert "1 hidden ones cannot be answered: their key is missing." in done.stdout
    kept.rename(key)
    await school.restart()
    await answered(school, school.head, card, "Take")
    assert len(heard(parent, "Somebody looks after it")) == 1


@pytest.mark.sqlite("backups are SQLite's")
async def test_who_restores_without_the_key_is_told(school: TestSchool, tmp_path: Path) -> None:
    copy, words = tmp_path / "copy.db", ("--config", str(school.config))
    assert (await homeroom("backup", str(copy), *words)).returncode == 0
    await school.close()
    school.config.with_name("homeroom.key").unlink()
    done = await homeroom("restore", str(copy), "--replace", *words)
    assert done.returncode == 0, done.stderr
    assert "The key of hidden letters is missing" in done.stdout
