"""The language that somebody speaks, and that a class's cards are in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit import buttons
from handlers.kit.acting import become_known
from handlers.kit.card import Button
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, may
from handlers.kit.texts import LANGUAGES
from handlers.kit.turn import ShowMenu, Turn
from storage import classes, people, posts

feature = Feature("people")


@buttons.button("lang")
class Speak:
    """Chooses a person's language."""

    language: str


@buttons.button("lac")
class SpeakIn:
    """Chooses a class's language."""

    class_id: int
    language: str


@feature.command("language", Can.ANYTHING_OPEN)
async def language(turn: Turn) -> None:
    """Offers the languages: one's own; in a class's group, to who may link it, the class's."""
    class_ = turn.place.class_
    if class_ is not None and may(turn.actor, Can.CLASS_LINK, class_.id):
        presses = {each: SpeakIn(class_.id, each) for each in turn.school.languages}
        turn.say("language-which-class", _choices(presses), name=class_.name)
    else:
        turn.say("language-which", _choices({each: Speak(each) for each in turn.school.languages}))


def _choices(presses: Mapping[str, Any]) -> list[Button]:
    return [Button(LANGUAGES[each], buttons.pack(press)) for each, press in presses.items()]


@feature.button(Speak, Can.ANYTHING_OPEN)
async def speak(turn: Turn) -> None:
    """The person speaks this language from now on."""
    _check_spoken(turn, turn.press.language)
    person_id = await become_known(turn)
    await people.set_language(turn.session, person_id, turn.press.language)
    turn.errands.append(ShowMenu(turn.user.user_id))
    turn.texts = turn.texts_in(turn.press.language)
    turn.toast("language-set")


@feature.button(SpeakIn, Can.CLASS_LINK)
async def speak_in(turn: Turn) -> None:
    """The class's cards are in this language from now on, those that stand as well."""
    _check_spoken(turn, turn.press.language)
    if not may(turn.actor, Can.CLASS_LINK, turn.press.class_id):
        turn.refuse("refused-right")
    class_ = await classes.get(turn.session, turn.press.class_id)
    await classes.set_language(turn.session, class_.id, turn.press.language)
    if class_.chat_id is not None:
        await posts.speak(turn.session, class_.chat_id, turn.press.language, turn.now)
    turn.toast("language-set-class", name=class_.name, language=LANGUAGES[turn.press.language])


def _check_spoken(turn: Turn, language: str) -> None:
    if language not in turn.school.languages:
        turn.refuse("refused-button")
