"""Forms: filled in by tapping and by typing, interrupted, gone on with, and sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import Message, User
from handlers import FEATURES
from scheduler.housekeeping import tidy
from tests import trial
from tests.conftest import TestSchool
from tests.noticeboard import crafted, pressed


@pytest.fixture
async def fair(school: TestSchool) -> TestSchool:
    """A school whose bot has the trial's form as well; its head is known, and in private."""
    trial.SENT.clear()
    trial.speak()
    school.features = (*FEATURES, trial.feature)
    await school.restart()
    school.head.start()
    await school.settle()
    return school


async def answered(school: TestSchool, user: User, *said: str) -> Message:
    """Somebody writes several things; the bot's last word."""
    for each in said:
        user.say(user.private, each)
        await school.settle()
    last = user.private.last
    assert last is not None
    return last


ALL = ("/stall", "soup", "fifty", "yes", "Soup of the day", "Skip", "tomorrow 18:30")


async def test_every_kind_of_step_by_typing(fair: TestSchool) -> None:
    ready = await answered(fair, fair.head, *ALL)
    assert "what=soup price=50 warm=True" in ready.text
    await answered(fair, fair.head, "Send")
    (sent,) = trial.SENT
    assert (sent["what"], sent["price"], sent["warm"], sent["pictures"]) == ("soup", 50, True, None)
    assert sent["name"]["plain"] == "Soup of the day"
    assert trial.opens(sent) == datetime(2026, 11, 25, 17, 30, tzinfo=UTC)
    assert ready.text.startswith("Your stall stands.")
    assert ready.labels == []


async def test_every_kind_of_step_by_taps_on_one_message(fair: TestSchool) -> None:
    asked = await answered(fair, fair.head, "/stall")
    for label in ("Soup", "100", "No", "Skip", "Skip", "25", "07:30", "Send"):
        await pressed(fair, fair.head, asked, label)
    (sent,) = trial.SENT
    assert (sent["what"], sent["price"], sent["warm"], sent["name"]) == ("soup", 100, False, None)
    assert fair.head.private.last is asked


async def test_a_form_follows_the_finger(fair: TestSchool) -> None:
    """A card that was just edited rests; a form that is being tapped does not."""
    fair.limits = replace(fair.limits, card_gap=600.0)
    await fair.restart()
    asked = await answered(fair, fair.head, "/stall")
    for label in ("Soup", "100", "No", "Skip", "Skip", "›", "‹"):
        await pressed(fair, fair.head, asked, label)
    assert "November 2026" in asked.labels


async def test_a_step_that_does_not_apply_is_not_asked(fair: TestSchool) -> None:
    asked = await answered(fair, fair.head, "/stall", "cake", "50")
    assert "What is it called?" in asked.text
    ready = await answered(fair, fair.head, "Skip", "Skip", "tomorrow 18:30")
    await pressed(fair, fair.head, ready, "Change")
    assert not any(label.startswith("Warm") for label in ready.labels)
    await pressed(fair, fair.head, ready, "Goods: Cake")
    await pressed(fair, fair.head, ready, "Soup")
    assert "Is it warm?" in ready.text
    await pressed(fair, fair.head, ready, "Yes")
    await pressed(fair, fair.head, ready, "Change")
    await pressed(fair, fair.head, ready, "Goods: Soup")
    await pressed(fair, fair.head, ready, "Cake")
    await pressed(fair, fair.head, ready, "Send")
    assert "warm" not in trial.SENT[0]


async def test_typing_moves_the_question_down_and_rests_the_old_one(fair: TestSchool) -> None:
    first = await answered(fair, fair.head, "/stall")
    second = await answered(fair, fair.head, "soup")
    assert second is not first
    assert first.labels == []
    assert second.labels[:2] == ["50", "100"]


