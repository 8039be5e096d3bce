"""What goes wrong: the Bot API's refusals, and what a person's app would not let them do."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal in the Bot API's words: HTTP status, description and optional parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """Return the JSON body that Telegram would answer (Bot API: Making requests)."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class NotAllowed(Exception):
    """A person tried what Telegram's apps do not offer them, e.g. to write in a closed topic."""


def bad_request(text: str, **parameters: int) -> ApiError:
    """Return a 400 whose description is "Bad Request: " and the text."""
    return ApiError(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> ApiError:
    """Return a 403 whose description is "Forbidden: " and the text."""
    return ApiError(403, f"Forbidden: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """Return a 429 that asks to wait so many whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
