"""Letters are passed on: staff get them at once, parents by their writer's yes."""

from __future__ import annotations

from bot.sandbox import Group, Message, User
from storage import letter_readers, letters
from tests.conftest import TestSchool
from tests.meetings import answered, heard, refused
from tests.test_letter_hidden import says, shown, wrote_hidden
from tests.test_letters import opened, the_letter, wrote


async def passed(school: TestSchool, group: Group, card: Message, label: str) -> str:
    """The principal passes a letter on; returns the toast."""
    before = group.messages[-1].id
    await school.head.tap(card, "Pass on").answer()
    asked = await group.wait(lambda m: m.id > before and "Deputy head" in m.labels)
    return await answered(school, school.head, asked, label)


async def deputy(school: TestSchool) -> User:
    """Somebody whom the principal makes the deputy head."""
    user = school.town.user("Dora", "Deputy", language="en")
    user.start()
    await school.appoint(user, "deputy head")
    return user


async def test_a_head_teacher_answers_what_was_passed_on_and_no_other(school: TestSchool) -> None:
    class_, parent, group = await opened(school)
    tina = class_.teacher
    await wrote(school, parent, "Question", "When is the trip?")
    await wrote(school, parent, "Question", "Another one?")
    card = await the_letter(group, "When is the trip?")
    assert "nobody holds" in (await passed(school, group, card, "Deputy head")).replace("N", "n")
    asked = group.last
    assert asked is not None
    assert asked.labels == [
        *("Deputy head", "Head teacher 3B", "Committee 3B", "School committee"),
    ]
    once_more = _data(asked, "Head teacher 3B")
    await answered(school, school.head, asked, "Head teacher 3B")
    assert asked.labels == []
    assert len(heard(parent, "Your letter 1 was passed on: Head teacher 3B")) == 1
    assert "Passed on: Head teacher 3B" in card.text
    receipt = next(m for m in parent.private.messages if "Your letter 1 ·" in m.text)
    assert "Passed on: Head teacher 3B" in receipt.text
    await group.wait(lambda m: m.text == "Letter 1 was passed on: Head teacher 3B")
    mine = await tina.private.wait(lambda m: "passed on to you" in m.text)
    assert "When is the trip?" in mine.text
    assert mine.labels == ["Answer"]
    again = await school.head.tap(asked, data=once_more).answer()
    assert "already" in again.text

    await school.restart()
    await answered(school, tina, mine, "Answer")
    check = await refused(school, tina, "On Monday.")
    assert "This goes to the writer of letter 1" in check
    assert heard(parent, "On Monday.") == []
    last = tina.private.last
    assert last is not None
    await answered(school, tina, last, "Send")
    assert len(heard(parent, "Answer to your letter 1")) == 1
    await group.wait(lambda m: "Tina3B Teacher answered letter 1" in m.text and "Monday" in m.text)
    for data in ("lta", "ltc", "ltk", "ltf"):  # another letter, or more than to answer
        number = int((card.buttons[0][0].data or "").split(":")[1]) + (data == "lta")
        assert (await tina.tap(last, data=f"{data}:{number}").answer()).text != ""
    assert heard(tina, "Another one?") == []


def _data(card: Message, label: str) -> str:
    return next(b.data or "" for row in card.buttons for b in row if b.label == label)


