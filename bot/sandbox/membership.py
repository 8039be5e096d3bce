"""Membership: who is in a group, with which rights, and what the bot is told about it."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.errors import NotAllowed
from bot.sandbox.members import RIGHTS, USUAL_PERMISSIONS, USUAL_RIGHTS, Member
from bot.sandbox.messages import ANONYMOUS, Message

if TYPE_CHECKING:
    from bot.sandbox.people import User
    from bot.sandbox.town import Town


class Membership(Chat):
    """A chat with members, of whom the bot may be one."""

    def __init__(self, town: "Town", chat_id: int, title: str) -> None:
        super().__init__(town, chat_id, title)
        self.members: dict[int, Member] = {}
        self.permissions = dict(USUAL_PERMISSIONS)

    def member(self, user: "User") -> Member:
        """Return a person's standing here; "left" for one who never came."""
        return self.members.get(user.id) or Member(user)

    @property
    def bot_member(self) -> Member:
        """The bot's standing here."""
        return self.member(self.town.bot)

    @property
    def people(self) -> "list[User]":
        """Who is in the group now, the bot included."""
        return [member.user for member in self.members.values() if member.present]

    @property
    def creator(self) -> "User":
        """Who made the group."""
        return next(m.user for m in self.members.values() if m.status == "creator")

    def seat(self, user: "User", status: str) -> None:
        """Put a person into the group without any message about it (a group's first members)."""
        self.members[user.id] = Member(user, status)

    def set_status(
        self,
        user: "User",
        by: "User",
        status: str,
        granted: dict[str, bool] | None = None,
        *,
        anonymous: bool = False,
    ) -> Member:
        """Change a person's standing and tell the bot if Telegram would (chat_member updates)."""
        member = self.members.setdefault(user.id, Member(user))
        old = member.to_json()
        watching = self.bot_member.is_admin
        member.status, member.granted, member.anonymous = status, granted or {}, anonymous
        actor = ANONYMOUS if self.member(by).anonymous else by.to_json()
        if user is self.town.bot:
            self.town.tell_membership("my_chat_member", self, actor, old, member.to_json())
        elif watching:
            self.town.tell_membership("chat_member", self, actor, old, member.to_json())
        self._happened("status", user, status)
        return member

    def join(self, user: "User", by: "User | None" = None) -> Message:
        """Let a person in, by themselves or added by another."""
        if self.member(user).present:
            raise NotAllowed(f"{user.name} is in {self.title!r} already")
        self.set_status(user, by or user, "member")
        return self.announce(by or user, {"new_chat_members": [user.to_json()]})

    def leave(self, user: "User") -> Message:
        """Let a person go by themselves."""
        return self._out(user, user, "left")

    def kick(self, user: "User", by: "User | None" = None) -> Message:
        """Remove and ban a person."""
        return self._out(user, by or self.creator, "kicked")

    def _out(self, user: "User", by: "User", status: str) -> Message:
        self._check_present(user)
        told = self.bot_member.present
        self.set_status(user, by, status)
        return self.announce(by, {"left_chat_member": user.to_json()}, told=told)

    def _check_present(self, user: "User") -> None:
        if not self.member(user).present:
            raise NotAllowed(f"{user.name} is not in {self.title!r}")

    def promote(
        self, user: "User", by: "User | None" = None, *, anonymous: bool = False, **rights: bool
    ) -> None:
        """Make an administrator, with the usual rights changed by `rights`."""
        self._check_present(user)
        granted = USUAL_RIGHTS | rights
        self.set_status(user, by or self.creator, "administrator", granted, anonymous=anonymous)

    def demote(self, user: "User", by: "User | None" = None) -> None:
        """Make an administrator an ordinary member."""
        self._check_present(user)
        self.set_status(user, by or self.creator, "member")

    def restrict(self, user: "User", by: "User | None" = None, **permissions: bool) -> None:
        """Restrict a member of a supergroup to the permissions given; none means silence."""
        if self.type != "supergroup":
            raise NotAllowed("a basic group restricts nobody alone; see set_permissions")
        self._check_present(user)
        self.set_status(user, by or self.creator, "restricted", permissions)

    def set_permissions(self, **permissions: bool) -> None:
        """Change what ordinary members may do (Bot API: ChatPermissions)."""
        self.permissions |= permissions

    # The bot

    def add_bot(self, by: "User | None" = None, admin: bool = False, **rights: bool) -> None:
        """Add the bot; `admin` makes it an administrator at once."""
        bot, by = self.town.bot, by or self.creator
        self.join(bot, by=by)
        if admin:
            self.promote(bot, by=by, **rights)

    def remove_bot(self, by: "User | None" = None) -> None:
        """Remove the bot from the group."""
        self.kick(self.town.bot, by=by)

    def set_bot_rights(self, by: "User | None" = None, **rights: bool) -> None:
        """Make the bot an administrator, or change the rights it has as one."""
        self._check_present(self.town.bot)
        granted = (self.bot_member.granted if self.bot_member.is_admin else USUAL_RIGHTS) | rights
        self.set_status(self.town.bot, by or self.creator, "administrator", granted)

    def demote_bot(self, by: "User | None" = None) -> None:
        """Make the bot an ordinary member, which also lifts a restriction."""
        self.demote(self.town.bot, by=by)

    def mute_bot(self, by: "User | None" = None) -> None:
        """Take the right to write from the bot; in a basic group from all ordinary members."""
        if self.type == "supergroup":
            self.restrict(self.town.bot, by=by)
        else:
            self.set_permissions(can_send_messages=False)

    def writes_as_group(self, user: "User") -> bool:
        """Tell whether what a person does here shows the group's name instead of theirs."""
        return self.member(user).anonymous

    def may_react(self, user: "User") -> bool:
        """Tell whether a person may react to messages here."""
        return self.member(user).present and self.allows(user, "can_react_to_messages")

    def watches_reactions(self) -> bool:
        """Tell whether the bot hears of reactions here: it has to be an administrator."""
        return self.bot_member.is_admin

    def allows(self, user: "User", permission: str) -> bool:
        """Tell whether a person has a permission that administrators have as a right of theirs."""
        member = self.member(user)
        if member.is_admin:
            return permission not in RIGHTS or member.may(permission)
        granted = member.granted if member.status == "restricted" else self.permissions
        return member.present and granted.get(permission, False)
