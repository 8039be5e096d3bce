"""Answer once: parents ask under a notice; the answer is theirs, or stands there for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from handlers.kit import asking, buttons, forms
from handlers.kit.acting import become_known, counts_for, say_back, written
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.roles import Can, is_parent, may, may_in_all
from handlers.kit.texts import LANGUAGES
from handlers.kit.turn import Turn
from handlers.notice_changes import only_private, stands
from handlers.notice_nudges import PRIVATE
from handlers.notice_under import Ask
from handlers.notices import CARD, author_of, got_it, head_of
from storage import actors, notice_questions, notices, people
from storage.actors import Actor
from storage.notice_questions import NoticeQuestion
from storage.notices import Confirm, Snapshot
from storage.people import PersonRef, Role
from storage.rules import Broken, fold

feature = Feature("notice_questions", snapshots=notices.of_ids)

# A message each; the rest comes when these are answered.
LISTED = 10
EVERYBODY, ASKER = "everybody", "asker"


@buttons.button("nqw")
class Questions:
    """Show me the questions that wait."""

    subject_id: int


@buttons.button("nqr")
class Reply:
    """I answer this question."""

    question_id: int


# Asking


@feature.button(Ask, Can.ANYTHING_OPEN)
async def ask(turn: Turn) -> None:
    """Asks what the question is."""
    only_private(turn)
    one: Snapshot = turn.subject
    stands(turn)
    if not _may_ask(turn, one):
        turn.refuse("refused-not-for-you")
    await asking.put(
        turn, "notice-question", turn.texts("question-ask", head=head_of(one)), {"id": one.id}
    )


@feature.answer("notice-question")
async def asked(turn: Turn) -> None:
    """The question itself."""
    one = (await notices.of_ids(turn.session, [turn.data["id"]])).get(turn.data["id"])
    if one is None or one.withdrawn_at is not None:
        turn.refuse("notice-was-withdrawn")
    if not _may_ask(turn, one):
        turn.refuse("refused-not-for-you")
    await _pass_on(turn, one)


@feature.replied(CARD, PRIVATE)
async def replied(turn: Turn) -> None:
    """A reply to the card, in the group or in private; thanks and the author's own are no question.

    `Got it` confirms.

    Nothing is answered in the group, and what people write there is left alone.
    """
    one = (await notices.of_ids(turn.session, [turn.data["id"]])).get(turn.data["id"])
    if one is None or one.withdrawn_at is not None or turn.anonymous:
        return
    if one.confirm == Confirm.TAP and written(turn, {"notice-got-it": True}):
        await _confirm(turn, one)
        return
    if _is_talk(turn) or _looks_after(turn.actor, one):
        return
    if turn.actor.person_id is None:
        await become_known(turn)
    if turn.place.private and not _may_ask(turn, one):
        turn.refuse("refused-not-for-you")
    try:
        await _pass_on(turn, one)
    except Broken as broken:
        # A refusal would take what they wrote out of the group.
        turn.say(f"rule-{broken.rule}", **broken.args_)


async def _confirm(turn: Turn, one: Snapshot) -> None:
    """`Got it`, written in answer to the card, counts like the tap."""
    if one.posted_at is not None and counts_for(turn, one.class_ids):
        turn.subject = one
        await got_it(turn)
        say_back(turn)


def _is_talk(turn: Turn) -> bool:
    """Nothing that could be answered: no words, or only thanks."""
    typed = fold(turn.message.text.plain)
    words = "".join(c for c in typed if c.isalnum() or c == " ").strip()
    thanks = {
        fold(each)
        for language in LANGUAGES
        for each in turn.texts_in(language).plain("question-thanks").split(",")
    }
    return words in {"", *thanks}


def _may_ask(turn: Turn, one: Snapshot) -> bool:
    """Parents of its classes, and who works there."""
    return is_parent(turn.actor, one.class_ids) or may_in_all(
        turn.actor, Can.CLASS_SEE, one.class_ids
    )


async def _pass_on(turn: Turn, one: Snapshot) -> None:
    """The question reaches the author, or who is in charge where they cannot be written to."""
    zone = turn.school.zone
    today = datetime.combine(turn.now.astimezone(zone).date(), time(), zone)
    text = turn.message.text.plain
    question_id = await notice_questions.ask(
        turn.session, one.id, turn.person_id, text, today, turn.now
    )
    to = await _to_answer(turn, one)
    for each in to:
        texts = turn.texts_in(each.language)
        press = Button(texts.plain("question-reply-button"), buttons.pack(Reply(question_id)))
        turn.tell(
            each.user_id,
            texts,
            "question-asked",
            [press],
            name=turn.user.name,
            head=head_of(one),
            text=text.strip(),
        )
    turn.say("question-passed" if to else "question-nobody", head=head_of(one))


async def _to_answer(turn: Turn, one: Snapshot) -> Sequence[Actor | PersonRef]:
    """The author, who must still be it; else the head teachers of its classes, or the school's."""
    author = await author_of(turn.session, one) if one.author_id is not None else None
    if author and author.reachable and may_in_all(author, Can.NOTICE_CREATE, one.class_ids):
        return [author]
    heads = await people.holders_in(turn.session, [Role.HEAD_TEACHER], one.class_ids)
    found = {each.id: each for some in heads.values() for each in some if each.reachable}
    if found:
        return list(found.values())
    return [e for e in await people.holders(turn.session, Role.PRINCIPAL, None) if e.reachable]