@pytest.mark.parametrize(
    ("before", "typed", "said"),
    [
        ((), "stones", "cannot find “stones” here"),
        (("soup",), "nine", "a number from 10 to 500"),
        (("soup",), "many", "a number from 10 to 500"),
        (("soup", "50"), "perhaps", "yes or no"),
        (("soup", "50", "no"), "Stones", "Nobody sells Stones"),
        (("cake", "50", "Cake"), "here", "photo or a document"),
        (("cake", "50", "Cake", "skip"), "soon", "do not understand “soon” as a time"),
        (("cake", "50", "Cake", "skip", "18:30"), "Well?", "Tap Send, Change or Cancel"),
    ],
)
async def test_what_will_not_do_is_refused_and_the_question_stays(
    fair: TestSchool, before: tuple[str, ...], typed: str, said: str
) -> None:
    asked = await answered(fair, fair.head, "/stall", *before)
    assert said in (await answered(fair, fair.head, typed)).text
    assert asked.labels
    await pressed(fair, fair.head, asked, "Cancel")
    assert asked.text == "Cancelled. Nothing was sent."


async def test_a_sticker_is_no_answer(fair: TestSchool) -> None:
    await answered(fair, fair.head, "/stall", "soup", "50", "no")
    fair.head.send_sticker(fair.head.private)
    await fair.head.private.wait(lambda m: "answer with words" in m.text)
    assert "Send pictures" in (await answered(fair, fair.head, "Soup")).text


async def test_an_album_is_one_answer_on_one_card(fair: TestSchool) -> None:
    await answered(fair, fair.head, "/stall", "cake", "50", "Cake")
    before = len(fair.head.private.messages)
    for _ in range(3):
        fair.head.send_photo(fair.head.private, album="cakes")
    await fair.settle()
    cards = [m for m in fair.head.private.messages[before:] if m.sender is fair.town.bot]
    assert [m.text.splitlines()[-1] for m in cards] == ["3 files so far."]
    fair.head.send_document(fair.head.private, "prices.pdf", b"%PDF-")
    await fair.head.private.wait(lambda m: "more than 3 photos or files" in m.text)
    await pressed(fair, fair.head, cards[0], "Done")
    await pressed(fair, fair.head, await answered(fair, fair.head, "tomorrow 18:30"), "Send")
    assert len(trial.SENT[0]["pictures"]) == 3


async def test_cancel_drops_it(fair: TestSchool) -> None:
    asked = await answered(fair, fair.head, "/stall")
    assert "Cancelled" in (await answered(fair, fair.head, "/cancel")).text
    assert asked.text == "Cancelled. Nothing was sent."
    assert "did not ask" in (await answered(fair, fair.head, "soup")).text
    assert "nothing to cancel" in (await answered(fair, fair.head, "/cancel")).text


async def test_a_button_of_an_older_question_says_so(fair: TestSchool) -> None:
    asked = await answered(fair, fair.head, "/stall")
    old = asked.buttons[0][0].data or ""
    await pressed(fair, fair.head, asked, "Soup")
    assert "older one" in await crafted(fair, fair.head, asked, old)
    await pressed(fair, fair.head, asked, "Cancel")
    assert "finished, or was cancelled" in await crafted(fair, fair.head, asked, old)


async def test_another_command_lets_it_rest_and_it_goes_on(fair: TestSchool) -> None:
    await answered(fair, fair.head, "/stall", "soup", "50")
    assert "Nothing waits" in (await answered(fair, fair.head, "/my")).text
    assert "did not ask" in (await answered(fair, fair.head, "yes")).text
    offered = await answered(fair, fair.head, "/stall")
    assert "unfinished" in offered.text
    assert "Goods: Soup" in offered.text
    await fair.restart()
    await pressed(fair, fair.head, offered, "Go on")
    asked = await answered(fair, fair.head)
    assert "Is it warm?" in asked.text
    assert "What is it called?" in (await answered(fair, fair.head, "no")).text


async def test_a_tap_on_a_resting_form_wakes_it(fair: TestSchool) -> None:
    asked = await answered(fair, fair.head, "/stall", "soup")
    await answered(fair, fair.head, "/invite")
    await pressed(fair, fair.head, asked, "100")
    assert "Is it warm?" in asked.text
    assert "What is it called?" in (await answered(fair, fair.head, "no")).text


async def test_one_starts_over(fair: TestSchool) -> None:
    old = await answered(fair, fair.head, "/stall", "soup")
    offered = await answered(fair, fair.head, "/stall")
    await pressed(fair, fair.head, offered, "Start over")
    asked = await answered(fair, fair.head)
    assert "What do you sell?" in asked.text
    assert old.text == "Cancelled. Nothing was sent."
    assert "finished, or was cancelled" in await pressed(fair, fair.head, offered, "Go on")


