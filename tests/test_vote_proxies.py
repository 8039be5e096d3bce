"""Nobody votes for a family: what it says by phone or on paper is recorded of everything else."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.sandbox import Message, User
from handlers.kit import buttons
from handlers.meeting_buttons import ByPhone
from handlers.meeting_phone import Other, Said, Who
from handlers.notice_told import Told, ToldBy, ToldByOther
from handlers.slip_lists import Paper
from handlers.vote_cards import Tap
from storage.answers import Answer, UnitKind
from storage.children import Child
from storage.meetings import Reply
from storage.slips import Consent
from storage.vote_seats import VoteSeat
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import called as meeting_called
from tests.meetings import in_chinese
from tests.noticeboard import announced, answers, crafted, own_card, pressed, says
from tests.voting import FAMILIES, OPEN, called

LANGUAGES = {
    "en": (
        "phone",
        "paper",
        "Told by phone or on paper",
        "no longer there",
        "Your family was not among",
    ),
    "zh": ("电话", "书面", "电话或书面告知", "已经不在了", "您的家庭不在表决名单里"),
}
every_language = pytest.mark.parametrize("language", LANGUAGES)


async def class_with_asha(school: TestSchool) -> ClassGroup:
    """A class in which Clara's family is on Telegram, and Asha's is not."""
    class_ = await school.class_group("3B", parents=1)
    await class_.names(class_.parents[0], "Clara")
    shown = await says(school, class_.teacher, "/class_list\nClara\nAsha")
    assert await pressed(school, class_.teacher, shown, "This is right") == "Done."
    return class_


async def asked(class_: ClassGroup, language: str) -> Message:
    """The teacher, who reads that language, has every family of the class vote; its card."""
    card = await called(class_, "Where to? | Museum | Zoo", *FAMILIES, *OPEN, by=class_.teacher)
    if language == "zh":
        await in_chinese(class_.school, class_.teacher)
    return card


def offered(user: User, *words: str) -> list[str]:
    """The labels of the buttons that somebody has in private with one of these words in them."""
    return [
        label
        for message in user.private.messages
        for label in message.labels
        if any(word in label for word in words)
    ]


async def cast(school: TestSchool) -> tuple[int, int]:
    """How many seats have voted, and how many answers there are to anything."""
    async with school.session() as session:
        voted = await session.scalar(select(func.count()).where(VoteSeat.voted))
        given = await session.scalar(select(func.count()).select_from(Answer))
    return voted or 0, given or 0


@every_language
async def test_no_button_of_a_vote_is_for_what_a_family_said(
    school: TestSchool, language: str
) -> None:
    """Of a notice there is one; of a vote none, wherever its author looks after it."""
    phone, paper, button, *_ = LANGUAGES[language]
    class_ = await class_with_asha(school)
    teacher = class_.teacher
    card = await asked(class_, language)
    await pressed(school, teacher, card, "⋯")
    assert told(teacher, "Where to?")
    await school.restart()
    listed = await says(school, teacher, "/votes")
    await pressed(school, teacher, listed, "1")
    for command in ("/my", "/meetings", "/announcements", "/class"):
        await says(school, teacher, command)
    assert offered(teacher, phone, paper, "Asha") == []
    assert card.labels == ["Museum", "Zoo", "Abstain", "⋯"]
    await announced(class_)
    await school.settle()
    assert offered(teacher, phone, paper) == [button]


@every_language
async def test_what_is_made_up_for_that_is_refused(school: TestSchool, language: str) -> None:
    """Every button by which something is recorded for a family, with a vote's number in it."""
    *_, gone, no_seat = LANGUAGES[language]
    class_ = await class_with_asha(school)
    teacher = class_.teacher
    card = await asked(class_, language)
    _, number, option = (card.buttons[0][0].data or "").split(":")
    vote_id = int(number)
    async with school.session() as session:
        asha = await session.scalar(select(Child.id).where(Child.name == "Asha"))
    assert asha is not None
    before = await cast(school)
    unit = (UnitKind.CHILD, asha)
    for press in (
        Told(vote_id),
        ToldBy(vote_id, *unit),
        ToldByOther(vote_id),
        Paper(vote_id, asha, Consent.YES),
        ByPhone(vote_id),
        Who(vote_id, *unit),
        Said(vote_id, *unit, Reply.YES),
        Other(vote_id),
    ):
        assert gone in await crafted(school, teacher, last(teacher), buttons.pack(press)), press
    # Nor is the ballot itself anybody's who has no seat, by tap or in words, for whomever it is.
    ballot = buttons.pack(Tap(vote_id, int(option)))
    assert no_seat in await crafted(school, teacher, last(teacher), ballot)
    for more in (f":{asha}", f":child:{asha}"):
        assert await crafted(school, teacher, last(teacher), ballot + more)
    await answers(school, teacher, card, "Museum")
    await answers(school, teacher, card, "Asha: Museum")
    assert await cast(school) == before
    assert "Voted: 0 of" in card.text


async def test_the_same_buttons_are_good_for_a_notice_and_a_meeting(school: TestSchool) -> None:
    """So that what is refused above is refused because it is a vote."""
    class_ = await class_with_asha(school)
    teacher = class_.teacher
    await announced(class_)
    number = int((await own_card(class_)).buttons[0][0].data.split(":")[1])
    await crafted(school, teacher, last(teacher), buttons.pack(Told(number)))
    assert "Asha" in last(teacher).labels
    card = await meeting_called(class_)
    number = int((card.buttons[0][0].data or "").split(":")[1])
    await crafted(school, teacher, last(teacher), buttons.pack(ByPhone(number)))
    assert "Asha" in last(teacher).labels
