"""One flow gone through by taps and by words, in each language, with restarts in its middle."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.sandbox import Chat, Message, User
from handlers.kit.buttons import words
from handlers.kit.meant import Meant
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import in_chinese

# Every way to go through a flow: what the bot speaks, and what people do.
WAYS = [(language, by) for language in ("en", "zh") for by in ("taps", "words")]
every_way = pytest.mark.parametrize(("language", "by"), WAYS)
# The bot is restarted before the second act, and so many acts later again.
APART = 8
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]{3,}")
# Chinese signs have their room in themselves: a space beside them, or between words, is a slip.
_GAP = re.compile(r".{0,9}(?: （|（ |） (?!\|)|\d %|[\u4e00-\u9fff] [\u4e00-\u9fff]).{0,9}")
# What is no language's word: names of things and forms, and how a command or a link is written.
_NAMES = re.compile(r"/\w+|https?://\S+|t\.me/\S+|@\w+|\b\S+\.(?:ics|pdf|csv|json|md)\b", re.I)
_THINGS = {"telegram", "csv", "json", "pdf", "homeroom", "zip", "txt", "english", "start"}
_OWN_NAME = "简体中文"


@dataclass
class Flow:
    """A class whose people go through something; each act is `by` a tap or by words.

    A tap is on the newest button of a kind; by words, what stands on it is written: in answer to
    its message, or, where a question waits, just so. What is said freely is typed either way.
    """

    school: TestSchool
    class_: ClassGroup
    language: str
    by: str
    acts: int = 0
    since: dict[int, int] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)

    @property
    def chinese(self) -> bool:
        """Whether the bot speaks Chinese with everybody here."""
        return self.language == "zh"

    @property
    def typing(self) -> bool:
        """Whether people write what they could tap."""
        return self.by == "words"

    async def _act(self) -> None:
        """Every few acts the bot is stopped and started first."""
        self.acts += 1
        if self.acts % APART == 2:
            await self.school.restart()

    async def types(self, user: User, text: str, chat: Chat | None = None, **how: Any) -> Message:
        """Somebody writes something, in private if nothing is said; the bot's last word there."""
        await self._act()
        user.say(chat or user.private, text, **how)
        await self.school.settle()
        return last(user) if chat is None else chat.messages[-1]

    async def taps(
        self, user: User, kind: type[Any] | str, part: str = "", on: Message | None = None
    ) -> Message:
        """Somebody taps the newest button of a kind, with that in its label or data; or writes it.

        Where nothing is said of a message, it is one in private.
        """
        await self._act()
        message, label, data = self.find(user.private, kind, part, on)
        alike = sum(words(each) == words(label) for each in message.labels)
        if self.typing and words(label) and alike == 1:
            user.say(message.chat, label, reply_to=message)
        else:
            await self._tap(user, message, data)
        await self.school.settle()
        return last(user)

    async def _tap(self, user: User, message: Message, data: str) -> None:
        answer = await user.tap(message, data=data).answer()
        self.toasts.append(answer.text or "")

    def answered(self, user: User, english: str, chinese: str) -> bool:
        """Whether the last thing that somebody was told has these words, be it above a button."""
        heard = last(user).text if self.typing or not self.toasts else self.toasts[-1]
        return self.says(english, chinese) in heard

    async def picks(self, user: User, kind: type[Any] | str, part: str = "") -> Message:
        """Somebody answers a question by one of its buttons; or writes what stands on it."""
        await self._act()
        message, label, data = self.find(user.private, kind, part)
        if self.typing:
            user.say(user.private, label)
        else:
            await self._tap(user, message, data)
        await self.school.settle()
        return last(user)

    def find(
        self, chat: Chat, kind: type[Any] | str, part: str = "", on: Message | None = None
    ) -> tuple[Message, str, str]:
        """The newest message with such a button, what stands on that, and what it carries."""
        prefix = kind if isinstance(kind, str) else kind.prefix
        for message in [on] if on else reversed(chat.messages):
            for each in (each for row in message.buttons for each in row):
                data = each.data or ""
                if data.partition(":")[0] == prefix and part in f"{each.label}\n{data}\n":
                    return message, each.label, data
        raise AssertionError(f"no {kind} with {part!r} in {chat!r}:\n{chat.transcript}")

    async def timed(self, user: User, text: str, chat: Chat | None = None, **how: Any) -> Message:
        """Somebody writes what has a time in it; where that is said back, they confirm it."""
        before = user.private.messages[-1].id
        await self.types(user, text, chat, **how)
        if any(m.id > before and _said_back(m) for m in user.private.messages):
            await self.taps(user, Meant)
        return last(user)

    async def announced(self, text: str) -> Message:
        """The head teacher announces something in the group, in one line; the card there."""
        await self.types(self.class_.teacher, f"/announce {text}", self.class_.group)
        return self.find(self.class_.group, "ngi")[0]

    def says(self, english: str, chinese: str) -> str:
        """What is written, or looked for, in the language of this flow."""
        return chinese if self.chinese else english

    def heard(self, user: User, english: str, chinese: str) -> Message:
        """What the bot has told somebody in private with these words in it, the newest."""
        found = told(user, self.says(english, chinese))
        assert found, user.private.transcript
        return found[-1]

    def listens(self, *users: User) -> None:
        """From here on each of them is spoken to in the flow's language, and in no other."""
        for user in users:
            self.since[user.id] = user.private.messages[-1].id if user.private.messages else 0

    def spoken(self, *, group: bool = True) -> None:
        """Nobody was told a word of another language, but for what people have said themselves."""
        chats: list[tuple[Chat, int]] = [
            (user.private, self.since[user.id])
            for user in self.school.town.users.values()
            if user.id in self.since
        ]
        if group:
            chats.append((self.class_.group, self.since[self.class_.group.id]))
        own = self._own_words()
        for chat, since in chats:
            for message in chat.messages:
                if message.id > since and message.sender is self.school.town.bot:
                    self._check("\n".join([message.text, *message.labels]), own)
        for toast in self.toasts:
            self._check(toast, own)

    def _check(self, shown: str, own: set[str]) -> None:
        plain = _NAMES.sub(" ", shown.replace(_OWN_NAME, ""))
        found = (_LATIN if self.chinese else _HAN).findall(plain)
        foreign = [each for each in found if each.lower() not in _THINGS and each not in own]
        assert not foreign, f"{foreign} in:\n{shown}"
        gaps = _GAP.findall(shown) if self.chinese else []
        assert not gaps, f"a space too many: {gaps} in:\n{shown}"

    def _own_words(self) -> set[str]:
        """What people have said since, what they and the school are called."""
        town = self.school.town
        said = ["Riverside School", *(user.name for user in town.users.values())]
        for chat in (*town.groups, *(user.private for user in town.users.values())):
            said += [chat.title, *(m.text for m in chat.messages if self._is_own(m))]
        whole = "\n".join(said)
        return {*_LATIN.findall(whole), *_HAN.findall(whole)}

    def _is_own(self, message: Message) -> bool:
        """Somebody said it freely: no command of `TestSchool.appoint`, nor what came before."""
        since = self.since.get(message.chat.id, 0)
        by_hand = message.sender is not self.school.town.bot
        return by_hand and message.id > since and not message.text.startswith("/invite")


