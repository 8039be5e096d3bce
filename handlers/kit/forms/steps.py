"""The kinds of steps: words, files, a choice, several, yes or no, a number."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any

from handlers.kit.card import Button, FileRef, Text, join
from handlers.kit.forms.form import Act, Answers, Given, Pick, Rows, Step
from handlers.kit.turn import Incoming, Turn
from handlers.kit.when.numbers import chinese, english
from storage.rules import fold

if TYPE_CHECKING:
    from handlers.kit.forms.filling import Filling

TICK = "✓ "
# A row of buttons holds about so many letters on a small telephone.
ROOM = 30
# Bot API: 100 inline buttons a message; what is more is typed.
MOST = 84
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;，、；+]|\band\b|和|与)\s*")


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen: a JSON value, and what stands on its button.

    Those of one `group` can be chosen together by a button of that name.
    """

    value: str | int | bool | None
    label: str
    group: str | None = None


Offers = Callable[[Turn, Answers], Awaitable[Sequence[Option]]]


def in_rows(found: Sequence[Button]) -> Rows:
    """Buttons side by side, as many as their labels leave room for, three at most."""
    rows: Rows = []
    for button in found:
        beside = rows[-1] if rows else []
        longest = max(len(each.label) for each in [*beside, button])
        if beside and len(beside) < 3 and longest * (len(beside) + 1) <= ROOM:
            beside.append(button)
        else:
            rows.append([button])
    return rows


@dataclass(frozen=True)
class Words(Step):
    """A text, kept with its formatting."""

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """Any words."""
        text = message.text.strip()
        if message.kind != "text" or not text:
            filling.turn.refuse("refused-not-text")
        return Given({"plain": text.plain, "spans": text.packed})

    async def told(self, filling: Filling, answer: Any) -> str:
        """Its beginning."""
        return " ".join(str(answer["plain"]).split())


def words(answer: Any) -> Text:
    """The text that a Words step was answered with."""
    return Text.of(answer["plain"], answer["spans"])


@dataclass(frozen=True)
class Choice(Step):
    """One of what is offered, by tap or by its name; with one on offer, nothing is asked."""

    offers: Offers
    _: KW_ONLY

    async def alone(self, filling: Filling) -> Given | None:
        """The only one."""
        offered = await self.offers(filling.turn, filling.answers)
        return Given(offered[0].value) if len(offered) == 1 else None

    async def rows(self, filling: Filling) -> Rows:
        """A button each."""
        offered = await self.offers(filling.turn, filling.answers)
        return in_rows([filling.pick(each.label, each.value) for each in offered[:MOST]])

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """The label of one."""
        offered = await self.offers(filling.turn, filling.answers)
        found = [each.value for each in offered if same(each.label, message.text.plain)]
        if not found:
            filling.turn.refuse("form-not-offered", typed=message.text.plain[:40])
        return Given(found[0])

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """What was tapped, if it is still on offer."""
        value = filling.picked(press)
        if not await self.holds(filling.turn, value, filling.answers):
            filling.turn.refuse("form-no-longer")
        return Given(value)

    async def holds(self, turn: Turn, answer: Any, answers: Answers) -> bool:
        """Whether it is on offer now."""
        return answer in [each.value for each in await self.offers(turn, answers)]

    async def told(self, filling: Filling, answer: Any) -> str:
        """What stands on its button."""
        return _labels([answer], await self.offers(filling.turn, filling.answers))[0]


def _labels(values: Sequence[Any], offered: Sequence[Option]) -> list[str]:
    """What stands on the buttons of these values; one that is offered no more is a dash."""
    labels = {each.value: each.label for each in offered}
    return [labels.get(value, "–") for value in values]


def same(label: str, typed: str) -> bool:
    """Whether somebody typed what stands on a button, however they spaced and capitalised it."""
    return _key(label.removeprefix(TICK)) == _key(typed)


def _key(typed: str) -> str:
    return fold(typed).replace(" ", "").rstrip(".!。！")


