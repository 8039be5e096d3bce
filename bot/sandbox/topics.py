"""Topics of a forum: where a message goes, and which topics take no more."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.errors import Json

if TYPE_CHECKING:
    from bot.sandbox.messages import Message

# Bot API: ForumTopic.icon_color, one of six values.
ICON_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
ICON_COLOR = ICON_COLORS[0]


@dataclass(slots=True, eq=False)
class Topic:
    """A topic; its id is the message_thread_id, which is the id of its first message."""

    id: int
    name: str
    root: "Message"
    icon_color: int = ICON_COLOR
    closed: bool = False
    deleted: bool = False

    def created(self) -> Json:
        """Return the Bot API's ForumTopicCreated."""
        return created(self.name, self.icon_color)


def created(name: str, icon_color: int = ICON_COLOR) -> Json:
    """Return the Bot API's ForumTopicCreated for a topic of this name."""
    return {"name": name, "icon_color": icon_color}
