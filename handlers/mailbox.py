"""Where letters are read: an admin names the group by a tap, and nothing else ever does."""

from __future__ import annotations

from handlers import letter_cards as cards
from handlers import letter_places as places
from handlers.kit import buttons
from handlers.kit.card import Button, card
from handlers.kit.feature import Event, Feature, Where
from handlers.kit.roles import Can
from handlers.kit.turn import Strip, Turn
from storage import chats, letters, mailbox, people, posts
from storage.chats import Standing
from storage.posts import Priority

feature = Feature("mailbox")

# What the admins hear when the group has another id.
MOVED = "mailbox-moved"


@buttons.button("mbh")
class Here:
    """Letters are read in this group from now on; `chat` is the one that it was asked in."""

    chat: int


@feature.command("admin_chat", Can.MAILBOX_PLACE, Where.GROUP)
async def admin_chat(turn: Turn) -> None:
    """Asks for a tap: letters are not to be read elsewhere by mistake."""
    _fits(turn)
    shown = card(
        turn.texts("mailbox-here", title=turn.place.title),
        [Button(turn.texts.plain("mailbox-here-yes"), buttons.pack(Here(turn.place.chat_id)))],
    )
    turn.say_here(shown)


def _fits(turn: Turn) -> None:
    """Not where parents are."""
    if turn.place.class_ is not None:
        turn.refuse("mailbox-class-group")


@feature.button(Here, Can.MAILBOX_PLACE)
async def here(turn: Turn) -> None:
    """Every open letter comes here; what stands in another group is left without its buttons."""
    chat_id = turn.place.chat_id
    if turn.place.private or turn.press.chat != chat_id:
        turn.refuse("refused-button")
    _fits(turn)
    before = await mailbox.find(turn.session)
    if before is not None:
        await _leave(turn, before.chat_id)
    await chats.note(turn.session, chat_id, "group", turn.place.title, Standing.OK, turn.now)
    await mailbox.place(
        turn.session, chat_id, turn.texts.language, turn.now, forum=turn.place.forum
    )
    for one in await letters.open_ones(turn.session):
        if not one.in_group:
            continue
        await posts.drop_queued(turn.session, one.id, cards.CARD)
        turn.post(cards.CARD, one.id, chat_id, turn.texts.language)
    if turn.pressed is not None:
        turn.errands.append(Strip(chat_id, turn.pressed))
    turn.toast("mailbox-is-here")


async def _leave(turn: Turn, chat_id: int) -> None:
    for message_id in await posts.leave_all(turn.session, [cards.CARD], chat_id):
        turn.errands.append(Strip(chat_id, message_id))


@feature.event(Event.BOT_CHANGED)
async def lost(turn: Turn) -> None:
    """Who runs the bot hears at once that letters cannot be read any more; or they come back."""
    happened = turn.happened
    if happened is None or await places.here(turn) is None:
        return
    if happened.present and happened.may_write:
        await places.put_back(turn)
        return
    await _tell_admins(turn, "mailbox-lost")


async def _tell_admins(turn: Turn, text: str) -> None:
    for each in await people.admins(turn.session):
        if each.reachable:
            turn.tell(each.user_id, turn.texts_in(each.language), text, priority=Priority.URGENT)


@feature.event(Event.MIGRATED)
async def migrated(turn: Turn) -> None:
    """The group became a supergroup: the same people read letters there, and the admins know."""
    happened = turn.happened
    if happened is None or happened.new_chat_id is None:
        return
    if await mailbox.readdress(turn.session, turn.place.chat_id, happened.new_chat_id):
        await _tell_admins(turn, MOVED)
