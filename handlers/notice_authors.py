"""What the author of a notice sees in private: how far it has got, class by class, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature, Ring
from handlers.kit.passing import GRACE, Keep, tell_passed
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.notice_changes import (
    Correct,
    Show,
    Withdraw,
    may_manage,
    only_private,
    stands,
    withdraw,
)
from handlers.notice_nudges import Nudge, NudgeClass
from handlers.notice_paper import OnPaper
from handlers.notice_questions import Questions
from handlers.notice_told import Told, alone, named
from handlers.notices import corrected, head_of, rows_of, show_once
from handlers.slip_lists import Export
from storage import alarms, notice_authors, notices, people
from storage.answers import Via
from storage.base import Session
from storage.notice_authors import AuthorView, ClassName
from storage.notices import Confirm, Snapshot
from storage.slips import CONFLICT
from storage.units import Unit, by_family

feature = Feature("notice_authors", snapshots=notices.of_ids)

# What a slip may say, in the order in which an author reads it; None where it is missing.
_SLIP = ("yes", "no", CONFLICT)
# As much of the card as the names behind one heading may take.
ROOM = 900
# So many classes have a line and a button: a message has room for no more of them, and with a
# hundred buttons none would be left for the rest (Bot API: 100 at most).
MOST_CLASSES = 50


@buttons.button("nac")
class SeeClass:
    """Who is missing in this class?"""

    subject_id: int
    class_id: int


@buttons.button("npd")
class Drop:
    """What was passed to me is not posted, or taken back."""

    subject_id: int


@feature.card("notices.author", notice_authors.author_view, can=Can.CLASS_SEE)
def author(view: AuthorView, texts: Texts) -> Card:
    """How far a notice has got; only its author and those in charge ever see this."""
    one = view.notice
    title = texts("notice-author-title", class_names=texts.classes(view.names), head=head_of(one))
    if one.withdrawn_at is not None:
        return card(paragraphs(title, texts("notice-is-withdrawn")))
    told: list[Text | None] = [texts("notice-author-unasked")]
    if one.confirm != Confirm.NONE:
        told = [*_told(view, texts), _unknown(view, texts)]
    told.append(_comments(view, texts))
    asked = texts("question-waiting", count=len(view.asked)) if view.asked else None
    return card(paragraphs(title, lines(corrected(one, texts), *told, asked)), *_rows(view, texts))


def _comments(view: AuthorView, texts: Texts) -> Text | None:
    """What families wrote beside their answers; what has no room is in the export."""
    kept, room = [], ROOM
    for child, comment in view.comments:
        room -= len(child) + len(comment) + 4
        if room < 0:
            break
        kept.append(texts("slip-author-comment", child=child, comment=comment))
    more = len(view.comments) - len(kept)
    return lines(*kept, texts("slip-author-comments-more", count=more) if more else None) or None


def _told(view: AuthorView, texts: Texts) -> list[Text | None]:
    """The sum, then names; of several classes a line each, whose names are behind a button."""
    everyone = [*view.confirmed, *view.told, *view.missing]
    if len(view.classes) == 1:
        return [*_sum(view.notice, everyone, texts), *_names(view.notice, everyone, texts)]
    here = _by_class(view)
    shown = _shown(view, here)
    more = len(view.classes) - len(shown)
    return [
        *_sum(view.notice, everyone, texts),
        *(_line(view.notice, each, here[each.id], texts) for each in shown),
        texts("notice-author-classes-more", count=more) if more else None,
    ]


def _shown(view: AuthorView, here: Mapping[int, list[Unit]]) -> list[ClassName]:
    """The classes that have a line: all; of very many, those where most are missing."""
    if len(view.classes) <= MOST_CLASSES:
        return list(view.classes)
    missing = {key: sum(each.value is None for each in found) for key, found in here.items()}
    return sorted(view.classes, key=lambda each: -missing[each.id])[:MOST_CLASSES]


def _by_class(view: AuthorView) -> dict[int, list[Unit]]:
    """Everybody asked, by class."""
    here: dict[int, list[Unit]] = {each.id: [] for each in view.classes}
    for unit in (*view.confirmed, *view.told, *view.missing):
        if unit.class_id in here:
            here[unit.class_id].append(unit)
    return here


def _sum(one: Snapshot, everyone: Sequence[Unit], texts: Texts) -> list[Text]:
    done = [each for each in everyone if each.value is not None]
    if one.confirm != Confirm.SIGNED:
        families = len(by_family(everyone))
        return [texts("notice-author-count", confirmed=len(by_family(done)), families=families)]
    return [texts("slip-author-count", signed=len(done), children=len(everyone))]


def _names(one: Snapshot, everyone: Sequence[Unit], texts: Texts) -> list[Text | None]:
    """Who said what: of a slip each answer, else who told the teacher, and who is missing."""
    told = [each for each in everyone if each.via == Via.TOLD]
    missing = [each for each in everyone if each.value is None]
    said: list[Text | None] = []
    if one.confirm == Confirm.SIGNED:
        for value in _SLIP:
            found = [each for each in everyone if each.value == value]
            said.append(named(f"slip-author-{value}", alone(found), texts, ROOM))
    counted = alone if one.confirm == Confirm.SIGNED else by_family
    return [
        *said,
        named("notice-author-told", counted(told), texts, ROOM),
        named("notice-author-missing", counted(missing), texts, ROOM),
    ]


def _line(one: Snapshot, class_: ClassName, here: Collection[Unit], texts: Texts) -> Text:
    """One class in one line: numbers only."""
    signed = one.confirm == Confirm.SIGNED
    counted = alone if signed else by_family
    counts = {
        "class_name": class_.name,
        "families": len(counted(here)),
        "missing": len(counted(each for each in here if each.value is None)),
        "told": len(counted(each for each in here if each.via == Via.TOLD)),
    }
    if not signed:
        confirmed = len(by_family(each for each in here if each.value is not None))
        return texts("notice-author-class", confirmed=confirmed, **counts)
    said = {
        key: sum(each.value == value for each in here)
        for key, value in zip(("yes", "no", "differing"), _SLIP, strict=True)
    }
    return texts("slip-author-class", **said, **counts)


def _of_class(view: AuthorView, class_id: int) -> list[Unit]:
    return sorted(_by_class(view)[class_id], key=lambda each: each.name.casefold())


def _rows(view: AuthorView, texts: Texts) -> Iterable[list[Button]]:
    one = view.notice
    if one.confirm != Confirm.NONE:
        if len(view.classes) > 1:
            shown = _shown(view, _by_class(view))
            yield from rows_of([_see(one, each) for each in shown], 3)
        nudge = texts.plain("notice-nudge-button", left=view.nudges_left)
        some_missing = view.missing or view.unknown
        yield (
            [Button(nudge, buttons.pack(Nudge(one.id)))]
            if some_missing and view.nudges_left
            else []
        )
        told = "slip-paper-button" if one.confirm == Confirm.SIGNED else "notice-told-button"
        yield [Button(texts.plain(told), buttons.pack(Told(one.id)))]
    if one.confirm == Confirm.SIGNED:
        yield [Button(texts.plain("slip-export-button"), buttons.pack(Export(one.id)))]
    if view.asked:
        label = texts.plain("question-waiting-button", count=len(view.asked))
        yield [Button(label, buttons.pack(Questions(one.id)))]
    yield [Button(texts.plain("notice-paper-button"), buttons.pack(OnPaper(one.id)))]
    yield [
        Button(texts.plain("notice-correct-button"), buttons.pack(Correct(one.id))),
        Button(texts.plain("notice-withdraw-button"), buttons.pack(Withdraw(one.id))),
    ]


def _see(one: Snapshot, class_: ClassName) -> Button:
    return Button(class_.name, buttons.pack(SeeClass(one.id, class_.id)))


def _unknown(view: AuthorView, texts: Texts) -> Text | None:
    if view.unknown:
        return texts("notice-author-unknown", count=view.unknown)
    return None if view.missing else texts("notice-author-all")


@feature.button(Show, Can.ANYTHING_OPEN)
async def show(turn: Turn) -> None:
    """The author's card again; who is in charge of some of its classes sees those."""
    if may_manage(turn.actor, turn.subject):
        await show_once(turn, "notices.author")
        return
    theirs = [each for each in turn.subject.class_ids if may_see(turn, turn.subject, each)]
    if not theirs:
        turn.refuse("refused-right")
    await _show_classes(turn, theirs)