def _said_back(message: Message) -> bool:
    return any(
        (b.data or "").startswith(f"{Meant.prefix}:") for row in message.buttons for b in row
    )


async def begin(
    school: TestSchool, language: str, by: str, *, parents: int = 2, **how: Any
) -> Flow:
    """A class with so many parents who have pressed Start; the bot speaks that language to all."""
    class_ = await school.class_group("3B", parents=parents, **how)
    people = [class_.teacher, *class_.parents]
    flow = Flow(school, class_, language, by)

    async def play() -> None:
        school.head.start()
        for user in class_.parents:
            user.start("hello")
        await school.settle()
        if flow.chinese:
            await in_chinese(school, school.head, *people)
            await _cards_in_chinese(flow)

    await school.step(("flow", language), play)
    flow.listens(school.head, *people)
    flow.since[class_.group.id] = class_.group.messages[-1].id
    return flow


async def _cards_in_chinese(flow: Flow) -> None:
    teacher = flow.class_.teacher
    teacher.say(flow.class_.group, "/language")
    await flow.school.settle()
    message, _, data = flow.find(teacher.private, "lac", "zh-CN")
    await teacher.tap(message, data=data).answer()
    await flow.school.settle()


async def joins(flow: Flow, name: str) -> User:
    """Somebody more whom the bot speaks to in the flow's language."""
    user = flow.school.town.user(name, language="zh-hans" if flow.chinese else "en")
    flow.listens(user)
    return user
