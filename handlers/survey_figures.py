"""What came of a survey, in words and as a picture: the same numbers in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from handlers.kit.card import Text, folded, join
from handlers.kit.charts import Bar, Chart, Figure, Sheet
from handlers.kit.texts import Texts, lines, paragraphs
from storage.survey_questions import Kind
from storage.survey_results import Cut, Results, Tally
from storage.surveys import ENOUGH, ENOUGH_FOR_A_CUT

# So many different numbers have a bar each; more are put together into so many spans.
EACH_NUMBER, SPANS = 5, 5
# As much of what was written as a message has room for beside its numbers.
ROOM_FOR_WORDS = 1500


def public(found: Results) -> Results:
    """What everybody may see of it: no class, no word that somebody wrote, nothing unpublished."""
    before = found.before
    if before is not None and before.survey.published_at is None:
        before = None
    tallies = tuple(replace(each, words=()) for each in found.tallies)
    return replace(found, shares=(), cuts={}, before=before, tallies=tallies)


def head(found: Results, texts: Texts) -> Text:
    """Which survey, how many answered, and (`withheld`) why there is no more to say."""
    one = found.survey
    key = "survey-result-withheld"
    withheld = texts(key, why=found.withheld, enough=ENOUGH) if found.withheld else None
    title = texts("survey-result-title", title=one.title, class_names=texts.classes(found.classes))
    return lines(title, *about(found, texts), withheld)


def about(found: Results, texts: Texts) -> list[str]:
    """How many answered, and when it was closed."""
    one = found.survey
    counts = {"answered": found.answered, "asked": found.asked}
    rate = texts.plain("survey-result-rate", unit=one.unit, **counts)
    mode = texts.plain("survey-result-mode", mode=one.mode)
    when = texts.plain("survey-result-open")
    if one.closed_at is not None:
        when = texts.plain("survey-result-closed", day=texts.day(one.closed_at))
    return [rate, f"{mode} · {when}"]


def numbers(found: Results, texts: Texts) -> list[Text]:
    """A paragraph for each question: what the picture shows, for who cannot see it."""
    return [
        _paragraph(number, each, found.earlier(each.question), texts)
        for number, each in enumerate(found.tallies, 1)
    ]


def _paragraph(number: int, tally: Tally, before: Tally | None, texts: Texts) -> Text:
    told = [_asked(number, tally, texts), _mean(tally, before, texts)]
    found = bars(tally, before, texts)
    if tally.question.kind == Kind.SCALE:
        steps = [Text(f"{bar.label}: {bar.said}") for bar in found]
        return lines(*told, join(steps, " · "))
    told += [
        texts("survey-result-line", option=bar.label, said=bar.said, was=_was(bar, texts))
        for bar in found
    ]
    return lines(*told)


def _asked(number: int, tally: Tally, texts: Texts) -> Text:
    return texts(
        "survey-result-question",
        number=number,
        question=tally.question.text,
        count=tally.answered,
        kind=tally.question.kind,
    )


def _mean(tally: Tally, before: Tally | None, texts: Texts) -> Text | None:
    if tally.mean is None:
        return None
    was = before.mean if before is not None else None
    return texts(
        "survey-result-mean",
        mean=shown(tally.mean),
        median=shown(tally.median or 0),
        least=shown(min(tally.values, default=0)),
        most=shown(max(tally.values, default=0)),
        kind=tally.question.kind,
        was="" if was is None else texts.plain("survey-result-was", was=shown(was)),
    )


def _was(bar: Bar, texts: Texts) -> str:
    """What it was before, as it stands behind a number."""
    if bar.was is None:
        return ""
    was = texts.plain("percent", percent=round(bar.was * 100))
    return texts.plain("survey-result-was", was=was)


def shown(number: float) -> str:
    """A number with at most one place behind the point."""
    return f"{number:.1f}".removesuffix(".0") if number == int(number) else f"{number:.1f}"


# Bars


def bars(tally: Tally, before: Tally | None, texts: Texts) -> list[Bar]:
    """What was chosen, or which numbers were given, how often; with the shares of before."""
    if tally.question.kind == Kind.TEXT or not tally.answered:
        return []
    if tally.question.kind == Kind.NUMBER:
        found = _spans(tally)
        shares: Iterator[float | None] = iter([None] * len(found))
    else:
        labels = map(tally.question.label, tally.question.numbers)
        found = list(zip(labels, tally.counts, strict=True))
        shares = iter(_shares(before, len(found)))
    return [
        Bar(label, count, count / tally.answered, _said(count, tally, texts), was)
        for (label, count), was in zip(found, shares, strict=True)
    ]


def _shares(before: Tally | None, count: int) -> list[float | None]:
    if before is None or not before.answered:
        return [None] * count
    return [each / before.answered for each in before.counts]


def _said(count: int, tally: Tally, texts: Texts) -> str:
    if tally.question.kind == Kind.SCALE:
        return f"{count}×"
    return texts.plain(
        "survey-result-said", count=count, percent=round(100 * count / tally.answered)
    )


def _spans(tally: Tally) -> list[tuple[str, int]]:
    """Numbers as they are, where there are few; else put together into spans of one width."""
    each = Counter(tally.values)
    if len(each) <= EACH_NUMBER:
        return [(shown(number), count) for number, count in sorted(each.items())]
    least, most = tally.values[0], tally.values[-1]
    width = (most - least) / SPANS
    places = Counter(min(int((one - least) / width), SPANS - 1) for one in tally.values)
    edges = [least + width * place for place in range(SPANS + 1)]
    return [
        (f"{shown(edges[place])} – {shown(edges[place + 1])}", places[place])
        for place in range(SPANS)
    ]


# Only for who asked


def words(found: Results, texts: Texts) -> list[Text]:
    """What was written, by lot; as much as there is room for, the rest is in the export."""
    told, room = [], ROOM_FOR_WORDS
    for number, each in enumerate(found.tallies, 1):
        quotes: list[Text] = []
        for said in each.words:
            room -= len(said)
            if room < 0:
                break
            quotes.append(texts("survey-result-quote", words=said))
        left = len(each.words) - len(quotes)
        more = texts("survey-result-more", count=left) if left else None
        if each.words:
            title = texts("survey-result-written", number=number)
            told.append(lines(title, folded(lines(*quotes)) if quotes else None, more))
    return told


def by_class(found: Results, texts: Texts) -> Text | None:
    """How many of each class answered."""
    if len(found.shares) < 2:
        return None
    told = [
        texts("survey-result-share", name=each.class_name, answered=each.answered, asked=each.asked)
        for each in found.shares
    ]
    return lines(texts("survey-result-shares"), *told)


def cuts(found: Results, texts: Texts) -> Text | None:
    """What classes or grades answered, where results by class were announced."""
    if not found.survey.by_class or found.withheld:
        return None
    told: list[Text] = []
    for number, each in enumerate(found.tallies, 1):
        parts = found.cuts.get(each.question.id, ())
        if parts:
            said = [_cut(one, found, texts) for one in parts]
            told.append(lines(texts("survey-result-cut-of", number=number), *said))
    if not told:
        return texts("survey-result-no-cuts", enough=ENOUGH_FOR_A_CUT)
    return paragraphs(texts("survey-result-cuts", enough=ENOUGH_FOR_A_CUT), *told)


def _cut(one: Cut, found: Results, texts: Texts) -> Text:
    tally = one.tally
    if tally.mean is not None:
        said = texts.plain("survey-result-cut-mean", mean=shown(tally.mean), count=tally.answered)
    else:
        chosen = zip(tally.question.numbers, tally.counts, strict=True)
        labels = [f"{tally.question.label(n)} {count}" for n, count in chosen if count]
        said = texts.listing(labels)
    name = texts.plain("survey-result-grade", grade=one.name) if found.by_grade else one.name
    return texts("survey-result-cut", name=name, said=said)


# The picture


def sheet(found: Results, texts: Texts) -> Sheet:
    """The picture's contents."""
    before = None
    if found.before is not None and any(found.earlier(t.question) for t in found.tallies):
        one = found.before.survey
        day = texts.day(one.closed_at) if one.closed_at else ""
        before = texts.plain(
            "survey-result-before", title=one.title, day=day, count=found.before.answered
        )
    charts = tuple(
        _chart(number, each, found.earlier(each.question), texts)
        for number, each in enumerate(found.tallies, 1)
    )
    title = found.survey.title
    rate, mode = about(found, texts)
    said = (f"{texts.classes(found.classes)} · {rate}", mode)
    return Sheet(texts.language, texts.school.name, title, said, charts, before)


def _chart(number: int, tally: Tally, before: Tally | None, texts: Texts) -> Chart:
    question = tally.question
    return Chart(
        "scale" if question.kind == Kind.SCALE and tally.answered else "bars",
        f"{number}. {question.text}",
        _note(tally, before, texts),
        shown(tally.mean) if question.kind == Kind.SCALE and tally.mean is not None else None,
        tuple(bars(tally, before, texts)),
        _figures(tally, texts.plain),
    )


def _note(tally: Tally, before: Tally | None, texts: Texts) -> str:
    note = texts.plain("survey-result-note", count=tally.answered, kind=tally.question.kind)
    if before is None or before.mean is None:
        return note
    return f"{note} · {texts.plain('survey-result-was-mean', was=shown(before.mean))}"


def _figures(tally: Tally, said: Callable[[str], str]) -> tuple[Figure, ...]:
    if tally.question.kind != Kind.NUMBER or tally.mean is None or tally.median is None:
        return ()
    span = f"{shown(tally.values[0])} – {shown(tally.values[-1])}"
    return (
        Figure(said("survey-result-average"), shown(tally.mean)),
        Figure(said("survey-result-median"), shown(tally.median)),
        Figure(said("survey-result-span"), span),
    )
