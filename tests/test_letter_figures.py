"""Figures of the letters: counted by kind and month, timed in working hours, and never whose."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.meetings import answered, heard, in_chinese, refused, until
from tests.test_letters import opened, the_letter, wrote


async def test_the_principal_sees_how_letters_were_answered(school: TestSchool) -> None:
    class_, parent, group = await opened(school)
    head = school.head
    assert "No letter has come" in await refused(school, head, "/letters")
    for about, words in (("Question", "When?"), ("Praise", "Lovely."), ("Question", "Where?")):
        await wrote(school, parent, about, words)
    await until(school, 24, 12, month=11)
    for words in ("When?", "Where?"):
        card = await the_letter(group, words)
        head.say(group, f"To {words}", reply_to=card)
        check = await group.wait(lambda m, w=words: f"To {w}" in m.text and "Send" in m.labels)
        await answered(school, head, check, "Send")
        if words == "When?":
            await until(school, 26, 12, month=11)
    await answered(school, head, await the_letter(group, "When?"), "Close")
    receipt = next(m for m in parent.private.messages if "Your letter 1" in m.text)
    await answered(school, parent, receipt, "Yes, thank you")
    await until(school, 4, 12)
    other = class_.parents[1]
    await wrote(school, other, "Complaint", "Too late.")

    table = await refused(school, head, "/letters")
    assert "4 letters in the last twelve months" in table
    assert "4 came: Question 2 · Complaint 1 · Praise 1" in table
    assert "Dec 2026\n1 came: Complaint 1\n\nNov 2026\n3 came: Question 2 · Praise 1" in table
    assert "First answer after 10.5 working hours (median)" in table  # of 2.5 and 18.5
    assert "Within the promise: 2 of 3 (67 %)" in table  # praise is owed an answer as well
    assert "Content: 1 of 1 (100 %)" in table
    assert parent.name not in table
    shown = head.private.last
    assert shown is not None
    await answered(school, head, shown, "Picture")
    picture = await head.private.wait(lambda m: m.id > shown.id and m.media_kind == "photo")
    assert picture.text == "4 letters to the principal"
    await in_chinese(school, head)
    await refused(school, head, "/letters 图片")  # the picture may come before this looks
    (table,) = heard(head, "最近十二个月共 4 封信")
    assert "按时答复：3 封中有 2 封（67%）" in table
    await head.private.wait(lambda m: m.text == "给校长的信：4 封")
    last = parent.private.last
    assert last is not None
    assert "not for you" in (await parent.tap(last, data="lfp").answer()).text
    assert heard(parent, "letters to the principal") == []
