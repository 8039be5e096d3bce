"""A button's own words, written in answer to its message, are a tap on it."""

from __future__ import annotations

from telegram import Message

from handlers.kit.buttons import words


def written_press(message: Message) -> str | None:
    """The callback data of the button whose words a message says, in answer to a message of ours.

    None where it says something else, or what stands on several buttons. What a command says, or
    what was written elsewhere and forwarded, is no tap.
    """
    answered, said = message.reply_to_message, words(message.text or "")
    if answered is None or answered.reply_markup is None or answered.from_user is None:
        return None
    if answered.from_user.id != message.get_bot().id or message.forward_origin is not None:
        return None
    if not said or (message.text or "").startswith("/"):
        return None
    every = [each for row in answered.reply_markup.inline_keyboard for each in row]
    found = {each.callback_data for each in every if words(each.text) == said}
    data = found.pop() if len(found) == 1 else None
    return data if isinstance(data, str) else None
