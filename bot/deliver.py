"""Cards to Telegram: the calls, and what each answer means for the post."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, replace

import structlog
from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)
from telegram.error import TelegramError

from bot import parcels, parts, shutting
from bot.outcomes import outcome, settled
from bot.parcels import Uploads
from bot.parts import NO_PREVIEW
from bot.spans import entities
from handlers.kit.card import Button, Card, Text
from handlers.kit.lengths import MAX_CAPTION, clipped
from scheduler.ports import (
    Address,
    Begun,
    Form,
    Opened,
    Outcome,
    Refused,
    Sent,
    TakenAway,
)

MAX_PLACEHOLDER = 64  # Bot API: ForceReply, input_field_placeholder

TITLE = 128  # Bot API: createForumTopic, name

_log = structlog.get_logger(__name__)


class TelegramDelivery:
    """Sends, edits and deletes messages; implements scheduler.ports.Deliver.

    Args:
        bot: an initialised Bot, best on an AiohttpRequest, whose errors tell whether a request
            left.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._uploads = Uploads(bot)

    async def send(self, to: Address, what: Card, form: Form | None = None) -> Outcome:
        """Sends a card as a new message, or the next piece of one with files.

        Args:
            to: the chat, and the topic in it.
            what: the card; a text longer than a message is divided where a reader would.
            form: which of its files and parts have been sent.

        Returns:
            Sent with the new message's id, Begun when more of it is to be sent, or what else became
            of it; never raises for what Telegram or the network answers.
        """
        form = form or Form()
        if not form.files and not form.parts:
            form = replace(form, key=parcels.key(what.files))
        if what.topic is not None and to.thread_id is None and not form.flat:
            return await self._open(to, what.topic, form)
        pieces = parcels.parcels(what.files)
        if pieces and not form.files and parcels.captions(what):
            return await self._send_with_caption(to, what, pieces[0], form)
        left = _left(pieces, len(form.files))
        if left is not None:
            return await self._send_files(to, what, left, form)
        return await self._send_text(to, what, form)

    async def _open(self, to: Address, title: str, form: Form) -> Outcome:
        """A topic for the card; where there is to be none (no forum, no right), it does without."""
        try:
            topic = await self._bot.create_forum_topic(
                to.chat_id, clipped(Text(title), TITLE).plain
            )
        except Exception as error:
            if not isinstance(error, TelegramError):
                _log.exception("unexpected answer", method="createForumTopic")
            failed = outcome(error, "createForumTopic")
            if not isinstance(failed, Refused):
                return failed
            _log.info("topic.refused", chat=to.chat_id, reason=failed.reason)
            return Begun(replace(form, flat=True), weight=0)
        return Opened(topic.message_thread_id)

    async def _send_text(self, to: Address, what: Card, form: Form) -> Outcome:
        """The text: one of its first parts, or the last one, which has the buttons."""
        *before, last = parts.divided(what.text)
        sent = len(form.parts)
        text = before[sent] if sent < len(before) else last
        answered = form.files[0] if form.files else what.reply_to
        call = self._bot.send_message(
            to.chat_id,
            text.plain,
            entities=entities(text) or None,
            message_thread_id=to.thread_id,
            reply_markup=keyboard(what) if text is last else None,
            link_preview_options=NO_PREVIEW,
            reply_parameters=None if sent else _reply(answered),
        )
        found = await settled(call, "sendMessage", 0)
        if not isinstance(found, Sent):
            return found
        if text is last:
            return await self._pinned(to, found, what, form)
        return Begun(replace(form, parts=(*form.parts, (found.message_id, parts.digest(text)))))

    async def _send_with_caption(
        self, to: Address, what: Card, parcel: parcels.Parcel, form: Form
    ) -> Outcome:
        """The whole card as one file or one album."""
        text = what.text
        sending = self._uploads.send(
            to, parcel, text.plain, entities(text), _buttons(what), _reply(what.reply_to)
        )
        found = await _uploaded(sending)
        if not isinstance(found, Arrived):
            return found
        form = replace(form, files=found.ids[1:], caption=True)
        sent = Sent(found.ids[0], form, found.file_ids, len(found.ids))
        return await self._pinned(to, sent, what, form)

    async def _send_files(
        self, to: Address, what: Card, parcel: parcels.Parcel, form: Form
    ) -> Outcome:
        """Files that come before the text; what they are about, the text says in answer to them."""
        reply = _reply(None if form.files else what.reply_to)
        found = await _uploaded(self._uploads.send(to, parcel, None, [], None, reply))
        if not isinstance(found, Arrived):
            return found
        form = replace(form, files=form.files + found.ids)
        return Begun(form, found.file_ids, len(found.ids))

    async def edit(
        self, to: Address, message_id: int, what: Card, form: Form | None = None
    ) -> Outcome:
        """Makes a message of ours show a card (Bot API: editMessageText, editMessageCaption).

        Args:
            to: the chat of the message.
            message_id: the message.
            what: the card; without rows the buttons go away. A question is asked by sending
                only, as an edit takes no ForceReply.
            form: how it stands; None for a plain text.

        Returns:
            Sent when the message shows the card, also when it already did; TakenAway where its
            files have changed, or its text needs more room, so that it has to be sent anew.
        """
        wanted = parcels.key(what.files)
        form = form or Form()
        if form.key != wanted or parts.outgrows(what.text, form):
            outcome = await self._without_files(to, message_id, what, form)
            if isinstance(outcome, Form):
                form = outcome
            else:
                return outcome
        found = await self._show(to, message_id, what, form)
        if not isinstance(found, Sent):
            return found
        sent = await self._pinned(to, found, what, found.form or form)
        return await shutting.settle(self._bot, to, sent, what, sent.form or Form())

    async def _show(self, to: Address, message_id: int, what: Card, form: Form) -> Outcome:
        if form.caption:
            text = clipped(what.text, MAX_CAPTION)
            call = self._bot.edit_message_caption(
                to.chat_id,
                message_id,
                caption=text.plain,
                caption_entities=entities(text) or None,
                # An album has no buttons (Bot API: sendMediaGroup).
                reply_markup=None if form.files else _buttons(what),
            )
            return await settled(call, "editMessageCaption", message_id)
        *before, text = parts.divided(what.text, len(form.parts) + 1)
        shown = await parts.show(self._bot, to, before, form)
        if not isinstance(shown, tuple):
            return shown
        call = self._bot.edit_message_text(
            text.plain,
            to.chat_id,
            message_id,
            entities=entities(text) or None,
            reply_markup=_buttons(what),
            link_preview_options=NO_PREVIEW,
        )
        found = await settled(call, "editMessageText", message_id)
        form, edits = shown
        return replace(found, form=form, weight=1 + edits) if isinstance(found, Sent) else found

    async def _without_files(
        self, to: Address, message_id: int, what: Card, form: Form
    ) -> Form | Outcome:
        """Takes away what stands of other files than the card has now, or of a shorter text.

        Where the text is a message of its own it stays, and says what is left to say. What
        Telegram lets nobody take away any more (after 48 hours) stays, too, with its new text.
        """
        stays = not form.caption and not what.files and not parts.outgrows(what.text, form)
        begun = [number for number, _ in form.parts]
        ids = form.files if stays else (message_id, *form.files, *begun)
        found = await settled(
            self._bot.delete_messages(to.chat_id, ids), "deleteMessages", message_id
        )
        if isinstance(found, Refused):
            _log.info("files.stay", reason=found.reason)
            return replace(form, key=parcels.key(what.files))
        if not isinstance(found, Sent):
            return found
        return replace(form, files=(), key="") if stays else TakenAway()

    async def _pinned(self, to: Address, sent: Sent, what: Card, form: Form) -> Sent:
        """Pins the message or lets it go, as its card asks.

        Where that fails, mostly for want of the right, the post stands all the same; the next
        edit tries again.
        """
        if what.pin is not None and what.pin != form.pinned:
            if what.pin:
                call = self._bot.pin_chat_message(
                    to.chat_id, sent.message_id, disable_notification=True
                )
            else:
                call = self._bot.unpin_chat_message(to.chat_id, sent.message_id)
            done = await settled(call, "pinChatMessage", sent.message_id)
            sent = replace(sent, weight=sent.weight + 1)
            if isinstance(done, Sent):
                form = replace(form, pinned=what.pin)
            else:
                _log.info("pin.failed", chat=to.chat_id, outcome=str(done))
        return replace(sent, form=None if form == Form() else form)

    async def delete(self, to: Address, message_id: int) -> Outcome:
        """Takes a message away (Bot API: deleteMessage, within 48 hours).

        Returns:
            Sent when the message is away, also when it already was.
        """
        call = self._bot.delete_message(to.chat_id, message_id)
        return await settled(call, "deleteMessage", message_id)


