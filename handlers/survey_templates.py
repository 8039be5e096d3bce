"""What a survey can begin with: templates that ship, and earlier surveys to be asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.kit.forms import Answers, Choice, Given, Option
from handlers.kit.forms.filling import Filling
from handlers.kit.lengths import LABEL, label
from handlers.kit.roles import Can, classes_where
from handlers.kit.texts import Texts
from handlers.kit.turn import Incoming, Refusal, Turn
from handlers.survey_buttons import may_manage
from handlers.survey_steps import packed
from storage import survey_lists, surveys
from storage.people import Role
from storage.survey_questions import Kind, Question, Sketch
from storage.surveys import Mode, Snapshot, Unit

# What stands for an empty survey, and what the values of the others begin with.
BLANK = "blank"
_TEMPLATE, _EARLIER = "template:", "earlier:"
# As many earlier surveys as are offered, and as much of their titles as a button shows.
OFFERED = 8
# A date is looked for among the school days of the next week.
_DAYS = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a template; its text and options are messages, by `key`.

    `after` is as in Sketch: (the place of an earlier question; the number of its option).
    """

    key: str
    kind: Kind
    options: tuple[str, ...] = ()
    required: bool = True
    after: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A survey that ships; with `staff` it is about people who work at the school."""

    name: str
    items: tuple[Item, ...]
    mode: Mode = Mode.ANONYMOUS
    unit: Unit = Unit.FAMILY
    staff: bool = False


def _rated(*keys: str) -> tuple[Item, ...]:
    return tuple(Item(key, Kind.SCALE) for key in keys)


def _words(key: str, after: tuple[int, int] | None = None) -> Item:
    return Item(key, Kind.TEXT, required=False, after=after)


TEMPLATES = (
    Template(
        "school",
        (*_rated("glad", "safe", "informed", "heard", "rooms"), _words("keep"), _words("change")),
    ),
    Template(
        "teaching",
        (
            *_rated("understands", "encouraged", "fair", "homework", "progress"),
            _words("helps"),
            _words("wish"),
        ),
        staff=True,
    ),
    Template(
        "openday",
        (
            *_rated("liked", "answers"),
            Item("useful", Kind.SEVERAL, ("rooms", "teachers", "work", "tour")),
            Item("heard", Kind.ONE, ("letter", "group", "friends", "paper")),
            _words("missing"),
        ),
    ),
    Template(
        "lecture",
        (
            *_rated("useful", "clear"),
            Item("length", Kind.ONE, ("short", "right", "long")),
            Item("again", Kind.ONE, ("yes", "perhaps", "no")),
            _words("next"),
        ),
    ),
    Template(
        "canteen",
        (
            Item("often", Kind.ONE, ("daily", "some", "never")),
            Item("taste", Kind.SCALE, required=False),
            Item("calm", Kind.SCALE, required=False),
            Item("more", Kind.SEVERAL, ("greens", "warm", "meatless", "sugar"), required=False),
            _words("why", after=(0, 3)),
            _words("else"),
        ),
    ),
    Template(
        "transport",
        (
            Item("how", Kind.ONE, ("foot", "bicycle", "schoolbus", "public", "car")),
            Item("minutes", Kind.NUMBER),
            Item("safe", Kind.SCALE),
            _words("car", after=(0, 5)),
            _words("where"),
        ),
    ),
    Template("date", (Item("which", Kind.SEVERAL),), mode=Mode.NAMED),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a survey begins with; all of it can be changed before it is sent."""

    title: str
    questions: tuple[Sketch, ...]
    mode: Mode
    unit: Unit
    about: list[Any] | None = None
    live: bool = False
    staff: bool = False
    by_class: bool = False
    template: str | None = None
    copied_from: int | None = None


async def offers(turn: Turn, answers: Answers) -> list[Option]:
    """What the actor may begin with: nothing, a template, one of their latest surveys."""
    texts = turn.texts
    found = [
        Option(_TEMPLATE + each.name, texts.plain(f"survey-template-{each.name}"))
        for each in TEMPLATES
        if _may_use(turn, each)
    ]
    earlier = [each for each in await _earlier(turn) if each.opened_at is not None][:OFFERED]
    blank = Option(BLANK, texts.plain("survey-begin-blank"))
    return [
        blank,
        *found,
        *(Option(f"{_EARLIER}{each.id}", _label(texts, each)) for each in earlier),
    ]


def _may_use(turn: Turn, template: Template) -> bool:
    """What is about people who work at the school, the principal asks."""
    return not template.staff or turn.actor.has(Role.PRINCIPAL, None)


