"""The bot's profile: commands, name and descriptions, once a language."""

from bot.sandbox.errors import Json

# Which scopes and languages a stored value belongs to.
Key = tuple[str, ...]


class Profile:
    """What setMyCommands and its like keep; `commands` by scope and language."""

    def __init__(self) -> None:
        self.commands: dict[Key, list[Json]] = {}
        self.texts: dict[Key, str] = {}
        self.default_rights: dict[bool, Json] = {}

    def commands_of(self, language: str = "", **scope: str | int) -> list[Json]:
        """Return the commands of a scope and language, e.g. type="chat", chat_id=-100…."""
        return self.commands.get(key(scope or {"type": "default"}, language), [])

    def text(self, name: str, language: str = "") -> str:
        """Return a name or description in a language, else the one for all languages."""
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")


def key(scope: Json, language: str | None) -> Key:
    """Return the key under which commands of a scope and language are kept."""
    parts = (str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope)
    return (*parts, language or "")
