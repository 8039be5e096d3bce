"""Where somebody is in a list, as a row with a subject of its own."""

from __future__ import annotations

import pytest

from storage import browsing, subjects
from storage.base import Session
from tests.storage.school import LATER, NOW, School


async def test_a_person_has_one_place_in_a_list_of_a_kind(session: Session, school: School) -> None:
    ana, ben = await school.person("Ana"), await school.person("Ben")
    first = await browsing.begin(session, "roster", ana.id, {"page": 0}, NOW)
    assert await browsing.begin(session, "roster", ana.id, {"page": 3}, LATER) == first
    others = {
        await browsing.begin(session, "newyear", ana.id, {"page": 0}, NOW),
        await browsing.begin(session, "roster", ben.id, {"page": 0}, NOW),
    }
    assert first not in others
    place = await browsing.get(session, first)
    assert (place.author_id, place.state, place.class_ids) == (ana.id, {"page": 3}, ())


async def test_beginning_again_shows_the_card_anew(session: Session, school: School) -> None:
    ana = await school.person("Ana")
    subject_id = await browsing.begin(session, "roster", ana.id, {"page": 0}, NOW)
    before = await subjects.version(session, subject_id)
    await browsing.begin(session, "roster", ana.id, {"page": 1}, LATER)
    assert await subjects.version(session, subject_id) == before + 1


async def test_moving_is_read_at_once(session: Session, school: School) -> None:
    ana = await school.person("Ana")
    subject_id = await browsing.begin(session, "roster", ana.id, {"page": 0}, NOW)
    await browsing.move(session, subject_id, {"page": 2})
    found = await browsing.find(session, "roster", ana.id)
    assert found is not None
    assert found.state == {"page": 2}
    assert await browsing.find(session, "newyear", ana.id) is None


async def test_what_is_no_place_is_refused(session: Session) -> None:
    subject_id = await subjects.create(session, "class", None, [], NOW)
    with pytest.raises(LookupError):
        await browsing.get(session, subject_id)
