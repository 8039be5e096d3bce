"""All answers to a survey as a spreadsheet or as CSV: no cell is a formula, whatever was typed."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass

from handlers import survey_figures as figures
from handlers.kit.card import Upload
from handlers.kit.composing import Compose, Composed, Composing, Making
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.tables import table
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from handlers.survey_results import Export, ExportPlain, readable
from storage import classes, survey_exports, survey_results, surveys
from storage.survey_exports import Row
from storage.survey_questions import Kind, Question
from storage.survey_results import Results
from storage.surveys import Unit

feature = Feature("survey_exports", snapshots=surveys.of_ids)

FILE = "survey_exports.file"
XLSX, CSV = "xlsx", "csv"
Cell = str | int | float
# Letters that a column is wide, at most.
WIDEST = 40
# What follows a sheet's name there: Excel has them end at 31 letters, without these.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, what its columns are, and what stands in them."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@feature.button(Export, Can.ANYTHING_OPEN)
async def export(turn: Turn) -> None:
    """As a spreadsheet."""
    _make(turn, XLSX)


@feature.button(ExportPlain, Can.ANYTHING_OPEN)
async def export_plain(turn: Turn) -> None:
    """As CSV, a file for each table."""
    _make(turn, CSV)


def _make(turn: Turn, form: str) -> None:
    one = readable(turn)
    user_id, language = turn.user.user_id, turn.texts.language
    turn.errands.append(Compose(FILE, user_id, language, about=one.id, note=form))
    turn.toast("survey-export-coming")


@feature.composes(FILE)
async def file(composing: Composing) -> Making:
    """Reads everything; of what may not be shown yet there is no file."""
    session, texts = composing.session, composing.texts
    found = await survey_results.results(session, composing.errand.about)
    rows = await survey_exports.rows(session, found)
    named = {each.id: each.name for each in await classes.several(session, found.survey.class_ids)}
    day = f"{composing.now.astimezone(texts.zone):%Y-%m-%d}"

    async def make() -> Composed:
        if found.withheld:
            return Composed(figures.head(found, texts))
        made = sheets(found, rows, named, texts)
        name = texts.plain("survey-export-file", day=day)
        anonymous = int(found.survey.anonymous)
        said = texts("survey-export-done", title=found.survey.title, anonymous=anonymous)
        return Composed(said, await _files(name, made, composing.errand.note))

    return make


async def _files(name: str, made: Sequence[Sheet], form: str) -> tuple[Upload, ...]:
    if form == XLSX:
        return (Upload(f"{name}.xlsx", await asyncio.to_thread(workbook, made)),)
    return tuple(
        table(
            f"{name} {each.name}", each.heads, [[_plain(cell) for cell in row] for row in each.rows]
        )
        for each in made
    )


def _plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else figures.shown(cell)


def workbook(made: Sequence[Sheet]) -> bytes:
    """An XLSX file: words are written as words, so that nothing in it is a formula or a link."""
    # Only who exports something needs it; a start without it is quicker.
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for each in made:
            sheet = book.add_worksheet(each.name.translate(_NOT_IN_NAMES)[:31])
            for row, cells in enumerate((each.heads, *each.rows)):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell, wrapped if row else bold)
                    else:
                        sheet.write_number(row, column, cell, wrapped)
            for column, width in enumerate(_widths(each)):
                sheet.set_column(column, column, width)
            sheet.freeze_panes(1, 0)
    return written.getvalue()


def _widths(one: Sheet) -> list[int]:
    columns = zip(*(one.heads, *one.rows), strict=True)
    return [min(WIDEST, 3 + max(len(str(cell)) for cell in column)) for column in columns]


# The tables


def sheets(found: Results, rows: Sequence[Row], named: dict[int, str], texts: Texts) -> list[Sheet]:
    """What was counted, each answer, and, of anonymous ones apart, what was written."""
    made = [_counts(found, texts), _answers(found, rows, named, texts)]
    made += [sheet for sheet in (_words(found, texts), _shares(found, texts)) if sheet.rows]
    return made


def _counts(found: Results, texts: Texts) -> Sheet:
    """A line for each option, number or step, with its share; and for each average."""
    rows: list[tuple[Cell, ...]] = []
    for number, tally in enumerate(found.tallies, 1):
        start = (number, tally.question.text, tally.answered)
        before = found.earlier(tally.question)
        if tally.mean is not None:
            mean = texts.plain("survey-result-average")
            was = before.mean if before is not None and before.mean is not None else ""
            rows.append((*start, mean, round(tally.mean, 2), "", was))
        for bar in figures.bars(tally, before, texts):
            was = "" if bar.was is None else round(100 * bar.was, 1)
            rows.append((*start, bar.label, bar.count, round(100 * bar.share, 1), was))
        if tally.question.kind == Kind.TEXT:
            rows.append((*start, "", "", "", ""))
    keys = ("number", "question", "answers", "answer", "count", "percent", "before")
    return Sheet(texts.plain("survey-export-counts"), _heads(keys, texts), tuple(rows))


def _heads(keys: Sequence[str], texts: Texts) -> tuple[str, ...]:
    return tuple(texts.plain(f"survey-column-{each}") for each in keys)


def _answers(found: Results, rows: Sequence[Row], named: dict[int, str], texts: Texts) -> Sheet:
    """A line for each answer; of anonymous ones without what was written."""
    one = found.survey
    shown = [each for each in one.questions if not (one.anonymous and each.kind == Kind.TEXT)]
    heads = tuple(each.text for each in shown)
    if not one.anonymous:
        who = "person" if one.unit == Unit.PERSON else "child"
        heads = (*_heads(("class", who), texts), *heads)
    made = []
    for row in rows:
        cells = tuple(_cell(each, row) for each in shown)
        if not one.anonymous:
            where = ", ".join(sorted(named[each] for each in row.class_ids if each in named))
            cells = (where, ", ".join(row.names), *cells)
        made.append(cells)
    return Sheet(texts.plain("survey-export-answers"), heads, tuple(made))


def _cell(question: Question, row: Row) -> Cell:
    said = row.given.get(question.id)
    if said is None:
        return ""
    match question.kind:
        case Kind.ONE:
            return question.label(said)
        case Kind.SEVERAL:
            return "; ".join(question.label(each) for each in said)
        case Kind.TEXT:
            return str(said)
        case _:
            number: Cell = said
            return number


def _words(found: Results, texts: Texts) -> Sheet:
    """What was written to an anonymous survey, by question and otherwise by lot."""
    rows = [
        (number, tally.question.text, said)
        for number, tally in enumerate(found.tallies, 1)
        for said in tally.words
        if found.survey.anonymous
    ]
    heads = _heads(("number", "question", "words"), texts)
    return Sheet(texts.plain("survey-export-words"), heads, tuple(rows))


def _shares(found: Results, texts: Texts) -> Sheet:
    """How many of each class answered."""
    rows = [(each.class_name, each.asked, each.answered) for each in found.shares]
    heads = _heads(("class", "asked", "answers"), texts)
    return Sheet(texts.plain("survey-export-shares"), heads, tuple(rows))
