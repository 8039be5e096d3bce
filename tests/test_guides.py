"""The pages for parents and teachers speak of what there is: commands, and labels as shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import ast as ftl

from handlers import FEATURES
from handlers.kit.registry import Registry
from handlers.kit.roles import Can
from tests.test_conventions import messages, parts

DOCS = Path(__file__).parent.parent / "docs"
COMMANDS = Registry(FEATURES).commands
# Those who run the bot or the whole school have the README.
OF_SCHOOL = {
    *("admin_chat", "block", "delivery", "holidays", "inbox", "letters", "newyear", "publish"),
    *("replies", "unblock"),
}


def page(name: str) -> str:
    """A page of the documentation."""
    return (DOCS / f"{name}.md").read_text("utf-8")


def typed(name: str) -> set[str]:
    """The commands that a page says can be typed."""
    return set(re.findall(r"`/([a-z_]+)", page(name)))


def said() -> str:
    """All that the bot says in English, one piece a line."""
    found = [each for one in messages("en").values() for each in parts(one, ftl.TextElement)]
    return "\n".join(str(each.value) for each in found)


@pytest.mark.parametrize("name", ["parents", "teachers"])
def test_what_can_be_typed_exists(name: str) -> None:
    assert typed(name) - COMMANDS.keys() == set()


def test_parents_are_told_nothing_that_they_may_not() -> None:
    theirs = {Can.ANYTHING_OPEN, Can.COMMITTEE_WORK}
    assert {name for name in typed("parents") if COMMANDS[name].can not in theirs} == set()


def test_every_command_stands_on_a_page() -> None:
    listed = {name for name, each in COMMANDS.items() if each.listed}
    assert listed - typed("parents") - typed("teachers") - OF_SCHOOL == set()


@pytest.mark.parametrize("name", ["parents", "teachers"])
def test_what_can_be_tapped_is_called_so(name: str) -> None:
    rows = [line for line in page(name).splitlines() if line.startswith("| ")]
    labels = re.findall(r"\*\*(.+?)\*\*", "\n".join(rows))
    assert len(labels) > 10
    everything = said()
    assert [label for label in labels if label not in everything] == []