@dataclass(frozen=True)
class Several(Step):
    """Some of what is offered: tapped one after another, a group or all at once, or typed."""

    offers: Offers

    async def alone(self, filling: Filling) -> Given | None:
        """The only one; what may be skipped is not chosen for anybody."""
        offered = await self.offers(filling.turn, filling.answers)
        if self.optional:
            return None if offered else Given(None)
        return Given([offered[0].value]) if len(offered) == 1 else None

    async def rows(self, filling: Filling) -> Rows:
        """A button each with a tick on what is chosen, the groups, all of them, and Done."""
        offered = await self.offers(filling.turn, filling.answers)
        chosen = filling.chosen(self)
        ticked = [
            filling.pick((TICK if each.value in chosen else "") + each.label, [each.value])
            for each in offered[:MOST]
        ]
        texts = filling.turn.texts
        groups = [
            filling.pick(texts.plain("form-all-of", group=name), values)
            for name, values in _groups(offered).items()
        ]
        every = filling.pick(texts.plain("form-all"), [each.value for each in offered])
        done = [filling.act(Act.DONE, style="primary")] if chosen else []
        return [*in_rows(ticked), *in_rows([*groups, every]), done]

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """A tap chooses, a second one takes it back; Done ends it."""
        chosen = filling.chosen(self)
        if isinstance(press, Pick):
            tapped = filling.picked(press)
            more = [value for value in tapped if value not in chosen]
            kept = [*chosen, *more] if more else [v for v in chosen if v not in tapped]
            filling.choose(kept)
            names = filling.turn.texts.listing(
                _labels(kept, await self.offers(filling.turn, filling.answers))
            )
            filling.turn.toast("form-chosen", count=len(kept), names=names)
            return None
        if not chosen:
            filling.turn.refuse("form-none-chosen")
        return await self._checked(filling, chosen)

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """Names with commas between them, of one, of a group, or of all."""
        named = await self._named(filling)
        typed = message.text.plain.strip()
        names = [name for name in _BETWEEN_NAMES.split(typed) if name]
        if not all(_key(name) in named for name in names):
            names = typed.split()
        wrong = next((name for name in names if _key(name) not in named), None)
        if wrong is not None or not names:
            filling.turn.refuse("form-not-offered", typed=(wrong or "")[:40])
        values = [value for name in names for value in named[_key(name)]]
        return await self._checked(filling, list(dict.fromkeys(values)))

    async def _named(self, filling: Filling) -> dict[str, list[Any]]:
        """What can be typed, and what it stands for; the name of one before that of a group."""
        texts = filling.turn.texts
        offered = await self.offers(filling.turn, filling.answers)
        named = {_key(texts.plain("form-all")): [each.value for each in offered]}
        for name, values in _groups(offered).items():
            named[_key(name)] = named[_key(texts.plain("form-all-of", group=name))] = values
        return named | {_key(each.label): [each.value] for each in offered}

    async def _checked(self, filling: Filling, values: list[Any]) -> Given:
        if not await self.holds(filling.turn, values, filling.answers):
            filling.turn.refuse("form-no-longer")
        return Given(values)

    async def holds(self, turn: Turn, answer: Any, answers: Answers) -> bool:
        """Whether all of it is on offer now."""
        offered = [each.value for each in await self.offers(turn, answers)]
        return all(value in offered for value in answer)

    async def told(self, filling: Filling, answer: Any) -> str:
        """What stands on their buttons."""
        offered = await self.offers(filling.turn, filling.answers)
        return filling.turn.texts.listing(_labels(answer, offered))


def _groups(offered: Sequence[Option]) -> dict[str, list[Any]]:
    """The groups that have several members and are not everything."""
    groups: dict[str, list[Any]] = {}
    for each in offered:
        if each.group is not None:
            groups.setdefault(each.group, []).append(each.value)
    return {name: v for name, v in groups.items() if 1 < len(v) < len(offered)}


