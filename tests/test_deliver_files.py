"""Cards with files: as people see them, each sent once, changed, taken away and pinned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.sandbox import Group, Message, User
from bot.sandbox.images import plain
from handlers import FEATURES
from handlers.kit.card import (
    Button,
    FileRef,
    Text,
    Upload,
    card,
    folded,
    moment,
    spoiler,
)
from scheduler.housekeeping import tidy
from storage import files, posts
from storage.files import File
from storage.posts import Policy, State
from tests import gallery
from tests.conftest import TestSchool
from tests.gallery import change, only, post
from tests.sending import asked

GOT_IT = [Button("Got it", data="x:1")]
LONG = "A long story. " * 100


@pytest.fixture
async def group(school: TestSchool) -> Group:
    """A group with the bot as its administrator, whose bot has the gallery's cards."""
    await school.close()
    school.features = (*FEATURES, gallery.feature)
    await school.open()
    made = school.town.group("3B", creator=school.head)
    made.add_bot(by=school.head, admin=True)
    await school.settle()
    gallery.SEEN.clear()
    return made


def sent_by(user: User, *kinds: str) -> list[FileRef]:
    """Files that Telegram knows, as a person has sent them."""
    made = {
        "photo": lambda: user.send_photo(user.private),
        "document": lambda: user.send_document(user.private, "plan.pdf", b"%PDF"),
        "voice": lambda: user.send_voice(user.private),
        "video": lambda: user.send_video(user.private),
    }
    return [FileRef(kind, made[kind]().file_id) for kind in kinds]


async def kept(school: TestSchool, upload: Upload) -> FileRef:
    """A file that the bot made, waiting to be sent."""
    async with school.app.database.write() as session:
        now = school.clock.now()
        about = await files.keep(session, upload.kind, upload.name, upload.data, now)
    return FileRef(upload.kind, name=upload.name, hash=about)


def of_bot(chat: Group) -> list[Message]:
    """What stands of the bot in a chat, without its greeting and service messages."""
    return [m for m in chat.messages if m.sender.is_bot and m.kind != "service"][1:]


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "video"])
async def test_one_file_has_the_text_as_its_caption_and_the_buttons_under_it(
    school: TestSchool, group: Group, kind: str
) -> None:
    text = Text("Trip ").styled("bold") + "on Friday"
    found = await post(school, group.id, card(text, GOT_IT, files=sent_by(school.head, kind)))
    await school.settle()
    (message,) = of_bot(group)
    assert (message.media_kind, message.markdown) == (kind, "**Trip **on Friday")
    assert message.labels == ["Got it"]
    await change(school, found, card("Trip on Monday", GOT_IT, files=gallery.SHOWN[found].files))
    assert message.text == "Trip on Monday"
    assert (message.labels, message.media_kind) == (["Got it"], kind)
    assert asked(school, group.id, "editMessageCaption") == 1


async def test_a_long_text_follows_its_file_and_answers_it(
    school: TestSchool, group: Group
) -> None:
    await post(school, group.id, card(LONG, GOT_IT, files=sent_by(school.head, "photo")))
    await school.settle()
    photo, text = of_bot(group)
    assert (photo.media_kind, photo.text, photo.buttons) == ("photo", "", [])
    assert (text.text, text.labels, text.reply_to) == (LONG.strip(), ["Got it"], photo)


async def test_an_album_comes_first_and_the_card_with_its_buttons_answers_it(
    school: TestSchool, group: Group
) -> None:
    shown = sent_by(school.head, "photo", "photo", "video")
    found = await post(school, group.id, card("Our trip", GOT_IT, files=shown))
    await school.settle()
    *album, text = of_bot(group)
    assert [m.media_kind for m in album] == ["photo", "photo", "video"]
    assert len({m.album for m in album}) == 1
    assert (text.text, text.reply_to, text.labels) == ("Our trip", album[0], ["Got it"])
    assert asked(school, group.id, "sendMediaGroup") == 1
    one = await only(school, found)
    assert (one.state, one.message_id) == (State.SENT, text.id)
    async with school.session() as session:
        behind = [await posts.behind(session, group.id, m.id) for m in [*album, text]]
    assert [each.id for each in behind if each] == [one.id] * 4


