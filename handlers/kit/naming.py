"""Roles, classes and meetings by their names: as they are said, and as people type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from handlers.kit.texts import LANGUAGES, School, Texts
from storage.meeting_details import Kind
from storage.meetings import Snapshot
from storage.people import Role

# Between the names of several classes, as people type them.
_BETWEEN = re.compile(r"\s*(?:[,;，、；+]|\band\b|和|与)\s*")

# A class is called after its grade: 3B, 三年二班, 三（2）班.
_GRADE = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,2}(?=年)|[一二三四五六七八九]")


def grade_of(class_name: str) -> str | None:
    """The grade that a class's name begins with, as it is written there."""
    match = _GRADE.match(class_name)
    return match[0] if match else None


def role_name(texts: Texts, role: Role, *class_names: str | None) -> str:
    """`teacher of 3B and 4A`, in a language."""
    return _in_classes(texts, texts.plain(f"role-{role}"), class_names)


def short_role(texts: Texts, role: Role, *class_names: str | None) -> str:
    """The same, as short as a button has it."""
    long = role == Role.SEAT or (role == Role.CHAIR and any(class_names))
    key = f"role-short-{role}" if long else f"role-{role}"
    return _in_classes(texts, texts.plain(key), class_names)


def _in_classes(texts: Texts, name: str, class_names: Sequence[str | None]) -> str:
    known = [each for each in class_names if each]
    if not known:
        return name
    return texts.plain("role-in-class", role=name, class_name=texts.listing(known))


def roles(texts: Texts, found: Sequence[Role]) -> str:
    """`teacher, parent`."""
    return ", ".join(texts.plain(f"role-{role}") for role in found)


def parse_role(typed: str, school: School) -> tuple[Role, str] | None:
    """The role at the start of what was typed, in any of the bot's languages, and what follows."""
    folded = " ".join(typed.split())
    for word, role in sorted(_words(school).items(), key=lambda item: -len(item[0])):
        rest = folded[len(word) :]
        if folded.lower().startswith(word) and (not rest[:1].isalnum() or not word.isascii()):
            return role, rest.strip()
    return None


def is_school_chair(typed: str, school: School) -> bool:
    """Whether that is the school committee's chair, in any of the bot's languages."""
    folded = " ".join(typed.split()).lower()
    return any(folded == Texts(each, school).plain("role-school-chair") for each in LANGUAGES)


@cache
def _words(school: School) -> dict[str, Role]:
    words = {role.value.replace("-", " "): role for role in Role}
    for language in LANGUAGES:
        texts = Texts(language, school)
        words |= {texts.plain(f"role-{role}").lower(): role for role in Role}
        for line in texts.plain("role-other-words").splitlines():
            also, _, role = line.partition("=")
            words[also.strip().lower()] = Role(role.strip())
    return words


def names(typed: str) -> list[str]:
    """The names of classes, one or several with commas between them."""
    return [each for each in _BETWEEN.split(typed.strip()) if each]


def title_of(meeting: Snapshot, texts: Texts) -> str:
    """A meeting's title, after the word for what it is where it does not say so itself.

    Who called it nothing but what it is, in whatever language, is understood in every other.
    """
    kind, title = texts.plain(f"meeting-kind-{meeting.kind}"), own_title(meeting, texts)
    if meeting.kind == Kind.PARENT or kind.casefold() in title.casefold():
        return title
    return texts.plain("meeting-kind-title", kind=kind, title=title)


def own_title(meeting: Snapshot, texts: Texts) -> str:
    """The title as it was typed; of a meeting called nothing but what it is, the word for that."""
    if meeting.title.casefold() in kind_words(Kind(meeting.kind), texts.school):
        return texts.plain(f"meeting-kind-{meeting.kind}")
    return meeting.title


@cache
def kind_words(kind: Kind, school: School) -> frozenset[str]:
    """What a kind of meeting is called in any of the school's languages, folded."""
    every = [Texts(language, school) for language in school.languages]
    also = [word for texts in every for word in texts.plain(f"meeting-kind-{kind}-also").split(",")]
    names = [texts.plain(f"meeting-kind-{kind}") for texts in every]
    return frozenset(word.strip().casefold() for word in (*names, *also) if word.strip())
