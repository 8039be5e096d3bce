"""Forum groups: which topic serves notices, which meetings, which the parents' talk."""

from __future__ import annotations

from enum import StrEnum

from handlers.kit import buttons
from handlers.kit.card import Button
from handlers.kit.feature import Feature, Where
from handlers.kit.roles import Can, may
from handlers.kit.texts import LANGUAGES, Texts
from handlers.kit.turn import Turn
from storage import classes
from storage.classes import Purpose
from storage.rules import fold

feature = Feature("topics")

GENERAL = 0  # in a button, where a topic has its number


class Serves(StrEnum):
    """What a topic can be chosen for."""

    NOTICES = "notices"
    MEETINGS = "meetings"
    TALK = "talk"
    ALL = "all"


_PURPOSES = {
    Serves.NOTICES: (Purpose.NOTICES,),
    Serves.MEETINGS: (Purpose.MEETINGS,),
    Serves.TALK: (Purpose.TALK,),
    Serves.ALL: tuple(Purpose),
}


@buttons.button("top")
class ServeHere:
    """This topic serves that."""

    class_id: int
    thread_id: int
    serves: Serves


@feature.command("topic", Can.CLASS_LINK, Where.GROUP)
async def topic(turn: Turn) -> None:
    """`/topic` in a topic asks, in private, what it serves; `/topic notices` says so at once."""
    here = turn.place.class_
    if here is None:
        turn.refuse("topic-unlinked")
    if not turn.place.forum:
        turn.refuse("topic-no-forum")
    thread_id = turn.message.thread_id or GENERAL
    typed = turn.message.text.plain.strip()
    if typed:
        await _serve(turn, here.id, thread_id, _read(turn, typed))
        return
    found = [
        Button(turn.texts.plain(f"topic-{each}"), buttons.pack(ServeHere(here.id, thread_id, each)))
        for each in Serves
    ]
    turn.say("topic-ask", found[:3], found[3:], class_name=here.name)


def _read(turn: Turn, typed: str) -> Serves:
    """The word that somebody typed, in any of the bot's languages."""
    for language in LANGUAGES:
        texts = Texts(language, turn.school)
        for each in Serves:
            if fold(typed) in (each.value, fold(texts.plain(f"topic-{each}"))):
                return each
    return turn.refuse("topic-unknown", typed=typed[:40])


@feature.button(ServeHere, Can.CLASS_LINK)
async def serve_here(turn: Turn) -> None:
    """What was tapped."""
    press: ServeHere = turn.press
    if not may(turn.actor, Can.CLASS_LINK, press.class_id):
        turn.refuse("refused-right")
    await _serve(turn, press.class_id, press.thread_id, press.serves)


async def _serve(turn: Turn, class_id: int, thread_id: int, serves: Serves) -> None:
    one = await classes.get(turn.session, class_id)
    if one.closed or one.chat_id is None:
        turn.refuse("refused-subject-gone")
    await classes.set_topic(turn.session, class_id, _PURPOSES[serves], thread_id or None)
    what = turn.texts.plain(f"topic-{serves}")
    if turn.query_id is not None:
        turn.toast("topic-set", class_name=one.name, what=what)
    else:
        turn.say("topic-set", class_name=one.name, what=what)
