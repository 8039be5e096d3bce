"""Sharing: photos, files, voice, albums, contacts and whatever else people send."""

from typing import Any

from bot.sandbox import images, media
from bot.sandbox.chats import Chat
from bot.sandbox.errors import ApiError, Json, NotAllowed
from bot.sandbox.files import File
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.texts import settled
from bot.sandbox.writing import LONGEST_CAPTION, Writing

# Bot API: sendMediaGroup; the apps of people obey the same limit.
LARGEST_ALBUM = 10
# What one item of an album is: "photo", "video", or a document's name and bytes.
Item = str | tuple[str, bytes]


class Sharing(Writing):
    """What a person sends besides text; see User.

    `where` is everywhere what `say` takes: reply_to, quote, topic, anonymous.
    """

    def send_photo(
        self,
        chat: Chat,
        caption: str | None = None,
        album: str | None = None,
        *,
        data: bytes | None = None,
        **where: Any,
    ) -> Message:
        """Send a photo, by default a plain one; those with the same `album` form one album."""
        file = self._kept("photo", "photo.jpg", data or images.plain())
        grouped = {"media_group_id": album} if album else {}
        return self._put(self._with_file(chat, file, caption, grouped, **where))

    def send_document(
        self,
        chat: Chat,
        filename: str,
        data: bytes,
        caption: str | None = None,
        **where: Any,
    ) -> Message:
        """Send a file; the bot can fetch it with getFile."""
        file = self._kept("document", filename, data)
        return self._put(self._with_file(chat, file, caption, {}, **where))

    def send_voice(
        self, chat: Chat, seconds: int = 3, caption: str | None = None, **where: Any
    ) -> Message:
        """Send a voice message of so many seconds."""
        file = self._kept("voice", "voice.ogg", b"OggS")
        file.content["voice"]["duration"] = seconds
        return self._put(self._with_file(chat, file, caption, {}, **where))

    def send_video(
        self, chat: Chat, caption: str | None = None, data: bytes = b"mp4", **where: Any
    ) -> Message:
        """Send a video."""
        return self._put(
            self._with_file(chat, self._kept("video", "video.mp4", data), caption, {}, **where)
        )

    def send_audio(
        self, chat: Chat, caption: str | None = None, data: bytes = b"ID3", **where: Any
    ) -> Message:
        """Send a piece of music or another recording."""
        return self._put(
            self._with_file(chat, self._kept("audio", "audio.mp3", data), caption, {}, **where)
        )

    def send_album(
        self, chat: Chat, *items: Item, caption: str | None = None, **where: Any
    ) -> list[Message]:
        """Send an album: two to ten of "photo" and "video", or of documents as (name, bytes).

        The caption stands under the first. The bot gets one update for each message.

        Raises:
            NotAllowed: too few or too many, or documents among pictures.
        """
        documents = [item for item in items if not isinstance(item, str)]
        if not 2 <= len(items) <= LARGEST_ALBUM or len(documents) not in (0, len(items)):
            raise NotAllowed("an album has 2 to 10 pictures or videos, or as many documents")
        group = {"media_group_id": self.town.next_album_id()}
        made: list[Message] = []
        for item in items:
            name, data = (f"{item}.bin", images.plain()) if isinstance(item, str) else item
            file = self._kept(item if isinstance(item, str) else "document", name, data)
            made.append(self._with_file(chat, file, None if made else caption, group, **where))
        return [self._put(message) for message in made]

    def send_sticker(self, chat: Chat, emoji: str = "🙂", **where: Any) -> Message:
        """Send a sticker that stands for an emoji."""
        file = media.sticker(self.town.files, emoji)
        return self._put(self._with_file(chat, file, None, {}, **where))

    def send_contact(
        self, chat: Chat, phone: str, first_name: str, user_id: int | None = None, **w: Any
    ) -> Message:
        """Send a contact; `user_id` where the number is that of a Telegram account."""
        content = media.contact(phone, first_name, user_id)
        return self._put(self._made(chat, "media", content, **w))

    def send_location(self, chat: Chat, latitude: float, longitude: float, **where: Any) -> Message:
        """Send a place on the map."""
        content: Json = {"location": {"latitude": latitude, "longitude": longitude}}
        return self._put(self._made(chat, "media", content, **where))

    def send_poll(self, chat: Chat, question: str, *options: str, **where: Any) -> Message:
        """Send one of Telegram's own polls."""
        content = media.poll(question, *options)
        return self._put(self._made(chat, "media", content, permission="can_send_polls", **where))

    def _kept(self, kind: str, name: str, data: bytes) -> File:
        try:
            return media.document(self.town.files, name, data, kind=kind)
        except ApiError as error:
            raise NotAllowed(error.description) from error

    def _with_file(
        self, chat: Chat, file: File, caption: str | None, more: Json, **where: Any
    ) -> Message:
        if len(caption or "") > LONGEST_CAPTION:
            raise NotAllowed(f"a caption has at most {LONGEST_CAPTION} characters")
        text, entities = settled(caption or "")
        permission, _ = media.PERMISSIONS[file.kind]
        return self._made(
            chat,
            "media",
            {**file.content, **more},
            text,
            entities,
            data=file.data,
            permission=permission,
            **where,
        )

    def forward(self, message: Message, to_chat: Chat, **where: Any) -> Message:
        """Forward a message to another chat.

        Raises:
            NotAllowed: its content is protected, or it is a service message.
        """
        source = message.chat
        kept = message.protected or (isinstance(source, Group) and source.protects_content)
        if kept or message.kind == "service":
            raise NotAllowed(f"{message!r} can't be forwarded")
        content = {"forward_origin": media.origin(message)} | message.content
        content.pop("media_group_id", None)
        permission, _ = media.permission(message)
        entities = list(message.entities)
        where |= {"permission": permission, "data": message.media}
        made = self._made(to_chat, message.kind, content, message.text, entities, **where)
        return self._put(made)