async def test_an_album_without_buttons_is_one_with_the_text_under_it(
    school: TestSchool, group: Group
) -> None:
    shown = sent_by(school.head, "photo", "photo")
    found = await post(school, group.id, card("Our trip", files=shown))
    await school.settle()
    first, second = of_bot(group)
    assert (first.text, second.text) == ("Our trip", "")
    await change(school, found, card("Our trip to the lake", files=shown))
    assert first.text == "Our trip to the lake"
    assert len(of_bot(group)) == 2


async def test_what_no_album_holds_together_comes_in_pieces_in_its_order(
    school: TestSchool, group: Group
) -> None:
    shown = sent_by(school.head, *["photo"] * 11, "document", "document", "voice", "voice")
    await post(school, group.id, card("Everything", GOT_IT, files=shown))
    await school.settle()
    *parts, text = of_bot(group)
    assert [m.media_kind for m in parts] == [file.kind for file in shown]
    assert [asked(school, group.id, name) for name in ("sendMediaGroup", "sendPhoto")] == [2, 1]
    assert asked(school, group.id, "sendVoice") == 2
    assert text.reply_to is parts[0]


@pytest.mark.parametrize("fault", ["reset_before", "429", "500"])
async def test_a_piece_that_did_not_arrive_is_sent_again_and_no_other(
    school: TestSchool, group: Group, fault: str
) -> None:
    """The album stands; only the text's send failed, and only that is repeated."""
    school.town.faults.add("sendMessage", fault, times=1, chat=group)
    await post(school, group.id, card("Trip", GOT_IT, files=sent_by(school.head, "photo", "photo")))
    await group.wait(lambda m: m.text == "Trip")
    await school.settle()
    assert [m.media_kind for m in of_bot(group)] == ["photo", "photo", None]
    assert len(school.town.calls("sendMediaGroup", group)) == 1


async def test_an_album_in_doubt_is_held_if_its_post_says_so(
    school: TestSchool, group: Group
) -> None:
    school.town.faults.add("sendMediaGroup", "reset_after", times=1)
    shown = card("Trip", GOT_IT, files=sent_by(school.head, "photo", "photo"))
    found = await post(school, group.id, shown, Policy.HOLD)
    await school.town.until(lambda: len(of_bot(group)) == 2)
    await school.settle()
    assert (await only(school, found)).state == State.DOUBT
    assert len(of_bot(group)) == 2, "neither the album again nor its text"


async def test_a_restart_between_the_album_and_its_text_repeats_nothing(
    school: TestSchool, group: Group
) -> None:
    school.town.faults.add("sendMessage", "502", times=1, chat=group)
    found = await post(
        school, group.id, card("Trip", GOT_IT, files=sent_by(school.head, "photo", "photo"))
    )
    await school.town.until(lambda: len(of_bot(group)) == 2)
    await school.restart()
    await group.wait(lambda m: m.text == "Trip")
    await school.settle()
    assert len(of_bot(group)) == 3
    assert (await only(school, found)).state == State.SENT


async def test_what_the_bot_made_is_uploaded_once_for_many_chats(
    school: TestSchool, group: Group
) -> None:
    """Three groups at the same time; the bytes go when Telegram has them."""
    others = [school.town.group(f"{n}A", creator=school.head) for n in range(2)]
    for each in others:
        each.add_bot(by=school.head)
    await school.settle()
    file = await kept(school, Upload("trip ü.ics", b"BEGIN:VCALENDAR"))
    school.town.latency = (0.05, 0.05)
    for chat in (group, *others):
        await post(school, chat.id, card("Calendar", files=[file]))
    await school.settle()
    last = [chat.last for chat in (group, *others)]
    assert {m.document["file_name"] for m in last} == {"trip ü.ics"}
    assert {m.media for m in last} == {b"BEGIN:VCALENDAR"}
    uploads = [
        e for e in school.town.calls("sendDocument") if not isinstance(e.raw["document"], str)
    ]
    assert len(uploads) == 1
    async with school.session() as session:
        (row,) = await session.scalars(select(File))
    assert (row.data, row.file_id) == (None, last[0].file_id)


