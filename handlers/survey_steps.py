"""The step that asks for the questions of a survey: by taps, or typed as many as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers import survey_typed as typed
from handlers.kit.card import Button, Text
from handlers.kit.forms.filling import Filling
from handlers.kit.forms.form import Act, Do, Given, Pick, Rows, Step
from handlers.kit.forms.steps import TICK, in_rows
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Incoming
from storage import survey_rules
from storage.rules import Broken
from storage.survey_questions import SCALE, Kind, Sketch

# What has room of a question in the list of thirty.
SHORT = 60


def packed(questions: Sequence[Sketch]) -> list[Any]:
    """Questions as JSON values, for the answers of a form."""
    return [
        [
            str(each.kind),
            each.text,
            list(each.options),
            each.required,
            each.least,
            each.most,
            list(each.after) if each.after else None,
        ]
        for each in questions
    ]


def sketches(values: Sequence[Any] | None) -> list[Sketch]:
    """The questions that `packed` made these values of."""
    return [
        Sketch(
            Kind(kind),
            text,
            tuple(options),
            required,
            least,
            most,
            (after[0], after[1]) if after else None,
        )
        for kind, text, options, required, least, most, after in values or ()
    ]


def listed(questions: Sequence[Sketch], texts: Texts) -> Text:
    """The questions with their numbers, and what they will cost a parent."""
    told = [_line(number, each, questions, texts) for number, each in enumerate(questions, 1)]
    count = survey_rules.taps(questions)
    many = texts("survey-many-taps") if count > survey_rules.TAPS_TO_WARN else None
    return paragraphs(lines(*told), lines(texts("survey-taps", count=count), many))


def _line(number: int, one: Sketch, questions: Sequence[Sketch], texts: Texts) -> Text:
    cut = one.text if len(one.text) <= SHORT else f"{one.text[: SHORT - 1].rstrip()}…"
    after = ""
    if one.after is not None:
        after = texts.plain("survey-only-after", **_after(one.after, questions))
    return texts(
        "survey-line",
        number=number,
        kind=texts.plain(f"survey-kind-{one.kind}"),
        question=cut,
        required=int(one.required),
        after=after,
    )


def _after(after: tuple[int, int], questions: Sequence[Sketch]) -> dict[str, Any]:
    place, number = after
    return {"question": place + 1, "answer": _label(questions[place], number)}


def _label(one: Sketch, number: int) -> str:
    return str(number) if one.kind == Kind.SCALE else one.options[number - 1]


@dataclass(frozen=True)
class Questions(Step):
    """Questions one after another; each can be opened by its number and changed.

    What the step looks at: nothing (the list), a `kind` whose words are to be written, a question
    to `edit`, or one of its rules: `after`, `least`, `most`.
    """

    def note(self, filling: Filling) -> Text | None:
        """The list so far, or the question that is open."""
        texts, view = filling.turn.texts, filling.view
        questions = sketches(filling.chosen(self))
        if "kind" in view:
            return texts(f"survey-write-{view['kind']}")
        place = next((view[key] for key in ("edit", "after", "least", "most") if key in view), None)
        if place is not None and place < len(questions):
            return self._opened(questions, place, view, texts)
        return listed(questions, texts) if questions else texts("survey-questions-how")

    def _opened(
        self, questions: list[Sketch], place: int, view: dict[str, Any], texts: Texts
    ) -> Text:
        one = questions[place]
        asked = next(
            (f"survey-which-{key}" for key in ("after", "least", "most") if key in view), ""
        )
        return paragraphs(
            lines(_line(place + 1, one, questions, texts), *(f"· {each}" for each in one.options)),
            texts(asked) if asked else None,
        )

    async def rows(self, filling: Filling) -> Rows:
        """The kinds to add, the numbers to open, Done; or what can be changed of one."""
        view, questions = filling.view, sketches(filling.chosen(self))
        if "kind" in view:
            return [[self._back(filling)]]
        if "after" in view:
            return self._afters(filling, questions, view["after"])
        for rule in ("least", "most"):
            if rule in view:
                return self._bounds(filling, questions[view[rule]], view[rule], rule)
        if "edit" in view:
            return self._editing(filling, questions, view["edit"])
        return self._list(filling, questions)

    def _list(self, filling: Filling, questions: list[Sketch]) -> Rows:
        texts = filling.turn.texts
        kinds = [filling.pick(texts.plain(f"survey-add-{each}"), ["kind", each]) for each in Kind]
        numbers = [filling.pick(str(n + 1), ["edit", n]) for n in range(len(questions))]
        rows = [numbers[start : start + 6] for start in range(0, len(numbers), 6)]
        done = [filling.act(Act.DONE, style="primary")] if questions else []
        full = len(questions) >= survey_rules.MOST_QUESTIONS
        return [*([] if full else in_rows(kinds)), *rows, done]

    def _back(self, filling: Filling, *to: Any) -> Button:
        return filling.pick(filling.turn.texts.plain("survey-to-list"), list(to) or ["list"])

    def _editing(self, filling: Filling, questions: list[Sketch], place: int) -> Rows:
        """Required or not, after which answer, how many; or off the list."""
        texts, one = filling.turn.texts, questions[place]
        free = ("" if one.required else TICK) + texts.plain("survey-set-optional")
        found = [filling.pick(free, ["optional", place])]
        if _leading(questions[:place]):
            found.append(filling.pick(texts.plain("survey-set-after"), ["after", place]))
        if one.kind == Kind.SEVERAL:
            found += [
                filling.pick(texts.plain(f"survey-set-{rule}"), [rule, place])
                for rule in ("least", "most")
            ]
        found.append(filling.pick(texts.plain("survey-set-away"), ["away", place]))
        return [*in_rows(found), [self._back(filling)]]

    def _afters(self, filling: Filling, questions: list[Sketch], place: int) -> Rows:
        """Each answer that an earlier question can have."""
        texts = filling.turn.texts
        offered = [
            filling.pick(
                texts.plain("survey-answered-so", question=before + 1, answer=_label(one, number)),
                ["set", place, "after", [before, number]],
            )
            for before, one in _leading(questions[:place])
            for number in (SCALE if one.kind == Kind.SCALE else range(1, len(one.options) + 1))
        ]
        always = filling.pick(texts.plain("survey-always"), ["set", place, "after", None])
        return [*in_rows(offered[-80:]), [always, self._back(filling, "edit", place)]]

    def _bounds(self, filling: Filling, one: Sketch, place: int, rule: str) -> Rows:
        """How many, up to as many as there are options."""
        numbers = [
            filling.pick(str(n), ["set", place, rule, n]) for n in range(1, len(one.options) + 1)
        ]
        rows = [numbers[start : start + 5] for start in range(0, len(numbers), 5)]
        return [*rows, [self._back(filling, "edit", place)]]

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """Questions as they are typed in one message; or the words of the kind that was tapped."""
        said = message.text.plain.strip()
        if message.kind != "text" or not said:
            filling.turn.refuse("refused-not-text")
        questions = sketches(filling.chosen(self))
        kind = filling.view.get("kind")
        rows = said.splitlines()
        if kind is not None and not typed.is_question(rows[0]):
            text, *options = [each.strip(" -•") for each in rows if each.strip()]
            if "|" in text or "｜" in text:
                text, *options = [each.strip() for each in text.replace("｜", "|").split("|")]
            new = [survey_rules.question(Sketch(Kind(kind), text, tuple(options)))]
        else:
            new = list(typed.questions(rows, questions))
        self._keep(filling, [*questions, *new])
        return None

    def _keep(self, filling: Filling, questions: list[Sketch]) -> None:
        if len(questions) > survey_rules.MOST_QUESTIONS:
            raise Broken("survey-questions", most=survey_rules.MOST_QUESTIONS)
        filling.choose(packed(questions))
        filling.look()

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """Opens one of the things, changes it, or is done."""
        chosen = filling.chosen(self)
        if isinstance(press, Do):
            return Given(chosen) if press.act == Act.DONE and chosen else None
        if not isinstance(press, Pick):
            filling.turn.refuse("refused-button")
        what, *more = filling.picked(press)
        if what == "list":
            filling.look()
        elif what in ("kind", "edit", "after", "least", "most"):
            filling.look(**{what: more[0]})
        else:
            self._change(filling, sketches(chosen), what, more)
        return None

    def _change(
        self, filling: Filling, questions: list[Sketch], what: str, more: list[Any]
    ) -> None:
        place = more[0]
        if what == "away":
            self._keep(filling, _without(questions, place))
            return
        one = questions[place]
        if what == "optional":
            questions[place] = replace(one, required=not one.required)
        else:
            rule, value = more[1:]
            value = tuple(value) if isinstance(value, list) else value
            questions[place] = survey_rules.question(replace(one, **{rule: value}))
        self._keep(filling, questions)
        filling.look(edit=place)

    async def told(self, filling: Filling, answer: Any) -> str:
        """How many."""
        return filling.turn.texts.plain("survey-questions-told", count=len(answer))


def _leading(questions: Sequence[Sketch]) -> list[tuple[int, Sketch]]:
    """Those whose answer another question can depend on, with their places."""
    kinds = (Kind.ONE, Kind.SEVERAL, Kind.SCALE)
    return [(place, each) for place, each in enumerate(questions) if each.kind in kinds]


def _without(questions: list[Sketch], gone: int) -> list[Sketch]:
    """The others; what depended on it is always asked from now on."""
    left = []
    for place, each in enumerate(questions):
        if place == gone:
            continue
        before, number = each.after or (-1, 0)
        after = None if before in (gone, -1) else (before - (before > gone), number)
        left.append(replace(each, after=after))
    return left
