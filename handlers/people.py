"""The language that somebody speaks, and that a class's cards are in."""

from __future__ import annotations

from handlers.kit.acting import become_known
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, may
from handlers.kit.speaking import LanguageOf, Speak, SpeakIn, of_class, own
from handlers.kit.texts import LANGUAGES
from handlers.kit.turn import ShowMenu, Turn
from storage import classes, people, posts
from storage.classes import Class

feature = Feature("people")


@feature.command("language", Can.ANYTHING_OPEN)
async def language(turn: Turn) -> None:
    """Offers the languages: one's own; in a class's group, to who may link it, the class's."""
    class_ = turn.place.class_
    if class_ is not None and may(turn.actor, Can.CLASS_LINK, class_.id):
        turn.say("language-which-class", *of_class(turn.school, class_.id), name=class_.name)
    else:
        turn.say("language-which", *own(turn.school))


@feature.button(LanguageOf, Can.CLASS_LINK)
async def language_of(turn: Turn) -> None:
    """From the report on a class: which language shall its cards be in?"""
    class_ = await _own_class(turn, turn.press.class_id)
    turn.say("language-which-class", *of_class(turn.school, class_.id), name=class_.name)


@feature.button(Speak, Can.ANYTHING_OPEN)
async def speak(turn: Turn) -> None:
    """The person speaks this language from now on; what stands in their chat follows."""
    _check_spoken(turn, turn.press.language)
    person_id = await become_known(turn)
    await people.set_language(turn.session, person_id, turn.press.language)
    await posts.speak(turn.session, turn.user.user_id, turn.press.language, turn.now)
    turn.errands.append(ShowMenu(turn.user.user_id))
    turn.texts = turn.texts_in(turn.press.language)
    turn.toast("language-set")


@feature.button(SpeakIn, Can.CLASS_LINK)
async def speak_in(turn: Turn) -> None:
    """The class's cards are in this language from now on, those that stand as well."""
    _check_spoken(turn, turn.press.language)
    class_ = await _own_class(turn, turn.press.class_id)
    await classes.set_language(turn.session, class_.id, turn.press.language)
    if class_.chat_id is not None:
        await posts.speak(turn.session, class_.chat_id, turn.press.language, turn.now)
    turn.toast("language-set-class", name=class_.name, language=LANGUAGES[turn.press.language])


async def _own_class(turn: Turn, class_id: int) -> Class:
    """A class whose language is the actor's to choose, at this moment."""
    if not may(turn.actor, Can.CLASS_LINK, class_id):
        turn.refuse("refused-right")
    return await classes.get(turn.session, class_id)


def _check_spoken(turn: Turn, language: str) -> None:
    if language not in turn.school.languages:
        turn.refuse("refused-button")
