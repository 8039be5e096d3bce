"""The log of decisions: what votes decide and meetings record, looked up and printed."""

from __future__ import annotations

from bot.sandbox import User
from storage import committee_rules
from storage.people import Role
from storage.tallies import Rules, Tie
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import called as meeting_called
from tests.meetings import opened, until
from tests.noticeboard import crafted, demoted, filled, pressed, says
from tests.test_agenda import SECOND
from tests.test_minutes import card_in, wrote
from tests.voting import OPEN, called, committee_of, outcome, vote

WHERE = "Where to? | Museum | Zoo"


async def looked_up(school: TestSchool, user: User, typed: str = "") -> str:
    """What somebody's list says, asked for in private."""
    return (await says(school, user, f"/decisions {typed}".strip())).text


async def decided(class_: ClassGroup, typed: str, *labels: str) -> None:
    """An open vote, in which the members vote so, one after the other."""
    card = await called(class_, typed, *OPEN)
    for user, label in zip(class_.parents, labels, strict=True):
        await pressed(class_.school, user, card, label)


async def test_what_a_vote_decides_is_in_the_log_with_figures_and_the_chairs_word(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 2)
    chair, second = class_.parents
    assert "Nothing has been decided yet" in await looked_up(school, chair)
    async with school.app.database.write() as session:
        await committee_rules.set_(session, 1, Rules(tie=Tie.CHAIR))
    await decided(class_, WHERE, "Zoo", "Museum")
    assert "Tie: Museum and Zoo" in await looked_up(school, second)
    said = class_.group.last
    assert said is not None
    await pressed(school, chair, said, "Chair: Zoo")
    await school.restart()
    told = await looked_up(school, second)
    assert told == (
        "Decisions · 3B\n\nWhere to?\n✅ Decided: Zoo\n"
        "Museum: 1 · Zoo: 1 · Abstain: 0 · Voted: 2 of 2.\nTue, Nov 24, 2026 · 3B"
    )
    # A sealed vote without a quorum is an outcome, too; what is taken back is none.
    card = await called(class_, "要不要买投影仪？")
    await vote(school, chair, card, "Yes")
    await vote(school, second, card, "No")
    assert "Tie" in outcome(class_)
    told = await looked_up(school, second)
    assert told.index("要不要买投影仪？") < told.index("Where to?")
    # By words: Chinese has no spaces, wide letters and capitals do not count, options do.
    for typed, found, other in (
        ("投影仪", "投影仪", "Where"),
        ("ＺＯＯ where", "Where", "投影仪"),
        ("50%", "has these words", "Where"),
    ):
        told = await looked_up(school, chair, typed)
        assert found in told.partition("\n\n")[2], typed
        assert other not in told.partition("\n\n")[2], typed
    shown = chair.private.last
    assert shown is not None
    await pressed(school, chair, shown, "Show all")
    assert "Where to?" in shown.text
    await pressed(school, chair, shown, "🔍 Search")
    assert "Looked for: zoo" in (await says(school, chair, "zoo")).text


async def test_a_vote_of_a_meeting_stands_in_its_minutes_and_all_of_it_is_paged_and_printed(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 2)
    chair, second = class_.parents
    teacher = class_.teacher
    for each in (teacher, chair):
        each.start()
    await meeting_called(class_, SECOND, "Committee")
    await until(school, 8, 21, 40)
    await wrote(class_)
    assert "Decided" not in card_in(class_).text
    chair.say(class_.group, f"/vote {WHERE}")
    asked = await chair.private.wait(lambda m: "belong to a meeting" in m.text)
    assert asked.labels[:2] == ["No meeting", "Committee meeting · Tue, Dec 8, 2026"]
    card = await called(class_, WHERE, "Committee meeting · Tue, Dec 8, 2026", *OPEN)
    await opened(class_, "Add a decision")
    await says(school, teacher, "\n".join(f"Point {number} 通过" for number in range(1, 7)))
    await school.restart()
    await pressed(school, chair, card, "Zoo")
    await pressed(school, second, card, "Zoo")
    minutes = card_in(class_).text
    assert "• Point 6 通过\n• Where to? ✅ Decided: Zoo (Museum: 0 · Zoo: 2 ·" in minutes
    # A page at a time, the newest first.
    told = await looked_up(school, chair)
    assert "3B · Committee meeting\n\nPoint 6" in told
    assert "Point 2" not in told
    shown = chair.private.last
    assert shown is not None
    assert shown.labels == ["Older ▶", "🔍 Search", "PDF"]
    await pressed(school, chair, shown, "Older ▶")
    assert "Point 2 通过\nTue, Dec 8, 2026 · 3B · Committee" in shown.text
    assert "Where to?" not in shown.text
    # As minutes to print, by tap and by typing.
    await pressed(school, chair, shown, "PDF")
    sent = await chair.private.wait(lambda m: m.media_kind == "document")
    assert sent.text == "7 decisions · 3B"
    for sign in (b"%PDF", b"NotoSans-", b"NotoSansSC"):
        assert sign in (sent.media or b"")
    await looked_up(school, chair, "pdf 通过 1")
    some = await chair.private.wait(lambda m: m.text == "One decision · 3B")
    assert some.media != sent.media
    # The list is one's own, and ends with the right.
    data = shown.buttons[-1][-1].data or ""
    theirs = await says(school, second, "/decisions")
    assert "not for you" in await crafted(school, second, theirs, data)
    await demoted(school, second, Role.COMMITTEE, 1)
    assert "Only those responsible" in (await says(school, second, "/decisions")).text


async def test_who_sits_in_several_committees_reads_all_or_one(school: TestSchool) -> None:
    class_ = await committee_of(school, 2)
    other = await committee_of(school, 1, "4A")
    chair = class_.parents[0]
    (fourth,) = other.parents
    await school.appoint(chair, "committee member 4A")
    await school.appoint(chair, "school committee 3B")
    other.group.join(chair)
    await decided(class_, "A tent?", "Yes", "Yes")
    card = await called(other, "A boat?", *OPEN)
    for user in (fourth, chair):
        await pressed(school, user, card, "No")
    chair.say(chair.private, f"/vote {WHERE}")
    await school.settle()
    await filled(school, chair, "School committee", *OPEN, "Send")
    ballot = await chair.private.wait(lambda m: "Abstain" in m.labels and "one seat" in m.text)
    await pressed(school, chair, ballot, "Zoo")
    told = await looked_up(school, chair)
    assert "all my committees" in told
    for each in ("A tent?", "A boat?", "Where to?", "School committee"):
        assert each in told
    # What is not theirs is not in it.
    told = await looked_up(school, fourth)
    assert "A boat?" in told
    assert "A tent?" not in told
    assert "Where to?" not in told
    for typed, found, others in (
        ("4a", "A boat?", ("A tent?", "Where to?")),
        ("3B tent", "A tent?", ("A boat?", "Where to?")),
        ("school committee", "Where to?", ("A tent?", "A boat?")),
    ):
        told = await looked_up(school, chair, typed)
        assert found in told, typed
        assert not any(each in told for each in others), typed
    shown = chair.private.last
    assert shown is not None
    await pressed(school, chair, shown, "Another committee")
    asked = chair.private.last
    assert asked is not None
    assert asked.labels == ["3B", "4A", "School committee", "all my committees"]
    await pressed(school, chair, asked, "4A")
    last = chair.private.last
    assert last is not None
    assert last.text.startswith("Decisions · 4A\n\nA boat?")
