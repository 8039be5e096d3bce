"""What leads from a meeting's cards to what else belongs to it, and who may go there."""

from __future__ import annotations

from datetime import timedelta

from handlers.kit import buttons
from handlers.kit.forms import Answers, Option
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, classes_where, may_about
from handlers.kit.turn import Turn
from storage import attendance, meetings
from storage.actors import Actor
from storage.meetings import Snapshot

# So long after a meeting its organiser still looks after it.
LATELY = timedelta(days=60)


@buttons.button("mtf")
class ToCalendar:
    """Send the meeting as a file for one's own calendar."""

    subject_id: int


@buttons.button("mmo")
class More:
    """What else the organiser can do for the meeting."""

    subject_id: int


@buttons.button("atl")
class WhoCame:
    """Show the list of who came."""

    subject_id: int


@buttons.button("atc")
class DoorCode:
    """Show the code that parents send at the door."""

    subject_id: int


@buttons.button("miw")
class Write:
    """Write the minutes, or write them anew."""

    subject_id: int


@buttons.button("mid")
class Decide:
    """Record a decision."""

    subject_id: int


@buttons.button("tag")
class Give:
    """Give somebody a task."""

    subject_id: int


@buttons.button("fba")
class AskFeedback:
    """Ask those who came what they thought of it."""

    subject_id: int


@buttons.button("agl")
class ShowAgenda:
    """Show what is to be talked about."""

    subject_id: int


@buttons.button("les")
class Speaker:
    """Say who speaks."""

    subject_id: int


@buttons.button("lel")
class Link:
    """Say where it is shown live."""

    subject_id: int


@buttons.button("leq")
class Questions:
    """Show what parents want to ask."""

    subject_id: int


@buttons.button("lea")
class AskSpeaker:
    """Ask the speaker something, in private."""

    subject_id: int


@buttons.button("mph")
class Heads:
    """So many of us come."""

    subject_id: int
    count: int


@buttons.button("mpm")
class HowMany:
    """Ask me how many of us come."""

    subject_id: int


@buttons.button("mpt")
class ByPhone:
    """Somebody told the teacher by phone or on paper: show who it may be."""

    subject_id: int


@buttons.button("mpp")
class Places:
    """How many places are there?"""

    subject_id: int


@buttons.button("mps")
class SetPlaces:
    """There are so many places; none for 0."""

    subject_id: int
    count: int


def only_private(turn: Turn) -> None:
    """What a meeting's organiser does is done in private: buttons of other chats are made up."""
    if not turn.place.private:
        turn.refuse("refused-button")


def check_open(turn: Turn, found: Snapshot) -> None:
    """Refuses what can only be done while a meeting takes answers."""
    if found.cancelled_at is not None:
        turn.refuse("rule-meeting-cancelled")
    if not meetings.is_open(found, turn.now):
        turn.refuse("rule-meeting-over")


def may_manage(actor: Actor, found: Snapshot) -> bool:
    """Whether an actor may look after a meeting: as its organiser, or for those classes."""
    own = actor.person_id is not None and found.author_id == actor.person_id
    return may_about(actor, Can.MEETING_MANAGE, found) or (
        own and may_about(actor, Can.MEETING_CREATE, found)
    )


async def managed(turn: Turn, meeting_id: int) -> Snapshot:
    """A meeting that the actor may look after at this moment; refuses otherwise."""
    found = (await meetings.of_ids(turn.session, [meeting_id])).get(meeting_id)
    if found is None:
        turn.refuse("refused-subject-gone")
    if not may_manage(turn.actor, found):
        turn.refuse("refused-right")
    return found


async def lately(turn: Turn) -> list[Snapshot]:
    """The meetings that have begun lately and that the actor may look after, the latest first."""
    where = classes_where(turn.actor, Can.MEETING_CREATE)
    found = await attendance.begun(
        turn.session, where, turn.now - LATELY, turn.now + attendance.DOORS_OPEN
    )
    return [each for each in found if may_manage(turn.actor, each)]


async def lately_offered(turn: Turn, answers: Answers) -> list[Option]:
    """The same as the choices of a form; one that was chosen elsewhere is among them."""
    found = await lately(turn)
    chosen = answers.get("meeting")
    if chosen is not None and chosen not in [each.id for each in found]:
        found.append(await managed(turn, chosen))
    return [Option(each.id, title_and_day(turn, each)) for each in found]


def title_and_day(turn: Turn, found: Snapshot) -> str:
    """How a meeting is called on a button."""
    when = turn.texts.day(found.starts_at)
    return turn.texts.plain("meeting-choice", title=title_of(found, turn.texts)[:40], when=when)
