"""An update becomes a turn: who acts, may they, what it changes, and the answer afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from telegram import Chat, Update, User
from telegram.ext import Application
from telegram.ext._utils.types import HandlerCallback

from bot.cutoff import CutOff
from bot.incoming import Parsed, is_anonymous, someone
from bot.refusals import as_refusal, refuse
from handlers.kit import asking
from handlers.kit.acting import say_back
from handlers.kit.feature import ButtonSpec, Command, Event, Snapshots, Where
from handlers.kit.registry import Registry
from handlers.kit.roles import may, may_about
from handlers.kit.texts import School, Texts
from handlers.kit.turn import Place, Refusal, Replied, Strip, Toast, Turn
from storage import actors, chats, people, posts
from storage.actors import Actor, ClassRef
from storage.base import Savepoint, Session
from storage.batch import Batch
from storage.rules import Broken

Act = Callable[[Turn], Awaitable[None]]
Opener = Callable[[], Awaitable[Session]]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(slots=True)
class Known:
    """What a batch's updates are about, read together before they are handled."""

    actors: dict[int, Actor] = field(default_factory=dict)
    classes: dict[int, ClassRef] = field(default_factory=dict)
    chats: dict[int, chats.ChatRef] = field(default_factory=dict)
    cards: dict[tuple[int, int], posts.CardAt] = field(default_factory=dict)
    # By what reads them: a made up button may name a subject of another kind.
    subjects: dict[Snapshots, dict[int, Any]] = field(default_factory=dict)