@dataclass(frozen=True)
class YesNo(Step):
    """Yes or no; the answer is True or False. `yes` and `no` are the text keys of the buttons."""

    _: KW_ONLY
    yes: str = "form-yes"
    no: str = "form-no"

    async def rows(self, filling: Filling) -> Rows:
        """Two buttons."""
        texts = filling.turn.texts
        return in_rows(
            [filling.pick(texts.plain(self.yes), True), filling.pick(texts.plain(self.no), False)]
        )

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """The words that mean it, in the person's language."""
        texts, typed = filling.turn.texts, message.text.plain
        for key, value in (("form-yes-words", True), ("form-no-words", False)):
            if any(same(word, typed) for word in texts.plain(key).split(",")):
                return Given(value)
        return filling.turn.refuse("form-yes-or-no")

    async def told(self, filling: Filling, answer: Any) -> str:
        """What stands on its button."""
        return filling.turn.texts.plain(self.yes if answer else self.no)


@dataclass(frozen=True)
class Number(Step):
    """A whole number, typed in digits or words; `quick` ones have a button."""

    _: KW_ONLY
    least: int = 1
    most: int = 1000
    quick: tuple[int, ...] = ()

    async def rows(self, filling: Filling) -> Rows:
        """The quick ones."""
        return in_rows([filling.pick(str(each), each) for each in self.quick])

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """Refuses what is no number, or out of bounds."""
        value = number(message.text.plain)
        if value is None or not self.least <= value <= self.most:
            filling.turn.refuse("form-not-a-number", least=self.least, most=self.most)
        return Given(value)

    async def told(self, filling: Filling, answer: Any) -> str:
        """In digits."""
        return str(answer)


def number(typed: str) -> int | None:
    """30, ３０, thirty, 三十; None for what is no number up to a million."""
    folded = fold(typed)
    for known in (english, chinese):
        try:
            found = known(folded)
        except (KeyError, ValueError):
            continue
        return found if folded and found <= 1_000_000 else None
    return None


@dataclass(frozen=True)
class Files(Step):
    """Photos and documents, one after another or as an album; `files` makes FileRefs of them.

    Words that come here belong to the answer of the step named `onto`, where there is one.
    """

    _: KW_ONLY
    most: int = 10
    onto: str | None = None
    kinds: tuple[str, ...] = ("photo", "document")

    def note(self, filling: Filling) -> Text | None:
        """How many there are, and whether words were taken."""
        count, texts = len(filling.chosen(self)), filling.turn.texts
        told = [texts("form-files", count=count)] if count else []
        told += [texts("form-words-on")] if "on" in filling.view else []
        return join(told, "\n") if told else None

    async def rows(self, filling: Filling) -> Rows:
        """Done, once there is one."""
        return [[filling.act(Act.DONE, style="primary")]] if filling.chosen(self) else []

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """One more."""
        if self.onto and message.kind == "text":
            await self._write_on(filling, self.onto, message.text.strip())
            return None
        sent = filling.chosen(self)
        more = [file.packed for file in message.files if file.kind in self.kinds]
        if not more:
            filling.turn.refuse("form-not-a-file")
        if len(sent) + len(more) > self.most:
            filling.turn.refuse("form-files-full", most=self.most)
        filling.choose([*sent, *more])
        return None

    async def _write_on(self, filling: Filling, key: str, more: Text) -> None:
        """Who writes two messages in a row meant one text."""
        step = next(each for each in filling.form.steps if each.key == key)
        text = join([words(filling.answers[key]), more], "\n\n")
        answer = {"plain": text.plain, "spans": text.packed}
        await step.check(filling.turn, answer, filling.answers)
        filling.answers[key] = answer
        filling.look(on=True)

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """Done."""
        return Given(filling.chosen(self)) if filling.chosen(self) else None

    async def told(self, filling: Filling, answer: Any) -> str:
        """How many."""
        return filling.turn.texts.plain("form-files", count=len(answer))


def files(answer: Any) -> tuple[FileRef, ...]:
    """The files that a Files step was answered with."""
    return tuple(FileRef.of(each) for each in answer or ())
