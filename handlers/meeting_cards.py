"""Meetings as people see them: the group's card, the organiser's, and what is told in private."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from handlers import meeting_buttons as links
from handlers import meeting_counts as counts
from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card, moment
from handlers.kit.naming import title_of
from handlers.kit.texts import Texts, lines, paragraphs
from storage.meeting_details import Invited
from storage.meeting_reach import is_confirmed
from storage.meeting_views import CardView, OrganiserView
from storage.meetings import Reply, Snapshot
from storage.units import Unit


@buttons.button("mt")
class Say:
    """What a family answers."""

    subject_id: int
    reply: Reply


@buttons.button("mto")
class Manage:
    """Shows the organiser's card again."""

    subject_id: int


@buttons.button("mtm")
class Move:
    """Asks for another time."""

    subject_id: int


@buttons.button("mtc")
class Cancel:
    """Asks whether the meeting shall really be cancelled."""

    subject_id: int


@buttons.button("mtx")
class CancelSurely:
    """Cancels it."""

    subject_id: int


@buttons.button("mti")
class MeetingIn:
    """The class of a meeting that was typed in private."""

    draft_id: int
    class_id: int


@buttons.button("mtt")
class MoveTo:
    """The meeting that a typed time is for."""

    subject_id: int
    draft_id: int


def group_card(view: CardView, texts: Texts) -> Card:
    """The card in the group: what, when, where, and three buttons with their counts."""
    meeting = view.meeting
    if meeting.cancelled_at is not None:
        return card(called_off(meeting, texts))
    facts = lines(
        texts("meeting-title", title=title_of(meeting, texts)),
        *when_and_where(meeting, texts),
        *speaker_of(view, texts),
        texts("meeting-by", author=view.author) if view.author else None,
    )
    if meeting.ended_at is not None:
        return card(paragraphs(facts, meeting.about, texts("meeting-ended"), _counts(view, texts)))
    counted = {Reply.YES: view.coming, Reply.NO: view.not_coming, Reply.MAYBE: view.maybe}
    return card(
        paragraphs(
            facts,
            meeting.about,
            agenda_of(view, texts),
            lines(asks(meeting, texts), answer_by(meeting, texts), *counts.places_of(view, texts)),
        ),
        *reply_rows(meeting, texts, counted),
        _ask_row(view, texts),
        calendar_row(meeting, texts),
    )


def asks(meeting: Snapshot, texts: Texts) -> Text:
    """Whether they come; what one tap answers for, and what is asked after it."""
    if meeting.invited != Invited.FAMILIES:
        return texts("meeting-question-member")
    return texts("meeting-question-heads" if meeting.asks_how_many else "meeting-question")


def speaker_of(view: CardView, texts: Texts) -> list[Text]:
    """Who speaks, and that it is shown live: never where."""
    spoken = view.lecture
    if spoken is None:
        return []
    said = []
    if spoken.speaker:
        key = "lecture-card-about" if spoken.about else "lecture-card-speaker"
        said.append(texts(key, name=spoken.speaker, about=spoken.about or ""))
    if spoken.link:
        said.append(texts("lecture-card-live"))
    return said


def agenda_of(view: CardView, texts: Texts) -> Text:
    """What a committee's members want to talk about, and how much is left to do from before."""
    items = [
        texts("agenda-card-item", number=number, text=text)
        for number, text in enumerate(view.agenda, 1)
    ]
    left = view.tasks_before
    return lines(
        texts("agenda-card") if items else None,
        *items,
        texts("agenda-card-tasks", count=left) if left else None,
    )


def _ask_row(view: CardView, texts: Texts) -> list[Button]:
    """Where somebody speaks, they can be asked beforehand."""
    if view.lecture is None or not view.lecture.speaker:
        return []
    return [
        Button(texts.plain("lecture-ask-button"), buttons.pack(links.AskSpeaker(view.meeting.id)))
    ]


