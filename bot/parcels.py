"""The files of a card on their way: which go together, which were sent, and each uploaded once."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.constants import MediaGroupLimit

from handlers.kit.card import Card, FileRef
from handlers.kit.lengths import MAX_CAPTION, utf16_length
from scheduler.ports import Address

# What stands together in an album (Bot API: sendMediaGroup); a voice message stands alone.
_ALBUMS = {"photo": "seen", "video": "seen", "document": "document", "audio": "audio"}
_INPUTS = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}
Parcel = tuple[FileRef, ...]


def parcels(files: Iterable[FileRef]) -> list[Parcel]:
    """Files as they are sent: neighbours that can be an album together, at most ten; in order.

    A file that nobody has any more is left out.
    """
    found: list[list[FileRef]] = []
    for file in files:
        if file.file_id is None and file.data is None:
            continue
        album = _ALBUMS.get(file.kind)
        last = found[-1] if found else []
        fits = last and album is not None and _ALBUMS.get(last[0].kind) == album
        if fits and len(last) < MediaGroupLimit.MAX_MEDIA_LENGTH:
            last.append(file)
        else:
            found.append([file])
    return [tuple(each) for each in found]


def key(files: Sequence[FileRef]) -> str:
    """What tells whether a card still has the files that stand in the chat; "" for none."""
    if not files:
        return ""
    named = "\n".join(file.identity for file in files)
    return hashlib.blake2b(named.encode(), digest_size=8).hexdigest()


def captions(card: Card) -> bool:
    """Whether a card's text is a caption: of its only file, or of its only album.

    An album has no buttons, so that one with buttons is answered by a text that has them.
    """
    if not card.files or card.ask is not None or utf16_length(card.text.plain) > MAX_CAPTION:
        return False
    if len(card.files) == 1:
        return True
    together = {_ALBUMS.get(file.kind, "alone") for file in card.files}
    few = len(card.files) <= MediaGroupLimit.MAX_MEDIA_LENGTH
    return few and not card.rows and len(together) == 1 and "alone" not in together


class Uploads:
    """Sends parcels; what is uploaded once is sent by its file_id from then on.

    Telegram makes a bot wait that uploads the same again and again, so a second post with the
    same file waits for the first.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: dict[str, str] = {}
        self._under_way: dict[str, asyncio.Lock] = {}

    async def send(
        self,
        to: Address,
        parcel: Parcel,
        caption: str | None,
        entities: list[MessageEntity],
        markup: InlineKeyboardMarkup | None,
        reply: ReplyParameters | None,
    ) -> tuple[list[Message], dict[str, str]]:
        """Sends one file or an album, with a caption under the first.

        Returns:
            The messages, and what Telegram calls the files of ours, by hash.

        Raises:
            TelegramError: as the Bot's methods do.
        """
        async with self._ready(parcel) as ready:
            if len(ready) == 1:
                sent = [await self._one(to, ready[0], caption, entities, markup, reply)]
            else:
                sent = await self._album(to, ready, caption, entities, reply)
            return sent, self._learnt(parcel, sent)

    @asynccontextmanager
    async def _ready(self, parcel: Parcel) -> AsyncIterator[list[FileRef]]:
        """The files with the ids that are known by now; those unknown are ours to upload."""
        async with AsyncExitStack() as uploading:
            for about in sorted({file.hash for file in parcel if file.hash}):
                if about not in self._known:
                    lock = self._under_way.setdefault(about, asyncio.Lock())
                    await uploading.enter_async_context(lock)
            yield [self._as_known(file) for file in parcel]

    def _as_known(self, file: FileRef) -> FileRef:
        known = self._known.get(file.hash or "")
        return FileRef(file.kind, known, name=file.name) if known else file

    async def _one(
        self,
        to: Address,
        file: FileRef,
        caption: str | None,
        entities: list[MessageEntity],
        markup: InlineKeyboardMarkup | None,
        reply: ReplyParameters | None,
    ) -> Message:
        send = getattr(self._bot, f"send_{file.kind}")
        message: Message = await send(
            to.chat_id,
            _given(file),
            caption=caption or None,
            caption_entities=entities or None,
            message_thread_id=to.thread_id,
            reply_markup=markup,
            reply_parameters=reply,
        )
        return message

    async def _album(
        self,
        to: Address,
        files: Sequence[FileRef],
        caption: str | None,
        entities: list[MessageEntity],
        reply: ReplyParameters | None,
    ) -> list[Message]:
        media = [_INPUTS[file.kind](_given(file)) for file in files]
        if caption:
            first = files[0]
            media[0] = _INPUTS[first.kind](
                _given(first), caption=caption, caption_entities=entities or None
            )
        sent = await self._bot.send_media_group(
            to.chat_id, media, message_thread_id=to.thread_id, reply_parameters=reply
        )
        return list(sent)

    def _learnt(self, parcel: Parcel, sent: Sequence[Message]) -> dict[str, str]:
        found = {}
        for file, message in zip(parcel, sent, strict=False):
            file_id = _id_of(message, file.kind)
            if file.hash and file_id:
                found[file.hash] = self._known[file.hash] = file_id
                self._under_way.pop(file.hash, None)
        return found


def _given(file: FileRef) -> str | InputFile:
    if file.file_id is not None:
        return file.file_id
    return InputFile(file.data or b"", filename=file.name or file.kind, attach=True)


def _id_of(message: Message, kind: str) -> str | None:
    """What Telegram calls the file of a message; it may have made something else of it."""
    if kind == "photo":
        return message.photo[-1].file_id if message.photo else None
    held = getattr(message, kind, None)
    return None if held is None else str(held.file_id)
