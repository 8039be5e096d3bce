"""Fault 7, crafted and replayed presses: nobody does what they may not, and nothing crashes."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from enum import Enum
from typing import Any, get_type_hints

import pytest
from sqlalchemy import select

from bot.sandbox import Message, Tap, User
from handlers import FEATURES
from handlers.kit import buttons
from handlers.kit.buttons import pack
from handlers.kit.registry import Registry
from storage import people, schema
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.faults.results import record, size
from tests.looking import failed
from tests.test_desk import EVERYBODY, TABLE, somebody
from tests.timed import said_back, timed

REGISTRY = Registry(FEATURES)
# What anybody may leave behind by writing or pressing: who they are, what they are being asked,
# what the bot answers, and which update it was.
ANYBODYS = {
    "persons", "chats", "drafts", "browsing", "posts", "handled_updates", "failed_updates", "runs",
    "published",
}  # fmt: skip
NUMBERS = (1, 2, 3, 4, 5, 6, 7, 8, 0, -1, 10**6, 2**63 - 1)
RIGHT = "Only those responsible"
NOISE = size(200, 5000)


async def state(school: TestSchool) -> dict[str, list[tuple[Any, ...]]]:
    """All that the school remembers, but for what anybody may leave behind."""
    found = {}
    async with school.session() as session:
        for name, table in schema.METADATA.tables.items():
            if name not in ANYBODYS:
                rows = await session.execute(select(table).order_by(*table.primary_key.columns))
                found[name] = [tuple(map(str, row)) for row in rows]
    return found


def values(kind: type[Any], chance: random.Random) -> list[Any]:
    """What a crafted field may say."""
    if kind is int:
        return list(NUMBERS)
    if issubclass(kind, Enum):
        return list(kind)
    return ["en", "zh-CN", "xx", "", chance.choice("☃<&")]


def crafted(chance: random.Random, each: int) -> Iterator[str]:
    """Callback data of every button there is, about things that are and that are not."""
    for cls in sorted(buttons.registered(), key=lambda cls: cls.prefix):
        kinds = get_type_hints(cls)
        fields = [values(kinds[field.name], chance) for field in dataclasses.fields(cls)]
        seen = set()
        for number in range(each):
            first = [fields[0][number % len(fields[0])]] if fields else []
            seen.add(pack(cls(*first, *(chance.choice(rest) for rest in fields[1:]))))
        yield from sorted(seen)


def noise(chance: random.Random, count: int) -> Iterator[str]:
    """Up to 64 bytes of anything, and of what looks nearly like ours."""
    prefixes = [cls.prefix for cls in buttons.registered()]
    letters = "abz019:_-. \n\t<>&%'\"\\äß雪🙂\u202e\x00"
    for _ in range(count):
        text = "".join(chance.choices(letters, k=chance.randrange(65)))
        if chance.random() < 0.7:
            text = chance.choice(prefixes) + chance.choice([":", "", "::", ":-", ":１"]) + text
        yield text.encode()[:64].decode("utf-8", "ignore")


@dataclasses.dataclass
class World:
    """Two classes with notices and a meeting; those who press have no right in the first."""

    school: TestSchool
    third: ClassGroup
    fourth: ClassGroup
    card: Message

    async def outsiders(self) -> dict[str, tuple[User, Message]]:
        """Who presses, and a message of the bot that they see."""
        (other,) = self.fourth.parents
        stranger = self.school.town.user("Mallory", language="en")
        stranger.start()
        await self.school.settle()
        mine = self.third.parents[0]
        return {
            "stranger": (stranger, stranger.private.last),
            "parent of another class": (other, self.fourth.group.last),
            "parent of the class": (mine, self.card),
        }


@pytest.fixture
async def world(school: TestSchool, caplog: pytest.LogCaptureFixture) -> AsyncIterator[World]:
    third = await school.class_group("3B", parents=2)
    fourth = await school.class_group("4A", parents=1)
    for words in ("/announce Bring boots", "/announce 2026-11-26 12:00 Bring skates"):
        third.teacher.say(third.group, words)
        await school.settle()
    await timed(third.teacher, third.group, "/meeting 2026-12-03 18:30 Parent meeting")
    await third.names(third.parents[1], "Clara")
    await school.settle()
    card = next(m for m in third.group.messages if "Bring boots" in m.text and m.sender.is_bot)
    yield World(school, third, fourth, card)
    # Whatever was pressed or typed: each message was one that Telegram takes.
    refused = [entry.reason or "" for entry in school.town.journal.refused()]
    assert not [each for each in refused if "entit" in each or "parse" in each or "empty" in each]
    assert await failed(school) == []
    # Nor did anything fail among others and was healed by taking it alone.
    assert "intake.batch_failed" not in caplog.text


async def pressed(school: TestSchool, user: User, on: Message, data: list[str]) -> list[Tap]:
    """Presses all of it, fifty at a time; each press must be answered."""
    taps: list[Tap] = []
    for start in range(0, len(data), 50):
        # An answer that comes after fifteen seconds is not taken any more.
        some = [user.tap(on, data=each) for each in data[start : start + 50]]
        await school.town.until(lambda some=some: all(tap.answered for tap in some))
        taps += some
    await school.town.until(lambda: school.town.pending == 0)
    await school.settle()
    return taps


def allowed(who: str, data: str) -> bool:
    """Whether a press by this outsider may change something after all: what is their own.

    Anybody may begin a letter to the principal; a parent of the class may answer.
    """
    prefix = data.partition(":")[0]
    own = {"ngi", "mt", "par", "gy", "gn", "chc"}
    return prefix == "lwn" or (who == "parent of the class" and prefix in own)


@pytest.mark.parametrize("who", ["stranger", "parent of another class", "parent of the class"])
async def test_crafted_presses_change_nothing_for_who_has_no_right(world: World, who: str) -> None:
    school, seed = world.school, random.randrange(10**6)
    chance = random.Random(seed)
    user, on = (await world.outsiders())[who]
    every = [*crafted(chance, size(12, 120)), *noise(chance, NOISE)]
    data = [each for each in every if not allowed(who, each)]
    chance.shuffle(data)
    before = await state(school)
    await pressed(school, user, on, data)
    after = await state(school)
    changed = {name: after[name] for name in after if after[name] != before[name]}
    assert changed == {}, seed
    record(7, f"crafted presses by a {who}", presses=len(data), effects=0, crashes=0, seed=seed)


async def test_the_same_presses_by_who_may_have_effects(world: World) -> None:
    """So that the others cannot hold by pressing what leads nowhere."""
    before = await state(world.school)
    await pressed(
        world.school, world.third.teacher, world.card, list(crafted(random.Random(7), 12))
    )
    after = await state(world.school)
    assert {"notices", "meetings"} <= {name for name in after if after[name] != before[name]}


async def test_a_replayed_press_has_its_effect_once(world: World) -> None:
    """By the same update again, and by the same press in an update of another id."""
    school, parents = world.school, world.third.parents
    taps = [parent.tap(world.card, "Got it") for parent in parents]
    await school.settle()
    once = await state(school)
    log = [each for each in school.town.updates._log.values() if "callback_query" in each]
    replayed = [each for each in log if each["callback_query"]["id"] in {t.id for t in taps}]
    for _ in range(size(50, 1000)):
        for each in replayed:
            school.town.repeat(each["update_id"])
            school.town.inject({"callback_query": each["callback_query"]})
    await school.town.until(lambda: school.town.pending == 0)
    await school.settle()
    again = await state(school)
    for rows in (once, again):
        rows["answers"] = [tuple(v for v in row if ":" not in v) for row in rows["answers"]]
    assert again["answers"] == once["answers"]
    assert "2" in world.card.text
    record(7, "replayed presses", presses=size(50, 1000) * 2 * len(replayed), counted_twice=0)


async def end_role(school: TestSchool, user: User, role: Role, class_id: int | None) -> None:
    """Somebody has it no longer."""
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, user.id)
        assert person is not None
        assert await people.end_role(session, person.id, role, class_id, school.clock.now())


DEMOTED = {
    # What the teacher does, then (no teacher any more) which button they press or what they answer.
    "withdraw a notice": ("nwi", "nwy"),
    "cancel a meeting": ("mtc", "mtx"),
    "move a meeting": ("mtm", "/2026-12-10 19:00"),
    "correct a notice": ("nco", "/Bring shoes"),
    "change a planned notice": ("nch", "/Bring shoes"),
}


@pytest.mark.parametrize("what", DEMOTED)
async def test_who_is_demoted_between_question_and_confirmation_has_no_say(
    world: World, what: str
) -> None:
    school, teacher = world.school, world.third.teacher
    asks, then = DEMOTED[what]
    on = teacher.private.last
    subjects = [int(row[0]) for row in (await state(school))["subjects"]]
    await pressed(school, teacher, on, [f"{asks}:{each}" for each in subjects])
    await end_role(school, teacher, Role.HEAD_TEACHER, 1)
    before = await state(school)
    if then.startswith("/"):
        teacher.say(teacher.private, then[1:])
        await school.settle()
    else:
        taps = await pressed(school, teacher, on, [f"{then}:{each}" for each in subjects])
        assert all(tap.result is not None and tap.result.show_alert for tap in taps)
    after = await state(school)
    assert {name for name in after if after[name] != before[name]} == set()
    record(7, f"demoted between question and answer: {what}", effects=0)


async def test_an_anonymous_admin_is_who_taps_and_nobody_else(world: World) -> None:
    """A command typed as the group, confirmed by a parent, by a stranger and by who may."""
    school, third = world.school, world.third
    third.group.promote(third.teacher, anonymous=True)
    third.teacher.say(third.group, "/announce Bring gloves")
    await school.settle()
    question = third.group.last
    before = await state(school)
    label = question.labels[0]
    for parent in third.parents:
        parent.tap(question, label)
        await school.settle()
    after = await state(school)
    assert after["notices"] == before["notices"]
    third.teacher.tap(question, label)
    await third.group.wait(lambda m: "Bring gloves" in m.text and m.sender.is_bot)
    record(7, "a command of an anonymous admin, confirmed by others", effects=0)


def forbidden(role: str, chat: str) -> list[str]:
    """What somebody of a role may not type there, with what would make it work."""
    return [
        f"/{command} {text}".strip()
        for command, (text, who, where) in TABLE.items()
        if role not in who or where not in ("both", chat)
    ]


@pytest.mark.parametrize("role", sorted(EVERYBODY) if size(0, 1) else ["committee", "stranger"])
async def test_a_command_that_is_refused_changes_nothing(world: World, role: str) -> None:
    """Every command, by everybody who may not, in each kind of chat."""
    school, typed = world.school, 0
    user = await somebody(school, world.third, role)
    before = await state(school)
    for chat, place in (("private", user.private), ("group", world.third.group)):
        for text in forbidden(role, chat):
            user.say(place, text)
            user.say(place, "Bring boots, 2026-12-04 18:30")
            typed += 1
        await school.settle()
    after = await state(school)
    assert {name for name in after if after[name] != before[name]} == set()
    record(7, f"commands that a {role} may not use", commands=typed, effects=0)


HOSTILE = [
    "<b>bold</b> &amp; <script>alert(1)</script>", "*_`[x](tg://user?id=1)`_*", "</b><a href='x'>",
    "\u202eright to left\u2066\u2067", "e\u0301\u0327" * 300, "👩‍👩‍👧‍👦" * 200, "\u200b",
    "\u2060 \u00a0 x", "x\x0by", "line\n\n\n\n\n\nline", "/announce /announce",
    "{name} %s %(x)s {{ $y }} { -brand }", "\ufeff", "a" * 3900, "\U000e0001\U000e0041", "᷿᷿᷿",
    "@all #tag $USD +491701234567 a@b.c t.me/x",
]  # fmt: skip


async def test_whatever_is_typed_every_message_has_valid_entities(world: World) -> None:
    """In notices, meetings, names and answers; the stand-in checks entities as Telegram does."""
    school, third = world.school, world.third
    for text in HOSTILE:
        third.teacher.say(third.group, f"/announce urgent: {text}"[:4096])
        third.teacher.say(third.group, f"/meeting 2026-12-03 18:30 {text}"[:4096])
        third.parents[1].say(third.parents[1].private, f"/child {text}"[:4096])
        third.parents[0].rename((text.strip() or "x")[:64])
        third.parents[0].say(third.group, f"/my {text}"[:4096])
        await school.settle()
        for asked in said_back(third.teacher, third.group):
            await pressed(school, third.teacher, asked, [asked.buttons[0][0].data or ""])
    await school.advance(timedelta(days=12))
    record(7, "hostile texts, shown as they are", texts=5 * len(HOSTILE), refused_by_telegram=0)