def _counts(view: CardView, texts: Texts) -> Text:
    yes = counts.so_many(view.meeting, view.coming, texts)
    return texts("meeting-counts", yes=yes, maybe=view.maybe, no=view.not_coming)


def when_and_where(meeting: Snapshot, texts: Texts) -> list[Text]:
    """The lines that tell time and place, and the time before the last move."""
    said = [texts("meeting-when", when=_when(meeting, texts))]
    if meeting.moved_from is not None:
        said.append(texts("meeting-moved-from", when=texts.moment(meeting.moved_from)))
    if meeting.place:
        said.append(_where(meeting.place, texts))
    return said


def _when(meeting: Snapshot, texts: Texts) -> Text:
    """When it starts and, where that is known, ends: shown by each app in its owner's zone."""
    start = moment(texts.moment(meeting.starts_at), meeting.starts_at, "wDt")
    if meeting.ends_at is None:
        return start
    same_day = texts.day(meeting.starts_at) == texts.day(meeting.ends_at)
    until = texts.clock(meeting.ends_at) if same_day else texts.moment(meeting.ends_at)
    end = moment(until, meeting.ends_at, "t" if same_day else "wDt")
    return texts("meeting-from-until", start=start, end=end)


def _where(place: str, texts: Texts) -> Text:
    if not is_link(place):
        return texts("meeting-place", place=place)
    return texts("meeting-link", link=Text(place).styled("text_link", url=place))


def is_link(place: str) -> bool:
    """Whether a place is an address of the web and nothing else."""
    return re.fullmatch(r"https?://[^\s/]+\.\S+", place) is not None


def called_off(meeting: Snapshot, texts: Texts) -> Text:
    """What is left of a cancelled meeting: the fact first, the rest struck through."""
    return lines(
        texts("meeting-off"),
        texts("meeting-struck", what=title_of(meeting, texts)),
        texts("meeting-struck", what=texts.moment(meeting.starts_at)),
        texts("meeting-struck", what=meeting.place) if meeting.place else None,
    )


def answer_by(meeting: Snapshot, texts: Texts) -> Text | None:
    """Until when families are asked to answer; afterwards, that this is past and they still may."""
    if meeting.answer_by is None:
        return None
    key = "meeting-answer-by" if meeting.due_at is None else "meeting-answers-due"
    return texts(key, when=texts.moment(meeting.answer_by))


def calendar_row(meeting: Snapshot, texts: Texts) -> list[Button]:
    """What puts the meeting into one's own calendar."""
    return [Button(texts.plain("calendar-add"), buttons.pack(links.ToCalendar(meeting.id)))]


def reply_rows(
    meeting: Snapshot, texts: Texts, counted: dict[Reply, int] | None = None
) -> list[list[Button]]:
    """The buttons to answer with: two and one, since three in a row are cut off on a phone."""
    return [
        [_reply(meeting, texts, reply, (counted or {}).get(reply, 0)) for reply in row]
        for row in ((Reply.YES, Reply.NO), (Reply.MAYBE,))
    ]


def _reply(meeting: Snapshot, texts: Texts, reply: Reply, count: int) -> Button:
    label = texts.plain(f"meeting-{reply}")
    if count:
        label = texts.plain("meeting-label", label=label, count=count)
    return Button(label, buttons.pack(Say(meeting.id, reply)))


def in_private(view: CardView, texts: Texts) -> Text:
    """What, for which class, when and where: how every private message about it begins."""
    title = texts(
        "meeting-title-class",
        title=title_of(view.meeting, texts),
        class_name=whose(view.meeting, view.classes, texts),
    )
    return lines(title, *when_and_where(view.meeting, texts))


def whose(meeting: Snapshot, classes: tuple[str, ...], texts: Texts) -> str:
    """For whom a meeting is: its classes, or the school's committee, which has them all."""
    if meeting.of_school_committee:
        return texts.plain("meeting-of-school")
    return texts.classes(classes)