class Desk:
    """Handles the updates of one batch, one after another.

    PTB's application routes each to its handler; since `process_update` returns although a
    handler raised (measured, 22.8), what went wrong is kept on the turn and raised here. `limit`
    is how many seconds each may take.
    """

    def __init__(
        self, registry: Registry, school: School, application: AnyApplication, limit: float
    ) -> None:
        self._registry = registry
        self._school = school
        self._application = application
        self._limit = limit
        self._known = Known()
        self._turn: Turn | None = None
        self._pressed: tuple[int, int] | None = None

    async def begin(self, batch: Batch, updates: Sequence[Parsed]) -> None:
        """Reads in a handful of statements what these updates are about."""
        session = batch.session
        chat_ids = {each.chat.id for each in updates}
        user_ids = {each.user.id for each in updates}
        places = {each.pressed for each in updates if each.pressed}
        self._known = Known(
            actors=await actors.of_users(session, user_ids),
            classes=await actors.classes_of_chats(session, chat_ids),
            # A private chat has its user's id: whoever opened theirs can be answered there.
            chats=await chats.refs(session, chat_ids | user_ids),
            cards=await posts.cards_at(session, places) if places else {},
            subjects=await self._subjects(session, updates),
        )

    async def _subjects(
        self, session: Session, updates: Iterable[Parsed]
    ) -> dict[Snapshots, dict[int, Any]]:
        wanted: dict[Snapshots, set[int]] = {}
        for each in updates:
            spec = self._registry.buttons.get(type(each.press))
            if spec and spec.snapshots:
                wanted.setdefault(spec.snapshots, set()).add(each.press.subject_id)
        return {snapshots: await snapshots(session, ids) for snapshots, ids in wanted.items()}

    async def handle(self, batch: Batch, update: Parsed) -> tuple[Turn, bool]:
        """Handles one update: its effects join the batch, or what it failed with is raised.

        Returns the turn, and whether it may have changed what `begin` read.

        Raises:
            Hung: the handler took too long, and was cut off.
        """
        opened: list[Savepoint] = []

        async def opener() -> Session:
            await batch.flush()
            opened.append(await batch.session.begin_nested())
            return batch.session

        turn = self._turn = self._new_turn(batch.now, update, opener)
        with CutOff(batch.session, update.update.update_id, self._limit):
            met = await self._meet_actor(batch, turn)
            await self._application.process_update(update.update)
        if turn.failure is not None and not isinstance(turn.failure, Refusal):
            raise turn.failure
        for savepoint in opened:
            await (savepoint.rollback() if turn.failure else savepoint.commit())
        batch.add(turn.effects)
        if turn.alone and not turn.failure:
            self._known.actors[turn.user.user_id] = turn.actor
        return turn, met or (bool(opened) and not turn.alone)

    async def _meet_actor(self, batch: Batch, turn: Turn) -> bool:
        """Notes what an update shows of its sender, whatever becomes of what they want.

        Who writes or taps in private can be written to there, and has the name they have now.
        Returns whether anything was written.
        """
        user, actor = turn.user, turn.actor
        asks = turn.incoming is not None or turn.query_id is not None
        reached = asks and turn.place.private and not actor.reachable
        renamed = actor.person_id is not None and actor.name != user.name
        if reached or renamed:
            await batch.flush()
        if reached:
            await chats.note_private(batch.session, user.user_id, user.name, batch.now)
            turn.actor = replace(turn.actor, reachable=True)
        if renamed:
            await people.known(
                batch.session, user.user_id, user.name, user.username, user.language, batch.now
            )
            turn.actor = replace(turn.actor, name=user.name)
        return reached or renamed

    def turn_down(self, batch: Batch, update: Parsed, refusal: Refusal) -> Turn:
        """Tells the person why nothing comes of an update; nothing does."""

        async def opener() -> Session:
            return batch.session

        turn = self._new_turn(batch.now, update, opener)
        refuse(turn, refusal)
        batch.add(turn.effects)
        return turn

    def too_fast(self, language: Any) -> Toast:
        """The answer to a press that was one too many, in a Telegram user's language (IETF tag)."""
        wanted = language if isinstance(language, str) else None
        return Toast(Texts(self._school.closest(wanted), self._school).plain("refused-too-fast"))

    def route(self, act: Act) -> HandlerCallback[Update, Any, None]:
        """A PTB callback that runs one of this desk's acts and keeps what came of it."""

        async def callback(_: Update, __: Any) -> None:
            turn = self._turn
            assert turn is not None  # noqa: S101 (handle sets it)
            try:
                await act(turn)
                while turn.redo is not None:
                    await self._redo(turn)
            except (Refusal, Broken) as refusal:
                turn.failure = as_refusal(refusal)
                refuse(turn, turn.failure)
            except Exception as error:
                turn.failure = error

        return callback

    async def press(self, turn: Turn) -> None:
        """Somebody tapped a button: of ours, once ours, or made up."""
        press = turn.press
        spec = self._registry.buttons.get(type(press))
        if spec is None:
            turn.refuse("refused-button")
        if spec.snapshots is not None:
            turn.subject = self._known.subjects[spec.snapshots].get(press.subject_id)
            if turn.subject is None:
                turn.refuse("refused-subject-gone")
        check_press(turn, spec)
        await self._meet_message(turn)
        if not spec.buffered:
            await turn.open()
        await spec.run(turn)
        await self._follow(turn)

    async def _follow(self, turn: Turn) -> None:
        """The press was carried out: the card that it came from may show so."""
        post = self._known.cards.get(self._pressed) if self._pressed else None
        run = self._registry.presses.get(post.card) if post is not None else None
        if post is not None and run is not None:
            await turn.open()
            turn.under = post.subject_id
            await run(turn)

    async def _meet_message(self, turn: Turn) -> None:
        """A press from a message that no post names: the one in doubt, or an old copy."""
        place = self._pressed
        if turn.subject is None or place is None or place in self._known.cards:
            return
        standing = await posts.meet(await turn.open(), turn.subject.id, *place)
        if standing == posts.Standing.SUPERSEDED:
            turn.errands.append(Strip(*place))

    def command(self, spec: Command) -> Act:
        """What happens when somebody types a command."""

        async def act(turn: Turn) -> None:
            turn.erase()
            await turn.open()
            await asking.leave(turn)
            if turn.message.forwarded:
                turn.refuse("refused-forwarded", command=spec.name)
            if turn.anonymous:
                await asking.ask_who(turn, spec.name)
            else:
                await run_command(turn, spec)

        return act

    async def _redo(self, turn: Turn) -> None:
        """A question was answered, or a pending command confirmed: that runs now."""
        assert turn.redo is not None  # noqa: S101 (the caller has looked)
        name, turn.incoming = turn.redo
        turn.redo = None
        if not name:
            await self._tap(turn)
        elif name in self._registry.answers:
            await self._registry.answers[name](turn)
        else:
            await run_command(turn, self._registry.commands[name])

    async def _tap(self, turn: Turn) -> None:
        """What stands on a button was written: what that is about is read only now."""
        spec = self._registry.buttons.get(type(turn.press))
        if spec is not None and spec.snapshots is not None:
            found = await spec.snapshots(turn.session, {turn.press.subject_id})
            self._known.subjects.setdefault(spec.snapshots, {}).update(found)
        await self.press(turn)
        say_back(turn)

    async def start(self, turn: Turn) -> None:
        """Somebody pressed Start: what follows tells where they come from.

        In a group, Telegram says it for who added the bot by a link.
        """
        await turn.open()
        payload = turn.message.text.plain
        prefix, _, rest = payload.partition("_")
        if not turn.place.private:
            turn.payload = rest
            if prefix in self._registry.additions:
                await self._registry.additions[prefix](turn)
            return
        known = prefix != "" and prefix in self._registry.starts
        turn.payload = rest if known else payload
        await self._registry.starts[prefix if known else ""](turn)

    async def edited(self, turn: Turn) -> None:
        """Somebody edited a message: it counts where it was a command that minds."""
        run = self._registry.edits.get(turn.message.command)
        if run is not None and not turn.anonymous:
            await turn.open()
            await run(turn)

    async def message(self, turn: Turn) -> None:
        """A message that is no command: the answer to an open question, or nothing to us."""
        await turn.open()
        if self._taps(turn):
            await self.press(turn)
            say_back(turn)
            return
        turn.press = turn.pressed = None
        spec = self._registry.commands.get(turn.message.command)
        if spec is not None and turn.message.files and spec.takes(turn.message.album):
            await self._under_file(turn, spec)
            return
        for listener in self._registry.listeners:
            await listener(turn)

    def _taps(self, turn: Turn) -> bool:
        """Whether a message taps the button whose words it says.

        Where a card in a group minds replies, whose word counts by them is for its feature to say.
        """
        spec = self._registry.buttons.get(type(turn.press))
        if spec is None or turn.anonymous:
            return False
        post = self._known.cards.get(self._pressed) if self._pressed else None
        minded = post is not None and post.card in self._registry.replies
        return turn.place.private or not (minded and spec.buffered)

    async def _under_file(self, turn: Turn, spec: Command) -> None:
        """A command that is the caption of a file is about that, as if it answered it."""
        turn.incoming = replace(turn.message, replied=Replied(files=turn.message.files))
        await self.command(spec)(turn)

    def event(self, event: Event) -> Act:
        """What happens when something happens in a chat."""
        runs = self._registry.on(event)

        async def act(turn: Turn) -> None:
            await turn.open()
            for run in runs:
                await run(turn)

        return act

    def _new_turn(self, now: datetime, update: Parsed, opener: Opener) -> Turn:
        user, chat = update.user, update.chat
        actor = self._known.actors.get(user.id) or self._stranger(user)
        chat_ref = self._known.chats.get(chat.id)
        self._pressed = update.pressed
        return Turn(
            now=now,
            school=self._school,
            user=someone(user),
            actor=actor,
            texts=Texts(self._school.closest(actor.language or user.language_code), self._school),
            place=Place(
                chat_id=chat.id,
                private=chat.type == Chat.PRIVATE,
                title=chat.effective_name or "",
                class_=self._known.classes.get(chat.id),
                admin=chat_ref is not None and chat_ref.admin,
                may_delete=chat_ref is not None and chat_ref.may_delete,
                forum=bool(chat.is_forum),
            ),
            incoming=update.incoming,
            happened=update.happened,
            query_id=update.query_id,
            press=update.press,
            pressed=update.pressed[1] if update.pressed else None,
            anonymous=is_anonymous(user),
            registry=self._registry,
            opener=opener,
        )

    def _stranger(self, user: User) -> Actor:
        own_chat = self._known.chats.get(user.id)
        reachable = own_chat is not None and own_chat.standing == chats.Standing.OK
        return replace(Actor.stranger(user.id, user.full_name), reachable=reachable)


