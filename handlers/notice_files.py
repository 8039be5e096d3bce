"""Other photos and files for a notice that is planned or stands, shown before they count."""

from __future__ import annotations

from dataclasses import replace

from handlers.kit import asking, forms
from handlers.kit.card import Card, Text
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from handlers.notice_changes import NewFiles, managed, only_private, put_right
from handlers.notices import head_of, in_private, notice, wording_of
from storage import notices
from storage.notices import Snapshot

feature = Feature("notice_files", snapshots=notices.of_ids)


@feature.button(NewFiles, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def new_files(turn: Turn) -> None:
    """Asks for the files; to skip that leaves the notice without any."""
    only_private(turn)
    _check_stands(turn, turn.subject)
    await asking.drop(turn)
    await forms.begin(turn, FILES, {"notice": turn.subject.id})


def _check_stands(turn: Turn, one: Snapshot) -> None:
    if one.withdrawn_at is not None:
        turn.refuse("rule-notice-withdrawn")


async def _ready(turn: Turn, answers: Answers) -> Text:
    one = await managed(turn, answers["notice"])
    return turn.texts("notice-files-ready", head=head_of(one))


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The card as it will stand, in the person's own language."""
    view = await notices.card_view(turn.session, answers["notice"])
    carries = [file.packed for file in forms.files(answers["files"])]
    return in_private(notice(replace(view, notice=replace(view.notice, files=carries)), turn.texts))


async def _send(turn: Turn, answers: Answers) -> None:
    """Whether the actor may still change it is asked once more."""
    one = await managed(turn, answers["notice"])
    _check_stands(turn, one)
    await put_right(turn, one, wording_of(one), forms.files(answers["files"]))


FILES = feature.form(
    forms.Form(
        "notice-files",
        Can.NOTICE_CREATE,
        steps=(forms.Files("files", "notice-files-ask", optional=True),),
        ready=_ready,
        preview=_preview,
        send=_send,
        keeps=("notice",),
    )
)
