"""Meetings as people see them: the group's card, the organiser's, and what is told in private."""

from __future__ import annotations

from collections.abc import Callable

from handlers import meeting_buttons as links
from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.texts import Texts, lines, paragraphs
from storage.meetings import CardView, OrganiserView, Reply, Snapshot
from storage.units import Unit

# A message holds 4,096 characters (Bot API: sendMessage); names beyond these are counted.
NAMES = 40
LETTERS = 900


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
        texts("meeting-title", title=meeting.title),
        *when_and_where(meeting, texts),
        *speaker_of(view, texts),
        texts("meeting-by", author=view.author) if view.author else None,
    )
    if meeting.ended_at is not None:
        return card(paragraphs(facts, texts("meeting-ended"), _counts(view, texts)))
    counted = {Reply.YES: view.coming, Reply.NO: view.not_coming, Reply.MAYBE: view.maybe}
    return card(
        paragraphs(facts, agenda_of(view, texts), texts("meeting-question")),
        *reply_rows(meeting, texts, counted),
        _ask_row(view, texts),
    )


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
    return texts("meeting-counts", yes=view.coming, maybe=view.maybe, no=view.not_coming)


def group_reminder(view: CardView, texts: Texts) -> Card:
    """The card once more, as the reminder for those who cannot be written to, while it is one."""
    shown = group_card(view, texts)
    return _once_more("meeting-reminder", shown, view, texts) if shown.rows else shown


def group_news(view: CardView, texts: Texts) -> Card:
    """The card once more, because its time changed or it is called off."""
    return _once_more("meeting-news", group_card(view, texts), view, texts)


def _once_more(key: str, shown: Card, view: CardView, texts: Texts) -> Card:
    """A copy without counts: each tap would cost an edit of it as well as of the card."""
    rows = reply_rows(view.meeting, texts) if shown.rows else []
    return card(lines(texts(key), shown.text), *rows)


def when_and_where(meeting: Snapshot, texts: Texts) -> list[Text]:
    """The lines that tell time and place, and the time before the last move."""
    said = [texts("meeting-when", when=texts.moment(meeting.starts_at))]
    if meeting.moved_from is not None:
        said.append(texts("meeting-moved-from", when=texts.moment(meeting.moved_from)))
    if meeting.place:
        said.append(texts("meeting-place", place=meeting.place))
    return said


def called_off(meeting: Snapshot, texts: Texts) -> Text:
    """What is left of a cancelled meeting: the fact first, the rest struck through."""
    return lines(
        texts("meeting-off"),
        texts("meeting-struck", what=meeting.title),
        texts("meeting-struck", what=texts.moment(meeting.starts_at)),
    )


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
        title=view.meeting.title,
        class_name=texts.listing(list(view.classes)),
    )
    return lines(title, *when_and_where(view.meeting, texts))


def question(view: CardView, texts: Texts) -> Card:
    """A request to somebody who has not answered."""
    said = paragraphs(in_private(view, texts), texts("meeting-question"))
    return card(said, *reply_rows(view.meeting, texts))


def reminder(view: CardView, texts: Texts) -> Card:
    """A reminder to somebody who comes, or may."""
    said = lines(texts("meeting-reminder"), in_private(view, texts))
    return card(
        paragraphs(said, texts("meeting-reminder-change")), *reply_rows(view.meeting, texts)
    )


def moved(view: CardView, texts: Texts) -> Card:
    """Another time, and whether it still suits."""
    said = lines(texts("meeting-moved-title"), in_private(view, texts))
    return card(paragraphs(said, texts("meeting-moved-suits")), *reply_rows(view.meeting, texts))


def cancelled(view: CardView, texts: Texts) -> Card:
    """The meeting will not take place."""
    classes = texts.listing(list(view.classes))
    said = lines(called_off(view.meeting, texts), texts("meeting-off-class", class_name=classes))
    return card(said)


def mine(view: CardView, texts: Texts, reply: str | None, *, asked: bool, manage: bool) -> Card:
    """A meeting in somebody's list: their answer and, where they are `asked`, the buttons."""
    answer = None
    if asked:
        answer = texts(f"meeting-mine-{reply}") if reply else texts("meeting-question")
    rows = reply_rows(view.meeting, texts) if asked else []
    if manage:
        press = buttons.pack(Manage(view.meeting.id))
        rows.append([Button(texts.plain("meeting-manage"), press)])
    return card(paragraphs(in_private(view, texts), answer), *rows)


def organiser_card(view: OrganiserView, texts: Texts) -> Card:
    """What the organiser sees: who comes, who has not answered; and what they can do."""
    return _organiser(view, texts, _named)


def organiser_brief(view: OrganiserView, texts: Texts) -> Card:
    """The same in numbers only: children's names are for the teachers of the class."""
    return _organiser(view, texts, _counted)


Told = Callable[[str, tuple[Unit, ...], Texts], Text | None]


def _organiser(view: OrganiserView, texts: Texts, tell: Told) -> Card:
    meeting = view.meeting
    if meeting.cancelled_at is not None:
        return card(called_off(meeting, texts))
    title = texts(
        "meeting-title-class",
        title=meeting.title,
        class_name=texts.listing(list(view.classes)),
    )
    facts = lines(title, *when_and_where(meeting, texts))
    answers = lines(
        tell("meeting-list-yes", view.coming, texts),
        tell("meeting-list-maybe", view.maybe, texts),
        tell("meeting-list-no", view.not_coming, texts),
        tell("meeting-list-missing", view.missing, texts),
        texts("meeting-unknown", count=view.unknown) if view.unknown else None,
    )
    if meeting.ended_at is not None:
        said = paragraphs(facts, texts("meeting-ended"), answers)
        return card(said, _more(meeting, texts))
    return card(paragraphs(facts, answers), _organiser_row(meeting, texts), _more(meeting, texts))


def _more(meeting: Snapshot, texts: Texts) -> list[Button]:
    """The way to what else belongs to a meeting, which lasts longer than the meeting."""
    return [Button(texts.plain("meeting-else"), buttons.pack(links.More(meeting.id)))]


def _organiser_row(meeting: Snapshot, texts: Texts) -> list[Button]:
    return [
        Button(texts.plain("meeting-move"), buttons.pack(Move(meeting.id))),
        Button(texts.plain("meeting-cancel"), buttons.pack(Cancel(meeting.id))),
    ]


def _counted(key: str, units: tuple[Unit, ...], texts: Texts) -> Text | None:
    return texts(key, count=len(units), names="")


def _named(key: str, units: tuple[Unit, ...], texts: Texts) -> Text | None:
    """The names of some units; those for whom there is no room are counted."""
    shown: list[str] = []
    for unit in units[:NAMES]:
        if sum(map(len, shown)) + len(unit.name) > LETTERS:
            break
        shown.append(unit.name)
    if len(shown) < len(units):
        shown.append(texts.plain("meeting-more", count=len(units) - len(shown)))
    names = texts.listing(shown) if shown else ""
    return texts(key, count=len(units), names=names)
