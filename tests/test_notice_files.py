"""Notices with photos and files: asked for with the words, shown, pinned, changed, taken back."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import demoted, of_bot, own_card, pressed, says
from tests.timed import timed


async def form(school: TestSchool, class_: ClassGroup) -> Message:
    """The form as it stands in the teacher's private chat."""
    await school.settle()
    last = class_.teacher.private.last
    assert last is not None
    return last


async def test_a_photo_with_its_words_is_pinned_and_let_go_after_a_week(school: TestSchool) -> None:
    """By taps; the preview is the group's card, and nothing is pinned in private."""
    class_ = await school.class_group("3B", parents=1, admin=True)
    teacher = class_.teacher
    await says(school, teacher, "/announce")
    photo = teacher.send_photo(teacher.private, "Trip on Friday")
    asked = await form(school, class_)
    assert "One file so far" in asked.text
    await school.restart()
    await pressed(school, teacher, asked, "Done")
    await pressed(school, teacher, asked, "“Got it”")
    await pressed(school, teacher, asked, "Pinned")
    await pressed(school, teacher, asked, "Now")
    ready = await form(school, class_)
    assert (ready.media_kind, ready.labels[0]) == ("photo", "Got it")
    assert class_.teacher.private.pinned == []
    await pressed(school, teacher, ready, "Send")
    (card,) = of_bot(class_)
    assert (card.file_id, card.labels, card.pinned) == (photo.file_id, ["Got it"], True)
    assert card.text in ready.text
    await pressed(school, class_.parents[0], card, "Got it")
    assert card.text.endswith("1 family has confirmed.")
    await school.advance(timedelta(days=6, hours=23))
    assert card.pinned
    await school.restart()
    await school.advance(timedelta(hours=2))
    assert (card.pinned, card.media_kind) == (False, "photo")


async def test_an_album_and_a_document_go_before_the_text_in_chinese(school: TestSchool) -> None:
    """By typing; the album's parts come one by one, its words under the last."""
    class_ = await school.class_group("3B", parents=1, admin=True)
    teacher = class_.teacher
    await says(school, teacher, "/language")
    await pressed(school, teacher, await form(school, class_), "简体中文")
    await says(school, teacher, "/announce")
    teacher.send_album(teacher.private, "photo", "photo")
    asked = await form(school, class_)
    assert "已收到 2 个文件" in asked.text
    await says(school, teacher, "周五春游")
    teacher.send_document(teacher.private, "plan.pdf", b"%PDF")
    await school.restart()
    for said in ("选好了", "不用确认", "紧急并置顶"):
        asked = await says(school, teacher, said)
    await says(school, teacher, "现在")
    await says(school, teacher, "发送")
    *sent, text = of_bot(class_)
    assert [m.media_kind for m in sent] == ["photo", "photo", "document"]
    assert text.text == "Urgent · 3B · Tina3B Teacher\n\n周五春游"
    assert (text.labels, text.pinned) == ([], True)
    own = await teacher.private.wait(lambda m: "撤回" in m.labels)
    await pressed(school, teacher, own, "撤回")
    await pressed(school, teacher, await form(school, class_), "是的，撤回")
    assert [m.deleted for m in sent] == [True] * 3
    assert (text.pinned, "~~周五春游~~" in text.markdown) == (False, True)


async def test_other_files_are_shown_first_and_then_stand_everywhere(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    teacher = class_.teacher
    photo = teacher.send_photo(class_.group, "Trip on Friday")
    teacher.say(class_.group, "/announce", reply_to=photo)
    await pressed(school, teacher, await own_card(class_), "Correct")
    asked = await form(school, class_)
    await pressed(school, teacher, asked, "Photos and files…")
    other = teacher.send_document(teacher.private, "plan.pdf", b"%PDF")
    await pressed(school, teacher, await form(school, class_), "Done")
    ready = await form(school, class_)
    assert (ready.media_kind, ready.labels[0]) == ("document", "Got it")
    assert of_bot(class_)[0].media_kind == "photo"
    await school.restart()
    await pressed(school, teacher, ready, "Send")
    (card,) = of_bot(class_)
    assert (card.file_id, card.labels) == (other.file_id, ["Got it"])
    assert "other photos or files" in card.text
    await pressed(school, teacher, await own_card(class_), "Correct")
    await says(school, teacher, "Trip on Thursday")
    (card,) = of_bot(class_)
    assert (card.file_id, "Friday → Thursday" in card.text) == (other.file_id, True)
    await pressed(school, teacher, await own_card(class_), "Correct")
    await says(school, teacher, "Longer than a caption may be. " * 40)
    document, text = of_bot(class_)
    assert (document.file_id, text.reply_to) == (other.file_id, document)
    assert (text.labels, text.text.count("caption")) == (["Got it"], 41)
    await pressed(school, teacher, await own_card(class_), "Correct")
    await pressed(school, teacher, await form(school, class_), "Photos and files…")
    await pressed(school, teacher, await form(school, class_), "Skip")
    ready = await form(school, class_)
    await demoted(school, teacher, Role.HEAD_TEACHER, 1)
    assert "not for you" in await pressed(school, teacher, ready, "Send")
    assert of_bot(class_)[0].media_kind == "document"


async def test_a_planned_notice_gets_a_file_before_it_is_posted(school: TestSchool) -> None:
    """A text too long for a caption follows its photo."""
    class_ = await school.class_group("3B", parents=1)
    teacher = class_.teacher
    await timed(teacher, class_.group, f"/announce 2026-11-24 10:00 {'Bring boots. ' * 90}")
    waiting = await form(school, class_)
    await pressed(school, teacher, waiting, "Change")
    await pressed(school, teacher, await form(school, class_), "Photos and files…")
    teacher.send_photo(teacher.private)
    await pressed(school, teacher, await form(school, class_), "Done")
    await pressed(school, teacher, await form(school, class_), "Send")
    await school.advance(timedelta(hours=1))
    photo, text = of_bot(class_)
    assert (photo.media_kind, photo.text, text.reply_to) == ("photo", "", photo)
    assert (text.labels, "Corrected" in text.text) == (["Got it"], False)
