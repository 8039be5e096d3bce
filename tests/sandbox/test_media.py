"""Files of the bot: photos, documents, voice, albums; uploaded, sent again, fetched, changed."""

import json
from typing import Any

import aiohttp
import pytest
import telegram
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
)

from bot.sandbox import Group, Server, Town, User
from bot.sandbox.images import plain, size
from tests.sandbox.conftest import Raw

PICTURE = plain(640, 480)
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Got it", callback_data="ok")]])


async def test_a_photo_comes_in_sizes_and_its_bytes_can_be_fetched(
    bot: telegram.Bot, server: Server, group: Group
):
    sent = await bot.send_photo(
        group.id, PICTURE, caption="Trip", reply_markup=BUTTONS, has_spoiler=True
    )
    assert [(each.width, each.height) for each in sent.photo] == [(90, 67), (320, 240), (640, 480)]
    assert sent.has_media_spoiler
    assert (group.last.media_kind, group.last.text, group.last.labels) == (
        "photo",
        "Trip",
        ["Got it"],
    )
    found = await bot.get_file(sent.photo[-1].file_id)
    assert found.file_path.split("/")[-2] == "photos"
    assert found.file_size == len(PICTURE)
    async with aiohttp.ClientSession() as session:
        path = found.file_path.split(f"bot{server.town.token}/")[-1]
        url = f"{server.base_url}/file/bot{server.town.token}/{path}"
        async with session.get(url) as response:
            assert (response.status, await response.read()) == (200, PICTURE)
        async with session.get(f"{server.base_url}/file/bot1:x/{path}") as response:
            assert response.status == 404


@pytest.mark.parametrize("kind", ["photo", "document", "video", "audio", "voice"])
async def test_every_kind_is_uploaded_once_and_sent_again_by_its_id(
    bot: telegram.Bot, group: Group, kind: str
):
    send = getattr(bot, f"send_{kind}")
    first = await send(group.id, PICTURE, caption="one")
    held = getattr(first, kind)
    file_id = (held[-1] if kind == "photo" else held).file_id
    again = await send(group.id, file_id, caption="two")
    assert getattr(again, kind) == held
    assert (group.last.text, group.last.media) == ("two", PICTURE)
    assert group.last.file_id == file_id
    uploads = [type(entry.raw[kind]) for entry in group.town.calls(f"send{kind.title()}")]
    assert uploads[1] is str
    assert uploads[0] is not str


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendVoice", {}, "there is no voice in the request"),
        ("sendPhoto", {"photo": "AgACnothing"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "DOCUMENT"}, "can't use file of type Document as Photo"),
        ("sendVoice", {"voice": "DOCUMENT"}, "can't use file of type Document as VoiceNote"),
        ("sendDocument", {"document": "DOCUMENT", "caption": "x" * 1025},
         "message caption is too long"),
        ("getFile", {"file_id": "nothing"}, "invalid file_id"),
    ],
)  # fmt: skip
async def test_refusals_of_a_file(
    raw: Raw, bot: telegram.Bot, group: Group, method: str, params: dict, description: str
):
    known = (await bot.send_document(group.id, b"x", filename="a.txt")).document.file_id
    given = {name: known if value == "DOCUMENT" else value for name, value in params.items()}
    place = {} if method == "getFile" else {"chat_id": group.id}
    assert await raw.error(method, **place, **given) == f"Bad Request: {description}"


