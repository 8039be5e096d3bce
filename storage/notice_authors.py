"""What the author of a notice sees and does: who is missing, class by class, and is nudged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from storage import classes, notice_questions, notices, slips, units
from storage.answers import Via
from storage.base import Session
from storage.notice_questions import Asked
from storage.notices import NUDGES, Confirm, Snapshot
from storage.units import Reach, Unit


@dataclass(frozen=True, slots=True)
class AuthorView:
    """What the author sees, in private.

    `confirmed` are those who tapped or signed, `told` those of whom the teacher recorded it;
    `unknown` is how many members of the groups the school knows nothing of, None where a group's
    size is unknown too. `asked` are the questions that wait for an answer, `comments` what was
    written on slips, each with the child's name.
    """

    notice: Snapshot
    classes: tuple[ClassName, ...]
    missing: tuple[Unit, ...]
    confirmed: tuple[Unit, ...]
    told: tuple[Unit, ...]
    unknown: int | None
    nudges_left: int
    asked: tuple[Asked, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> list[str]:
        """What its classes are called."""
        return [each.name for each in self.classes]


@dataclass(frozen=True, slots=True)
class ClassName:
    """A class of a notice, and how often those missing there may still be nudged."""

    id: int
    name: str
    nudges_left: int


def nudges_left(notice: Snapshot, class_id: int) -> int:
    """How often those missing in a class may still be nudged."""
    return NUDGES - int(notice.nudged.get(str(class_id), 0))


async def author_view(session: Session, notice_id: int) -> AuthorView:
    """What the author sees of a notice; as many statements for any number of families.

    Raises:
        LookupError: there is no such notice.
    """
    notice = await notices.get(session, notice_id)
    signed = notice.confirm == Confirm.SIGNED
    everyone = await units.of_subject(session, notice_id)
    here = [
        ClassName(each.id, each.name, nudges_left(notice, each.id))
        for each in await classes.several(session, notice.class_ids)
    ]
    return AuthorView(
        notice=notice,
        classes=tuple(here),
        missing=tuple(unit for unit in everyone if unit.value is None),
        confirmed=tuple(unit for unit in everyone if unit.via in (Via.TAP, Via.SIGNED)),
        told=tuple(unit for unit in everyone if unit.via == Via.TOLD),
        unknown=await units.unknown_in(session, notice_id),
        nudges_left=max((each.nudges_left for each in here), default=0),
        asked=tuple(await notice_questions.waiting(session, notice_id)),
        comments=tuple(await slips.comments(session, notice_id)) if signed else (),
    )


async def to_nudge(session: Session, notice_id: int, class_ids: Collection[int]) -> Reach:
    """The guardians of the units that are missing in these classes; nobody who confirmed."""
    everyone = await units.of_subject(session, notice_id)
    missing = [u for u in everyone if u.value is None and u.class_id in class_ids]
    return units.reach(missing, but=units.tapped(everyone))
