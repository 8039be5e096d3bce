"""answerCallbackQuery: what a person sees after pressing a button."""

from typing import TYPE_CHECKING

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import method
from bot.sandbox.requests import AnswerCallbackQuery
from bot.sandbox.taps import DEEP_LINK, Answer, Tap

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: answerCallbackQuery.text.
LONGEST_ANSWER = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method(AnswerCallbackQuery)
def answer_callback_query(town: "Town", request: AnswerCallbackQuery) -> bool:
    """Bot API: answerCallbackQuery; no flood control (the server's maintainer says so)."""
    text = request.text or ""
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if request.url is not None:
        match = DEEP_LINK.fullmatch(request.url)
        if match is None or f"@{match['name']}".lower() != town.bot.mention.lower():
            raise bad_request("URL_INVALID")
    tap = town.queries.get(request.callback_query_id)
    if tap is None or tap.answered or town.now() - tap.at > town.answer_within:
        raise bad_request(TOO_OLD)
    tap.settle(Answer(text, bool(request.show_alert), request.url))
    _show(town, tap)
    return True


def _show(town: "Town", tap: Tap) -> None:
    answer = tap.result or Answer()
    kind = "link" if answer.url else "alert" if answer.show_alert else "toast"
    if answer.text or answer.url:
        text = answer.url or answer.text
        town.happened(kind, tap.message.chat, tap.user, text, tap.message)
    else:
        town.bell.ring()
