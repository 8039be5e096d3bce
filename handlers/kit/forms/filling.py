"""A form being filled in: what it shows, what is answered, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from handlers.kit import buttons
from handlers.kit.calendar import NOTHING
from handlers.kit.card import Button, Card, Text, card, join, pack
from handlers.kit.forms.form import (
    Act,
    Alter,
    Answers,
    At,
    Do,
    Form,
    Given,
    Leaf,
    OnDay,
    Pick,
    Rows,
    Step,
)
from handlers.kit.forms.steps import Several, same
from handlers.kit.lengths import MAX_TEXT, clipped, utf16_length
from handlers.kit.texts import lines, paragraphs
from handlers.kit.turn import Incoming, Strip, Turn
from storage import drafts, posts
from storage.drafts import Draft

CARD = "forms.form"
# What of an answer has room on a button.
SHORT = 32


def new_data(answers: Answers) -> dict[str, Any]:
    """What the row of a form remembers when it begins."""
    return {
        "answers": answers,
        "said": False,
        "step": None,
        "turn": 0,
        "offers": [],
        "chosen": None,
        "view": {},
        "shown": None,
    }


@dataclass(slots=True)
class Filling:
    """A form, its row and the turn that goes on with it.

    `data` is what the row remembers: `answers`; whether the person has `said` anything; the
    `step` that is asked (None at the preview); `turn`, a number of the question that every button
    carries, so that those of an older one are known; `offers`, what the buttons stand for;
    `chosen`, what is chosen so far; `view`, where a calendar is open; `shown`, the card. `anew`
    is set where the card should be posted below what was just written, not changed in its place.
    """

    turn: Turn
    form: Form
    draft: Draft
    data: dict[str, Any]
    anew: bool = False
    over: bool = False

    @property
    def answers(self) -> Answers:
        """What was answered so far, by the steps' keys."""
        answers: Answers = self.data["answers"]
        return answers

    @property
    def view(self) -> dict[str, Any]:
        """What the step looks at."""
        view: dict[str, Any] = self.data["view"]
        return view

    def look(self, **view: Any) -> None:
        """The step looks at something else."""
        self.data["view"] = view

    def chosen(self, step: Step) -> list[Any]:
        """What is chosen of several so far; what was answered before, to begin with."""
        chosen = self.data["chosen"]
        return list(self.answers.get(step.key) or [] if chosen is None else chosen)

    def choose(self, values: list[Any]) -> None:
        """So much is chosen."""
        self.data["chosen"] = values

    # Buttons

    def pick(self, label: str, value: Any) -> Button:
        """A button that stands for a value."""
        self.data["offers"].append(value)
        choice = len(self.data["offers"]) - 1
        return Button(label, buttons.pack(Pick(self.draft.id, self.data["turn"], choice)))

    def picked(self, press: Any) -> Any:
        """What a pressed button stands for; refuses what no button does."""
        offers = self.data["offers"]
        if not isinstance(press, Pick) or not 0 <= press.choice < len(offers):
            self.turn.refuse("refused-button")
        return offers[press.choice]

    def act(self, act: Act, style: str | None = None) -> Button:
        """A button that acts; its label is `form-` and the act."""
        label = self.turn.texts.plain(f"form-{act}")
        return Button(label, buttons.pack(Do(self.draft.id, self.data["turn"], act)), style=style)

    def leaf(self, month: date) -> str:
        """The data of a button that opens a month."""
        press = Leaf(self.draft.id, self.data["turn"], month.year * 100 + month.month)
        return buttons.pack(press)

    def day(self, day: date) -> str:
        """The data of a button that opens a day."""
        number = day.year * 10000 + day.month * 100 + day.day
        return buttons.pack(OnDay(self.draft.id, self.data["turn"], number))

    def at(self, at: datetime) -> str:
        """The data of a button for an instant."""
        minute = int(at.astimezone(UTC).timestamp()) // 60
        return buttons.pack(At(self.draft.id, self.data["turn"], minute))

    # What is asked

    @property
    def steps(self) -> list[Step]:
        """The steps that apply, up to the first without an answer: it decides what follows."""
        found = []
        for step in self.form.steps:
            if step.applies(self.answers):
                found.append(step)
                if step.key not in self.answers:
                    break
        return found

    @property
    def step(self) -> Step | None:
        """The step that is asked; None at the preview."""
        return next((s for s in self.form.steps if s.key == self.data["step"]), None)

    async def advance(self) -> None:
        """Asks the first step that is not answered, or shows the preview."""
        self.data |= {"step": None, "chosen": None, "view": {}}
        self.data["turn"] += 1
        # The last of them is the only one that may have no answer.
        while (step := self.steps[-1]).key not in self.answers:
            alone = await step.alone(self)
            if alone is None:
                self.data["step"] = step.key
                break
            self.answers[step.key] = alone.value
        await self.show()

    async def show(self) -> None:
        """Puts the question (or the preview) on the form's message."""
        self.data["offers"] = []
        step = self.step
        shown = await self._question(step) if step else await self._preview()
        self.data["shown"] = pack(shown)
        await drafts.fill_in(self.turn.session, self.draft, self.data, self.turn.now)
        await self._put()

    async def _put(self) -> None:
        """In the place of the message that was tapped, or below what was just written.

        Who has not pressed Start yet is led to the private chat by a link (begun.begin).
        """
        if not self.turn.actor.reachable:
            return
        subject_id = self.draft.subject_id or 0
        if not self.anew:
            self.turn.changed(subject_id)
            return
        session, chat_id = self.turn.session, self.draft.chat_id
        await posts.drop_queued(session, subject_id, CARD)
        for message_id in await posts.supersede(session, subject_id, CARD, chat_id):
            self.turn.errands.append(Strip(chat_id, message_id))
        self.turn.post(CARD, subject_id, chat_id, self.turn.texts.language)

    async def _question(self, step: Step) -> Card:
        rows = await step.rows(self)
        title = self.turn.texts(f"{self.form.name}-form-title").styled("italic")
        text = paragraphs(lines(title, self.turn.texts(step.asks)), step.note(self))
        leave = [self.act(Act.SKIP)] if step.optional else []
        back = self._answered() and [self.act(Act.KEEP)]
        return card(text, *rows, [*leave, *(back or []), self.act(Act.DROP)])

    def _answered(self) -> bool:
        """Whether every step has its answer: then one of them is being changed."""
        return all(step.key in self.answers for step in self.steps)

    async def _preview(self) -> Card:
        seen = await self.form.preview(self.turn, self._applying())
        ready = await self.form.ready(self.turn, self._applying())
        acts = [self.act(Act.SEND, style="primary"), self.act(Act.CHANGE), self.act(Act.DROP)]
        whole = join([ready, seen.text], "\n\n")
        if utf16_length(whole.plain) > MAX_TEXT:
            if self.anew or "below" not in self.view:
                self.turn.show(replace(seen, rows=_inert(seen)))
                self.look(below=True)
            return card(ready, *await self._under(acts))
        return card(whole, *_inert(seen), *await self._under(acts), files=seen.files)

    async def _under(self, acts: list[Button]) -> Rows:
        """Under the preview: Send, Change, Cancel; or the steps, of which one is to be changed."""
        if "change" not in self.view:
            return [acts]
        texts = self.turn.texts
        listed = []
        for place, step in enumerate(self.form.steps):
            if step in self.steps:
                name, told = texts.plain(f"{step.asks}-short"), await self.told(step)
                press = Alter(self.draft.id, self.data["turn"], place)
                label = texts.plain("form-answer", name=name, answer=told)
                listed.append([Button(label, buttons.pack(press))])
        return [*listed, [self.act(Act.KEEP)]]

    async def told(self, step: Step) -> str:
        """The answer to a step as it fits on a button."""
        answer = self.answers.get(step.key)
        if answer is None:
            return self.turn.texts.plain("form-skipped")
        told = await step.told(self, answer)
        return told if len(told) <= SHORT else f"{told[: SHORT - 1].rstrip()}…"

    def _applying(self) -> Answers:
        """The answers to the steps that apply; one that was answered before may not any more."""
        kept = {key: self.answers.get(key) for key in self.form.keeps}
        return kept | {step.key: self.answers.get(step.key) for step in self.steps}

    # What is answered

    async def take(self, step: Step, given: Given | None) -> None:
        """An answer, or None where there is none yet and the step is shown again."""
        if self.over:  # the step has led elsewhere
            return
        self.data["said"] = True
        if given is None:
            await self.show()
            return
        if given.value is not None:
            await step.check(self.turn, given.value, self.answers)
        self.answers[step.key] = given.value
        await self.advance()

    async def press(self, press: Any) -> None:
        """A button of the present question, or of the preview."""
        match press:
            case Do(act=Act.DROP):
                await self.drop()
            case Do(act=Act.KEEP):
                await self.advance()
            case Do(act=Act.SEND) if self.step is None:
                await self.send()
            case Do(act=Act.CHANGE) if self.step is None:
                self.look(**self.view, change=True)
                await self.show()
            case Alter(step=place) if self.step is None:
                await self._alter(place)
            case Do(act=Act.SKIP) if self.step is not None and self.step.optional:
                await self.take(self.step, Given(None))
            case _ if self.step is not None:
                await self.take(self.step, await self.step.press(self, press))
            case _:
                self.turn.refuse("refused-button")

    async def _alter(self, place: int) -> None:
        if not 0 <= place < len(self.form.steps) or self.form.steps[place] not in self.steps:
            self.turn.refuse("refused-button")
        step = self.form.steps[place]
        self.data |= {"step": step.key, "chosen": None, "view": {}}
        self.data["turn"] += 1
        await self.show()

    async def write(self, message: Incoming) -> None:
        """Something written: the label of a button, or an answer in words."""
        self.anew = True
        press = self._labelled(message)
        if press is not None:
            await self.press(press)
        elif self.step is None:
            self.turn.refuse("form-tap")
        else:
            # Ten photos sent together are ten messages, and change one card.
            self.anew = message.album is None or not self.data["chosen"]
            await self.take(self.step, await self.step.read(self, message))

    def _labelled(self, message: Incoming) -> Any:
        """The button of the shown card that somebody wrote the label of."""
        if message.kind != "text":
            return None
        several = isinstance(self.step, Several)  # its names are an answer when they are written
        for row in self.data["shown"]["rows"]:
            for label, data, *_ in row:
                if data and data != NOTHING and same(label, message.text.plain):
                    press = buttons.unpack(data)
                    return None if several and isinstance(press, Pick) else press
        return None

    # How it ends

    async def send(self) -> None:
        """Does what the form is for, if all that was chosen can still be chosen."""
        answers = self._applying()
        for step in self.steps:
            value = answers[step.key]
            if value is not None and not await step.holds(self.turn, value, answers):
                del self.answers[step.key]
                self.turn.toast("form-no-longer", alert=True)
                await self.advance()
                return
        seen = await self.form.preview(self.turn, answers)
        await self.form.send(self.turn, answers)
        self.anew = False  # what was sent says more, and stands below
        sent = join([self.turn.texts(f"{self.form.name}-form-sent"), seen.text], "\n\n")
        await self.end(clipped(sent))

    async def drop(self) -> None:
        """Nothing comes of it."""
        await self.end(self.turn.texts("form-dropped"))

    async def end(self, text: Text) -> None:
        """It is over, and its message says so."""
        self.over = True
        self.data["shown"] = pack(card(text))
        await drafts.end_form(self.turn.session, self.draft, self.data, self.turn.now)
        await self._put()


def _inert(seen: Card) -> tuple[tuple[Button, ...], ...]:
    """A preview's buttons, which are only there to be looked at."""
    return tuple(tuple(Button(b.label, NOTHING, style=b.style) for b in row) for row in seen.rows)
