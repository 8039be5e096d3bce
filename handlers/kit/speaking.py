"""Languages to choose from: for a person, for a class, and who is asked at their first Start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit import buttons
from handlers.kit.card import Button, card
from handlers.kit.forms.steps import in_rows
from handlers.kit.texts import LANGUAGES, School, Texts, lines
from handlers.kit.turn import Turn


@buttons.button("lang")
class Speak:
    """Chooses a person's language."""

    language: str


@buttons.button("lac")
class SpeakIn:
    """Chooses a class's language."""

    class_id: int
    language: str


@buttons.button("lao")
class LanguageOf:
    """Which language shall the cards of this class be in?"""

    class_id: int


def own(school: School) -> list[list[Button]]:
    """A button for each of the school's languages, in that language: for the person who taps."""
    return _choices({each: Speak(each) for each in school.languages})


def of_class(school: School, class_id: int) -> list[list[Button]]:
    """The same, for the cards of a class."""
    return _choices({each: SpeakIn(class_id, each) for each in school.languages})


def _choices(presses: Mapping[str, Any]) -> list[list[Button]]:
    return in_rows([Button(LANGUAGES[each], buttons.pack(one)) for each, one in presses.items()])


def ask_if_unsure(turn: Turn) -> None:
    """Asks who begins which language they would like, in each of them.

    Only where their app speaks none of the school's, or several of them might be meant.
    """
    school = turn.school
    wanted = turn.actor.language or turn.user.language
    if len(school.languages) > 1 and not school.is_clear(wanted):
        asked = [Texts(each, school)("language-which") for each in school.languages]
        turn.show(card(lines(*asked), *own(school)))
