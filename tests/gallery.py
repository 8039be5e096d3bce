"""A feature for tests: a card that shows just what a test has put there, and what people send."""

from __future__ import annotations

from handlers.kit.card import Card, Upload, card
from handlers.kit.feature import Feature, Fetched
from handlers.kit.texts import Texts
from handlers.kit.turn import Fetch, Incoming, Turn
from storage import posts, subjects
from storage.base import Session
from storage.posts import Policy
from tests.conftest import TestSchool
from tests.sending import all_posts

feature = Feature("gallery")
SHOWN: dict[int, Card] = {}
SEEN: list[Incoming] = []


async def _load(session: Session, subject_id: int) -> Card | None:
    return SHOWN.get(subject_id)


@feature.card("gallery.shown", _load)
def shown(view: Card, texts: Texts) -> Card:
    """What the test says."""
    return view


@feature.message
async def sent(turn: Turn) -> None:
    """Keeps what came, and shows its files again."""
    if turn.message.text.plain == "read it":
        user_id, language = turn.user.user_id, turn.texts.language
        file = turn.message.files[0]
        turn.errands.append(Fetch(file, "gallery.read", user_id, language, "as asked", most=100))
    elif turn.message.text.plain.startswith("make a file"):
        name = "made.txt" if turn.message.text.plain == "make a file" else "refused.txt"
        turn.show(card("Yours", files=[turn.keep(Upload(name, b"made here"))]))
        if name == "refused.txt":
            turn.refuse("refused-stranger")
    elif turn.message.files:
        SEEN.append(turn.message)
        turn.show(card("Here it is", files=turn.message.files))


@feature.fetched("gallery.read")
async def read(got: Fetched) -> None:
    """Says what is in the file."""
    said = "too large or gone" if got.data is None else got.data.decode()
    await got.say(card(f"{got.fetch.file.name} {got.fetch.note}: {said}"))


async def post(school: TestSchool, chat_id: int, what: Card, policy: Policy = Policy.RESEND) -> int:
    """Queues a live card for a chat; returns its subject's id."""
    now = school.clock.now()
    async with school.app.database.write() as session:
        subject_id = await subjects.create(session, "test", None, [], now)
        SHOWN[subject_id] = what
        row = posts.row("gallery.shown", chat_id, "en", now, subject_id=subject_id, policy=policy)
        await posts.queue(session, [row])
    return subject_id


async def change(school: TestSchool, subject_id: int, what: Card) -> None:
    """The card shows something else from now on."""
    async with school.app.database.write() as session:
        SHOWN[subject_id] = what
        await subjects.bump(session, [subject_id], school.clock.now())
    await school.settle()


async def only(school: TestSchool, subject_id: int) -> posts.Post:
    """The one post of a subject, read anew."""
    (found,) = [each for each in await all_posts(school) if each.subject_id == subject_id]
    return found