@feature.button(SeeClass, Can.ANYTHING_OPEN)
async def see_class(turn: Turn) -> None:
    """The names of one class as they are now; for the author, and for who is in charge there."""
    only_private(turn)
    stands(turn)
    if not may_see(turn, turn.subject, turn.press.class_id):
        turn.refuse("refused-right")
    await _show_classes(turn, [turn.press.class_id])


async def _show_classes(turn: Turn, class_ids: Collection[int]) -> None:
    for each in class_ids:
        await show_once(turn, f"notice_authors.class:{each}")


async def class_view(
    session: Session, notice_id: int, class_id: int
) -> tuple[AuthorView, ClassName] | None:
    """What the card of one class shows; None where the notice is not for it (any more)."""
    view = await notice_authors.author_view(session, notice_id)
    return next(((view, each) for each in view.classes if each.id == class_id), None)


@feature.card("notice_authors.class", class_view, can=Can.CLASS_SEE)
def of_class(shown: tuple[AuthorView, ClassName], texts: Texts) -> Card:
    """One class, by name."""
    view, class_ = shown
    one, here = view.notice, _of_class(view, class_.id)
    head = texts("notice-author-title", class_names=class_.name, head=head_of(one))
    if one.withdrawn_at is not None:
        return card(paragraphs(head, texts("notice-is-withdrawn")))
    if one.confirm == Confirm.NONE:
        return card(paragraphs(head, texts("notice-author-unasked")))
    said = lines(*_sum(one, here, texts), *_names(one, here, texts))
    label = texts.plain("notice-nudge-class", class_name=class_.name, left=class_.nudges_left)
    nudge = Button(label, buttons.pack(NudgeClass(one.id, class_.id)))
    missing = class_.nudges_left and any(each.value is None for each in here)
    return card(paragraphs(head, said), [nudge] if missing else [])


