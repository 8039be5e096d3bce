"""Members of groups: their status, their rights, and how the Bot API describes them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.errors import Json

if TYPE_CHECKING:
    from bot.sandbox.people import User

# Bot API: ChatAdministratorRights, the fields that groups have.
RIGHTS = (
    *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
    *("can_promote_members", "can_change_info", "can_invite_users", "can_post_stories"),
    *("can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics"),
)
# What Telegram's apps tick when somebody is made an administrator.
USUAL_RIGHTS = {right: right != "can_promote_members" for right in RIGHTS}
# Bot API: ChatPermissions.
SENDING = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos"),
    *("can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls"),
    *("can_send_other_messages", "can_add_web_page_previews"),
)
PERMISSIONS = (
    *SENDING,
    *("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"),
    *("can_edit_tag", "can_react_to_messages"),
)
# What a new group lets everybody do.
USUAL_PERMISSIONS = {
    **dict.fromkeys(SENDING, True),
    "can_change_info": False,
    "can_invite_users": True,
    "can_pin_messages": False,
    "can_manage_topics": False,
    "can_edit_tag": False,
    "can_react_to_messages": True,
}


@dataclass(slots=True, eq=False)
class Member:
    """One person's standing in one group; `granted` are rights or, if restricted, permissions."""

    user: "User"
    status: str = "left"
    granted: dict[str, bool] = field(default_factory=dict)
    anonymous: bool = False
    title: str | None = None

    @property
    def present(self) -> bool:
        """Whether the person is in the group now."""
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        """Whether the person is the creator or an administrator."""
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Tell whether an administrator has a right; others have none."""
        return self.status == "creator" or (self.is_admin and self.granted.get(right, False))

    def to_json(self) -> Json:
        """Return the Bot API's ChatMember."""
        return {"user": self.user.to_json(), "status": self.status, **self._details()}

    def _details(self) -> Json:
        if self.status in ("left", "member"):
            return {}
        if self.status == "kicked":
            return {"until_date": 0}
        if self.status == "restricted":
            permissions = {name: self.granted.get(name, False) for name in PERMISSIONS}
            return {**permissions, "is_member": True, "until_date": 0}
        details: Json = {"is_anonymous": self.anonymous}
        if self.title:
            details["custom_title"] = self.title
        if self.status == "administrator":
            details["can_be_edited"] = False
            details |= {right: self.granted.get(right, False) for right in RIGHTS}
        return details
