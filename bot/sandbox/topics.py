"""Topics of a forum: where a message goes, and which topics take no more."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.errors import Json

if TYPE_CHECKING:
    from bot.sandbox.messages import Message

# Bot API: ForumTopic.icon_color, one of six values.
ICON_COLOR = 0x6FB9F0


@dataclass(slots=True, eq=False)
class Topic:
    """A topic; its id is the message_thread_id, which is the id of its first message."""

    id: int
    name: str
    root: "Message"
    closed: bool = False
    deleted: bool = False

    def created(self) -> Json:
        """Return the Bot API's ForumTopicCreated."""
        return created(self.name)


def created(name: str) -> Json:
    """Return the Bot API's ForumTopicCreated for a topic of this name."""
    return {"name": name, "icon_color": ICON_COLOR}