@pytest.mark.parametrize(
    ("data", "description"),
    [
        (b"", "file must be non-empty"),
        (b"%PDF", "IMAGE_PROCESS_FAILED"),
        (plain(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (plain(210, 10), "PHOTO_INVALID_DIMENSIONS"),
        (plain(10, 10) + bytes(10 * 1024 * 1024), "is too big for a photo; the maximum size is"),
    ],
)
async def test_what_is_no_photo(bot: telegram.Bot, group: Group, data: bytes, description: str):
    with pytest.raises(telegram.error.BadRequest) as refused:
        await bot.send_photo(group.id, telegram.InputFile(data, filename="a.png"))
    assert description.lower() in str(refused.value).lower()
    assert group.last is None


async def test_the_largest_files(bot: telegram.Bot, raw: Raw, group: Group, town: Town):
    large = await bot.send_document(group.id, bytes(21 * 1024 * 1024), filename="a.bin")
    refusal = await raw.error("getFile", file_id=large.document.file_id)
    assert refusal == "Bad Request: file is too big"
    with pytest.raises(telegram.error.NetworkError, match="Too Large"):
        await bot.send_document(group.id, bytes(53 * 1024 * 1024), filename="a.bin")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"GIF89a" + bytes([40, 0, 30, 0]), (40, 30)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x1e\x00\x28\x03", (40, 30)),
        (b"RIFF0000WEBPVP8X" + bytes(8) + bytes([39, 0, 0, 29, 0, 0]), (40, 30)),
        (b"RIFF0000WEBPVP8 " + bytes(10) + bytes([40, 0, 30, 0]), (40, 30)),
        (b"\xff\xd8\xff", None),
        (b"<svg/>", None),
    ],
)
def test_the_size_of_a_picture(head: bytes, expected: tuple[int, int] | None):
    assert size(head) == expected


# Albums


async def test_an_album_is_messages_that_share_a_number(bot: telegram.Bot, group: Group, ben: User):
    question = ben.say(group, "Pictures?")
    known = (await bot.send_photo(group.id, PICTURE)).photo[-1].file_id
    media = [
        InputMediaPhoto(PICTURE, caption="Trip"),
        InputMediaVideo(b"mp4"),
        InputMediaPhoto(known),
    ]
    sent = await bot.send_media_group(
        group.id, media, reply_to_message_id=question.id, disable_notification=True
    )
    album = group.messages[-3:]
    assert [m.id for m in album] == [m.message_id for m in sent]
    assert [m.media_kind for m in album] == ["photo", "video", "photo"]
    assert len({m.media_group_id for m in sent}) == 1
    assert album[0].album == sent[0].media_group_id
    assert [m.text for m in album] == ["Trip", "", ""]
    assert {m.reply_to for m in album} == {question}
    assert all(m.silent for m in album)
    assert group.town.journal[-1].params["media"][2]["media"] == known


def items(*kinds: str) -> list[dict[str, Any]]:
    return [{"type": kind, "media": "KNOWN"} for kind in kinds]


@pytest.mark.parametrize(
    ("media", "description"),
    [
        (None, "there are no messages to send"),
        ([], "there are no messages to send"),
        (items(*["photo"] * 11), "too many messages to send as an album"),
        (items("photo", "document"), "document can't be mixed with other media types"),
        (items("audio", "photo"), "audio can't be mixed with other media types"),
        (items("animation"), 'can\'t parse InputMedia: type "animation" can\'t be used in '
         "sendMediaGroup"),
        (items("sticker"), 'can\'t parse InputMedia: type "sticker" is unsupported'),
        ([{"type": "photo", "media": "attach://nowhere"}] * 2,
         "can't parse InputMedia: media not found"),
        ([{"type": "photo", "media": "x"}] * 2, "wrong file identifier/HTTP URL specified"),
    ],
)  # fmt: skip
async def test_refusals_of_an_album(
    raw: Raw, bot: telegram.Bot, group: Group, media: Any, description: str
):
    known = (await bot.send_photo(group.id, PICTURE)).photo[-1].file_id
    text = json.dumps(media).replace("KNOWN", known)
    given = {} if media is None else {"media": text}
    before = len(group.messages)
    assert await raw.error("sendMediaGroup", chat_id=group.id, **given) == (
        f"Bad Request: {description}"
    )
    assert len(group.messages) == before


