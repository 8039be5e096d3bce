"""Help for a family goes to the confidant alone; others see how many such letters there were."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import TestSchool
from tests.meetings import answered, heard, refused
from tests.test_letters import opened

WORDS = "We have lost our flat."


async def test_only_the_confidant_reads_what_asks_for_help(school: TestSchool) -> None:
    """Where there is none yet, its writer knows before they send, and the letter waits."""
    _, parent, group = await opened(school)
    for typed in ("/mailbox", "With my name", "Help for my family", WORDS, "Skip"):
        preview = await refused(school, parent, typed)
    assert "has not named a confidant yet" in preview
    await refused(school, parent, "Send")
    assert len(heard(school.head, "named no confidant")) == 1
    carol = school.town.user("Carol", "Counsellor", language="en")
    carol.start()
    await school.appoint(carol, "confidant")
    await school.advance(timedelta(hours=2))
    card = await carol.private.wait(lambda m: WORDS in m.text)
    assert card.labels == ["Answer", "Ask back", "Take", "Close", "Block the writer"]
    assert not any(WORDS in m.text for m in [*group.messages, *school.head.private.messages])
    assert "No letter is open" in await refused(school, school.head, "/inbox")
    assert "Help for my family 1" in await refused(school, school.head, "/letters")
    number = int((card.buttons[0][0].data or "").split(":")[1])
    last = school.head.private.last
    assert last is not None
    for data in (f"lto:{number}", f"lta:{number}", f"ltc:{number}", f"ltf:{number}"):
        assert "not for you" in (await school.head.tap(last, data=data).answer()).text

    await answered(school, carol, card, "Answer")
    await refused(school, carol, "Come and see me.")
    check = carol.private.last
    assert check is not None
    await answered(school, carol, check, "Send")
    (reply,) = [m for m in parent.private.messages if "Come and see me." in m.text]
    parent.say(parent.private, "Thank you.", reply_to=reply)
    await carol.private.wait(lambda m: m.text == "Added to letter 1\n\nThank you.")
    assert "1. Help for my family" in await refused(school, carol, "/inbox")
    await school.advance(timedelta(days=9))
    assert any("wait" in text for text in heard(carol, "1. Help"))
    assert heard(school.head, "1. Help") == []
    assert not any("Thank you." in m.text for m in group.messages)
