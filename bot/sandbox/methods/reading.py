"""Methods that ask: about the bot itself, chats, members, files."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.members import Member
from bot.sandbox.methods.access import chat_to_read
from bot.sandbox.methods.registry import method
from bot.sandbox.requests import (
    GetChat,
    GetChatAdministrators,
    GetChatMember,
    GetChatMemberCount,
    GetFile,
    GetMe,
    LeaveChat,
)

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: ChatFullInfo; values that no group changes by itself.
FULL_INFO: Json = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}
# Bot API: getFile.
LARGEST_DOWNLOAD = 20 * 1024 * 1024


@method(GetMe)
def get_me(town: "Town", request: GetMe) -> Json:
    """Bot API: getMe."""
    return {
        **town.bot.to_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not town.bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
        "supports_join_request_queries": False,
    }


@method(GetChat)
def get_chat(town: "Town", request: GetChat) -> Json:
    """Bot API: getChat."""
    chat = chat_to_read(town, request.chat_id)
    info = {**chat.brief, **FULL_INFO}
    if isinstance(chat, Group):
        info["permissions"] = dict(chat.permissions)
        info["join_to_send_messages"] = chat.type == "supergroup"
        if chat.protects_content:
            info["has_protected_content"] = True
    if chat.pinned:
        info["pinned_message"] = chat.pinned[-1].to_json()
    return info


def _group(town: "Town", chat_id: int | str) -> Group:
    chat = chat_to_read(town, chat_id)
    if not isinstance(chat, Group):
        raise bad_request("there are no administrators in the private chat")
    return chat


@method(GetChatMember)
def get_chat_member(town: "Town", request: GetChatMember) -> Json:
    """Bot API: getChatMember."""
    chat: Chat = chat_to_read(town, request.chat_id)
    user = town.users.get(request.user_id)
    if user is None:
        raise bad_request("invalid user_id specified")
    if not isinstance(chat, Group):
        status = "member" if user.id in (chat.id, town.bot.id) else "left"
        return Member(user, status).to_json()
    if chat.hides_members and not chat.bot_member.is_admin and user is not town.bot:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return chat.member(user).to_json()


@method(GetChatAdministrators)
def get_chat_administrators(town: "Town", request: GetChatAdministrators) -> list[Json]:
    """Bot API: getChatAdministrators; bots only with return_bots."""
    members = _group(town, request.chat_id).members.values()
    bots = bool(request.return_bots)
    return [m.to_json() for m in members if m.is_admin and (bots or not m.user.is_bot)]


@method(GetChatMemberCount)
def get_chat_member_count(town: "Town", request: GetChatMemberCount) -> int:
    """Bot API: getChatMemberCount."""
    chat = chat_to_read(town, request.chat_id)
    return len(chat.people) if isinstance(chat, Group) else 2


@method(LeaveChat)
def leave_chat(town: "Town", request: LeaveChat) -> bool:
    """Bot API: leaveChat."""
    chat = chat_to_read(town, request.chat_id)
    if not isinstance(chat, Group):
        raise bad_request("chat member status can't be changed in private chats")
    chat.leave(town.bot)
    return True


@method(GetFile)
def get_file(town: "Town", request: GetFile) -> Json:
    """Bot API: getFile."""
    file = town.files.find(request.file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.described, "file_path": file.path}