def _left(pieces: list[parcels.Parcel], sent: int) -> parcels.Parcel | None:
    """The first piece of which nothing was sent; None when all were."""
    for piece in pieces:
        if sent <= 0:
            return piece
        sent -= len(piece)
    return None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Files that stand in the chat: their messages, and what Telegram calls those of ours."""

    ids: tuple[int, ...]
    file_ids: dict[str, str]


async def _uploaded(
    sending: Awaitable[tuple[list[Message], dict[str, str]]],
) -> Arrived | Outcome:
    try:
        messages, file_ids = await sending
    except Exception as error:
        if not isinstance(error, TelegramError):
            _log.exception("unexpected answer", method="sendMediaGroup")
        return outcome(error, "sendMediaGroup")
    return Arrived(tuple(message.message_id for message in messages), file_ids)


def keyboard(card: Card) -> InlineKeyboardMarkup | ForceReply | None:
    """A card's buttons, or for a question the field to answer it in.

    The field opens only for the author of the message that the card replies to, or who is
    mentioned in it (Bot API: ForceReply, selective).
    """
    if card.ask is not None:
        return ForceReply(
            selective=True, input_field_placeholder=card.ask[:MAX_PLACEHOLDER] or None
        )
    return _buttons(card)


def _buttons(card: Card) -> InlineKeyboardMarkup | None:
    if not card.rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in card.rows])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label,
        callback_data=button.data,
        url=button.url,
        style=button.style,
        copy_text=CopyTextButton(button.copy) if button.copy else None,
    )


def _reply(message_id: int | None) -> ReplyParameters | None:
    if message_id is None:
        return None
    return ReplyParameters(message_id, allow_sending_without_reply=True)
