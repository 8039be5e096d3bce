"""Consent slips: a family signs for each child, in private; who said what is never in the group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handlers.kit import buttons, forms
from handlers.kit.acting import join_audience
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option, begun
from handlers.kit.forms.filling import Filling
from handlers.kit.roles import Can, is_parent
from handlers.kit.texts import lines, paragraphs
from handlers.kit.turn import Incoming, Turn
from handlers.notice_under import Ask, Sign
from handlers.notices import CURRENT, head_of, wording_of
from handlers.slip_words import comment_line, said_line, tell
from storage import audiences, drafts, notices, slips
from storage.actors import ChildRef
from storage.notices import Confirm, Snapshot
from storage.slips import Consent

feature = Feature("slips", snapshots=notices.of_ids)

# As much of a notice as stands above what is signed.
SHOWN = 1500


@feature.button(Sign, Can.ANYTHING_OPEN)
async def sign(turn: Turn) -> None:
    """From the group into the private chat, where the slip is: nobody else shall see the answer."""
    one: Snapshot = turn.subject
    _check_open(turn, one)
    await join_audience(turn, one.class_ids)
    if turn.place.private or (turn.actor.reachable and _children(turn, one)):
        await _open(turn, one)
        turn.toast("slip-below" if turn.place.private else "slip-in-private")
    else:
        turn.lead(f"slip_{one.id}")


@feature.start("slip")
async def started(turn: Turn) -> None:
    """Came here by the button on the card."""
    notice_id = int(turn.payload) if turn.payload.isdecimal() and len(turn.payload) < 16 else 0
    one = (await notices.of_ids(turn.session, [notice_id])).get(notice_id)
    if one is None:
        turn.refuse("refused-subject-gone")
    _check_open(turn, one)
    if not is_parent(turn.actor, one.class_ids):
        turn.refuse("refused-not-for-you")
    await _open(turn, one)


def _check_open(turn: Turn, one: Snapshot) -> None:
    if one.withdrawn_at is not None:
        turn.refuse("notice-was-withdrawn")
    if one.posted_at is None or one.confirm != Confirm.SIGNED:
        turn.refuse("refused-subject-gone")


def _children(turn: Turn, one: Snapshot) -> list[ChildRef]:
    return [each for each in turn.actor.children if each.class_id in one.class_ids]


async def _open(turn: Turn, one: Snapshot) -> None:
    """The slip as far as it has got; first of all the child must have a name."""
    if not _children(turn, one):
        again = Button(turn.texts.plain("slip-sign"), buttons.pack(Sign(one.id)))
        turn.say("slip-name-first", [again], head=head_of(one))
        turn.again("child", Incoming(message_id=0, command="child"))
        return
    for left in await drafts.forms_of(turn.session, turn.person_id):
        if left.name == SLIP.name and left.data["answers"].get("notice") == one.id:
            await begun.go_on(await begun.opened(turn, left.id))
            return
    await forms.begin(turn, SLIP, {"notice": one.id, "head": head_of(one)})


# The form


async def _notices(turn: Turn, answers: Answers) -> list[Option]:
    """The notice that is signed under, as long as it asks for that."""
    found = await notices.of_ids(turn.session, [answers["notice"]])
    return [
        Option(each.id, head_of(each))
        for each in found.values()
        if each.posted_at is not None
        and each.withdrawn_at is None
        and each.confirm == Confirm.SIGNED
    ]


async def _offered(turn: Turn, answers: Answers) -> list[Option]:
    """The children of the actor that are asked about, those first that are not signed for."""
    one = await notices.get(turn.session, answers["notice"])
    children = _children(turn, one)
    signed = await slips.of_children(turn.session, one.id, [each.id for each in children])
    children.sort(key=lambda each: each.id in signed and signed[each.id].value is not None)
    return [Option(each.id, each.name) for each in children]


@dataclass(frozen=True)
class _Answer(forms.YesNo):
    """Yes or no, with what it is about below the question."""

    def note(self, filling: Filling) -> Text | None:
        """Whose slip it is, and under which notice."""
        chosen = filling.answers.get("child")
        names = [each.name for each in filling.turn.actor.children if each.id == chosen]
        head = filling.answers.get("head", "")
        return filling.turn.texts("slip-about", child=", ".join(names), head=head)


async def _fits(turn: Turn, answer: Any, answers: Answers) -> None:
    if len(answer["plain"]) > slips.COMMENT_LIMIT:
        turn.refuse("rule-slip-comment", limit=slips.COMMENT_LIMIT)


async def _ready(turn: Turn, answers: Answers) -> Text:
    return turn.texts("slip-form-ready")


async def _preview(turn: Turn, answers: Answers) -> Card:
    """What is signed, for whom, by whom and when: it counts once it is sent."""
    one = await notices.get(turn.session, answers["notice"])
    child = next((each.name for each in turn.actor.children if each.id == answers["child"]), "")
    class_names = await audiences.names(turn.session, one.class_ids)
    words = wording_of(one)
    comment = forms.words(answers["comment"]).plain if answers["comment"] else None
    return card(
        paragraphs(
            turn.texts("slip-title", class_names=turn.texts.classes(class_names)),
            words.cut(0, SHOWN) + ("…" if len(words.plain) > SHOWN else ""),
            lines(
                said_line(turn.texts, child, _consent(answers)),
                comment_line(turn.texts, comment),
                turn.texts("slip-by", name=turn.user.name, when=turn.texts.moment(turn.now)),
            ),
        )
    )


def _consent(answers: Answers) -> Consent:
    return Consent.YES if answers["answer"] else Consent.NO


async def _send(turn: Turn, answers: Answers) -> None:
    """It counts; who else answers for the child hears of it where that changes something."""
    one = await notices.get(turn.session, answers["notice"])
    comment = forms.words(answers["comment"]).plain if answers["comment"] else None
    before, after = await slips.sign(
        turn.session, one.id, answers["child"], turn.person_id, _consent(answers), comment, turn.now
    )
    await tell(turn, one, before, after)
    await _next(turn, one)


async def _next(turn: Turn, one: Snapshot) -> None:
    """A brother's or sister's slip is a slip of its own."""
    signed = await slips.of_children(turn.session, one.id, [e.id for e in _children(turn, one)])
    left = [each.child for each in signed.values() if each.value is None]
    if left:
        press = Button(turn.texts.plain("slip-sign"), buttons.pack(Sign(one.id)))
        turn.say("slip-next", [press], names=turn.texts.listing(left), head=head_of(one))


SLIP = feature.form(
    forms.Form(
        "slip",
        Can.ANYTHING_OPEN,
        steps=(
            forms.Choice("notice", "slip-form-notice", _notices),
            forms.Choice("child", "slip-form-child", _offered),
            _Answer("answer", "slip-form-answer", yes="slip-said-yes", no="slip-said-no"),
            forms.Words("comment", "slip-form-comment", optional=True, check=_fits),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The notices under which a slip is not signed yet, with what is signed already."""
    found = await slips.waiting_for(turn.session, turn.actor)
    since = turn.now - CURRENT
    current = [each for each in found if each.posted_at is not None and each.posted_at > since]
    ids = [each.id for each in current]
    names = await audiences.names_of(turn.session, {each.id: each.class_ids for each in current})
    children = [each.id for each in turn.actor.children]
    signed = await slips.values(turn.session, ids, children)
    return [_waiting_card(turn, each, names[each.id], signed) for each in current]


def _waiting_card(
    turn: Turn, one: Snapshot, names: tuple[str, ...], signed: dict[tuple[int, int], str]
) -> Card:
    """A notice, and how far its slips have got."""
    title = turn.texts("slip-title", class_names=turn.texts.classes(names))
    told = [
        said_line(turn.texts, each.name, signed.get((one.id, each.id)))
        for each in _children(turn, one)
    ]
    return card(
        paragraphs(title, wording_of(one).cut(0, SHOWN), lines(*told)),
        [Button(turn.texts.plain("slip-sign"), buttons.pack(Sign(one.id)))],
        [Button(turn.texts.plain("question-button"), buttons.pack(Ask(one.id)))],
    )
