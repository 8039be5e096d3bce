"""`/class`: links a group, and tells the head teacher how many of the families are registered."""

from __future__ import annotations

from handlers.classes import Parent, link
from handlers.kit import asking, buttons
from handlers.kit.browsing import at_the_end
from handlers.kit.card import Button, Card, Text, card, moment
from handlers.kit.class_buttons import GiveList, WhoIsWho
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows, number
from handlers.kit.roles import Can, classes_where, may
from handlers.kit.speaking import LanguageOf
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn, WhoIsIn
from storage import class_reports, classes, membership, posts
from storage.class_reports import GOAL_PERCENT, Report
from storage.classes import Class, Purpose
from storage.posts import Priority

feature = Feature("class_reports", snapshots=classes.of_ids)

CARD, REMINDER = "class_reports.report", "class_reports.remind"
MOST_CLASSES = 84
# As much of the card as names may take, of the 4096 characters that a message holds.
MOST_NAMES = 60
MOST_CHILDREN = 60


@buttons.button("crs")
class Show:
    """How far has this class come?"""

    class_id: int


@buttons.button("crr")
class Remind:
    """Post a reminder in the class's group."""

    subject_id: int


@buttons.button("cre")
class Expect:
    """Say how many children the class has."""

    subject_id: int


@feature.command("class", Can.ANYTHING_OPEN, shown=Can.CLASS_SEE)
async def class_(turn: Turn) -> None:
    """`/class 3B` in a group links it; else it tells how far a class has come, in private."""
    named = turn.message.text.plain.strip()
    here = turn.place.class_
    if turn.place.private:
        await _report(turn, named)
    elif named:
        await link(turn)
    elif here is None:
        await asking.ask(turn, "class", "class-ask")
    elif may(turn.actor, Can.CLASS_SEE, here.id):
        await _show(turn, await classes.get(turn.session, here.id))
        await _whisper(turn, here.subject_id)
    else:
        turn.refuse("refused-right-command", command="class")


async def _report(turn: Turn, named: str) -> None:
    """In private: of the class that was named, of the only one, or which?"""
    found = await _seen(turn)
    if named:
        found = [each for each in found if each.slug == classes.slug(named)]
    if not found:
        turn.refuse("class-none" if named else "class-none-yours", typed=named[:40])
    if len(found) == 1:
        await _show(turn, found[0])
        return
    rows = in_rows(
        [Button(each.name, buttons.pack(Show(each.id))) for each in found[:MOST_CLASSES]]
    )
    await asking.put(turn, "class", turn.texts("class-which"), {}, rows)


async def _seen(turn: Turn) -> list[Class]:
    where = classes_where(turn.actor, Can.CLASS_SEE)
    found = await classes.all_open(turn.session)
    return [each for each in found if where is None or each.id in where]


async def _show(turn: Turn, one: Class) -> None:
    """The report, in private; who is in the group still is asked while it is looked at."""
    await at_the_end(turn, CARD, one.subject_id)
    if one.chat_id is not None:
        members = await membership.members_of(turn.session, one.id)
        turn.errands.append(WhoIsIn(one.chat_id, tuple(members)))


async def _whisper(turn: Turn, subject_id: int) -> None:
    """In the group its teacher sees the report at once, and nobody else does."""
    shown = report(await class_reports.view(turn.session, subject_id), turn.texts)
    if turn.actor.reachable:
        turn.whisper(card(shown.text))
    else:
        turn.show(card(shown.text))


@feature.button(Show, Can.CLASS_SEE)
async def chosen(turn: Turn) -> None:
    """The class was tapped."""
    if not may(turn.actor, Can.CLASS_SEE, turn.press.class_id):
        turn.refuse("refused-right")
    await asking.drop(turn)
    await _show(turn, await classes.get(turn.session, turn.press.class_id))


@feature.card(CARD, class_reports.view, can=Can.CLASS_SEE)
def report(view: Report, texts: Texts) -> Card:
    """How many of how many, against the goal; who is not; what can be done about it."""
    if view.chat_id is None:
        link_ = texts.school.link_group(f"class_{view.class_id}")
        add = Button(texts.plain("report-add"), url=link_)
        return card(texts("report-no-group", name=view.name), [add])
    return card(
        paragraphs(
            texts("welcome-title", name=view.name, school=texts.school.name),
            _count(view, texts),
            _goal(view, texts),
            _named("report-missing", view.missing, texts),
            _named("report-nameless", view.nameless, texts),
            _named("report-others", view.others, texts),
            texts("report-strangers", count=view.strangers) if view.strangers else None,
        ),
        [Button(texts.plain("report-remind"), buttons.pack(Remind(view.subject_id)))],
        *_offered(view, texts),
    )


