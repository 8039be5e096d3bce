"""What became of a suggestion: told to those who supported it, and to its writer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from handlers.kit import sealing
from handlers.kit.card import Card, Text, card, pack
from handlers.kit.feature import Ring
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.vote_cards import result
from storage import alarms, letter_hidden, letters, people, posts, suggestion_votes, suggestions
from storage.cipher import Unsealed
from storage.decisions import Decided
from storage.letters import Mode
from storage.people import Person, PersonRef
from storage.suggestions import Snapshot
from storage.tallies import End, Outcome
from storage.votes import Snapshot as Vote

# What was decided, in a reader's language.
Said = Callable[[Texts], Text]


def voted(found: Decided | None, texts: Texts) -> Text | None:
    """How it was voted, in a line; None where it was no vote that decided."""
    if found is None or found.vote is None or found.outcome is None:
        return None
    return result(found.vote, found.outcome, texts)


async def by_vote(on: Turn | Ring, vote: Vote, found: Outcome) -> None:
    """A vote is closed: where it was on a suggestion, and decided, that is its answer."""
    one = await suggestion_votes.of_vote(on.session, vote.id)
    if one is None or found.kind not in (End.DECIDED, End.REJECTED):
        return
    texts = Texts(on.school.default_language, on.school)
    said = result(vote, found, texts).plain
    await suggestion_votes.answer(on.session, one, vote.id, said, on.now)
    await tell(on, one, lambda texts: result(vote, found, texts))


async def tell(on: Turn | Ring, one: Snapshot, said: Said) -> int:
    """Tells whose families supported it, and its writer, when it is not quiet; how many did."""
    await alarms.cancel_of(on.session, one.id)
    told = await suggestions.supporters(on.session, one.id)
    due = (on.school.quiet_ends(on.now) or on.now).astimezone(on.now.tzinfo)
    await posts.queue(on.session, [_news(on, one, said, each, due) for each in told])
    await _tell_writer(on, one, said, {each.id for each in told}, due)
    return len(told)


def _news(
    on: Turn | Ring, one: Snapshot, said: Said, to: PersonRef | Person, due: datetime
) -> dict[str, Any]:
    texts = Texts(on.school.closest(to.language), on.school)
    key = f"suggestion-outcome:{one.id}:{to.id}"
    shown = pack(_outcome(one, said, texts))
    return posts.row("say", to.user_id, texts.language, due, payload=shown, key=key)


def _outcome(one: Snapshot, said: Said, texts: Texts) -> Card:
    quoted = Text(one.head).styled("blockquote")
    return card(paragraphs(texts("suggestion-news"), quoted, said(texts)))


async def _tell_writer(
    on: Turn | Ring, one: Snapshot, said: Said, told: set[int], due: datetime
) -> None:
    """Where there is still somebody to tell, and who was not told among the others."""
    letter = await letters.get(on.session, one.letter_id)
    rows = []
    if letter.mode == Mode.HIDDEN:
        rows = await _sealed(on, one, said, due)
    elif letter.person_id is not None and letter.person_id not in told:
        person = await people.find(on.session, letter.person_id)
        rows = [_news(on, one, said, person, due)] if person is not None else []
    await posts.queue(on.session, rows)


async def _sealed(
    on: Turn | Ring, one: Snapshot, said: Said, due: datetime
) -> list[dict[str, Any]]:
    """To a hidden writer; without the key to nobody, and what was decided counts all the same."""
    key = on.school.envelopes
    try:
        writer = await letter_hidden.find(on.session, key, one.letter_id) if key else None
    except Unsealed:
        return []
    if key is None or writer is None:
        return []
    shown = _outcome(one, said, Texts(on.school.closest(writer.language), on.school))
    default = on.school.default_language
    return [sealing.row(key, one.letter_id, writer.user_id, shown, default, due)]
