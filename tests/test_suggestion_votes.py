"""A committee votes on a suggestion, and that is its answer; or its writer takes it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests import auditor, auditor_letters
from tests.conftest import TestSchool
from tests.looking import last
from tests.meetings import called, heard, until
from tests.noticeboard import crafted, filled, pressed, says
from tests.test_agenda import SECOND
from tests.test_letter_hidden import shown, wrote_hidden
from tests.test_suggestions import BIKES, YES_, offered, opened, published, supported
from tests.voting import looked_after, vote


async def test_how_a_vote_comes_out_answers_the_suggestion(school: TestSchool) -> None:
    """Opened from the agenda; without a quorum it answers nothing, and is voted on once more."""
    class_, card = await published(school)
    writer, chair, member = class_.parents[:3]
    await school.appoint(chair, "committee chair 3B")
    await school.appoint(member, "committee member 3B")
    meeting = await called(class_, SECOND, "Committee")
    await supported(school, class_.parents[1:], card)
    assert BIKES in meeting.text
    other = await says(school, member, "/agenda")
    assert other.labels[-2:] == ["Decided on 1", "Vote on 1"]
    assert "not for you to decide" in await pressed(school, member, other, "Vote on 1")
    agenda = await says(school, chair, "/agenda")
    data = agenda.buttons[-1][-1].data or ""
    for turnout in (0, 2):
        await pressed(school, chair, agenda, "Vote on 1")
        await filled(school, chair, "Send")
        ballot = await class_.group.wait(lambda m: "Abstain" in m.labels)
        assert f"Shall this suggestion of families be taken up: “{BIKES}”?" in ballot.text
        assert "voting on it already" in await pressed(school, chair, agenda, "Vote on 1")
        if turnout:
            for user in (chair, member):
                await vote(school, user, ballot, "Yes")  # when all have, it closes
        else:
            care = await looked_after(class_, ballot, chair)
            await pressed(school, chair, care, "Close now")
        await school.settle()
    assert card.text.endswith("The committee has voted: ✅ Decided: yes")
    assert card.labels == []
    await until(school, 24, 7, 31, month=11)
    for user in (writer, chair, member):
        (told,) = heard(user, "suggestion that you support or made")
        assert BIKES in told
    assert "Decided on 1" not in (await says(school, chair, "/agenda")).labels
    assert "decided already" in await crafted(school, chair, last(chair), data)


async def test_its_writer_takes_it_back(school: TestSchool) -> None:
    """It goes from the agenda as well, and may be offered and published once more."""
    class_, card = await published(school)
    writer, other = class_.parents[:2]
    class_.teacher.start()
    meeting = await called(class_, SECOND, "Committee")
    await supported(school, class_.parents[1:], card)
    assert BIKES in meeting.text
    agenda = await says(school, class_.teacher, "/agenda")
    mine = next(m for m in writer.private.messages if "Withdraw it" in m.labels)
    data = mine.buttons[0][0].data or ""
    assert "not for you to decide" in await crafted(school, other, last(other), data)
    support = card.buttons[0][0].data or ""
    await pressed(school, writer, mine, "Withdraw it")
    assert mine.text == "You have withdrawn your suggestion. It is read no more."
    assert card.text == "💡 A suggestion\n\nIt was withdrawn by whoever made it."
    assert BIKES not in meeting.text
    assert "was withdrawn" in await crafted(school, other, card, support)
    assert "Decided on 1" not in agenda.labels
    assert "no suggestion to support" in (await says(school, other, "/suggestions")).text
    await until(school, 25, 7, 31, month=11)
    assert BIKES not in meeting.text


@pytest.mark.sqlite("the file and its log, commit by commit")
async def test_a_hidden_writer_takes_it_back_and_no_row_tells(
    school: TestSchool, url: str, tmp_path: Path
) -> None:
    class_, group = await opened(school)
    writer = class_.parents[0]
    preview = await wrote_hidden(writer, BIKES, about="Suggestion")
    await shown(writer, preview, "Send", "is in the box")
    await school.settle()
    await offered(school, group)
    asked = await writer.private.wait(lambda m: YES_ in m.labels)
    out = await shown(writer, asked, YES_, "published without your name")
    card = await class_.group.wait(lambda m: "Me too" in m.labels)
    await school.restart()
    file = Path(url.partition("///")[2])
    await school.app.database.fold_in()
    await school.advance(timedelta(minutes=10))
    earlier = auditor.taken(file, tmp_path / "earlier")
    await shown(writer, out, "Withdraw it", "You have withdrawn")
    await school.settle()
    assert "withdrawn by whoever made it" in card.text
    copy = auditor.taken(file, tmp_path / "taken")
    assert auditor_letters.linked(auditor.moments(copy, earlier)) == {1: set()}
