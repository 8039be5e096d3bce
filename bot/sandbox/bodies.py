"""Bodies of requests: JSON, form and multipart become one dictionary of parameters."""

import re
from email.parser import HeaderParser
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.errors import ApiError, Json, bad_request
from bot.sandbox.inputs import Upload
from bot.sandbox.objects import loads

# Bot API: Sending files, 50 MB for documents; the rest is room for the other fields.
ATTACHED = "attach://"
LARGEST_BODY = 52 * 1024 * 1024
BOUNDARY = re.compile(rb'boundary="?([^";]+)"?', re.IGNORECASE)


def too_large() -> ApiError:
    """Return the 413 that Telegram answers to a body that is too large."""
    return ApiError(413, "Request Entity Too Large")


def parameters(query: bytes, content_type: bytes, body: bytes) -> Json:
    """Return the parameters of a request, from its query string and its body."""
    try:
        return _form(query) | _body(content_type, body)
    except UnicodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def _body(content_type: bytes, body: bytes) -> Json:
    kind = content_type.split(b";")[0].strip().lower()
    if not body:
        return {}
    if kind == b"application/json":
        return _json(body)
    if kind == b"multipart/form-data":
        return _multipart(content_type, body)
    return _form(body)


def _form(body: bytes) -> Json:
    return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))


def _json(body: bytes) -> Json:
    try:
        value = loads(body.decode())
    except UnicodeError:
        raise
    except ValueError as error:
        raise bad_request("can't parse the request's JSON") from error
    if not isinstance(value, dict):
        raise bad_request("can't parse the request's JSON: object expected")
    return value


def _multipart(content_type: bytes, body: bytes) -> Json:
    match = BOUNDARY.search(content_type)
    if match is None:
        raise bad_request("can't parse multipart: no boundary")
    fields: Json = {}
    # The first piece is the preamble; a piece that begins with -- is the end.
    for piece in (b"\r\n" + body).split(b"\r\n--" + match.group(1))[1:]:
        if piece.startswith(b"--"):
            break
        name, value = _part(piece)
        fields[name] = value
    return _attached(fields)


def _part(piece: bytes) -> tuple[str, str | Upload]:
    head, _, content = piece.lstrip(b"\r\n").partition(b"\r\n\r\n")
    headers = HeaderParser().parsestr(head.decode())
    name = headers.get_param("name", "", header="content-disposition")
    filename = headers.get_filename()
    if filename is None:
        return str(name), content.decode()
    return str(name), Upload(filename, content, headers.get_content_type())


def _attached(fields: Json) -> Json:
    """Put the files that attach://name points at in its place (Bot API: Sending files).

    It may stand for a parameter, or deep in one that holds JSON (InputMedia).
    """
    used: set[str] = set()

    def put(value: Any) -> Any:
        if isinstance(value, list):
            return [put(each) for each in value]
        if isinstance(value, dict):
            return {name: put(each) for name, each in value.items()}
        if not isinstance(value, str) or not value.startswith(ATTACHED):
            return value
        part = value.removeprefix(ATTACHED)
        if not isinstance(fields.get(part), Upload):
            return value
        used.add(part)
        return fields[part]

    placed = {name: put(_opened(value)) for name, value in fields.items()}
    return {name: value for name, value in placed.items() if name not in used}


def _opened(value: Any) -> Any:
    """Return what JSON text says if files are attached in it, other values as they are."""
    if isinstance(value, str) and value[:1] in ("[", "{") and ATTACHED in value:
        try:
            return loads(value)
        except ValueError:
            return value
    return value
