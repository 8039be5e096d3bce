"""A notice on paper, for families without Telegram: a page to print, sent to its author."""

from __future__ import annotations

from typing import Any

from handlers.kit import buttons, glyphs, qr, runs, typeset
from handlers.kit.card import Button, Upload
from handlers.kit.composing import Compose, Composed, Composing, Making
from handlers.kit.feature import Feature
from handlers.kit.lengths import label
from handlers.kit.roles import Can, classes_where, may_in_all
from handlers.kit.texts import Texts, lines
from handlers.kit.turn import Turn
from handlers.notices import head_of, wording_of
from storage import classes, notice_lists, notices
from storage.actors import Actor
from storage.notices import CardView, Confirm, Snapshot

feature = Feature("notice_paper", snapshots=notices.of_ids)

PAGE = "notice_paper.page"
# As many signs as can be named in a caption, and notices to choose from.
NAMED, OFFERED = 20, 8
# Where the page leads: the private chat, which says what comes next to whoever opens it.
START = "hello"


@buttons.button("npp")
class OnPaper:
    """Make a page of this notice."""

    subject_id: int


@feature.button(OnPaper, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def on_paper(turn: Turn) -> None:
    """The page is set after the commit, and comes as a file."""
    if turn.subject.withdrawn_at is not None:
        turn.refuse("notice-was-withdrawn")
    _print(turn, turn.subject)
    turn.toast("notice-paper-coming")


def _print(turn: Turn, one: Snapshot) -> None:
    user_id, language = turn.user.user_id, turn.texts.language
    turn.errands.append(Compose(PAGE, user_id, language, about=one.id))


@feature.command("paper", Can.NOTICE_CREATE)
async def paper(turn: Turn) -> None:
    """`/paper`: which of the latest notices? `/paper boots`: the one that speaks of boots."""
    typed = " ".join(turn.message.text.plain.split()).casefold()
    found = [one for one in await _latest(turn) if typed in one.text.casefold()]
    if not found:
        turn.refuse("notice-paper-none")
    if len(found) == 1:
        _print(turn, found[0])
        return
    rows = [[Button(label(head_of(one)), buttons.pack(OnPaper(one.id)))] for one in found[:OFFERED]]
    turn.say("notice-paper-which", *rows)


async def _latest(turn: Turn) -> list[Snapshot]:
    """The notices that the actor may look after now, the newest first."""
    where = classes_where(turn.actor, Can.NOTICE_MANAGE)
    own = None if where is None else turn.actor.person_id
    found = await notice_lists.running(turn.session, where, own)
    return [one for one in found if _may(turn.actor, one)]


def _may(actor: Actor, one: Snapshot) -> bool:
    """As for the button: the author, or who is in charge in all its classes."""
    own = one.author_id is not None and one.author_id == actor.person_id
    can = Can.NOTICE_CREATE if own else Can.NOTICE_MANAGE
    return may_in_all(actor, can, one.class_ids)


@feature.composes(PAGE)
async def page(composing: Composing) -> Making:
    """Reads the notice; the page is in the language of its class, what is said beside it not."""
    view = await notices.card_view(composing.session, composing.errand.about)
    first = await classes.get(composing.session, view.notice.class_ids[0])
    said = composing.texts
    texts = Texts(composing.school.closest(first.language), composing.school)
    at = view.notice.posted_at or view.notice.planned_for or composing.now
    data = contents(view, texts, texts.day(at))

    async def make() -> Composed:
        return await _made(view, data, said)

    return make


async def _made(view: CardView, data: dict[str, Any], texts: Texts) -> Composed:
    fonts = typeset.font_files()
    lacking = glyphs.missing(glyphs.texts_in(data), fonts)
    pdf = await typeset.pdf("notice", glyphs.printable(data, lacking))
    names = glyphs.seen(lacking)[:NAMED]
    caption = lines(
        texts("notice-paper-caption", class_names=_of(view, texts)),
        texts("notice-paper-missing", signs=" ".join(names)) if names else None,
    )
    return Composed(caption, (Upload(f"{texts.plain('notice-paper-file')}.pdf", pdf),))


def contents(view: CardView, texts: Texts, day: str) -> dict[str, Any]:
    """What stands on the page, as handlers/kit/pages/notice.typ wants it."""
    one, school = view.notice, texts.school
    link = school.link(START)
    return {
        "lang": texts.language.partition("-")[0],
        "region": texts.language.partition("-")[2] or None,
        "school": school.name,
        "title": _of(view, texts),
        "date": day,
        "body": runs.lines(wording_of(one)),
        "author": view.author or school.name,
        "more": texts.plain("notice-paper-files", count=len(one.files)) if one.files else None,
        "qr": qr.drawing(link),
        "qr-title": texts.plain("notice-paper-qr"),
        "qr-text": texts.plain("notice-paper-qr-text"),
        "qr-link": link.removeprefix("https://").partition("?")[0],
        "slip": _slip(view, texts, day) if one.confirm == Confirm.SIGNED else None,
    }


def _slip(view: CardView, texts: Texts, day: str) -> dict[str, str]:
    """The strip to be torn off, signed and given back."""
    keys = ("back", "child", "yes", "no", "comment", "day", "signature")
    words = {key: texts.plain(f"notice-paper-slip-{key}") for key in keys}
    title = texts.plain("notice-paper-slip-title", class_names=_of(view, texts))
    # Torn off, it still tells what was asked.
    return words | {"title": title, "about": f"{day} · {head_of(view.notice)}"}


def _of(view: CardView, texts: Texts) -> str:
    return texts.classes(view.classes)