# Answering


def _looks_after(actor: Actor, one: Snapshot) -> bool:
    """Whether somebody may answer: as its author, or in charge of one of its classes."""
    own = one.author_id is not None and one.author_id == actor.person_id
    return (own and may_in_all(actor, Can.NOTICE_CREATE, one.class_ids)) or any(
        may(actor, Can.NOTICE_MANAGE, class_id) for class_id in one.class_ids
    )


@feature.button(Questions, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def questions(turn: Turn) -> None:
    """Each that waits, with its button."""
    only_private(turn)
    found = await notice_questions.waiting(turn.session, turn.subject.id)
    if not found:
        turn.refuse("question-none")
    for each in found[:LISTED]:
        press = Button(turn.texts.plain("question-reply-button"), buttons.pack(Reply(each.id)))
        turn.say(
            "question-asked",
            [press],
            name=each.person or "–",
            head=head_of(turn.subject),
            text=each.text,
        )


@feature.button(Reply, Can.NOTICE_CREATE)
async def reply(turn: Turn) -> None:
    """Asks for the answer, and for whom it is."""
    only_private(turn)
    if not await _offered(turn, {"question": turn.press.question_id}):
        turn.refuse("question-gone")
    await forms.begin(turn, ANSWER, {"question": turn.press.question_id})


async def _found(turn: Turn, question_id: int) -> tuple[NoticeQuestion, Snapshot] | None:
    """A question that waits, and its notice, for one who may answer it now."""
    question = await notice_questions.find(turn.session, question_id)
    if question is None or question.answer is not None:
        return None
    one = await notices.get(turn.session, question.notice_id)
    return (question, one) if one.withdrawn_at is None and _looks_after(turn.actor, one) else None


async def _offered(turn: Turn, answers: Answers) -> list[Option]:
    found = await _found(turn, answers["question"])
    return [Option(found[0].id, found[0].text)] if found else []


async def _asker(turn: Turn, question: NoticeQuestion) -> Actor | None:
    if question.person_id is None:
        return None
    person = await people.get(turn.session, question.person_id)
    return (await actors.of_users(turn.session, [person.user_id]))[person.user_id]


async def _to_whom(turn: Turn, answers: Answers) -> list[Option]:
    """Who asked can be written to only where they have pressed Start."""
    found = await _found(turn, answers["question"])
    asker = await _asker(turn, found[0]) if found else None
    offered = [Option(EVERYBODY, turn.texts.plain("question-to-everybody"))]
    if asker is not None and asker.reachable:
        offered.insert(0, Option(ASKER, turn.texts.plain("question-to-asker")))
    return offered


async def _fits(turn: Turn, answer: Any, answers: Answers) -> None:
    notice_questions.checked(answer["plain"])


async def _ready(turn: Turn, answers: Answers) -> Text:
    return turn.texts(f"question-ready-{answers['to']}")


async def _preview(turn: Turn, answers: Answers) -> Card:
    question = await notice_questions.find(turn.session, answers["question"])
    asked_ = question.text if question else ""
    said = notice_questions.checked(forms.words(answers["answer"]).plain)
    return card(turn.texts("question-pair", question=asked_, answer=said))


async def _send(turn: Turn, answers: Answers) -> None:
    """Whoever asked hears it in private, also where it stands under the notice for everybody."""
    found = await _found(turn, answers["question"])
    if found is None:
        turn.refuse("question-gone")
    question, one = found
    said = forms.words(answers["answer"]).plain
    shared = answers["to"] == EVERYBODY
    await notice_questions.answer(
        turn.session, question.id, said, turn.person_id, turn.now, shared=shared
    )
    asker = await _asker(turn, question)
    if asker is not None and asker.reachable:
        texts = turn.texts_in(asker.language)
        pair = texts("question-pair", question=question.text, answer=question.answer)
        key = "question-answered-all" if shared else "question-answered"
        turn.tell(asker.user_id, texts, key, head=head_of(one), pair=pair, name=turn.user.name)


ANSWER = feature.form(
    forms.Form(
        "question",
        Can.NOTICE_CREATE,
        steps=(
            forms.Choice("question", "question-form-which", _offered),
            forms.Words("answer", "question-form-answer", check=_fits),
            forms.Choice("to", "question-form-to", _to_whom),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)
