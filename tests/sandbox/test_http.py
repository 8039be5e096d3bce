"""The wire: tokens, method names, and the ways in which parameters travel."""

import json

import aiohttp
import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import InvalidToken

from bot.sandbox import Group, Server, Town, User
from bot.sandbox.bodies import parameters
from bot.sandbox.inputs import Upload
from tests.sandbox.conftest import Raw


async def test_get_me_is_what_ptb_expects(bot: telegram.Bot, town: Town):
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (town.bot.id, "sandbox_bot", True)
    assert me.can_read_all_group_messages is False
    assert town.token.startswith(f"{me.id}:")


async def test_wrong_tokens_and_methods(server: Server, raw: Raw, bot: telegram.Bot):
    assert await raw("noSuchMethod") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )
    for token, status, text in (("1:wrong", 401, "Unauthorized"), ("nonsense", 404, "Not Found")):
        async with raw.session.get(f"{server.base_url}/bot{token}/getMe") as response:
            assert response.status == status
            assert (await response.json())["description"] == text
    with pytest.raises(InvalidToken):
        await telegram.Bot("1:wrong", base_url=f"{server.base_url}/bot").get_me()


async def test_all_ways_to_send_parameters(raw: Raw, group: Group):
    url = f"{raw.url}/SENDMESSAGE"
    markup = {"inline_keyboard": [[{"text": "b", "callback_data": "ü"}]]}
    params = {"chat_id": str(group.id), "text": "ä & b", "reply_markup": json.dumps(markup)}
    multipart = aiohttp.FormData(default_to_multipart=True)
    for name, value in params.items():
        multipart.add_field(name, value)
    async with raw.session.get(url, params=params) as response:
        assert response.status == 200
    for body in (params, multipart):
        async with raw.session.post(url, data=body) as response:
            assert response.status == 200
    await raw.result("sendMessage", chat_id=group.id, text="ä & b", reply_markup=markup)
    calls = group.town.calls("sendMessage", group)
    assert len(calls) == 4
    assert [call.params for call in calls] == [
        {"chat_id": group.id, "text": "ä & b", "reply_markup": markup}
    ] * 4
    assert [message.text for message in group.messages[-4:]] == ["ä & b"] * 4
    assert group.last.buttons[0][0].data == "ü"


@pytest.mark.parametrize(
    ("kind", "body", "description"),
    [
        ("application/json", b"{", "Bad Request: can't parse the request's JSON"),
        (
            "application/json",
            b"[1]",
            "Bad Request: can't parse the request's JSON: object expected",
        ),
        (
            "application/json",
            b'{"text": "\\ud83d"}',
            "Bad Request: strings must be encoded in UTF-8",
        ),
        ("application/x-www-form-urlencoded", b"text=%ff", "Bad Request: strings must be encoded"),
        ("multipart/form-data", b"x", "Bad Request: can't parse multipart: no boundary"),
        (
            "application/x-www-form-urlencoded",
            b"chat_id=1&text=x&entities=%7B",
            "Bad Request: can't parse entities",
        ),
    ],
)
async def test_bodies_that_are_not_understood(raw: Raw, kind: str, body: bytes, description: str):
    headers = {"Content-Type": kind}
    url = f"{raw.url}/sendMessage"
    async with raw.session.post(url, data=body, headers=headers) as response:
        answer = await response.json()
    assert response.status == answer["error_code"] == 400
    assert answer["description"].startswith(description)


@given(content=st.binary(max_size=200), text=st.text(st.characters(exclude_categories=["Cs"])))
def test_multipart_brings_bytes_through(content: bytes, text: str):
    boundary = b"5f2b1c9e8d7a"
    body = (
        b'--%b\r\nContent-Disposition: form-data; name="caption"\r\n\r\n%b\r\n'
        b'--%b\r\nContent-Disposition: form-data; name="document"; filename="a.ics"\r\n'
        b"Content-Type: text/calendar\r\n\r\n%b\r\n--%b--\r\n"
    ) % (boundary, text.encode(), boundary, content, boundary)
    fields = parameters(b"", b"multipart/form-data; boundary=" + boundary, body)
    assert fields == {"caption": text, "document": Upload("a.ics", content, "text/calendar")}


async def test_attach_points_at_a_part(raw: Raw, group: Group):
    # Telegram takes a file name as it stands; aiohttp would percent-encode it unless told not to.
    form = aiohttp.FormData(default_to_multipart=True, quote_fields=False)
    form.add_field("chat_id", str(group.id))
    form.add_field("document", "attach://file0")
    form.add_field("file0", b"a;b", filename="liste ä.csv", content_type="text/csv")
    async with raw.session.post(f"{raw.url}/sendDocument", data=form) as response:
        assert response.status == 200, await response.text()
    assert group.last.media == b"a;b"
    assert group.last.document["file_name"] == "liste ä.csv"


async def test_profile_methods(bot: telegram.Bot, raw: Raw, town: Town, group: Group, anna: User):
    commands = [telegram.BotCommand("help", "What I can do")]
    scope = telegram.BotCommandScopeChat(group.id)
    await bot.set_my_commands(commands, scope=scope, language_code="it")
    assert await bot.get_my_commands(scope=scope, language_code="it") == tuple(commands)
    assert await bot.get_my_commands() == ()
    (stored,) = town.profile.commands_of("it", type="chat", chat_id=group.id)
    assert stored["command"] == "help"
    await bot.delete_my_commands(scope=scope, language_code="it")
    assert await bot.get_my_commands(scope=scope, language_code="it") == ()
    for command, description, error in (
        ("Help", "x", "BOT_COMMAND_INVALID"),
        ("help", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ):
        wrong = [{"command": command, "description": description}]
        assert await raw.error("setMyCommands", commands=wrong) == f"Bad Request: {error}"
    await bot.set_my_name("Homeroom")
    await bot.set_my_description("Hallo", language_code="de")
    await bot.set_my_short_description("short")
    assert (await bot.get_my_name(language_code="de")).name == "Homeroom"
    assert (await bot.get_my_description(language_code="de")).description == "Hallo"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description()).short_description == "short"
    rights = telegram.ChatAdministratorRights.no_rights()
    await bot.set_my_default_administrator_rights(rights)
    assert await bot.get_my_default_administrator_rights() == rights
