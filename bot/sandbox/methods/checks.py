"""Checks that several methods share: formatted text, keyboards."""

import re
from collections.abc import Sequence

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.objects import ApiObject, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from bot.sandbox.texts import check_entities, settled
from bot.sandbox.writing import LONGEST_CAPTION

# Bot API: InlineKeyboardButton.callback_data, bytes; the counts of buttons are the community's.
LONGEST_DATA = 64
MOST_BUTTONS = 100
WIDEST_ROW = 8
# Bot API: CopyTextButton.text, InlineKeyboardButton.style.
LONGEST_COPY = 256
STYLES = (None, "danger", "success", "primary")
ACTIONS = (
    *("url", "callback_data", "copy_text", "web_app"),
    *("switch_inline_query", "switch_inline_query_current_chat"),
)
ADDRESS = re.compile(r"(?:https?://|tg://)?[^\s/?#]+\.?[^\s]*")


def formatted(
    text: str, entities: Sequence[MessageEntity] | None, parse_mode: str | None
) -> tuple[str, list[Json]]:
    """Return text and entities as the message will hold them; may be empty.

    Raises:
        ApiError: 400, entities that Telegram refuses, or parse_mode, which is not modelled.
    """
    if parse_mode:
        raise bad_request("can't parse entities: the sandbox takes entities, not parse_mode")
    plain = [entity.model_dump(exclude_none=True) for entity in entities or ()]
    check_entities(text, plain)
    return settled(text, plain)


def message_text(
    text: str | None,
    entities: Sequence[MessageEntity] | None,
    parse_mode: str | None,
    longest: int,
) -> tuple[str, list[Json]]:
    """Return a message's text and entities, 1 to `longest` characters (Bot API: sendMessage)."""
    text, found = formatted(text or "", entities, parse_mode)
    if not text:
        raise bad_request("message text is empty")
    if len(text) > longest:
        raise bad_request("message is too long")
    return text, found


def message_caption(
    caption: str | None, entities: Sequence[MessageEntity] | None, parse_mode: str | None
) -> tuple[str, list[Json]]:
    """Return a caption and its entities, 0 to 1024 characters (Bot API: sendPhoto)."""
    text, found = formatted(caption or "", entities, parse_mode)
    if len(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text, found


def keyboard(markup: ApiObject | None) -> Json | None:
    """Return reply markup as it is stored; None for none and for a keyboard without buttons.

    Raises:
        ApiError: 400, a button or the whole is not what Telegram takes.
    """
    if markup is None:
        return None
    if isinstance(markup, InlineKeyboardMarkup):
        _check_inline(markup)
        rows = [row for row in markup.inline_keyboard if row]
        if not rows:
            return None
        plain = [[button.model_dump(exclude_none=True) for button in row] for row in rows]
        return {"inline_keyboard": plain}
    return markup.model_dump(exclude_none=True)


def _check_inline(markup: InlineKeyboardMarkup) -> None:
    rows = markup.inline_keyboard
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > WIDEST_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: InlineKeyboardButton) -> None:
    actions = [name for name in ACTIONS if getattr(button, name) is not None]
    if not button.text.strip():
        raise bad_request("can't parse inline keyboard button: text of the button is empty")
    if not actions:
        text = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {text}")
    if len(actions) > 1:
        text = f"exactly one action is allowed, not {' and '.join(actions)}"
        raise bad_request(f"can't parse inline keyboard button: {text}")
    if button.style not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")
    _check_action(button)


def _check_action(button: InlineKeyboardButton) -> None:
    data = button.callback_data
    if data is not None and not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.copy_text is not None and not 1 <= len(button.copy_text.text) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if button.url is not None and not ADDRESS.fullmatch(button.url):
        raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
