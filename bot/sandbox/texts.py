"""Text with entities: UTF-16 arithmetic, the checks of TDLib, what Telegram finds by itself."""

import re
from collections.abc import Iterable

from bot.sandbox.errors import Json, bad_request

# Telegram finds these in a text by itself and ignores a bot's own claim about them.
FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
GIVEN = frozenset(
    {
        *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre"),
        *("blockquote", "expandable_blockquote", "text_link", "text_mention"),
        *("custom_emoji", "date_time"),
    }
)
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "date_time", "custom_emoji"})
MOST_ENTITIES = 100
# Bot API: ReplyParameters.quote, quote_entities.
LONGEST_QUOTE = 1024
QUOTED = frozenset(
    {*("bold", "italic", "underline", "strikethrough", "spoiler"), "custom_emoji", "date_time"}
)
# Bot API: date-time entity formatting; relative, or weekday, date and time, short or long.
DATE_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")

PATTERNS = (
    ("url", re.compile(r"(?<![\w@])(?:https?://|www\.|t\.me/)[^\s<>\"]*[^\s<>\".,;:!?)\]]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}(?!\w)", re.ASCII)),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}(?!\w)")),
)


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """Return the part of a text that an entity covers, from UTF-16 offset and length."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def end(entity: Json) -> int:
    """Return the UTF-16 offset behind an entity."""
    return int(entity["offset"]) + int(entity["length"])


def _splits(raw: bytes, offset: int) -> bool:
    """Tell whether a UTF-16 offset lies between the two halves of one symbol."""
    high_byte = raw[2 * offset + 1 : 2 * offset + 2]
    return bool(high_byte) and 0xDC <= high_byte[0] <= 0xDF


def _byte_offset(raw: bytes, offset: int) -> int:
    """Return the UTF-8 offset behind the symbol that a UTF-16 offset splits, as TDLib reports."""
    return len(raw[: 2 * offset + 2].decode("utf-16-le").encode())


def _check_place(raw: bytes, entity: Json) -> None:
    start, stop, total = entity["offset"], end(entity), len(raw) // 2
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if entity["length"] < 0:
        raise bad_request(f"receive an entity with incorrect length {entity['length']}")
    if start > total:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    beginning = f"entity beginning at UTF-16 offset {start} ends"
    if stop > total:
        raise bad_request(f"{beginning} after the end of the text at UTF-16 offset {stop}")
    middle = "in a middle of a UTF-16 symbol at byte offset"
    if _splits(raw, start):
        raise bad_request(f"entity begins {middle} {_byte_offset(raw, start)}")
    if _splits(raw, stop):
        raise bad_request(f"{beginning} {middle} {_byte_offset(raw, stop)}")


def _check_kind(entity: Json) -> None:
    kind = entity["type"]
    if kind not in GIVEN and kind not in FOUND:
        raise bad_request(f"can't parse entities: unsupported entity type {kind!r}")
    if kind in NEEDS and not entity.get(NEEDS[kind]):
        raise bad_request(f"can't parse entities: {kind} needs {NEEDS[kind]}")
    if kind == "date_time" and entity.get("unix_time") is None:
        raise bad_request("can't parse entities: date_time needs unix_time")
    if not DATE_TIME_FORMAT.fullmatch(entity.get("date_time_format") or ""):
        raise bad_request("can't parse entities: date_time_format is not one of Telegram's")


def check_entities(text: str, entities: list[Json]) -> None:
    """Refuse entities that Telegram refuses: wrong place, unknown type, more than 100."""
    if len(entities) > MOST_ENTITIES:
        raise bad_request("ENTITIES_TOO_LONG")
    raw = text.encode("utf-16-le")
    for entity in entities:
        _check_kind(entity)
        _check_place(raw, entity)


def found(text: str, taken: Iterable[Json] = ()) -> list[Json]:
    """Return what Telegram finds in a text by itself: links, commands, mentions, hashtags.

    Args:
        text: the message's text.
        taken: entities inside which nothing is looked for (code, links).
    """
    entities = [e for e in taken if e["type"] in CLOSED]
    result = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            entity: Json = {
                "type": kind,
                "offset": units(text[: match.start()]),
                "length": units(match.group()),
            }
            if not any(e["offset"] < end(entity) and entity["offset"] < end(e) for e in entities):
                entities.append(entity)
                result.append(entity)
    return result


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut blanks at both ends as TDLib does: at the front only up to the first entity."""
    text = text.rstrip(" \n\t")
    first = min((e["offset"] for e in entities), default=len(text))
    lead = min(len(text) - len(text.lstrip(" \n")), first)
    text, total, moved = text[lead:], units(text[lead:]), []
    for entity in entities:
        start, stop = entity["offset"] - lead, min(end(entity) - lead, total)
        if cut(text, start, max(0, stop - start)).strip():
            moved.append({**entity, "offset": start, "length": stop - start})
    return text, moved


def settled(text: str, entities: Iterable[Json] = ()) -> tuple[str, list[Json]]:
    """Return text and entities as the message will hold them.

    Blanks at the ends go, entities over nothing go, what Telegram finds by itself comes.
    """
    given = [e for e in entities if e["type"] not in FOUND]
    text, given = _trimmed(text, given)
    every = [*given, *found(text, given)]
    return text, sorted(every, key=lambda e: (e["offset"], -e["length"]))


def quote_of(
    text: str, quote: str, entities: Iterable[Json] = (), position: int = 0
) -> Json | None:
    """Return the Bot API's TextQuote of a part of a text, the nearest to a UTF-16 position.

    None if it is no exact part of the text, or longer than a quote may be.
    """
    starts = [match.start() for match in re.finditer(re.escape(quote), text)]
    if not starts or not quote or len(quote) > LONGEST_QUOTE:
        return None
    place = min((units(text[:start]) for start in starts), key=lambda at: abs(at - position))
    found: Json = {"text": quote, "position": place, "is_manual": True}
    listed = [dict(entity) for entity in entities if entity["type"] in QUOTED]
    return found | ({"entities": listed} if listed else {})