async def test_what_nothing_was_said_to_is_just_asked_again(fair: TestSchool) -> None:
    first = await answered(fair, fair.head, "/stall")
    again = await answered(fair, fair.head, "/stall")
    assert (first.labels, again.labels[0]) == ([], "Cake")


async def test_drafts_lists_what_is_unfinished(fair: TestSchool) -> None:
    assert "nothing unfinished" in (await answered(fair, fair.head, "/drafts")).text
    await answered(fair, fair.head, "/stall soup")
    listed = await answered(fair, fair.head, "/drafts")
    assert listed.text == "New stall\nGoods: Soup"
    await pressed(fair, fair.head, listed, "Cancel")
    assert "nothing unfinished" in (await answered(fair, fair.head, "/drafts")).text


async def test_it_is_nobody_elses(fair: TestSchool) -> None:
    asked = await answered(fair, fair.head, "/stall")
    ben = fair.town.user("Ben", language="en")
    ben.start()
    await fair.settle()
    theirs = await answered(fair, ben, "/help")
    for row in asked.buttons:
        for button in row:
            assert "finished" in await crafted(fair, ben, theirs, button.data or "")
    assert "What do you sell?" in asked.text


async def test_a_second_tap_on_send_sends_nothing(fair: TestSchool) -> None:
    ready = await answered(fair, fair.head, *ALL)
    first, second = fair.head.tap(ready, "Send"), fair.head.tap(ready, "Send")
    await first.answer()
    assert "finished" in ((await second.answer()).text or "")
    assert len(trial.SENT) == 1


MADE_UP = (
    *("fp:1:{n}:99", "fp:1:{n}:-1", "fa:1:{n}:keep", "fa:1:{n}:done", "fa:1:{n}:eat"),
    *("fc:1:{n}:0", "fc:1:{n}:-3", "fl:1:{n}:0", "fl:1:{n}:999913", "fl:1:{n}:999912"),
    *("fl:1:{n}:190001", "fd:1:{n}:0", "fd:1:{n}:20261399", "fd:1:{n}:20200101", "ft:1:{n}:1"),
    *("ft:1:{n}:9999999999999", "fd:1:{n}:99991231", "fa:2:{n}:drop", "fp:1:{n}", "fp:1:{n}:1:1"),
    *("nil", "nil:1", "fa:1:{n}:change", "fa:1:{n}:skip"),
)


@pytest.mark.parametrize("steps", [1, 6, 7])
async def test_made_up_presses_break_nothing(fair: TestSchool, steps: int) -> None:
    shown = await answered(fair, fair.head, *ALL[:steps])
    last = next(b.data for row in shown.buttons[::-1] for b in row if b.data != "nil")
    number = (last or "").split(":")[2]
    for data in (*MADE_UP, "fa:1:{n}:send"):
        assert trial.SENT == []
        toast = await crafted(fair, fair.head, shown, data.replace("{n}", number))
        assert "went wrong" not in toast
        await fair.settle()
    assert not any("went wrong" in m.text for m in fair.head.private.messages)


async def test_in_a_group_it_goes_on_in_private(fair: TestSchool) -> None:
    class_ = await fair.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.say(class_.group, "/stall")
    led = await class_.group.wait(lambda m: "Go on in private" in m.labels)
    parent.follow(led.buttons[0][0].url or "")
    asked = await parent.private.wait(lambda m: "What do you sell?" in m.text)
    await pressed(fair, parent, asked, "Soup")
    assert "How many cents" in asked.text
    fair.head.follow(led.buttons[0][0].url or "")
    await fair.head.private.wait(lambda m: "finished, or was cancelled" in m.text)


async def test_what_is_left_for_a_week_is_forgotten(fair: TestSchool) -> None:
    asked = await answered(fair, fair.head, "/stall")
    await fair.advance(timedelta(days=5))
    await pressed(fair, fair.head, asked, "Soup")
    await fair.advance(timedelta(days=5))
    await tidy(fair.app.database, fair.clock.now())
    await pressed(fair, fair.head, asked, "50")
    assert "Is it warm?" in asked.text
    await fair.advance(timedelta(days=8))
    await tidy(fair.app.database, fair.clock.now())
    assert "finished, or was cancelled" in await pressed(fair, fair.head, asked, "Yes")
