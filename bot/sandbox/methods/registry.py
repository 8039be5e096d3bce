"""The table of methods, and turning parameters into a checked request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.sandbox.errors import ApiError, Json, bad_request
from bot.sandbox.requests import Request

if TYPE_CHECKING:
    from bot.sandbox.town import Town

R = TypeVar("R", bound=Request)
Perform = Callable[["Town", R], object | Awaitable[object]]

# What the Bot API server says when a parameter is missing; others say "<name> is empty".
MISSING = {
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "user_id": "invalid user_id specified",
    "commands": "can't parse commands list",
    **{
        kind: f"there is no {kind} in the request"
        for kind in ("photo", "document", "video", "audio", "voice")
    },
    "media": "there are no messages to send",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its name, the model of its parameters, and the function that does it."""

    name: str
    request: type[Request]
    perform: Callable[["Town", Any], object | Awaitable[object]]

    def checked(self, parameters: Json) -> Request:
        """Return the request that the parameters describe.

        Raises:
            ApiError: 400, they are not what the method takes.
        """
        try:
            return self.request.model_validate(parameters)
        except ValidationError as error:
            raise _refusal(error.errors(include_url=False)[0]) from error


UNKNOWN_MEDIA = ("union_tag_invalid", "union_tag_not_found")
# What Telegram knows as InputMedia, but never in an album.
NOT_IN_ALBUMS = {"animation": "can't be used in sendMediaGroup", "voice_note": "is not allowed"}
METHODS: dict[str, Method] = {}


def method(request: type[R]) -> Callable[[Perform[R]], Perform[R]]:
    """Register the function that performs the method of this request model."""

    def register(perform: Perform[R]) -> Perform[R]:
        name = request.method()
        # The Bot API takes its method names in any case.
        METHODS[name.lower()] = Method(name, request, perform)
        return perform

    return register


def _refusal(error: ErrorDetails) -> ApiError:
    place = [str(part) for part in error["loc"]]
    name = place[0] if place else "request"
    kind = error["type"]
    if kind == "missing" and len(place) == 1:
        return bad_request(MISSING.get(name, f"{name} is empty"))
    if kind == "extra_forbidden":
        return bad_request(f"parameter {'.'.join(place)} is not known to the sandbox")
    if kind == "string_unicode":
        return bad_request("strings must be encoded in UTF-8")
    if kind in UNKNOWN_MEDIA and name == "media":
        return _unknown_media(error)
    if name == "reply_markup" and kind.startswith("union_tag"):
        return bad_request("object expected as reply markup")
    return bad_request(f"can't parse {'.'.join(place)}: {error['msg']}")


def _unknown_media(error: ErrorDetails) -> ApiError:
    given = error["input"].get("type") if isinstance(error["input"], dict) else None
    if given is None:
        return bad_request("can't parse InputMedia: Can't find field \"type\"")
    reason = NOT_IN_ALBUMS.get(given, "is unsupported")
    return bad_request(f'can\'t parse InputMedia: type "{given}" {reason}')
