"""Who may type what, and where: one table over all commands, tried through the door."""

from __future__ import annotations

import pytest

from bot.sandbox import User
from handlers import FEATURES
from handlers.kit.registry import Registry
from tests.conftest import ClassGroup, TestSchool

EVERYBODY = frozenset(
    {
        "stranger",
        "parent",
        "partner",
        "committee",
        "seat",
        "chair",
        "teacher",
        "head",
        "principal",
        "deputy",
        "confidant",
        "admin",
    }
)
SCHOOL = frozenset({"principal", "admin"})
HEADS = SCHOOL | {"head"}
TEACHERS = HEADS | {"teacher"}
# What is typed, who may, and in which kinds of chat it works.
TABLE: dict[str, tuple[str, frozenset[str], str]] = {
    "admin_chat": ("", frozenset({"admin"}), "group"),
    "affairs": ("", EVERYBODY, "both"),
    "agenda": ("", TEACHERS | {"chair", "committee", "seat"}, "both"),
    "announce": ("Bring boots", TEACHERS, "both"),
    "announcements": ("", TEACHERS, "both"),
    "came": ("", TEACHERS | {"chair"}, "both"),
    "block": ("99", SCHOOL, "private"),
    "cancel": ("", EVERYBODY, "both"),
    "cancel_meeting": ("", TEACHERS | {"chair"}, "both"),
    "child": ("Clara", EVERYBODY, "private"),
    "class_list": ("Anna", HEADS, "private"),
    "class": ("3B", EVERYBODY, "both"),  # who may link is the head teacher's or the school's word
    "committee": ("", EVERYBODY, "both"),
    "decisions": ("", TEACHERS | {"chair", "committee", "seat"}, "both"),
    "delivery": ("", frozenset({"admin"}), "private"),
    "elect": ("3B", HEADS | {"chair", "committee", "seat"}, "both"),
    "drafts": ("", EVERYBODY, "private"),
    "forgetme": ("", EVERYBODY, "private"),
    "help": ("", EVERYBODY, "both"),
    "holidays": ("", SCHOOL, "private"),
    "here": ("1234", EVERYBODY, "private"),
    "inbox": ("", SCHOOL | {"deputy", "confidant"}, "private"),
    "invite": ("teacher 3B", HEADS, "both"),
    "invites": ("", HEADS, "private"),
    "language": ("", EVERYBODY, "both"),
    "letters": ("", SCHOOL, "private"),
    "mailbox": ("", EVERYBODY, "private"),
    "meeting": ("2026-12-03 18:30 Parent meeting", TEACHERS | {"chair"}, "both"),
    "meetings": ("", EVERYBODY, "both"),
    "minutes": ("", TEACHERS | {"chair"}, "both"),
    "move": ("2026-12-04 18:30", TEACHERS | {"chair"}, "both"),
    "my": ("", EVERYBODY, "both"),
    "mydata": ("", EVERYBODY, "private"),
    "newyear": ("", SCHOOL, "private"),
    "paper": ("", TEACHERS, "both"),
    "people": ("", HEADS, "both"),
    "publish": ("", SCHOOL, "private"),
    "replies": ("", SCHOOL, "private"),
    "suggestions": ("", EVERYBODY, "both"),
    "survey": ("Canteen\n* How is it?", TEACHERS | {"chair"}, "both"),
    "surveys": ("", TEACHERS | {"chair"}, "both"),
    "tasks": ("", EVERYBODY, "both"),
    "topic": ("", HEADS, "group"),
    "unblock": ("99", SCHOOL, "private"),
    "vote": ("Buy a projector?", HEADS | {"chair", "committee", "seat"}, "both"),
    "votes": ("", HEADS | {"chair", "committee", "seat"}, "both"),
}
INVITED = {
    "partner": "partner",
    "committee": "committee member 3B",
    "seat": "school committee 3B",
    "chair": "committee chair 3B",
    "teacher": "teacher 3B",
    "principal": "principal",
    "deputy": "deputy head",
    "confidant": "confidant",
    "admin": "admin",
}
RIGHT = "Only those responsible may use"
PLACE = {"private": "works in the class group", "group": "works here, in private"}


