"""All features together, as the rest of the house sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.kit.composing import Composer
from handlers.kit.feature import (
    AlarmSpec,
    ButtonSpec,
    CardSpec,
    Command,
    Event,
    Feature,
    Got,
    Run,
)
from handlers.kit.forms.form import Form


class Registry:
    """All features together; what two of them claim raises ValueError."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.features = tuple(features)
        self.commands: dict[str, Command] = self._merged("commands")
        self.buttons: dict[type[Any], ButtonSpec] = self._merged("buttons")
        self.cards: dict[str, CardSpec] = self._merged("cards")
        self.alarms: dict[str, AlarmSpec] = self._merged("alarms")
        self.starts: dict[str, Run] = self._merged("starts")
        self.additions: dict[str, Run] = self._merged("additions")
        self.edits: dict[str, Run] = self._merged("edits")
        self.answers: dict[str, Run] = self._merged("answers")
        self.file_answers: dict[str, Run] = self._merged("file_answers")
        self.presses: dict[str, Run] = self._merged("presses")
        self.replies: dict[str, Run] = self._merged("replies")
        self.replied_buttons: dict[type[Any], Run] = self._merged("replied_buttons")
        self.unwrittens: dict[str, Run] = self._merged("unwrittens")
        self.labels: dict[str, object] = self._merged("labels")
        self.forms: dict[str, Form] = self._merged("forms")
        self.fetches: dict[str, Got] = self._merged("fetches")
        self.composers: dict[str, Composer] = self._merged("composers")
        self.waiting = [each.waiting for each in self.features if each.waiting]
        self.forgetting = [each.forgetting for each in self.features if each.forgetting]
        self.listeners = [each.listener for each in self.features if each.listener]

    def on(self, event: Event) -> list[Run]:
        """What the features do at an event, in their order."""
        return [run for feature in self.features for run in feature.events.get(event, [])]

    def _merged(self, part: str) -> dict[Any, Any]:
        merged: dict[Any, Any] = {}
        for feature in self.features:
            declared = getattr(feature, part)
            twice = merged.keys() & declared.keys()
            if twice:
                raise ValueError(f"{part} declared twice: {sorted(map(str, twice))}")
            merged |= declared
        return merged