def may_see(turn: Turn, one: Snapshot, class_id: int) -> bool:
    """Whether somebody may look after a notice in one of its classes, at this moment."""
    own = one.author_id is not None and one.author_id == turn.actor.person_id
    can = Can.NOTICE_CREATE if own else Can.NOTICE_MANAGE
    return class_id in one.class_ids and may(turn.actor, can, class_id)


@feature.alarm("notice_authors.passed", GRACE)
async def passed(ring: Ring) -> None:
    """Who looks after somebody else's notices from now on is told which they are, once."""
    found = await notices.of_ids(ring.session, ring.args["ids"])
    heir = await people.get(ring.session, ring.args["to"])
    theirs = [e for e in found.values() if e.withdrawn_at is None and e.author_id == heir.id]
    texts = ring.texts(heir.language)
    entries = [(_planned(texts, each), buttons.pack(Drop(each.id))) for each in theirs]
    await tell_passed(ring, "passed-notices", entries)


def _planned(texts: Texts, one: Snapshot) -> str:
    """A notice in a line, with its time where that is still to come."""
    if one.posted_at is not None or one.planned_for is None:
        return head_of(one)
    return f"{texts.moment(one.planned_for)} · {head_of(one)}"


@feature.button(Drop, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def drop(turn: Turn) -> None:
    """A planned one is not posted; for one that stands it is asked once more."""
    only_private(turn)
    if turn.subject.posted_at is not None or turn.subject.withdrawn_at is not None:
        await withdraw(turn)
        return
    await notices.cancel(turn.session, turn.subject.id, turn.now)
    await alarms.cancel_of(turn.session, turn.subject.id)
    turn.toast("notice-cancel-done")


@feature.button(Keep, Can.ANYTHING_OPEN)
async def keep(turn: Turn) -> None:
    """All of it stays as it is."""
    turn.toast("passed-kept")