def test_the_table_names_every_command() -> None:
    assert set(TABLE) == set(Registry(FEATURES).commands)


async def somebody(school: TestSchool, class_: ClassGroup, role: str) -> User:
    """A person with that role, who is in the group and has pressed Start."""
    if role == "head":
        return class_.teacher
    if role == "parent":
        class_.parents[0].start()
        await school.settle()
        return class_.parents[0]
    user = school.town.user("Robin", language="en")
    class_.group.join(user)
    user.start()
    await school.settle()
    if role in INVITED:
        await school.appoint(user, INVITED[role])
    return user


async def said_to(school: TestSchool, user: User, class_: ClassGroup, chat: str, typed: str) -> str:
    """What the bot says in private after a command was typed somewhere."""
    before = user.private.messages[-1].id
    place = user.private if chat == "private" else class_.group
    user.say(place, typed)
    await school.settle()
    return "\n".join(m.text for m in user.private.messages if m.sender.is_bot and m.id > before)


@pytest.mark.parametrize("chat", ["private", "group"])
@pytest.mark.parametrize("role", sorted(EVERYBODY))
async def test_everybody_does_what_they_may_and_no_more(
    school: TestSchool, role: str, chat: str
) -> None:
    class_ = await school.class_group("3B", parents=1)
    user = await somebody(school, class_, role)
    before = user.private.messages[-1].id
    for command, (text, _, _) in TABLE.items():
        place = user.private if chat == "private" else class_.group
        user.say(place, f"/{command} {text}".strip())
    await school.settle()
    said = "\n".join(m.text for m in user.private.messages if m.sender.is_bot and m.id > before)
    for command, (_, who, where) in TABLE.items():
        allowed, works = role in who, where in ("both", chat)
        assert (f"{RIGHT} /{command} here" in said) == (works and not allowed), command
        assert (f"/{command} {PLACE[chat]}" in said) == (not works), command


async def test_a_group_shows_nothing_but_cards(school: TestSchool) -> None:
    """Whatever a parent types there, nobody else is bothered with the answer."""
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.start()
    await school.settle()
    before = [m.id for m in class_.group.messages if m.sender.is_bot]
    for command, (text, _, _) in TABLE.items():
        parent.say(class_.group, f"/{command} {text}".strip())
    await school.settle()
    assert [m.id for m in class_.group.messages if m.sender.is_bot] == before


async def test_a_class_right_ends_at_the_class(school: TestSchool) -> None:
    third = await school.class_group("3B", parents=0)
    fourth = await school.class_group("4A", parents=0)
    tina = third.teacher
    fourth.group.join(tina)
    for command in ("announce", "meeting", "invite"):
        text = TABLE[command][0].replace("3B", "4A")
        assert RIGHT in await said_to(school, tina, fourth, "group", f"/{command} {text}")
    await school.settle()
    assert not any("boots" in m.text for m in fourth.group.messages if m.sender.is_bot)


async def test_a_new_name_is_known_at_the_next_word(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    class_.teacher.rename("Tina", "Newname")
    class_.teacher.say(class_.group, "/announce Bring boots")
    await class_.group.wait(lambda m: "Tina Newname" in m.text)


async def test_every_press_is_answered_once(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    welcome = class_.group.last
    assert welcome is not None
    taps = [class_.parents[0].tap(welcome, data=data) for data in ("par:1", "par:99", "x", "ngi:1")]
    for tap in taps:
        await tap.answer()
    await school.settle()
    answers = school.town.calls("answerCallbackQuery")
    assert len({entry.raw["callback_query_id"] for entry in answers}) == len(answers)


async def test_who_was_blocked_can_be_written_to_again_after_a_word(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.start()
    parent.block_bot()
    await school.settle()
    parent.unblock_bot()
    parent.say(parent.private, "/my")
    await parent.private.wait(lambda m: "Nothing waits for you" in m.text)