async def _earlier(turn: Turn) -> list[Snapshot]:
    """The surveys that the actor looks after now, the latest first."""
    where = classes_where(turn.actor, Can.SURVEY_MANAGE)
    found = await survey_lists.of_classes(turn.session, where, turn.actor.person_id)
    return [each for each in found if may_manage(turn.actor, each)]


def _label(texts: Texts, one: Snapshot) -> str:
    """The title as far as there is room for it beside the rest."""
    day = texts.short_day(one.opened_at) if one.opened_at else ""
    room = LABEL - len(texts.plain("survey-begin-again", title="", day=day))
    return texts.plain("survey-begin-again", title=label(one.title, room), day=day)


async def beginning(turn: Turn, value: str) -> Beginning:
    """What stands behind an option of `offers`, for who may use it now; others are refused."""
    if value.startswith(_TEMPLATE):
        found = next((one for one in TEMPLATES if _TEMPLATE + one.name == value), None)
        if found is None or not _may_use(turn, found):
            turn.refuse("refused-right")
        return of_template(found, turn.texts, turn.now)
    number = value.removeprefix(_EARLIER)
    ids = [int(number)] if number.isdecimal() else []
    one = (await surveys.of_ids(turn.session, ids)).get(ids[0]) if ids else None
    if one is None or not may_manage(turn.actor, one):
        turn.refuse("refused-right")
    return of_earlier(one)


def of_template(template: Template, texts: Texts, now: datetime) -> Beginning:
    """A template in a language; what is a date in it comes in the week after `now`."""
    key = f"survey-template-{template.name}"
    questions = tuple(_sketch(each, key, texts, now) for each in template.items)
    return Beginning(
        texts.plain(key),
        questions,
        template.mode,
        template.unit,
        staff=template.staff,
        template=template.name,
    )


def _sketch(item: Item, key: str, texts: Texts, now: datetime) -> Sketch:
    options = tuple(texts.plain(f"{key}-{item.key}-{each}") for each in item.options)
    if item.kind == Kind.SEVERAL and not options:
        options = (*_days(texts, now), texts.plain(f"{key}-{item.key}-none"))
    text = texts.plain(f"{key}-{item.key}")
    return Sketch(item.kind, text, options, item.required, after=item.after)


def _days(texts: Texts, now: datetime) -> list[str]:
    """The school days of next week, to be replaced by what is really meant."""
    today = now.astimezone(texts.zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    return [texts.day(monday + timedelta(days=each)) for each in range(_DAYS)]


def of_earlier(one: Snapshot) -> Beginning:
    """An earlier survey, to be asked again; results of the two can be compared."""
    return Beginning(
        one.title,
        tuple(_again(each, one.questions) for each in one.questions),
        one.mode,
        one.unit,
        about=one.about,
        live=one.live,
        staff=one.staff,
        by_class=one.by_class,
        template=one.template,
        copied_from=one.id,
    )


def _again(one: Question, questions: Sequence[Question]) -> Sketch:
    after = None
    if one.after is not None:
        places = {each.id: place for place, each in enumerate(questions)}
        after = (places[one.after[0]], one.after[1])
    options = tuple(label for _, label in one.options)
    return Sketch(one.kind, one.text, options, one.required, one.least, one.most, after)


@dataclass(frozen=True)
class Start(Choice):
    """The step that asks what a survey begins with, and answers other steps by it."""

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """The label of one."""
        return await _filled(filling, await super().read(filling, message))

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """What was tapped."""
        return await _filled(filling, await super().press(filling, press))

    async def holds(self, turn: Turn, answer: Any, answers: Answers) -> bool:
        """Whether the actor may still use it, however long ago it was offered."""
        if answer == BLANK:
            return True
        try:
            await beginning(turn, answer)
        except Refusal:
            return False
        return True


async def _filled(filling: Filling, given: Given | None) -> Given | None:
    """The title and the questions are answered; a title that was typed before stays."""
    if given is None or given.value == BLANK:
        return given
    found = await beginning(filling.turn, given.value)
    answers = filling.answers
    about = {"plain": found.about[0], "spans": found.about[1]} if found.about else None
    answers.setdefault("title", {"plain": found.title, "spans": []})
    answers |= {
        "about": about,
        "questions": packed(found.questions),
        "mode": str(found.mode),
        "unit": str(found.unit),
        "template": found.template,
        "copied_from": found.copied_from,
    }
    if found.staff or found.copied_from is not None:
        answers["staff"] = found.staff
    return given
