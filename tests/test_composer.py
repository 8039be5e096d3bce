"""What is made after the commit: it arrives, and where it cannot be made, that is said."""

from __future__ import annotations

from datetime import timedelta

from handlers import FEATURES
from handlers.kit.card import Text, Upload
from handlers.kit.composing import Compose, Composed, Composing, Making
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from storage import people
from tests.conftest import TestSchool

fair = Feature("fair")


@fair.command("poster", Can.ANYTHING_OPEN, listed=False)
async def poster(turn: Turn) -> None:
    """A poster with what was typed; with nothing typed it cannot be made."""
    note = turn.message.text.plain
    turn.errands.append(Compose("fair.poster", turn.user.user_id, turn.texts.language, note=note))


@fair.composes("fair.poster")
async def draw(composing: Composing) -> Making:
    """Reads who it is for, and writes it on the poster once nothing is being read any more."""
    person = await people.find_by_user(composing.session, composing.errand.user_id)
    name, note = person.name if person else "nobody", composing.errand.note

    async def make() -> Composed:
        assert not composing.session.in_transaction()
        line = f"{name}: {note}"
        one, other = (Upload(f"{n}.txt", f"{line} {n / len(note)}".encode()) for n in (1, 2))
        return Composed(Text("Here"), (one, other))

    return make


async def test_what_is_made_comes_and_what_cannot_be_is_said(school: TestSchool) -> None:
    """In their language; nothing else is held up by it, and it may be asked for again."""
    await school.close()
    school.features = (*FEATURES, fair)
    await school.open()
    lin = school.town.user("Lin", language="zh-hans")
    lin.say(lin.private, "/poster")
    await lin.private.wait(lambda m: "没有成功" in m.text)
    head = school.head
    head.say(head.private, "/poster Cakes")
    await head.private.wait(lambda m: m.text == "Here")
    sent = [m.media for m in head.private.messages if m.media_kind == "document"]
    assert sent == [b"Petra Principal: Cakes 0.2", b"Petra Principal: Cakes 0.4"]
    await school.advance(timedelta(minutes=1))
    assert school.town.calls("sendMediaGroup")
