"""What is stored about somebody, and that they are forgotten; it comes last, for they are gone."""

from __future__ import annotations

from handlers.forgetting import Forget, Keep
from handlers.notice_paper import OnPaper
from tests.exercise import At, step


@step("the teacher prints a notice")
async def paper(at: At) -> None:
    await at.types(at.life.teacher, "/paper")
    await at.presses(at.life.teacher, OnPaper)


@step("a parent asks what is stored, and stays after all")
async def asks(at: At) -> None:
    parent = at.life.parent
    await at.types(parent, "/mydata")
    await at.types(parent, "/forgetme")
    await at.presses(parent, Keep)


@step("a parent and a teacher are forgotten")
async def forgets(at: At) -> None:
    for user in (at.life.parent, at.life.teacher):
        await at.types(user, "/forgetme")
        await at.presses(user, Forget)
