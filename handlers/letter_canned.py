"""A canned answer for one letter: offered by tap, told by its name, its gaps filled."""

from __future__ import annotations

import re

from handlers import letter_places as places
from handlers.kit import buttons
from handlers.kit.card import Button, Text, card, join
from handlers.kit.forms.steps import in_rows
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import letter_replies, letter_views, people
from storage.letter_parts import Said
from storage.letter_replies import Canned
from storage.letters import Snapshot
from storage.mailbox import Reading

# What stands in a group to choose from, once a letter; a reply to it is an answer, too.
CHOOSE = "letter-choose"
GAPS = ("name", "number", "about", "date", "school", "me")
# Wide braces are what a Chinese keyboard has.
_GAP = re.compile(r"[{｛]\s*([^{}｛｝]*?)\s*[}｝]")


@buttons.button("lru")
class Use:
    """Answer this letter so."""

    subject_id: int
    number: int


def gap(name: str, texts: Texts) -> str:
    """What a gap is called in a language."""
    return texts.plain(f"letter-gap-{name}")


def _known(texts: Texts) -> dict[str, str]:
    """The gaps by what they may be called there; English works everywhere."""
    return {**{name: name for name in GAPS}, **{gap(name, texts).casefold(): name for name in GAPS}}


def unknown(plain: str, texts: Texts) -> list[str]:
    """The gaps that nothing could fill."""
    known = _known(texts)
    return [each for each in _GAP.findall(plain) if each.casefold() not in known]


async def rows(turn: Turn, one: Snapshot) -> list[list[Button]]:
    """A button for each canned answer."""
    found = await letter_replies.every(turn.session)
    return in_rows([Button(each.name, buttons.pack(Use(one.id, each.id))) for each in found])


async def offer(turn: Turn, one: Snapshot, reading: Reading) -> None:
    """Where letters are read they stand under the letter, for whoever answers it."""
    texts = turn.texts_in(reading.language)
    offered = await rows(turn, one)
    if offered:
        shown = card(texts("letter-choose", number=one.number), *offered)
        places.say_under(turn, one, shown, texts, key=f"{CHOOSE}:{one.id}")


async def typed(turn: Turn, one: Snapshot) -> Said | None:
    """The canned answer whose name was typed, and nothing else."""
    words = turn.message.text.plain.strip()
    if turn.message.files or not 0 < len(words) <= letter_replies.NAME_LIMIT:
        return None
    found = await letter_replies.find_named(turn.session, words)
    return await filled(turn, one, found) if found is not None else None


async def filled(turn: Turn, one: Snapshot, canned: Canned) -> Said:
    """A canned answer as this letter's writer is to read it."""
    texts = turn.texts_in(canned.language)
    values = await _values(turn, one, texts)
    known = _known(texts)
    whole = Text.of(canned.plain, canned.spans)
    parts: list[Text | str] = []
    end = 0
    for found in _GAP.finditer(canned.plain):
        name = known.get(found[1].casefold())
        if name is not None:
            parts += [whole.cut(end, found.start()), values[name]]
            end = found.end()
    said = join([*parts, whole.cut(end, len(canned.plain))], "")
    return Said(said.plain, said.packed, [])


async def _values(turn: Turn, one: Snapshot, texts: Texts) -> dict[str, str]:
    """What fills the gaps; who is hidden has no name here either."""
    view = await letter_views.view(turn.session, one.id)
    me = await people.get(turn.session, turn.person_id)
    return {
        "name": view.writer or texts.plain("letter-gap-nobody"),
        "number": str(one.number),
        "about": texts.plain(f"letter-about-{one.about}"),
        "date": texts.day(one.sent_at),
        "school": texts.school.name,
        "me": me.name,
    }