async def test_an_album_counts_as_many_messages_as_it_has(
    bot: telegram.Bot, group: Group, town: Town
):
    town.flood.group = (5, 60.0)
    known = (await bot.send_photo(group.id, PICTURE)).photo[-1].file_id
    await bot.send_media_group(group.id, [InputMediaPhoto(known)] * 3)
    with pytest.raises(telegram.error.RetryAfter):
        await bot.send_media_group(group.id, [InputMediaPhoto(known)] * 2)
    await bot.send_message(group.id, "one more fits")


async def test_documents_and_audio_keep_to_themselves(bot: telegram.Bot, group: Group):
    documents = [
        InputMediaDocument(b"a", filename="a.txt"),
        InputMediaDocument(b"b", filename="b.txt"),
    ]
    await bot.send_media_group(group.id, documents)
    await bot.send_media_group(group.id, [InputMediaAudio(b"a"), InputMediaAudio(b"b")])
    assert [m.media_kind for m in group.messages[-4:]] == [*["document"] * 2, *["audio"] * 2]
    assert [m.document["file_name"] for m in group.messages[-4:-2]] == ["a.txt", "b.txt"]


# Edits


async def test_captions_and_media_are_edited(bot: telegram.Bot, group: Group):
    sent = await bot.send_photo(group.id, PICTURE, caption="one", reply_markup=BUTTONS)
    place = {"chat_id": group.id, "message_id": sent.message_id}
    await bot.edit_message_caption(**place, caption="two", reply_markup=BUTTONS)
    assert (group.last.text, group.last.labels) == ("two", ["Got it"])
    other = plain(100, 100)
    await bot.edit_message_media(InputMediaPhoto(other, caption="three"), **place)
    assert (group.last.text, group.last.media, group.last.labels) == ("three", other, [])
    await bot.edit_message_media(InputMediaDocument(b"%PDF", filename="plan.pdf"), **place)
    assert (group.last.media_kind, group.last.text) == ("document", "")
    await bot.edit_message_caption(**place, caption="four")
    await bot.edit_message_caption(**place)
    assert group.last.text == ""
    assert len(group.town.calls("editMessageMedia")) == 2


async def test_refusals_of_editing_media(bot: telegram.Bot, raw: Raw, group: Group):
    text = await bot.send_message(group.id, "text")
    voice = await bot.send_voice(group.id, b"OggS", caption="a")
    album = await bot.send_media_group(
        group.id, [InputMediaPhoto(PICTURE), InputMediaPhoto(PICTURE)]
    )
    known = {"type": "photo", "media": album[0].photo[-1].file_id}
    document = {
        "type": "document",
        "media": (await bot.send_document(group.id, b"a")).document.file_id,
    }
    cases = [
        (
            "editMessageCaption",
            text,
            {"caption": "x"},
            "there is no caption in the message to edit",
        ),
        ("editMessageText", voice, {"text": "x"}, "there is no text in the message to edit"),
        ("editMessageMedia", voice, {"media": known}, "message media can't be edited"),
        ("editMessageMedia", album[0], {"media": document}, "can't change media type in the album"),
        ("editMessageCaption", voice, {"caption": "x" * 1025}, "message caption is too long"),
    ]
    for method, message, params, description in cases:
        place = {"chat_id": group.id, "message_id": message.message_id}
        assert await raw.error(method, **place, **params) == f"Bad Request: {description}", method
    same = {"chat_id": group.id, "message_id": voice.message_id, "caption": "a"}
    assert "message is not modified" in await raw.error("editMessageCaption", **same)


async def test_rights_to_send_media(raw: Raw, bot: telegram.Bot, group: Group):
    known = (await bot.send_photo(group.id, PICTURE)).photo[-1].file_id
    group.set_permissions(can_send_photos=False, can_send_voice_notes=False)
    refusal = "Bad Request: not enough rights to send photos to the chat"
    assert await raw.error("sendPhoto", chat_id=group.id, photo=known) == refusal
    group.set_bot_rights()
    assert (await raw.result("sendPhoto", chat_id=group.id, photo=known))["photo"]
