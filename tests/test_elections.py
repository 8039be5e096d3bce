"""Elections: who stands, when it opens, who is elected, and the seat that comes with it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from handlers.election_cards import Decline, OpenNow, Stand, TakeBackSurely
from handlers.kit import buttons
from storage import committee_rules
from storage.people import Role
from storage.tallies import Rules, Tie
from storage.vote_ballots import VoteBallot
from tests.conftest import ClassGroup, TestSchool
from tests.electing import COMMITTEE, FAMILIES, WAIT, WHOEVER, ballot, electing, stand
from tests.looking import last, told
from tests.meetings import in_chinese
from tests.noticeboard import crafted, demoted, filled, pressed, texts_of
from tests.test_vote_choosing import CAST
from tests.voting import committee_of, outcome, vote


async def started(school: TestSchool, *, parents: int = 3) -> ClassGroup:
    """A class whose parents can all be written to."""
    class_ = await school.class_group(parents=parents)
    for each in class_.parents:
        each.start("hello")
    await school.settle()
    return class_


async def test_who_is_elected_by_the_families_has_the_classes_seat_at_once(
    school: TestSchool,
) -> None:
    class_ = await started(school)
    one, two, before = class_.parents
    await school.appoint(before, "school committee 3B")
    await in_chinese(school, before)
    more = ("Whoever wants stands", "Parent1 of 3B", FAMILIES)
    card = await electing(class_, "3B", *more)
    assert "Representative of 3B in the school committee" in card.text
    assert "Whoever is elected gets the class’s seat" in card.text
    asked = await two.private.wait(lambda m: "proposes you" in m.text)
    # Whoever stands can withdraw, from the group or in private, until it opens.
    await stand(school, card, one)
    assert "您参选" in await pressed(school, before, card, "I stand")
    assert "stand already" in await pressed(school, one, card, "I stand")
    own = await before.private.wait(lambda m: "我不再参选" in m.labels)
    await pressed(school, before, own, "我不再参选")
    assert "Standing: Parent0 of 3B\n" in card.text
    await filled(school, two, "/my")
    await school.restart()
    await pressed(school, two, asked, "Yes, I stand")
    assert "Standing: Parent0 of 3B and Parent1 of 3B" in card.text
    looked = await class_.teacher.private.wait(lambda m: "Declined: Parent2 of 3B" in m.text)
    on = await ballot(class_, "Representative of 3B")
    assert card.labels == []
    assert looked.labels == asked.labels == []
    assert "太晚了" in await crafted(school, before, card, buttons.pack(Stand(_id(on.buttons))))
    assert on.labels == ["Parent0 of 3B", "Parent1 of 3B", "Abstain", "⋯"]
    assert "Sealed:" in on.text
    for each in class_.parents:
        await vote(school, each, on, "Parent1 of 3B")
    said = outcome(class_)
    assert "Elected: Parent1 of 3B" in said
    assert "Parent1 of 3B has the class’s seat" in said
    assert told(two, "You were elected: the seat of 3B")
    assert told(before, "Parent1 of 3B 当选，3B 在校级家委会的席位现在归 Parent1 of 3B。")
    assert "代表：Parent1 of 3B" in (await filled(school, before, "/committee")).text
    assert "representative: Parent1 of 3B" in (await filled(school, two, "/committee")).text
    assert "Elected: Parent1 of 3B" in (await filled(school, class_.teacher, "/decisions")).text
    async with school.session() as session:
        assert not (await session.scalars(select(VoteBallot))).all()


def _id(rows: object) -> int:
    return int(rows[0][0].data.split(":")[1])  # type: ignore[index]


async def test_with_too_few_it_does_not_open_and_its_author_decides(school: TestSchool) -> None:
    class_ = await started(school)
    one, two, three = class_.parents
    teacher = class_.teacher
    card = await electing(class_, "Treasurers (2)", "Somebody else", *WHOEVER, FAMILIES)
    await stand(school, card, one)
    await school.advance(WAIT)
    held = await teacher.private.wait(lambda m: "only one person stands, and 2 are" in m.text)
    assert not any("Abstain" in m.labels for m in class_.group.messages)
    assert card.labels == []
    # Put off by who called it, and nobody else; more are asked, and all hear of it.
    assert "not for you" in await crafted(
        school, two, last(two), buttons.pack(OpenNow(_id(held.buttons)))
    )
    await pressed(school, teacher, held, "Put off, ask others")
    await filled(school, teacher, "Parent2 of 3B", "2026-11-27 09:30", "2026-11-29 12:00", "Send")
    assert "voting opens on Fri, Nov 27, 2026, 09:30" in texts_of(class_.group)
    assert told(one, "voting opens on Fri, Nov 27")
    asked = await three.private.wait(lambda m: "proposes you" in m.text)
    await pressed(school, three, asked, "No")
    # The bot is away when its time comes, for a day.
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(days=2))
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert told(teacher, "I was not running when its time came")
    again = await teacher.private.wait(
        lambda m: "Open it all the same" in m.labels and m.id > held.id
    )
    await pressed(school, teacher, again, "Open it all the same")
    on = await class_.group.wait(lambda m: "Abstain" in m.labels)
    assert "2 are elected" in on.text
    for each in class_.parents:
        for label in ("Parent0 of 3B", CAST, CAST):
            await pressed(school, each, on, label)
    assert "Elected: Parent0 of 3B\nOne place stays empty." in outcome(class_)


async def test_where_no_key_can_be_written_it_waits_for_its_author(school: TestSchool) -> None:
    """An election is sealed: without a key of its own it does not open, by itself or by hand."""
    class_ = await started(school)
    teacher, keys = class_.teacher, school.config.with_name("school.keys")
    card = await electing(class_, "Treasurers (2)", "Somebody else", *WHOEVER, FAMILIES)
    await stand(school, card, *class_.parents[:2])
    keys.touch()
    await school.advance(WAIT)
    held = await teacher.private.wait(lambda m: "I cannot write the key" in m.text)
    assert "cannot write its key" in await pressed(school, teacher, held, "Open it all the same")
    keys.unlink()
    await pressed(school, teacher, held, "Open it all the same")
    on = await class_.group.wait(lambda m: "Abstain" in m.labels)
    for label in ("Parent0 of 3B", CAST, CAST):
        await pressed(school, class_.parents[2], on, label)
    assert "Voted: 1 of 3." in on.text


async def test_a_tie_for_the_last_places_is_decided_by_the_chair_one_tap_each(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 4)
    chair = class_.parents[0]
    async with school.app.database.write() as session:
        await committee_rules.set_(session, 1, Rules(tie=Tie.CHAIR))
    answers = (*WHOEVER, COMMITTEE)
    card = await electing(class_, "Treasurers (2)", "Somebody else", *answers, by=chair)
    await stand(school, card, *class_.parents)
    on = await ballot(class_, "Treasurers")
    labels = [f"Parent{n} of 3B" for n in range(4)]
    for voter, chosen in zip(class_.parents, labels[:3], strict=False):
        await pressed(school, voter, on, chosen)
        await pressed(school, voter, on, labels[3])
        assert "choose 2 at most" in await pressed(
            school, voter, on, labels[2 if chosen != labels[2] else 1]
        )
        await pressed(school, voter, on, labels[3])
        await pressed(school, voter, on, CAST)
        await pressed(school, voter, on, CAST)
    for _ in range(2):
        await pressed(school, class_.parents[3], on, "Abstain")
    said = class_.group.last
    assert said is not None
    assert "Tie: Parent0 of 3B, Parent1 of 3B, and Parent2 of 3B" in said.text
    await pressed(school, chair, said, "Chair: Parent1 of 3B")
    await school.restart()
    assert "Elected: Parent1 of 3B\n⚖️ Tie: Parent0 of 3B and Parent2 of 3B" in said.text
    await pressed(school, chair, said, "Chair: Parent2 of 3B")
    assert "Elected: Parent1 of 3B and Parent2 of 3B" in said.text
    assert said.labels == []
    assert "Elected: Parent1" in (await filled(school, chair, "/decisions")).text


async def test_who_leaves_or_is_forgotten_before_the_close_is_not_elected(
    school: TestSchool,
) -> None:
    class_ = await started(school, parents=5)
    one, two, three, four, five = class_.parents
    await school.appoint(three, "committee chair 3B")
    card = await electing(class_, "3B", *WHOEVER, FAMILIES, by=three)
    await stand(school, card, one, two, three, four)
    await demoted(school, four, Role.PARENT, 1)
    on = await ballot(class_, "Representative of 3B")
    # Who left before it opened is not on the ballot.
    assert on.labels[:3] == ["Parent0 of 3B", "Parent1 of 3B", "Parent2 of 3B"]
    assert "Parent3" not in on.text
    await vote(school, two, on, "Parent1 of 3B")
    await vote(school, one, on, "Parent0 of 3B")
    await vote(school, three, on, "Parent2 of 3B")
    await demoted(school, one, Role.PARENT, 1)
    assert "no longer be elected" in await pressed(school, five, on, "Parent0 of 3B")
    await filled(school, two, "/forgetme")
    await pressed(school, two, last(two), "Yes, forget me")
    assert on.labels[:2] == ["Parent0 of 3B", "Parent2 of 3B"]
    await school.advance(timedelta(days=2))
    said = outcome(class_)
    assert "Elected: Parent2 of 3B" in said
    assert "Parent0 of 3B: could no longer be elected" in said
    assert "Parent1" not in said
    assert "(no longer here): 1" in said
    assert "representative: Parent2 of 3B" in (await filled(school, three, "/committee")).text


async def test_what_strangers_send_changes_nothing_and_late_taps_are_told(
    school: TestSchool,
) -> None:
    class_ = await started(school, parents=2)
    others = await school.class_group("4A", parents=1)
    card = await electing(class_, "3B", *WHOEVER, FAMILIES)
    number = _id(card.buttons)
    there = others.parents[0]
    there.start()
    await school.settle()
    for press in (Stand(number), OpenNow(number), TakeBackSurely(number)):
        assert await crafted(school, there, last(there), buttons.pack(press))
    assert await pressed(school, class_.teacher, card, "I stand")
    assert "Nobody stands yet." in card.text
    await stand(school, card, class_.parents[0])
    # Taken back, nobody stands, and nothing opens.
    hub = await class_.teacher.private.wait(lambda m: "Put off, ask others" in m.labels)
    await pressed(school, class_.teacher, hub, "Take back")
    await pressed(school, class_.teacher, last(class_.teacher), "Yes, take it back")
    assert "taken back" in card.text
    late = await crafted(school, class_.parents[1], card, buttons.pack(Stand(number)))
    assert "taken back" in late
    assert "taken back" in await crafted(
        school, class_.parents[0], card, buttons.pack(Decline(number))
    )
    await school.advance(WAIT)
    assert not any("Abstain" in m.labels for m in class_.group.messages)


async def test_rights_are_looked_at_when_it_opens(school: TestSchool) -> None:
    """Where whoever called it may not any more, and nobody came after them, it ends."""
    class_ = await committee_of(school, 2)
    chair, author = class_.parents
    card = await electing(class_, "3B", *WHOEVER, FAMILIES, by=author)
    await stand(school, card, chair)
    await demoted(school, author, Role.COMMITTEE, 1)
    await school.advance(WAIT)
    assert told(author, "did not open and was taken back")
    assert told(class_.teacher, "did not open and was taken back")
    assert "taken back" in card.text
