"""How an entry of the register looks: to who reads it, in a group, and to who publishes."""

from __future__ import annotations

from dataclasses import replace

from handlers.kit import buttons
from handlers.kit.card import Button, Card, FileRef, Text, card
from handlers.kit.forms.steps import in_rows
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.vote_cards import figures, result
from storage.affair_views import View

ENTRY = "affairs.entry"
# In a group, and in the private chat of somebody who may publish: that goes with the right to.
SHORT, MANAGED = "affair_forms.card", "affair_forms.entry"
# Of the text, in a group: as much as is read in passing.
BEGINNING = 160
# Earlier versions that have a button.
VERSIONS = 8


@buttons.button("afo")
class Open:
    """Show me this entry, here in private."""

    affair_id: int


@buttons.button("afv")
class NewVersion:
    """There is a newer one of it."""

    subject_id: int


@buttons.button("afw")
class Withdraw:
    """It should not stand in the register."""

    subject_id: int


@buttons.button("afy")
class WithdrawSurely:
    """Yes, really."""

    subject_id: int


def where(view: View, texts: Texts) -> Text:
    """In which category, since when, and of which committee."""
    whose = texts.plain("vote-school") if view.of_school else texts.classes(view.classes)
    category, when = texts.plain(f"affair-category-{view.category}"), texts.day(view.at)
    return texts("affair-where", category=category, when=when, of=int(bool(whose)), whose=whose)


def came_out(view: View, texts: Texts) -> Text | None:
    """Of a vote, how it came out."""
    found = view.decided
    if found is None or found.vote is None or found.outcome is None:
        return None
    said = result(found.vote, found.outcome, texts), figures(found.vote, found.outcome, texts)
    return lines(*said)


def _title(view: View, texts: Texts) -> Text:
    name = Text(view.affair.title).styled("bold")
    return lines(name, where(view, texts).styled("italic"))


def _is_newest(view: View) -> bool:
    return view.newest.id == view.affair.id


def entry(view: View, texts: Texts) -> Card:
    """All of it, with its documents; of an earlier version, the way to the one that stands."""
    if view.affair.withdrawn_at is not None:
        gone = Text(view.affair.title).styled("strikethrough")
        return card(paragraphs(gone, texts("affair-is-withdrawn")))
    newer = None if _is_newest(view) else texts("affair-is-replaced")
    before = texts("affair-versions") if view.before else None
    words = Text.of(view.text, view.spans)
    text = paragraphs(newer, _title(view, texts), words, came_out(view, texts), before)
    return card(text, *_versions(view, texts), files=map(FileRef.of, view.files))


def _versions(view: View, texts: Texts) -> list[list[Button]]:
    found = [
        Button(texts.plain("affair-version", day=texts.day(each.at)), buttons.pack(Open(each.id)))
        for each in view.before[:VERSIONS]
    ]
    if not _is_newest(view):
        newest = buttons.pack(Open(view.newest.id))
        found.append(Button(texts.plain("affair-newest"), newest, style="primary"))
    return in_rows(found)


def managed(view: View, texts: Texts) -> Card:
    """The same, to who may put another version in its place, or take it back."""
    shown, one = entry(view, texts), view.affair
    if one.withdrawn_at is not None:
        return shown
    new = Button(texts.plain("affair-new-version"), buttons.pack(NewVersion(one.id)))
    back = Button(texts.plain("affair-withdraw"), buttons.pack(Withdraw(one.id)))
    acts = [back] if one.filled or not _is_newest(view) else [new, back]
    return replace(shown, rows=(*shown.rows, tuple(acts)))


def short(view: View, texts: Texts) -> Card:
    """What the group sees: the title, how it begins, and the way to all of it."""
    if view.affair.withdrawn_at is not None and _is_newest(view):
        gone = Text(view.affair.title).styled("strikethrough")
        return card(paragraphs(gone, texts("affair-is-withdrawn")), pin=view.pin)
    newer = None if _is_newest(view) else texts("affair-has-newer")
    text = paragraphs(texts("affair-card"), _title(view, texts), _beginning(view), newer)
    link = texts.school.link(f"affair_{view.newest.id}")
    return card(text, [Button(texts.plain("affair-read"), url=link)], pin=view.pin)


def _beginning(view: View) -> str:
    whole = " ".join(view.text.split())
    return whole if len(whole) <= BEGINNING else f"{whole[: BEGINNING - 1].rstrip()}…"
