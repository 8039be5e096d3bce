"""Whom an operator can link with a letter: database, its log, Homeroom's log, and a backup."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage.backup import backup
from tests import auditor, auditor_letters
from tests.conftest import TestSchool
from tests.meetings import answered, heard
from tests.test_letter_hidden import shown, wrote_hidden
from tests.test_letters import opened, the_letter, wrote


@pytest.mark.sqlite("the file and its log, commit by commit")
async def test_what_is_kept_links_named_letters_and_no_others(
    school: TestSchool, url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As docs/privacy.md prints it. The named letter shows that the attack finds who is to find."""
    class_, parent, group = await opened(school)
    file = Path(url.partition("///")[2])
    await school.app.database.fold_in()
    await school.advance(timedelta(minutes=10))
    earlier = auditor.taken(file, tmp_path / "earlier")
    caplog.clear()

    preview = await wrote_hidden(parent, "The gate is broken.")
    half = auditor.taken(file, tmp_path / "half")
    assert auditor_letters.written_of(half, [b"The gate is broken."]) == set()
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    card = await the_letter(group, "The gate is broken.")
    school.town.faults.add("sendMessage", "429", retry_after=1, chat=parent.id)
    await school.head.tap(card, "Take").answer()
    await school.town.until(lambda: "flood control" in caplog.text)
    saved = tmp_path / "saved.db"
    backup(url, saved)
    waiting = auditor.taken(file, tmp_path / "waiting")
    school.town.faults.clear()
    preview = await wrote_hidden(parent, "Dropped words.", how="Drop it, no answer")
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    said = school.head.say(group, "It is mended.", reply_to=card)
    check = await group.wait(lambda m: "It is mended." in m.text and "Send" in m.labels)
    await answered(school, school.head, check, "Send")
    school.head.edit(said, "It is mended now.")
    await school.settle()
    assert len(heard(parent, "It is mended now.")) == 1
    await answered(school, school.head, card, "Close")
    assert len(heard(parent, "Was it dealt with well")) == 1
    await wrote(school, class_.parents[1], "Question", "When?")

    key = school.config.with_name("homeroom.key").read_bytes()
    copy = auditor.taken(file, tmp_path / "taken")
    linked = auditor_letters.linked(auditor.moments(copy, earlier))
    assert linked[1] | linked[2] <= {school.head.id}
    assert class_.parents[1].id in linked[3]
    for each in (copy, saved, waiting):
        assert auditor_letters.written_of(each, [key.split(b":")[-1].strip()]) == set()
    for word in (str(parent.id), parent.name, "The gate is broken", "Dropped words", "is mended"):
        assert word not in caplog.text
