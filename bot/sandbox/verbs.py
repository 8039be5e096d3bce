"""The verbs of the control API: thin words over the Python API, JSON in and JSON out."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.sandbox.asked import Asked
from bot.sandbox.errors import Json, NotAllowed
from bot.sandbox.taps import Tap

# Seconds that a verb waits when it is not told.
PATIENCE = 5.0

Verb = Callable[[Asked], object | Awaitable[object]]
VERBS: dict[str, Verb] = {}


def verb(act: Verb) -> Verb:
    """Register a function as the verb of its name."""
    VERBS[act.__name__] = act
    return act


@verb
def user(asked: Asked) -> Json:
    """Let a person come to town: first_name, last_name, username, language, note (the page's)."""
    names = asked.some("last_name", "username", "language")
    came = asked.town.user(asked.value("first_name", str), **names)
    came.note = str(asked.get("note", ""))
    return came.to_json()


@verb
def group(asked: Asked) -> Json:
    """Make a group: title, creator, members, supergroup, forum; bot and admin add the bot."""
    members = [asked.town.users[user_id] for user_id in asked.get("members", [])]
    made = asked.town.group(
        asked.value("title", str),
        creator=asked.user("creator"),
        members=members,
        **asked.some("supergroup", "forum"),
    )
    if asked.get("bot"):
        made.add_bot(admin=bool(asked.get("admin")))
    return made.brief


@verb
def say(asked: Asked) -> Json:
    """Write: user, chat, text; entities, reply_to, quote, topic, anonymous, ephemeral."""
    text = asked.value("text", str)
    more = asked.some("entities", "ephemeral") | asked.where()
    return asked.user().say(asked.chat(), text, **more).to_json()


@verb
def edit(asked: Asked) -> Json:
    """Change one's own message: user, chat, message, text."""
    return asked.user().edit(asked.message(), asked.value("text", str)).to_json()


@verb
def delete(asked: Asked) -> bool:
    """Take a message back: user, chat, message."""
    asked.user().delete(asked.message())
    return True


@verb
async def tap(asked: Asked) -> Json:
    """Press a button: user, chat, message, label or data; wait (seconds, 0 for not at all)."""
    pressed = asked.user().tap(asked.message(), asked.get("label"), data=asked.get("data"))
    if wait_for := float(asked.get("wait", PATIENCE)):
        await pressed.answer(wait_for)
    return _tap(pressed)


def _tap(pressed: Tap) -> Json:
    answer = pressed.result
    told = None if answer is None else {"text": answer.text, "show_alert": answer.show_alert}
    url = answer.url if answer else None
    return {"id": pressed.id, "data": pressed.data, "url": pressed.url or url, "answer": told}


@verb
def follow(asked: Asked) -> Json:
    """Open a deep link: user, url; into (a group's id) for ?startgroup=."""
    into = Asked(asked.town, {"chat": asked.get("into")}).group() if "into" in asked.given else None
    return asked.user().follow(asked.value("url", str), into=into).to_json()


@verb
def start(asked: Asked) -> Json:
    """Press Start: user, payload."""
    return asked.user().start(asked.get("payload", "")).to_json()


@verb
def block(asked: Asked) -> bool:
    """Block the bot: user."""
    asked.user().block_bot()
    return True


@verb
def unblock(asked: Asked) -> bool:
    """Unblock the bot: user."""
    asked.user().unblock_bot()
    return True


@verb
def deactivate(asked: Asked) -> bool:
    """Delete a person's account: user."""
    asked.user().deactivate()
    return True


@verb
def join(asked: Asked) -> Json:
    """Join a group: user, chat; by."""
    return asked.group().join(asked.user(), asked.by()).to_json()


@verb
def leave(asked: Asked) -> Json:
    """Leave a group: user, chat."""
    return asked.group().leave(asked.user()).to_json()


@verb
def kick(asked: Asked) -> Json:
    """Remove somebody: user, chat; by."""
    return asked.group().kick(asked.user(), asked.by()).to_json()


@verb
def promote(asked: Asked) -> Json:
    """Make an administrator: user, chat; by, anonymous, rights."""
    rights = asked.get("rights", {}) | asked.some("anonymous")
    asked.group().promote(asked.user(), asked.by(), **rights)
    return asked.group().member(asked.user()).to_json()


@verb
def demote(asked: Asked) -> Json:
    """Make an administrator a member: user, chat; by."""
    asked.group().demote(asked.user(), asked.by())
    return asked.group().member(asked.user()).to_json()


@verb
def rename(asked: Asked) -> Json:
    """Give a group a title: chat, title; by."""
    return asked.group().rename(asked.value("title", str), asked.by()).to_json()


@verb
def migrate(asked: Asked) -> Json:
    """Upgrade a basic group: chat; the answer is the new chat."""
    return asked.group().migrate(asked.by()).brief


@verb
def add_bot(asked: Asked) -> bool:
    """Add the bot: chat; by, admin, rights."""
    asked.group().add_bot(asked.by(), bool(asked.get("admin")), **asked.get("rights", {}))
    return True


@verb
def remove_bot(asked: Asked) -> bool:
    """Remove the bot: chat; by."""
    asked.group().remove_bot(asked.by())
    return True


@verb
def set_bot_rights(asked: Asked) -> bool:
    """Make the bot an administrator or change its rights: chat; by, rights."""
    asked.group().set_bot_rights(asked.by(), **asked.get("rights", {}))
    return True


@verb
def demote_bot(asked: Asked) -> bool:
    """Make the bot an ordinary member: chat; by."""
    asked.group().demote_bot(asked.by())
    return True


@verb
def mute_bot(asked: Asked) -> bool:
    """Take the bot's right to write: chat; by."""
    asked.group().mute_bot(asked.by())
    return True


@verb
def open_topic(asked: Asked) -> Json:
    """Open a topic: chat, name; by."""
    topic = asked.group().open_topic(asked.value("name", str), asked.by())
    return {"id": topic.id, "name": topic.name}


@verb
def rename_topic(asked: Asked) -> bool:
    """Give a topic another name: chat, topic, name; by."""
    asked.group().rename_topic(asked.topic(), asked.value("name", str), asked.by())
    return True


@verb
def close_topic(asked: Asked) -> bool:
    """Close a topic: chat, topic; by."""
    asked.group().close_topic(asked.topic(), asked.by())
    return True


@verb
def reopen_topic(asked: Asked) -> bool:
    """Open a closed topic again: chat, topic; by."""
    asked.group().reopen_topic(asked.topic(), asked.by())
    return True


@verb
def delete_topic(asked: Asked) -> bool:
    """Delete a topic: chat, topic; by."""
    topic = asked.topic()
    if topic is None:
        raise NotAllowed("General can't be deleted")
    asked.group().delete_topic(topic, asked.by())
    return True


@verb
def advance(asked: Asked) -> str:
    """Move the clock: seconds; the answer is the town's time."""
    asked.town.advance(timedelta(seconds=float(asked.get("seconds", 0))))
    return asked.town.now().isoformat()


@verb
def fault(asked: Asked) -> bool:
    """Add a fault: method, kind; times, rate, chat, retry_after."""
    more = asked.some("times", "rate", "chat", "retry_after")
    asked.town.faults.add(asked.value("method", str), asked.value("kind", str), **more)
    return True


@verb
def clear_faults(asked: Asked) -> bool:
    """Forget all faults."""
    asked.town.faults.clear()
    return True


@verb
def flood(asked: Asked) -> bool:
    """Set limits: overall, private, group, each [count, seconds] or null."""
    for name, rate in asked.some("overall", "private", "group").items():
        setattr(asked.town.flood, name, None if rate is None else (int(rate[0]), float(rate[1])))
    return True


@verb
def latency(asked: Asked) -> bool:
    """Let answers take longer: low and high, seconds."""
    asked.town.latency = (float(asked.get("low", 0)), float(asked.get("high", 0)))
    return True


@verb
def privacy(asked: Asked) -> bool:
    """Set privacy mode: on (true or false)."""
    asked.town.bot.privacy = asked.value("on", bool)
    return True


@verb
def ephemeral(asked: Asked) -> bool:
    """Let the Bot API have ephemeral messages, or be an older one: on (true or false)."""
    asked.town.ephemeral = asked.value("on", bool)
    return True


@verb
def protect(asked: Asked) -> bool:
    """Let nothing be copied or forwarded from a group: chat, on (true or false)."""
    asked.group().protects_content = asked.value("on", bool)
    return True


@verb
def inject(asked: Asked) -> int:
    """Queue a raw update: update; the answer is its update_id."""
    return asked.town.inject(asked.value("update", dict))


@verb
def repeat(asked: Asked) -> bool:
    """Queue an update once more: update_id."""
    asked.town.repeat(asked.value("update_id", int))
    return True


@verb
def renumber(asked: Asked) -> bool:
    """Let the next update have another update_id: next_id, by default a random one."""
    asked.town.renumber(asked.get("next_id"))
    return True


@verb
async def wait(asked: Asked) -> Json:
    """Wait for a message of the bot: chat, text that it contains; timeout, anyone, to (alone)."""
    text = asked.get("text", "")
    timeout, anyone = float(asked.get("timeout", PATIENCE)), bool(asked.get("anyone"))
    if "to" in asked.given:
        to = asked.user("to")
        return (await asked.group().wait_whisper(to, lambda m: text in m.text, timeout)).to_json()
    found = await asked.chat().wait(lambda m: text in m.text, timeout, anyone=anyone)
    return found.to_json()
