"""Methods about the bot's profile: commands, name, descriptions, rights it asks for."""

import re
from typing import TYPE_CHECKING

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.methods.access import chat_to_read
from bot.sandbox.methods.registry import method
from bot.sandbox.objects import ChatAdministratorRights
from bot.sandbox.profile import Key, key
from bot.sandbox.requests import (
    DeleteMyCommands,
    GetMyCommands,
    GetMyDefaultAdministratorRights,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetMyCommands,
    SetMyDefaultAdministratorRights,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: BotCommand, setMyCommands, setMyName, setMyDescription, setMyShortDescription.
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
LONGEST = {"name": 64, "description": 512, "short_description": 120}
LANGUAGE = re.compile(r"[a-z]{2}|")


def _key(town: "Town", request: GetMyCommands) -> Key:
    scope = request.scope.model_dump(exclude_none=True) if request.scope else {"type": "default"}
    kind = scope["type"]
    if kind in ("chat", "chat_administrators", "chat_member"):
        chat_to_read(town, scope.get("chat_id", 0))
    return key(scope, _language(request.language_code))


def _language(code: str | None) -> str:
    if not LANGUAGE.fullmatch(code or ""):
        raise bad_request("invalid language code specified")
    return code or ""


@method(SetMyCommands)
def set_my_commands(town: "Town", request: SetMyCommands) -> bool:
    """Bot API: setMyCommands."""
    if len(request.commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in request.commands:
        if not COMMAND.fullmatch(command.command.removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description) <= LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    plain = [command.model_dump() for command in request.commands]
    town.profile.commands[_key(town, request)] = plain
    return True


@method(GetMyCommands)
def get_my_commands(town: "Town", request: GetMyCommands) -> list[Json]:
    """Bot API: getMyCommands."""
    return town.profile.commands.get(_key(town, request), [])


@method(DeleteMyCommands)
def delete_my_commands(town: "Town", request: DeleteMyCommands) -> bool:
    """Bot API: deleteMyCommands."""
    town.profile.commands.pop(_key(town, request), None)
    return True


def _set_text(town: "Town", name: str, text: str | None, language: str | None) -> bool:
    if len(text or "") > LONGEST[name]:
        raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
    town.profile.texts[(name, _language(language))] = text or ""
    return True


def _text(town: "Town", name: str, language: str | None) -> Json:
    value = town.profile.text(name, _language(language))
    return {name: value or (town.bot.name if name == "name" else "")}


@method(SetMyName)
def set_my_name(town: "Town", request: SetMyName) -> bool:
    """Bot API: setMyName."""
    return _set_text(town, "name", request.name, request.language_code)


@method(GetMyName)
def get_my_name(town: "Town", request: GetMyName) -> Json:
    """Bot API: getMyName."""
    return _text(town, "name", request.language_code)


@method(SetMyDescription)
def set_my_description(town: "Town", request: SetMyDescription) -> bool:
    """Bot API: setMyDescription."""
    return _set_text(town, "description", request.description, request.language_code)


@method(GetMyDescription)
def get_my_description(town: "Town", request: GetMyDescription) -> Json:
    """Bot API: getMyDescription."""
    return _text(town, "description", request.language_code)


@method(SetMyShortDescription)
def set_my_short_description(town: "Town", request: SetMyShortDescription) -> bool:
    """Bot API: setMyShortDescription."""
    return _set_text(town, "short_description", request.short_description, request.language_code)


@method(GetMyShortDescription)
def get_my_short_description(town: "Town", request: GetMyShortDescription) -> Json:
    """Bot API: getMyShortDescription."""
    return _text(town, "short_description", request.language_code)


@method(SetMyDefaultAdministratorRights)
def set_rights(town: "Town", request: SetMyDefaultAdministratorRights) -> bool:
    """Bot API: setMyDefaultAdministratorRights."""
    rights = request.rights.model_dump(exclude_none=True) if request.rights else {}
    town.profile.default_rights[bool(request.for_channels)] = rights
    return True


@method(GetMyDefaultAdministratorRights)
def get_rights(town: "Town", request: GetMyDefaultAdministratorRights) -> Json:
    """Bot API: getMyDefaultAdministratorRights."""
    fields = ChatAdministratorRights.model_fields.items()
    nothing = {name: False for name, field in fields if field.is_required()}
    return town.profile.default_rights.get(bool(request.for_channels)) or nothing
