"""`/class_list`: the head teacher gives the class's list; it is shown back before it counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.class_list_typed import Given, Line, NotAList, decoded, read
from handlers.kit import asking, buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.class_buttons import GiveList
from handlers.kit.feature import Feature, Fetched, Where
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can, classes_where, may
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Fetch, Turn
from storage import actors, class_lists, classes, drafts
from storage.base import Session
from storage.class_lists import Compared
from storage.classes import Class

feature = Feature("class_lists")

QUESTION, SHOWN, READ = "class-list", "class-list-shown", "class_lists.read"
# Ninety names are a few kilobytes, whatever else a table says of each child.
MOST_BYTES = 200_000
MOST_CLASSES = 84
# Of what is shown back, so much: a list of ninety names is longer than a message should be.
FIRST, OTHERS, LINES = 5, 20, 10


@buttons.button("clw")
class TakeWhole:
    """This is the whole list."""

    draft_id: int


@buttons.button("cla")
class AddThese:
    """These children are on the list, too."""

    draft_id: int


@buttons.button("clx")
class Drop:
    """Nothing of it counts."""

    draft_id: int


@feature.command("class_list", Can.FAMILY_DECIDE, Where.PRIVATE)
async def class_list(turn: Turn) -> None:
    """`/class_list`, then the names, or `/class_list 3B` and the names on the lines below it."""
    found = await _own(turn)
    if not found:
        turn.refuse("class-none-yours")
    typed = turn.message.text.plain.strip()
    first, _, below = typed.partition("\n")
    named = next((each for each in found if each.slug == classes.slug(first)), None)
    chosen = named or (found[0] if len(found) == 1 else None)
    if chosen is None:
        await _ask_class(turn, found)
        return
    names = below if named else typed
    if names.strip():
        await _show_back(turn, chosen.id, names)
    else:
        await _ask(turn, chosen)


async def _own(turn: Turn) -> list[Class]:
    where = classes_where(turn.actor, Can.FAMILY_DECIDE)
    found = await classes.all_open(turn.session)
    return [each for each in found if where is None or each.id in where]


async def _ask_class(turn: Turn, found: list[Class]) -> None:
    rows = in_rows(
        [Button(each.name, buttons.pack(GiveList(each.id))) for each in found[:MOST_CLASSES]]
    )
    await asking.put(turn, "class_list", turn.texts("class-list-which"), {}, rows)


async def _ask(turn: Turn, class_: Class) -> None:
    text = turn.texts("class-list-ask", name=class_.name)
    await asking.put(turn, QUESTION, text, {"class_id": class_.id})


@feature.button(GiveList, Can.FAMILY_DECIDE)
async def give(turn: Turn) -> None:
    """The class was tapped; now its list."""
    if not turn.place.private:
        turn.refuse("refused-button")
    _check(turn, turn.press.class_id)
    await _ask(turn, await classes.get(turn.session, turn.press.class_id))


def _check(turn: Turn, class_id: int) -> None:
    if not may(turn.actor, Can.FAMILY_DECIDE, class_id):
        turn.refuse("refused-right")


@feature.answer(QUESTION)
async def pasted(turn: Turn) -> None:
    """The names were written or pasted."""
    await _show_back(turn, turn.data["class_id"], turn.message.text.plain)


async def _show_back(turn: Turn, class_id: int, typed: str) -> None:
    _check(turn, class_id)
    try:
        given = read(typed)
    except NotAList as error:
        turn.refuse(error.key, **error.args_)
    if given.broken:
        turn.refuse("class-list-broken", **_broken(given.broken, turn.texts))
    turn.show(await _shown(turn.session, turn.texts, class_id, given, turn.actor.user_id, turn.now))


@feature.file_answer(QUESTION)
async def sent(turn: Turn) -> None:
    """The list came as a file: its bytes are fetched, and read when they are here."""
    _check(turn, turn.data["class_id"])
    file = turn.message.files[0]
    if file.kind != "document":
        turn.refuse("class-list-no-text")
    if file.size > MOST_BYTES:
        turn.refuse("class-list-too-large")
    note = str(turn.data["class_id"])
    turn.errands.append(
        Fetch(file, READ, turn.actor.user_id, turn.texts.language, note, MOST_BYTES)
    )


@feature.fetched(READ)
async def read_file(got: Fetched) -> None:
    """The file is here; what it says is shown back, and the question is answered."""
    user_id, class_id, texts = got.fetch.user_id, int(got.fetch.note), got.texts
    actor = (await actors.of_users(got.session, [user_id])).get(user_id)
    if actor is None or actor.person_id is None or not may(actor, Can.FAMILY_DECIDE, class_id):
        await got.say(card(texts("refused-right")))
        return
    try:
        given = read(_text_of(got))
    except NotAList as error:
        await got.say(card(texts(error.key, **error.args_)))
        return
    if given.broken:
        await got.say(card(texts("class-list-broken", **_broken(given.broken, texts))))
        return
    question = await drafts.find_question(got.session, actor.person_id, user_id)
    if question is not None and question.data["answer"] == QUESTION:
        await drafts.close(got.session, question.id)
    await got.say(await _shown(got.session, texts, class_id, given, user_id, got.now))


def _text_of(got: Fetched) -> str:
    if got.data is None:
        raise NotAList("class-list-not-fetched")
    return decoded(got.data)


def _broken(broken: list[Line], texts: Texts) -> dict[str, Text | int]:
    """What is wrong with which lines, the first of them by name."""
    told = [
        texts(f"class-list-line-{each.why}", number=each.number, words=each.words)
        for each in broken[:LINES]
    ]
    return {"count": len(broken), "lines": lines(*told)}


async def _shown(
    session: Session, texts: Texts, class_id: int, given: Given, user_id: int, now: datetime
) -> Card:
    """What the list would change, kept until somebody taps."""
    class_ = await classes.get(session, class_id)
    found = await class_lists.compare(session, class_id, given.names)
    kept = {"class_id": class_id, "names": given.names}
    draft_id = await drafts.keep(session, SHOWN, user_id, kept, now)
    said = paragraphs(
        texts("class-list-read", name=class_.name, count=len(given.names)),
        texts("class-list-first", names=_cut(list(given.names), FIRST, texts)),
        _named("class-list-new", list(found.new), texts) if found.known else None,
        _named("class-list-known", list(found.known), texts),
        _named("class-list-off", list(found.off), texts),
        _twice(given, texts),
        texts("class-list-sure"),
    )
    return card(said, *_choices(draft_id, found, texts))


def _choices(draft_id: int, found: Compared, texts: Texts) -> list[list[Button]]:
    """Where others stand on the list already: are these the whole list, or are there more?"""
    whole, add = buttons.pack(TakeWhole(draft_id)), buttons.pack(AddThese(draft_id))
    drop = [Button(texts.plain("class-list-drop"), buttons.pack(Drop(draft_id)))]
    if not found.off:
        return [[Button(texts.plain("class-list-right"), add, style="primary")], drop]
    return [
        [Button(texts.plain("class-list-whole"), whole)],
        [Button(texts.plain("class-list-add"), add)],
        drop,
    ]


def _named(key: str, names: list[str], texts: Texts) -> Text | None:
    return texts(key, count=len(names), names=_cut(names, OTHERS, texts)) if names else None


def _cut(names: list[str], most: int, texts: Texts) -> str:
    """The first of these names; the others are counted."""
    if len(names) <= most:
        return texts.listing(names)
    more = texts.plain("class-list-more", count=len(names) - most)
    return texts.listing([*names[:most], more])


def _twice(given: Given, texts: Texts) -> Text | None:
    if not given.twice:
        return None
    told = [
        texts("class-list-twice-line", name=name, first=first, again=again)
        for name, first, again in given.twice[:LINES]
    ]
    return lines(texts("class-list-twice", count=len(given.twice)), *told)


@feature.button(TakeWhole, Can.FAMILY_DECIDE)
async def take_whole(turn: Turn) -> None:
    """This is the class's list from now on, and who is not on it leaves it."""
    await _take(turn, whole=True)


@feature.button(AddThese, Can.FAMILY_DECIDE)
async def add_these(turn: Turn) -> None:
    """These are on the list from now on; who was before stays."""
    await _take(turn, whole=False)


async def _take(turn: Turn, *, whole: bool) -> None:
    kept = await _kept(turn)
    class_id, names = kept["class_id"], kept["names"]
    _check(turn, class_id)
    count = await class_lists.take_over(turn.session, class_id, names, turn.now, whole=whole)
    class_ = await classes.get(turn.session, class_id)
    turn.toast("class-list-taken")
    turn.say("class-list-done", name=class_.name, count=count)


async def _kept(turn: Turn) -> dict[str, Any]:
    """What was shown back to the actor; it is theirs alone, and counts once."""
    draft = await drafts.take(turn.session, turn.press.draft_id)
    if draft is None or draft.kind != SHOWN or draft.chat_id != turn.actor.user_id:
        turn.refuse("class-list-gone")
    return draft.data


@feature.button(Drop, Can.FAMILY_DECIDE)
async def drop(turn: Turn) -> None:
    """Nothing of it counts, and nothing of it is kept."""
    await _kept(turn)
    turn.toast("class-list-dropped")
