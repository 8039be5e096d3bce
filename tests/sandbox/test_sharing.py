"""What people share besides text: every kind that a bot meets, and the control API for it."""

import base64

import pytest
import telegram

from bot.sandbox import Group, NotAllowed, Server, Town, User
from bot.sandbox.images import plain
from tests.sandbox.conftest import Raw
from tests.sandbox.test_control import Control, control  # noqa: F401 - a fixture

KINDS = {
    "photo": lambda user, chat: user.send_photo(chat, "look"),
    "document": lambda user, chat: user.send_document(chat, "a.csv", b"a;b"),
    "voice": lambda user, chat: user.send_voice(chat, 12),
    "video": lambda user, chat: user.send_video(chat),
    "audio": lambda user, chat: user.send_audio(chat),
    "sticker": lambda user, chat: user.send_sticker(chat),
    "contact": lambda user, chat: user.send_contact(chat, "+49 1", "Ben"),
    "location": lambda user, chat: user.send_location(chat, 52.5, 13.4),
    "poll": lambda user, chat: user.send_poll(chat, "Pizza?", "yes", "no"),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_reaches_the_bot_as_its_library_knows_it(
    bot: telegram.Bot, anna: User, kind: str
):
    KINDS[kind](anna, anna.private)
    (update,) = await bot.get_updates()
    held = getattr(update.message, kind)
    assert held
    if kind in ("photo", "document", "voice", "video", "audio", "sticker"):
        file = held[-1] if kind == "photo" else held
        assert (await bot.get_file(file.file_id)).file_unique_id == file.file_unique_id
        assert file.file_size > 0


async def test_albums_of_people(bot: telegram.Bot, anna: User):
    photos = anna.send_album(anna.private, "photo", "video", caption="Trip")
    files = anna.send_album(anna.private, ("a.txt", b"a"), ("b.txt", b"b"))
    updates = await bot.get_updates()
    numbers = [update.message.media_group_id for update in updates]
    assert numbers == [photos[0].album] * 2 + [files[0].album] * 2
    assert len(set(numbers)) == 2
    assert [update.message.caption for update in updates] == ["Trip", None, None, None]
    for items in (("photo",), ("photo", ("a.txt", b"a")), ("photo",) * 11):
        with pytest.raises(NotAllowed):
            anna.send_album(anna.private, *items)


async def test_a_group_may_forbid_a_kind(group: Group, ben: User):
    group.set_permissions(can_send_voice_notes=False, can_send_polls=False)
    ben.send_photo(group)
    for send in (KINDS["voice"], KINDS["poll"]):
        with pytest.raises(NotAllowed):
            send(ben, group)


async def test_captions_are_edited_and_what_is_forwarded_is_not(raw: Raw, anna: User, town: Town):
    photo = anna.send_photo(anna.private, "Trp")
    anna.edit(photo, "Trip")
    updates = await raw.updates()
    assert updates[-1]["edited_message"]["caption"] == "Trip"
    with pytest.raises(NotAllowed):
        anna.edit(anna.forward(photo, anna.private), "x")
    with pytest.raises(NotAllowed):
        anna.send_photo(anna.private, data=b"no picture")


async def test_a_link_adds_the_bot_with_the_rights_it_asks_for(
    raw: Raw, group: Group, town: Town, anna: User, ben: User
):
    other = town.group("4B", creator=anna, members=[ben])
    link = "https://t.me/sandbox_bot?startgroup=class4B&admin=delete_messages+pin_messages"
    with pytest.raises(NotAllowed):
        ben.follow(link, into=other)
    said = anna.follow(link, into=other)
    assert said.text == "/start@sandbox_bot class4B"
    kinds = [next(k for k in update if k != "update_id") for update in await raw.updates()]
    assert kinds[-2:] == ["my_chat_member", "message"]
    me = other.bot_member
    assert (me.may("can_pin_messages"), me.may("can_delete_messages")) == (True, True)
    assert not me.may("can_promote_members")


async def test_sharing_over_http(
    control: Control,  # noqa: F811 - the fixture
    raw: Raw,
    server: Server,
    group: Group,
    ben: User,
    anna: User,
):
    here = {"user": ben.id, "chat": group.id}
    data = base64.b64encode(plain(30, 20)).decode()
    photo = await control("send_photo", **here, caption="look", data=data)
    assert photo["photo"][-1]["width"] == 30
    album = await control("send_album", **here, items=["photo", "video"], caption="Trip")
    assert album[0]["media_group_id"] == album[1]["media_group_id"]
    files = await control("send_album", **here, items=[["a.txt", data], ["b.txt", data]])
    assert [m["document"]["file_name"] for m in files] == ["a.txt", "b.txt"]
    for verb, more in {
        "send_video": {},
        "send_audio": {},
        "send_voice": {"seconds": 4, "caption": "listen"},
        "send_contact": {"phone": "1", "first_name": "Uma"},
        "send_location": {"latitude": 1, "longitude": 2},
        "send_poll": {"question": "Pizza?", "options": ["yes"]},
    }.items():
        assert (await control(verb, **here, **more))["message_id"]
    said = await control("say", **here, text="yes", reply_to=photo["message_id"], quote="look")
    assert said["quote"]["text"] == "look"
    here["user"] = anna.id
    await control("pin", **here, message=photo["message_id"])
    await control("react", **here, message=photo["message_id"], emoji="👍")
    shown = await control.get(f"chat/{group.id}")
    assert shown["pinned"] == [photo["message_id"]]
    assert shown["reactions"] == {str(photo["message_id"]): {str(anna.id): ["👍"]}}
    await control("unpin", **here, message=photo["message_id"])
    group.set_bot_rights()
    await raw.result(
        "sendMessage",
        chat_id=group.id,
        text="psst",
        ephemeral_message_parameters={"receiver_user_id": anna.id},
    )
    assert (await control("wait", chat=group.id, text="psst", to=anna.id))["message_id"] == 0
    seen = await control.get(f"chat/{group.id}?as={anna.id}")
    assert [m["text"] for m in seen["whispers"]] == ["psst"]
    await raw.result("sendDocument", chat_id=group.id, document=files[0]["document"]["file_id"])
    assert (await control.get("journal?method=sendDocument"))[-1]["params"]["document"]


async def test_the_journal_shows_an_upload_by_its_name(
    control: Control,  # noqa: F811 - the fixture
    bot: telegram.Bot,
    group: Group,
):
    await bot.send_document(group.id, b"a", filename="plan.pdf")
    media = [telegram.InputMediaDocument(b"a", filename=name) for name in ("a.txt", "b.txt")]
    await bot.send_media_group(group.id, media)
    (one,) = await control.get("journal?method=sendDocument")
    assert one["params"]["document"] == "plan.pdf"
    (two,) = await control.get("journal?method=sendMediaGroup")
    assert [item["media"] for item in two["params"]["media"]] == ["a.txt", "b.txt"]
