"""The command menu, by language and scope."""

from __future__ import annotations

from bot.sandbox import Town
from tests.conftest import TestSchool


def menu(town: Town, scope: str, language: str) -> dict[str, str]:
    """The commands that were set last for a scope and a language code."""
    found = [
        entry.request
        for entry in town.calls("setMyCommands")
        if entry.request.scope.type == scope and (entry.request.language_code or "") == language
    ]
    return {command.command: command.description for command in found[-1].commands}


async def test_each_language_has_its_menu_in_private_and_in_groups(school: TestSchool) -> None:
    await school.town.until(lambda: len(school.town.calls("setMyCommands")) >= 6, timeout=10)
    private = menu(school.town, "all_private_chats", "en")
    group = menu(school.town, "all_group_chats", "en")
    assert private["my"] == "what waits for my answer"
    assert "class" not in private
    assert group["class"] == "link this group to a class"
    assert "child" not in group
    assert menu(school.town, "all_private_chats", "zh")["my"] == "等我回复的事项"
    assert menu(school.town, "all_private_chats", "") == private
