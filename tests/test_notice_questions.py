"""Questions under a notice: they reach the author, and are answered once."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from handlers.kit.card import Text
from handlers.kit.lengths import MAX_CAPTION, MAX_TEXT, utf16_length
from handlers.kit.texts import LANGUAGES, School, Texts
from handlers.notice_under import answered
from storage.notice_questions import ANSWER_LIMIT, QUESTION_LIMIT, Answered
from tests.conftest import TestSchool
from tests.looking import told
from tests.meetings import in_chinese
from tests.noticeboard import announced, crafted, filled, own_card, pressed, says, texts_of


async def test_a_question_in_the_group_is_answered_for_everybody(school: TestSchool) -> None:
    """A reply to the card; the answer stands under it, folded, and names nobody."""
    class_ = await school.class_group("3B", parents=3)
    mother, quiet, _ = class_.parents
    await class_.names(mother, "Clara")
    card = await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    for words in ("Thank you!", "收到", "👍"):
        quiet.say(class_.group, words, reply_to=card)
    mother.say(class_.group, "Do they need boots?", reply_to=card)
    quiet.say(class_.group, "When are they back?", reply_to=card)
    await school.settle()
    assert len(told(mother, "I have passed on your question")) == 1
    assert "2 questions wait for an answer" in own.text
    asked = await class_.teacher.private.wait(lambda m: "Do they need boots" in m.text)
    assert asked.text == "Parent0 of 3B asks about “Trip on Friday”:\n\nDo they need boots?"
    await school.restart()
    await pressed(school, class_.teacher, asked, "Answer")
    ready = await filled(school, class_.teacher, "Yes, and a hat.", "For everybody")
    assert "Nobody sees who asked" in ready.text
    await pressed(school, class_.teacher, ready, "Send")
    assert "Q: Do they need boots?\nA: Yes, and a hat." in card.text
    assert "Parent0" not in texts_of(class_.group)
    assert any(e["type"] == "expandable_blockquote" for e in card.entities)
    assert told(mother, "answered under the notice")
    await pressed(school, class_.teacher, own, "Questions (1)")
    other = class_.teacher.private.last
    assert other is not None
    await pressed(school, class_.teacher, other, "Answer")
    # Who asked has never pressed Start: the answer can only be for everybody.
    await filled(school, class_.teacher, "At four.", "Send")
    assert "2 questions answered" in card.text
    assert "already" in await pressed(school, class_.teacher, other, "Answer")
    assert {m.text for m in class_.group.messages if m.sender is quiet} >= {"When are they back?"}


async def test_got_it_in_answer_to_the_card_confirms_like_the_tap(school: TestSchool) -> None:
    """In either language, in the group and in private; not of staff, nor in other words."""
    class_ = await school.class_group("3B", parents=4)
    mother, other, third, quiet = class_.parents
    await class_.names(mother, "Clara")
    card = await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    await pressed(school, class_.teacher, own, "Nudge those missing")
    copy = await mother.private.wait(lambda m: "Question" in m.labels)
    for who, words in ((other, "收到！"), (class_.teacher, "Got it"), (quiet, "Got it, thanks")):
        who.say(class_.group, words, reply_to=card)
    await school.restart()
    mother.say(mother.private, "Got it.", reply_to=copy)
    third.say(class_.group, "got it", reply_to=card)
    await school.settle()
    assert "3 families have confirmed" in card.text
    assert told(mother, "Noted")
    assert not told(class_.teacher, "asks about “Trip on Friday”:\n\nGot it.")


async def test_a_question_in_private_is_answered_in_private(school: TestSchool) -> None:
    """By the button and by a reply to the private copy, in Chinese; others hear nothing of it."""
    class_ = await school.class_group("3B", parents=2)
    mother, other = class_.parents
    await class_.names(mother, "Clara")
    await class_.names(other, "Ben")
    await in_chinese(school, mother)
    card = await announced(class_, "Trip on Friday")
    await pressed(school, class_.teacher, await own_card(class_), "Nudge those missing")
    copy = await mother.private.wait(lambda m: "提问" in m.labels)
    await pressed(school, mother, copy, "提问")
    await school.restart()
    assert "已转达" in (await says(school, mother, "Clara 要带药，可以吗")).text
    mother.say(mother.private, "几点回来？", reply_to=copy)
    await school.settle()
    assert len(told(mother, "已转达")) == 2
    asked = await class_.teacher.private.wait(lambda m: "Clara 要带药" in m.text)
    await pressed(school, class_.teacher, asked, "Answer")
    ready = await filled(school, class_.teacher, "Yes, give it to me.", "Only who asked")
    assert "to nobody else" in ready.text
    await says(school, class_.teacher, "Send")
    (heard,) = told(mother, "Yes, give it to me.")
    assert "回答了您" in heard.text
    assert "药" not in texts_of(class_.group) + texts_of(other.private)
    for number in range(3):
        mother.say(mother.private, f"还有问题 {number}", reply_to=copy)
    mother.say(mother.private, "再问一个", reply_to=copy)
    await school.settle()
    assert told(mother, "今天已经问了 5 个问题")
    assert not told(class_.teacher, "再问一个")
    stranger = school.town.user("Uma", language="en")
    stranger.start()
    await school.settle()
    notice_id = (card.buttons[0][0].data or "").partition(":")[2]
    said = stranger.private.last
    assert said is not None
    assert "another class" in await crafted(school, stranger, said, f"nqa:{notice_id}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("files", [0, 1])
@pytest.mark.parametrize("taken", [20, 700, 3000])
def test_what_fits_into_one_message_still_does_with_its_answers(
    language: str, files: int, taken: int
) -> None:
    """Older ones are folded away and counted; the newest stands there whole, however long."""
    school = School("Riverside", ZoneInfo("Europe/Berlin"), tuple(LANGUAGES), "en", "bot")
    texts, above = Texts(language, school), Text("x" * taken)
    found = [Answered(f"Question {number}?", f"Answer {number}. " * 4) for number in range(60)]
    shown = answered(found, texts, above, files)
    assert shown is not None
    limit = MAX_CAPTION if files and taken < MAX_CAPTION else MAX_TEXT
    assert utf16_length(above.plain) + utf16_length(shown.plain) + 2 <= limit
    assert "Answer 59" in shown.plain
    assert "Answer 0." not in shown.plain
    kept = shown.plain.count("Question ")
    assert str(60 - kept) in shown.plain
    longest = Answered("q" * QUESTION_LIMIT, "a" * ANSWER_LIMIT)
    whole = answered([*found, longest], texts, above, files)
    assert whole is not None
    assert longest.answer in whole.plain
