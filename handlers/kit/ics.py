"""A meeting as a calendar file, which every phone and computer can open."""

from __future__ import annotations

from handlers.kit.card import FileRef, Upload
from handlers.kit.naming import own_title
from handlers.kit.texts import School, Texts
from storage import files
from storage.meetings import Snapshot

# Telegram cuts longer names; some systems do not take the other characters in one.
_NAME = 60
_KEPT = frozenset(" -_.,()")


def file_of(meeting: Snapshot, texts: Texts) -> Upload:
    """The file of a meeting as it stands; the same bytes as long as nothing about it changes.

    A meeting without a title of its own is called there as the reader's cards call it.
    """
    # icalendar takes a tenth of a second to load, which every start of the bot would wait for.
    from handlers.kit import ical

    title = own_title(meeting, texts)
    return Upload(f"{_name(title)}.ics", ical.calendar(meeting, title).to_ical())


def files_of(meeting: Snapshot, school: School) -> list[Upload]:
    """The same in each of the school's languages: all that may be wanted of this meeting."""
    return [file_of(meeting, Texts(language, school)) for language in school.languages]


def ref_of(meeting: Snapshot, texts: Texts) -> FileRef:
    """What a card names that file by, once it is kept."""
    made = file_of(meeting, texts)
    row = files.row(made.kind, made.name, made.data, meeting.created_at)
    return FileRef(made.kind, name=made.name, size=len(made.data), hash=row["hash"])


def _name(title: str) -> str:
    kept = "".join(c if c.isalnum() or c in _KEPT else " " for c in title)
    return " ".join(kept.split()).strip(" .")[:_NAME] or "meeting"
