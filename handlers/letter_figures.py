"""`/letters`: how many letters came, how soon they were answered and how well; never whose."""

from __future__ import annotations

from datetime import date, datetime

from handlers.kit import buttons, charts
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.charts import Bar, Chart, Figure, Sheet
from handlers.kit.composing import Compose, Composed, Composing, Making
from handlers.kit.feature import Feature, Where
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Turn
from storage import holidays, letter_figures
from storage.base import Session
from storage.letter_figures import Figures, Year
from storage.letters import About

feature = Feature("letter_figures")

PICTURE = "letter_figures.picture"


@buttons.button("lfp")
class Picture:
    """Send the figures as a picture."""


@feature.command("letters", Can.LETTER_ANSWER, Where.PRIVATE)
async def figures(turn: Turn) -> None:
    """The table, for the term's report; the picture by tap, or `/letters picture`."""
    found = await _year(turn.session, turn.school, turn.now)
    if not found.months:
        turn.refuse("letter-figures-none")
    turn.show(_table(found, turn.texts))
    if turn.message.text.plain.strip():
        _compose(turn)


async def _year(session: Session, school: School, now: datetime) -> Year:
    calendar = await holidays.calendar(session, school.week, school.zone)
    return await letter_figures.year(session, calendar, school.promise, now)


def _table(found: Year, texts: Texts) -> Card:
    months = [
        lines(Text(texts.month(month)).styled("bold"), *_told(each, texts))
        for month, each in reversed(found.months)
    ]
    title = texts("letter-figures-title", count=found.whole.count)
    whole = lines(title, *_told(found.whole, texts))
    how = texts("letter-figures-how", days=texts.school.promise.answered)
    picture = Button(texts.plain("letter-figures-picture"), buttons.pack(Picture()))
    return card(paragraphs(whole, *months, how), [picture])


def _told(one: Figures, texts: Texts) -> list[Text]:
    """A line for what came, one for how it was answered, one for what writers say."""
    kinds = [f"{_kind(about, texts)} {one.by_kind[about]}" for about in About if one.by_kind[about]]
    told = [texts("letter-figures-came", count=one.count, kinds=" · ".join(kinds))]
    if one.median is not None:
        told.append(texts("letter-figures-median", hours=_hours(one.median)))
    if one.due:
        told.append(
            texts("letter-figures-kept", kept=one.kept, due=one.due, share=_kept(one, texts))
        )
    if one.rated:
        told.append(
            texts("letter-figures-good", good=one.good, rated=one.rated, share=_good(one, texts))
        )
    return told


def _kind(about: About, texts: Texts) -> str:
    return texts.plain(f"letter-about-{about}")


def _hours(hours: float) -> str:
    """Half an hour counts; what is less is nobody's concern."""
    halves = round(hours * 2) / 2
    return f"{halves:g}"


def _kept(one: Figures, texts: Texts) -> str:
    return _percent(one.kept, one.due, texts)


def _good(one: Figures, texts: Texts) -> str:
    return _percent(one.good, one.rated, texts)


def _percent(part: int, whole: int, texts: Texts) -> str:
    return texts.plain("percent", percent=round(100 * part / whole)) if whole else "–"


@feature.button(Picture, Can.LETTER_ANSWER)
async def picture(turn: Turn) -> None:
    """It is drawn after the commit, and comes by itself."""
    _compose(turn)
    turn.toast("survey-result-coming")


def _compose(turn: Turn) -> None:
    turn.errands.append(Compose(PICTURE, turn.user.user_id, turn.texts.language))


@feature.composes(PICTURE)
async def drawn(composing: Composing) -> Making:
    """Reads what came of the letters; the picture says no more than the table."""
    found = await _year(composing.session, composing.school, composing.now)
    texts = composing.texts

    async def make() -> Composed:
        made = await charts.draw(_sheet(found, texts), texts.plain("letter-figures-file"))
        return Composed(texts("letter-figures-caption", count=found.whole.count), made.files)

    return make


def _sheet(found: Year, texts: Texts) -> Sheet:
    whole = found.whole
    kinds = [(_kind(about, texts), whole.by_kind[about]) for about in About if whole.by_kind[about]]
    months = [(texts.month(month), each.count) for month, each in found.months]
    said = texts.plain
    answered = Chart("bars", said("letter-figures-soon"), figures=_figures(whole, texts))
    about = (_span([month for month, _ in found.months], texts),)
    shown = (
        Chart("bars", said("letter-figures-kinds"), bars=_bars(kinds)),
        Chart("bars", said("letter-figures-months"), bars=_bars(months)),
        answered,
    )
    title = said("letter-figures-caption", count=whole.count)
    return Sheet(texts.language, texts.school.name, title, about, shown)


def _span(months: list[date], texts: Texts) -> str:
    ends = [texts.month(each) for each in months[:1] + months[1:][-1:]]
    return " – ".join(ends)


def _bars(counted: list[tuple[str, int]]) -> tuple[Bar, ...]:
    """The longest bar is the most."""
    most = max((count for _, count in counted), default=1)
    return tuple(Bar(label, count, count / most, str(count)) for label, count in counted)


def _figures(one: Figures, texts: Texts) -> tuple[Figure, ...]:
    hours = _hours(one.median) if one.median is not None else "–"
    return (
        Figure(texts.plain("letter-figures-hours"), hours),
        Figure(texts.plain("letter-figures-promise"), _kept(one, texts)),
        Figure(texts.plain("letter-figures-content"), _good(one, texts)),
    )
