"""What is said of a consent slip to those whom it concerns, in private."""

from __future__ import annotations

from collections.abc import Collection

from handlers.kit import buttons
from handlers.kit.card import Button, Text
from handlers.kit.texts import Texts, lines
from handlers.kit.turn import Turn
from handlers.notice_under import Sign
from handlers.notices import head_of
from storage import families, people, slips
from storage.notices import Snapshot
from storage.people import PersonRef, Role
from storage.slips import CONFLICT, Consent, How, Signed, Slip


@buttons.button("nse")
class Settle:
    """The head teacher decides what a slip says about which guardians disagree."""

    subject_id: int
    child_id: int
    value: Consent


def said_line(texts: Texts, child: str, value: str | None) -> Text:
    """A child and what its slip says."""
    return texts("slip-line", child=child, said=texts.plain(f"slip-said-{value or 'nothing'}"))


def comment_line(texts: Texts, comment: str | None) -> Text | None:
    """What was written beside the answer, if anything was."""
    return texts("slip-comment", comment=comment) if comment else None


def word_line(texts: Texts, one: Signed) -> Text:
    """Who said what when, and how."""
    name = texts.plain("slip-on-paper") if one.how == How.PAPER else one.person or "–"
    said = texts.plain(f"slip-said-{one.value}")
    line = texts("slip-word", name=name, said=said, when=texts.moment(one.at))
    return lines(line, comment_line(texts, one.comment))


async def tell(turn: Turn, one: Snapshot, before: Slip, after: Slip) -> None:
    """Where guardians disagree, or do no longer, all of them hear of it, once a change.

    What they disagree about goes to the head teacher of the class, who decides it by a tap.
    """
    if after.value == CONFLICT:
        await _tell_guardians(turn, one, after, "slip-differs")
        await _ask_head(turn, one, after)
    elif before.value == CONFLICT:
        settled = after.latest is not None and after.latest.how == How.SETTLED
        await _tell_guardians(turn, one, after, "slip-settled" if settled else "slip-agree")


async def _tell_guardians(turn: Turn, one: Snapshot, slip: Slip, key: str) -> None:
    latest = slip.latest.id if slip.latest else 0
    for each in await families.guardians_of(turn.session, slip.child_id):
        if each.reachable:
            texts = turn.texts_in(each.language)
            turn.tell(
                each.user_id,
                texts,
                key,
                once=f"slip:{latest}:{each.id}",
                child=slip.child,
                head=head_of(one),
                said=texts.plain(f"slip-said-{slip.value}"),
                school=turn.school.name,
            )


async def _ask_head(turn: Turn, one: Snapshot, slip: Slip) -> None:
    latest = slip.latest.id if slip.latest else 0
    for each in await in_charge(turn, one, slip.class_id):
        texts = turn.texts_in(each.language)
        press = [
            Button(
                texts.plain("slip-counts", said=texts.plain(f"slip-said-{value}")),
                buttons.pack(Settle(one.id, slip.child_id, value)),
            )
            for value in Consent
        ]
        turn.tell(
            each.user_id,
            texts,
            "slip-conflict",
            press,
            once=f"slip:{latest}:head:{each.id}",
            child=slip.child,
            class_name=slip.class_name,
            head=head_of(one),
            words=lines(*(word_line(texts, word) for word in slip.words)),
        )


async def ask_again(turn: Turn, one: Snapshot) -> None:
    """Who had signed hears at once that the words are others now; the slip waits for them again."""
    for each, children in (await slips.ask_again(turn.session, one.id)).items():
        if each.reachable:
            texts = turn.texts_in(each.language)
            press = Button(texts.plain("slip-sign"), buttons.pack(Sign(one.id)))
            names = texts.listing(children)
            turn.tell(each.user_id, texts, "slip-again", [press], head=head_of(one), names=names)


async def in_charge(turn: Turn, one: Snapshot, class_id: int) -> Collection[PersonRef]:
    """The head teachers of a class who can be written to; else the school's, else the author."""
    for role, where in ((Role.HEAD_TEACHER, class_id), (Role.PRINCIPAL, None), (Role.ADMIN, None)):
        found = [e for e in await people.holders(turn.session, role, where) if e.reachable]
        if found:
            return found
    return []