def _offered(view: Report, texts: Texts) -> list[list[Button]]:
    """The class's list, or until it is given the number of children; who is whom; the language."""
    count = Button(texts.plain("report-expect"), buttons.pack(Expect(view.subject_id)))
    list_ = Button(texts.plain("report-list"), buttons.pack(GiveList(view.class_id)))
    who = Button(texts.plain("report-match"), buttons.pack(WhoIsWho(view.subject_id)))
    speak = Button(texts.plain("report-language"), buttons.pack(LanguageOf(view.class_id)))
    return [
        [list_] if view.official else [list_, count],
        [who] if view.others else [],
        [speak] if len(texts.school.languages) > 1 else [],
    ]


def _count(view: Report, texts: Texts) -> Text:
    """Of the children on the list; without one, of the people in the group."""
    if view.listed:
        return texts(
            "report-count", registered=view.registered, total=view.total, percent=view.percent
        )
    return texts("report-count-group", registered=view.registered)


def _goal(view: Report, texts: Texts) -> Text | None:
    if view.goal_by is None:
        return None
    reached = view.listed and view.percent >= GOAL_PERCENT
    said = {"percent": GOAL_PERCENT, "by": texts.day(view.goal_by)}
    if reached:
        return texts("report-goal-reached", **said)
    # How far off that day is, each app works out anew: a card that rests would soon be wrong.
    left = moment(texts.plain("report-goal-after"), view.goal_by, "r")
    return lines(
        texts("report-goal", left=left, **said),
        texts("report-goal-lacking", count=view.lacking, children=int(view.listed))
        if view.lacking
        else None,
        texts("report-goal-then"),
    )


def _named(key: str, names: tuple[str, ...], texts: Texts) -> Text | None:
    if not names:
        return None
    shown, more = list(names[:MOST_NAMES]), max(0, len(names) - MOST_NAMES)
    listed = texts.listing(shown) if not more else ", ".join(shown)
    return texts(key, count=len(names), names=listed, more=more)


@feature.button(Remind, Can.CLASS_LINK)
async def remind(turn: Turn) -> None:
    """Once a day; it names nobody; an earlier one loses its buttons. Quiet hours hold it."""
    one = await classes.get(turn.session, turn.subject.class_ids[0])
    if one.chat_id is None:
        turn.refuse("refused-subject-gone")
    day = turn.now.astimezone(turn.school.zone).date().isoformat()
    key = f"class-remind:{one.id}:{day}"
    if await posts.by_key(turn.session, key) is not None:
        turn.refuse("report-reminded-already")
    await posts.supersede(turn.session, one.subject_id, REMINDER, one.chat_id)
    ends = turn.school.quiet_ends(turn.now)
    turn.post(
        REMINDER,
        one.subject_id,
        one.chat_id,
        turn.texts_in(one.language).language,
        thread_id=one.thread_for(Purpose.TALK),
        priority=Priority.REMINDER,
        key=key,
        at=ends,
    )
    if ends is None:
        turn.toast("report-reminded", name=one.name)
    else:
        turn.toast("report-reminded-later", name=one.name, time=turn.texts.clock(ends))


@feature.card(REMINDER, class_reports.view)
def reminder(view: Report, texts: Texts) -> Card:
    """For the group: how far the class has come, and the button; no names."""
    if view.chat_id is None:
        return card(texts("welcome-closed"))
    key = "report-remind-list" if view.listed else "report-remind-group"
    said = texts(key, name=view.name, registered=view.registered, total=view.total)
    return card(
        said,
        [Button(texts.plain("welcome-parent"), buttons.pack(Parent(view.subject_id)))],
        [Button(texts.plain("welcome-private"), url=texts.school.link("hello"))],
    )


@feature.button(Expect, Can.CLASS_LINK)
async def expect(turn: Turn) -> None:
    """Asks how many children the class has."""
    if not turn.place.private:
        turn.refuse("refused-button")
    one = await classes.get(turn.session, turn.subject.class_ids[0])
    data = {"class_id": one.id}
    await asking.put(turn, "class-size", turn.texts("report-expect-ask", name=one.name), data)


@feature.answer("class-size")
async def expected(turn: Turn) -> None:
    """The number was written, in digits or in words; 0 takes it back."""
    typed = turn.message.text.plain.strip()
    if not may(turn.actor, Can.CLASS_LINK, turn.data["class_id"]):
        turn.refuse("refused-right")
    count = 0 if typed in ("0", "０") else number(typed)
    if count is None or count > MOST_CHILDREN:
        turn.refuse("report-expect-number", most=MOST_CHILDREN)
    await class_reports.set_expected(turn.session, turn.data["class_id"], count or None)
    one = await classes.get(turn.session, turn.data["class_id"])
    turn.changed(one.subject_id)
    await _show(turn, one)