async def test_an_album_of_what_the_bot_made(school: TestSchool, group: Group) -> None:
    made = [await kept(school, Upload(f"{n}.png", plain(40 + n, 40), "photo")) for n in range(2)]
    await post(school, group.id, card("Two charts", files=made))
    await school.settle()
    assert [m.media for m in of_bot(group)] == [plain(40, 40), plain(41, 40)]
    async with school.session() as session:
        rows = {row.hash: row for row in await session.scalars(select(File))}
    assert [rows[file.hash].file_id for file in made] == [m.file_id for m in of_bot(group)]


async def test_a_file_sent_before_is_sent_by_its_id_after_a_restart(
    school: TestSchool, group: Group
) -> None:
    file = await kept(school, Upload("code.png", plain(64, 64), kind="photo"))
    await post(school, group.id, card("Scan me", files=[file]))
    await school.settle()
    await school.restart()
    await post(school, group.id, card("Again", files=[file]))
    await school.settle()
    first, second = of_bot(group)
    assert first.content["photo"] == second.content["photo"]
    assert isinstance(school.town.calls("sendPhoto")[-1].raw["photo"], str)


async def test_a_withdrawn_card_takes_its_album_away_and_keeps_its_place(
    school: TestSchool, group: Group
) -> None:
    found = await post(
        school, group.id, card("Trip", GOT_IT, files=sent_by(school.head, "photo", "photo"))
    )
    await school.settle()
    text = of_bot(group)[-1]
    await change(school, found, card("Withdrawn"))
    assert of_bot(group) == [text]
    assert (text.text, text.buttons) == ("Withdrawn", [])


async def test_a_withdrawn_photo_is_gone_and_the_words_stand_anew(
    school: TestSchool, group: Group
) -> None:
    found = await post(school, group.id, card("Trip", GOT_IT, files=sent_by(school.head, "photo")))
    await school.settle()
    (photo,) = of_bot(group)
    await change(school, found, card("Withdrawn"))
    (text,) = of_bot(group)
    assert photo.deleted
    assert text.text == "Withdrawn"
    one = await only(school, found)
    assert (one.message_id, one.form) == (text.id, None)


async def test_a_card_that_gets_other_files_is_posted_anew(
    school: TestSchool, group: Group
) -> None:
    found = await post(school, group.id, card("Trip", GOT_IT))
    await school.settle()
    shown = sent_by(school.head, "photo", "document")
    await change(school, found, card("Trip", GOT_IT, files=shown[:1]))
    assert [m.media_kind for m in of_bot(group)] == ["photo"]
    await change(school, found, card("Trip", GOT_IT, files=shown))
    assert [m.media_kind for m in of_bot(group)] == ["photo", "document", None]


async def test_files_too_old_to_take_away_stay_and_the_text_is_changed(
    school: TestSchool, group: Group
) -> None:
    found = await post(school, group.id, card("Trip", GOT_IT, files=sent_by(school.head, "photo")))
    await school.settle()
    (photo,) = of_bot(group)
    await school.advance(timedelta(hours=49))
    await change(school, found, card("Withdrawn"))
    assert (photo.deleted, photo.text, photo.buttons) == (False, "Withdrawn", [])
    await change(school, found, card("Withdrawn for good"))
    assert photo.text == "Withdrawn for good"
    assert asked(school, group.id, "deleteMessages") == 1


async def test_a_card_is_pinned_and_let_go_as_it_says(school: TestSchool, group: Group) -> None:
    found = await post(school, group.id, card("Trip", GOT_IT, pin=True))
    await school.settle()
    (message,) = of_bot(group)
    assert message.pinned
    await change(school, found, card("Trip!", GOT_IT, pin=True))
    assert asked(school, group.id, "pinChatMessage") == 1, "it was pinned already"
    await change(school, found, card("Over", pin=False))
    assert (message.pinned, message.text) == (False, "Over")


async def test_without_the_right_to_pin_the_card_stands_all_the_same(
    school: TestSchool, group: Group
) -> None:
    group.set_bot_rights(can_pin_messages=False)
    found = await post(school, group.id, card("Trip", GOT_IT, pin=True))
    await school.settle()
    (message,) = of_bot(group)
    assert not message.pinned
    assert (await only(school, found)).state == State.SENT
    group.set_bot_rights(can_pin_messages=True)
    await change(school, found, card("Trip on Friday", GOT_IT, pin=True))
    assert message.pinned