def question(view: CardView, texts: Texts) -> Card:
    """A request to somebody who has not answered."""
    meeting = view.meeting
    asked = lines(asks(meeting, texts), answer_by(meeting, texts), *counts.places_of(view, texts))
    said = paragraphs(in_private(view, texts), meeting.about, asked)
    return card(said, *reply_rows(view.meeting, texts), calendar_row(view.meeting, texts))


def mine(view: CardView, texts: Texts, reply: str | None, *, asked: bool, manage: bool) -> Card:
    """A meeting in somebody's list: their answer and, where they are `asked`, the buttons."""
    answer = None
    if asked:
        answer = texts(f"meeting-mine-{reply}") if reply else asks(view.meeting, texts)
    rows = reply_rows(view.meeting, texts) if asked else []
    rows += [_ask_row(view, texts), calendar_row(view.meeting, texts)]
    if manage:
        press = buttons.pack(Manage(view.meeting.id))
        rows.append([Button(texts.plain("meeting-manage"), press)])
    if asked and view.meeting.asks_how_many and reply in (Reply.YES, Reply.WAITING):
        press = buttons.pack(links.HowMany(view.meeting.id))
        rows.append([Button(texts.plain("places-how-many"), press)])
    about = lines(answer, *counts.places_of(view, texts))
    return card(paragraphs(in_private(view, texts), view.meeting.about, about), *rows)


def organiser_card(view: OrganiserView, texts: Texts) -> Card:
    """What the organiser sees: who comes, who has not answered; and what they can do."""
    return _organiser(view, texts, counts.named)


def organiser_brief(view: OrganiserView, texts: Texts) -> Card:
    """The same in numbers only: children's names are for the teachers of the class."""
    return _organiser(view, texts, counts.counted)


Told = Callable[[tuple[Unit, ...], Texts], str]


def _organiser(view: OrganiserView, texts: Texts, tell: Told) -> Card:
    meeting = view.meeting
    if meeting.cancelled_at is not None:
        return card(called_off(meeting, texts))
    title = texts(
        "meeting-title-class",
        title=title_of(meeting, texts),
        class_name=whose(meeting, view.classes, texts),
    )
    facts = lines(title, *when_and_where(meeting, texts))
    answers = lines(
        texts("places-heads", count=view.taken.heads) if meeting.asks_how_many else None,
        *counts.places_of(view, texts),
        *_by_answer(view, texts, tell),
        texts("meeting-unknown", count=view.unknown) if view.unknown else None,
    )
    if meeting.ended_at is not None:
        said = paragraphs(facts, texts("meeting-ended"), answers)
        return card(said, _more(meeting, texts))
    return card(paragraphs(facts, answers), _organiser_row(meeting, texts), _more(meeting, texts))


def _by_answer(view: OrganiserView, texts: Texts, tell: Told) -> Iterator[Text]:
    meeting = view.meeting
    unsure = tuple(each for each in view.coming if not is_confirmed(meeting, each))
    # Once it is over, who came says more.
    unsure = unsure if meeting.ended_at is None else ()
    for key, found, always in (
        ("meeting-list-yes", view.coming, True),
        ("meeting-list-unsure", unsure, False),
        ("meeting-list-maybe", view.maybe, True),
        ("meeting-list-waiting", view.waiting, False),
        ("meeting-list-no", view.not_coming, True),
        ("meeting-list-missing", view.missing, True),
    ):
        if found or always:
            count = counts.families(found)
            shown = counts.so_many(meeting, count, texts) if key == "meeting-list-yes" else count
            yield texts(key, count=shown, names=tell(found, texts))


def _more(meeting: Snapshot, texts: Texts) -> list[Button]:
    """The way to what else belongs to a meeting, which lasts longer than the meeting."""
    return [Button(texts.plain("meeting-else"), buttons.pack(links.More(meeting.id)))]


def _organiser_row(meeting: Snapshot, texts: Texts) -> list[Button]:
    return [
        Button(texts.plain("meeting-move"), buttons.pack(Move(meeting.id))),
        Button(texts.plain("meeting-cancel"), buttons.pack(Cancel(meeting.id))),
    ]
