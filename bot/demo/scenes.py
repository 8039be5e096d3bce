"""Scenes that play by one click in the page, in any order and as often as one likes."""

from __future__ import annotations

from bot.demo.school import BigClass, all_tap, open_class
from bot.demo.stage import Stage, check
from bot.sandbox import Group, User


class Scenes:
    """What the scenes share: the class and the office, made when the first of them needs them."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._class: BigClass | None = None
        self._office: Group | None = None

    async def _big_class(self) -> BigClass:
        if self._class is None:
            self._class = await open_class(self._stage)
        return self._class

    async def everybody_taps(self) -> None:
        """A notice, and a full class that confirms it at the same moment."""
        stage, big = self._stage, await self._big_class()
        last = big.group.last
        big.teacher.say(big.group, f"/announce {stage.script.big_notice}")
        got = stage.label("notice-got-it")
        after = last.id if last else 0
        await self._if_offered(big.teacher, "notice-full-anyway")  # the day has many messages
        card = await stage.sees(big.group, stage.script.big_notice, labelled=got, after=after)
        await all_tap(big, card, got)
        await stage.settle()

    async def _if_offered(self, author: User, key: str) -> None:
        """The author taps that, where the bot asks in private before it goes on."""
        await self._stage.settle()
        label, asked = self._stage.label(key), author.private.last
        if asked is not None and label in asked.labels:
            await self._stage.press(author, label, on=asked)

    async def survey(self) -> None:
        """One question to thirty parents, answered by buttons in the group, until it closes."""
        stage, big = self._stage, await self._big_class()
        last = big.group.last
        title, question, *_ = stage.script.big_survey.splitlines()
        await stage.say(big.teacher, f"/survey {stage.script.big_survey}")
        # She leads two classes, and is asked which.
        await stage.say(big.teacher, stage.script.big_class)
        await stage.press(big.teacher, stage.label("form-send"), about=title)
        choices = [each.strip() for each in question.split("|")[1:]]
        card = await stage.sees(big.group, title, labelled=choices[0], after=last.id if last else 0)
        # Twice as many would like the first.
        await all_tap(big, card, choices[0], choices[1], choices[0], choices[2])
        await stage.settle()

    async def sealed_vote(self) -> None:
        """The chair asks, three cast their ballots with two taps each, and it is decided."""
        stage, big = self._stage, await self._big_class()
        chair, question = big.committee[0], stage.script.big_vote
        last = big.group.last
        chair.say(big.group, f"/vote {question}")
        await stage.settle()
        await stage.press(chair, stage.label("form-send"), about=question)
        await self._if_offered(chair, "vote-plan-open")  # in quiet hours it would wait
        yes, no = stage.label("vote-yes"), stage.label("vote-no")
        card = await stage.sees(big.group, question, labelled=yes, after=last.id if last else 0)
        for member, said in zip(big.committee, (yes, no, yes), strict=True):
            await stage.tap(member, card, said)
            await stage.tap(member, card, said)
        await stage.sees(big.group, question, stage.label("vote-decided"))
        await stage.settle()

    async def letter(self) -> None:
        """A parent writes to the principal; it is taken, answered and read."""
        stage = self._stage
        office, parent = await self._reading(), stage.parents[1]
        last = office.last
        before = last.id if last else 0
        for typed in (
            "/mailbox",
            stage.label("letter-mode-name"),
            stage.label("letter-about-question"),
            stage.script.letter,
            stage.label("form-skip"),
            stage.label("form-send"),
        ):
            await stage.say(parent, typed)
        take = stage.label("letter-take")
        card = await stage.sees(office, stage.script.letter, labelled=take, after=before)
        await self._answer(office, card.id, parent)

    async def _answer(self, office: Group, card_id: int, parent: User) -> None:
        stage, principal = self._stage, self._stage.principal
        card = office.find(card_id)
        check(card, "the letter is gone")
        if card is None:
            return
        await stage.tap(principal, card, stage.label("letter-take"))
        principal.say(office, stage.script.letter_answer, reply_to=card)
        send = stage.label("letter-send")
        preview = await stage.sees(office, labelled=send, after=card_id)
        await stage.tap(principal, preview, send)
        await stage.sees(parent.private, stage.script.letter_answer)
        await stage.settle()

    async def _reading(self) -> Group:
        """The group where letters are read."""
        if self._office is None:
            stage, principal = self._stage, self._stage.principal
            office = stage.town.group(stage.script.office, creator=principal)
            office.add_bot(by=principal)
            principal.say(office, "/admin_chat")
            yes = stage.label("mailbox-here-yes")
            await stage.tap(principal, await stage.sees(office, labelled=yes), yes)
            await stage.settle()
            self._office = office
        return self._office
