"""Nothing a bot sends makes the sandbox stumble: every answer has the Bot API's shape."""

import random

from bot.sandbox import Group, Town, User
from bot.sandbox.methods import METHODS
from tests.sandbox.conftest import Raw

BUTTON = {"text": "b", "callback_data": "x"}
VALUES = [
    *(None, "", "x", "@x", "\x00", "😀" * 70, 0, 1, 2, 3, -1, 10**30, True, 1.5, [], {}, [[]]),
    *([1, 2, 3], ["message"], [{}], [None], {"type": "chat", "chat_id": 1}, {"type": "default"}),
    *({"message_id": 2}, {"inline_keyboard": [[BUTTON]]}, {"inline_keyboard": [[], [{}]]}),
    *({"inline_keyboard": 5}, {"force_reply": True}, {"remove_keyboard": True}),
    *(
        [{"type": "bold", "offset": 0, "length": 1}],
        [{"type": "bold", "offset": 10**20, "length": 1}],
    ),
    *([{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": 1}}],),
    *("not json", "[", "https://t.me/sandbox_bot?start=x", [{"command": "a", "description": "b"}]),
]


async def test_any_parameters_get_a_proper_answer(raw: Raw, town: Town, group: Group, anna: User):
    chance = random.Random(5)
    anna.start()
    await raw.result("sendMessage", chat_id=group.id, text="card")
    chats = [group.id, str(group.id), anna.id, town.bot.id]
    for _ in range(1500):
        method = chance.choice(list(METHODS.values()))
        # These two wait or post elsewhere; they have tests of their own.
        if method.name in ("getUpdates", "setWebhook", "leaveChat"):
            continue
        params = {
            name: chance.choice(VALUES + (chats * 5 if name == "chat_id" else []))
            for name, field in method.request.model_fields.items()
            if field.is_required() or chance.random() < 0.4
        }
        status, body = await raw(method.name, **params)
        assert status in (200, 400, 403), (method.name, params, status, body)
        assert body["ok"] is (status == 200)
        assert body.get("error_code", 200) == status
    assert len([entry for entry in town.journal if entry.status == 200]) > 100