def check_press(turn: Turn, spec: ButtonSpec) -> None:
    """Refuses a press by somebody who may not, whatever the button said when it was made."""
    if spec.snapshots is None:
        if not may(turn.actor, spec.can, None):
            turn.refuse("refused-right")
        return
    own = turn.subject.author_id == turn.actor.person_id and turn.actor.person_id is not None
    allowed = may_about(turn.actor, spec.can, turn.subject)
    if spec.manage is not None:
        allowed = (own and allowed) or may_about(turn.actor, spec.manage, turn.subject)
    if not allowed:
        turn.refuse("refused-right")


async def run_command(turn: Turn, spec: Command) -> None:
    """Runs a command for one who may, in a chat where it works; asks for what it lacks."""
    if spec.where == Where.GROUP and turn.place.private:
        turn.refuse("refused-only-group", command=spec.name)
    if spec.where == Where.PRIVATE and not turn.place.private:
        turn.refuse("refused-only-private", command=spec.name)
    class_ = turn.place.class_
    if not may(turn.actor, spec.can, class_.id if class_ else None):
        turn.refuse("refused-right-command", command=spec.name)
    if spec.asks is not None and not turn.message.text.plain.strip():
        await asking.ask(turn, spec.name, spec.asks)
    else:
        await spec.run(turn)