async def test_what_a_person_sends_can_be_shown_again(school: TestSchool, group: Group) -> None:
    head = school.head
    asked_for = head.send_document(head.private, "plan.pdf", b"%PDF", caption="see this")
    await school.settle()
    (seen,) = gallery.SEEN
    (file,) = seen.files
    assert (seen.text.plain, seen.kind, seen.album) == ("see this", "document", None)
    assert (file.name, file.size, file.mime) == ("plan.pdf", 4, "application/pdf")
    assert file.unique_id == asked_for.document["file_unique_id"]
    shown = await head.private.wait(lambda m: m.text == "Here it is")
    assert shown.media == b"%PDF"


async def test_an_album_arrives_as_messages_that_share_its_number(
    school: TestSchool, group: Group
) -> None:
    head = school.head
    head.send_album(head.private, "photo", "video", caption="Trip")
    head.send_voice(head.private)
    await school.settle()
    photo, video, voice = gallery.SEEN
    assert photo.album is not None
    assert photo.album == video.album
    assert [each.files[0].kind for each in (photo, video, voice)] == ["photo", "video", "voice"]
    assert (photo.text.plain, video.text.plain, voice.album) == ("Trip", "", None)


async def test_what_a_person_sends_can_be_read(school: TestSchool, group: Group) -> None:
    head = school.head
    head.send_document(head.private, "class.csv", "Mia;Zoë".encode(), caption="read it")
    await head.private.wait(lambda m: m.text == "class.csv as asked: Mia;Zoë")
    head.send_document(head.private, "large.csv", b"x" * 101, caption="read it")
    await head.private.wait(lambda m: m.text == "large.csv as asked: too large or gone")
    school.town.faults.add("getFile", "500", times=1)
    head.send_document(head.private, "gone.csv", b"x", caption="read it")
    await head.private.wait(lambda m: m.text == "gone.csv as asked: too large or gone")


async def test_what_a_turn_keeps_is_sent_and_a_refusal_keeps_nothing(
    school: TestSchool, group: Group
) -> None:
    head = school.head
    head.say(head.private, "make a file")
    made = await head.private.wait(lambda m: m.media_kind == "document")
    assert (made.media, made.text) == (b"made here", "Yours")
    head.say(head.private, "make a file and refuse")
    await school.settle()
    async with school.session() as session:
        assert (await session.scalars(select(File.name))).all() == ["made.txt"]


async def test_times_folds_spoilers_and_texts_to_copy_reach_the_reader(
    school: TestSchool, group: Group
) -> None:
    at = datetime(2026, 12, 3, 17, 30, tzinfo=UTC)
    text = moment("Thu 18:30", at, "wdt") + "\n" + folded("Agenda") + "\n" + spoiler("a surprise")
    await post(school, group.id, card(text, [Button("IBAN", copy="DE00 1234")]))
    await school.settle()
    (message,) = of_bot(group)
    kinds = {entity["type"]: entity for entity in message.entities}
    assert set(kinds) == {"date_time", "expandable_blockquote", "spoiler"}
    assert kinds["date_time"]["unix_time"] == int(at.timestamp())
    assert kinds["date_time"]["date_time_format"] == "wdt"
    assert message.buttons[0][0].copy_text == "DE00 1234"


async def test_a_text_too_long_for_a_caption_by_an_edit_follows_its_file(
    school: TestSchool, group: Group
) -> None:
    shown = sent_by(school.head, "photo")
    found = await post(school, group.id, card("Trip", GOT_IT, files=shown))
    await school.settle()
    await change(school, found, card(LONG, GOT_IT, files=shown))
    photo, text = of_bot(group)
    assert (photo.text, text.text, text.labels) == ("", LONG.strip(), ["Got it"])


async def test_what_nobody_sent_in_a_week_is_forgotten(school: TestSchool, group: Group) -> None:
    await kept(school, Upload("old.txt", b"old"))
    sent = await kept(school, Upload("new.txt", b"new"))
    await post(school, group.id, card("Here", files=[sent]))
    await school.settle()
    await tidy(school.app.database, school.clock.now() + timedelta(days=8))
    async with school.session() as session:
        left = (await session.scalars(select(File.name))).all()
    assert left == ["new.txt"]