async def test_parents_get_a_hidden_letter_only_by_its_writers_yes(school: TestSchool) -> None:
    class_, parent, group = await opened(school)
    chair = class_.parents[1]
    await school.appoint(chair, "committee chair 3B")
    preview = await wrote_hidden(parent, "The gate is broken.", about="Suggestion")
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    card = await the_letter(group, "The gate is broken.")
    await passed(school, group, card, "A class's committee…")
    which = await group.wait(lambda m: m.labels == ["3B"])
    assert "asked first" in await answered(school, school.head, which, "3B")
    assert "The writer is asked first" in card.text
    await school.restart()
    asked = await parent.private.wait(lambda m: "May your letter 1 be passed on" in m.text)
    assert "You stay hidden" in asked.text
    yes = _data(asked, "Yes")
    own = chair.private.last
    assert own is not None
    assert "not for you" in (await chair.tap(own, data=yes).answer()).text
    assert heard(chair, "gate is broken") == []
    assert "It is passed on" in await answered(school, parent, asked, "Yes")
    mine = await chair.private.wait(lambda m: "gate is broken" in m.text)
    assert parent.name not in mine.text
    assert len(heard(parent, "Your letter 1 was passed on: Committee 3B")) == 1
    assert "said so already" in (await parent.tap(asked, data=yes).answer()).text
    chair.say(chair.private, "We buy a new one.", reply_to=mine)
    check = await chair.private.wait(lambda m: "This goes to the writer" in m.text)
    await answered(school, chair, check, "Send")
    assert len(heard(parent, "We buy a new one.")) == 1

    await wrote(school, parent, "Question", "With my name?")
    named = await the_letter(group, "With my name?")
    await passed(school, group, named, "Committee 3B")
    asked = await parent.private.wait(lambda m: "May your letter 2" in m.text)
    assert "and your name" in asked.text
    await answered(school, parent, asked, "No")
    await group.wait(lambda m: "did not agree" in m.text and "Letter 2" not in m.text)
    assert heard(chair, "With my name?") == []


async def test_a_complaint_never_goes_to_whom_it_is_about(school: TestSchool) -> None:
    """Nor to the group, where they may read along; others who answer get it, each in private."""
    class_, parent, group = await opened(school)
    dora, tina = await deputy(school), class_.teacher
    for typed in ("/mailbox", "With my name", "Complaint"):
        await refused(school, parent, typed)
    form = parent.private.last
    assert form is not None
    await answered(school, parent, form, "Tina3B Teacher")
    assert "✓ Tina3B Teacher" in form.labels
    for typed in ("She shouts.", "Skip", "Send"):
        await refused(school, parent, typed)
    card = await school.head.private.wait(lambda m: "She shouts." in m.text)
    assert "About Tina3B Teacher, who does not get this letter" in card.text
    assert not any("She shouts." in m.text for m in group.messages)
    await answered(school, school.head, card, "Pass on")
    asked = school.head.private.last
    assert asked is not None
    toast = await answered(school, school.head, asked, "Head teacher 3B")
    assert "the letter is about them" in toast
    assert heard(tina, "She shouts.") == []
    school.head.say(school.head.private, "I talk to her.", reply_to=card)
    check = await school.head.private.wait(lambda m: "This goes to the writer" in m.text)
    await answered(school, school.head, check, "Send")
    assert len(heard(parent, "I talk to her.")) == 1

    await _about_the_principal(school, parent)
    assert heard(school.head, "Dishonest.") == []
    mine = await dora.private.wait(lambda m: "Dishonest." in m.text)
    assert "Dishonest." not in "\n".join(m.text for m in group.messages)
    inbox = await refused(school, school.head, "/inbox")
    assert "Open letters: 1" in inbox
    number = int((mine.buttons[0][0].data or "").split(":")[1])
    last = school.head.private.last
    assert last is not None
    for data in (f"lto:{number}", f"lta:{number}", f"ltf:{number}"):
        assert "not for you" in (await school.head.tap(last, data=data).answer()).text
    assert "no letter with this number" in await refused(school, school.head, "/block 2")
    assert "Open letters: 1" in await refused(school, dora, "/inbox")
    await answered(school, dora, mine, "Close")
    async with school.session() as session:
        (one,) = [each for each in await letters.open_ones(session) if each.number == 1]
        assert not (await letter_readers.now(session)).may(one.concerns, one)


async def _about_the_principal(school: TestSchool, parent: User) -> None:
    """A hidden complaint, which names the principal by tap."""
    asked = await says(parent, "/mailbox", "Who may know")
    asked = await shown(parent, asked, "Hidden", "What is your letter about")
    asked = await shown(parent, asked, "Complaint", "Now write your letter")
    asked = await shown(parent, asked, "Petra Principal", "Now write your letter")
    asked = await says(parent, "Dishonest.", "Dishonest.")
    assert "✓ Petra Principal" in asked.labels
    await shown(parent, asked, "Send", "is in the box")
    await school.settle()
