"""The settings of the webhook: a wrong one is answered by one sentence too."""

from pathlib import Path

import pytest

from bot.config import load
from tests.test_config import CANARY, GOOD, TOKEN, refused, write

ADDRESS = (
    'write the address at which Telegram reaches this bot, like "https://bot.example.org/telegram".'
)
UNGUESSED = (
    "write 1 to 256 letters, digits, _ or - that nobody can guess, from `openssl rand -hex 32` "
    "for example."
)
LISTEN = 'write one like "127.0.0.1:8080", or leave it out.'

# (what to replace in the good file, by what, the sentence)
WRONG = [
    (
        "[school]",
        'mode = "push"\n[school]',
        'telegram.mode is "push"; write "polling" or "webhook".',
    ),
    (
        "[school]",
        f'mode = "webhook"\nwebhook_secret = "{CANARY}"\n[school]',
        f"telegram.webhook_url is missing; {ADDRESS}",
    ),
    (
        "[school]",
        'mode = "webhook"\nwebhook_url = "https://bot.example.org/x"\n[school]',
        f"telegram.webhook_secret is missing; {UNGUESSED}",
    ),
    (
        "[school]",
        f'webhook_secret = "{CANARY} {CANARY}"\n[school]',
        f"telegram.webhook_secret has other characters, or too many; {UNGUESSED}",
    ),
    (
        "[school]",
        f'webhook_secret = "{CANARY * 8}"\n[school]',
        f"telegram.webhook_secret has other characters, or too many; {UNGUESSED}",
    ),
    (
        "[school]",
        'webhook_url = "http://bot.example.org/x"\n[school]',
        'telegram.webhook_url is "http://bot.example.org/x", which is no https address; ' + ADDRESS,
    ),
    (
        "[school]",
        'webhook_url = "https:///x"\n[school]',
        f'telegram.webhook_url is "https:///x", which is no https address; {ADDRESS}',
    ),
    (
        "[school]",
        'webhook_url = "https://bot.example.org/metrics"\n[school]',
        'telegram.webhook_url is "https://bot.example.org/metrics", which is where Homeroom '
        f"answers something else; {ADDRESS}",
    ),
    *(
        (
            "[school]",
            f'listen = "{wrong}"\n[school]',
            f'telegram.listen is "{wrong}", which is no address with a port; {LISTEN}',
        )
        for wrong in ("8080", "localhost", ":8080", "127.0.0.1:0", "127.0.0.1:70000", "h:80/x")
    ),
]


@pytest.mark.parametrize(("good", "wrong", "sentence"), WRONG)
def test_a_wrong_setting_is_answered_by_one_sentence(
    tmp_path: Path, good: str, wrong: str, sentence: str
) -> None:
    assert refused(write(tmp_path, GOOD.replace(good, wrong, 1))) == sentence


@pytest.mark.parametrize(
    ("lines", "door"),
    [
        ("", None),
        ('listen = "192.0.2.1:9000"', ("192.0.2.1", 9000)),
        ('listen = "[::1]:9000"', ("::1", 9000)),
        ('mode = "webhook"\nwebhook_url = "https://b.example.org"', ("127.0.0.1", 8080)),
        ('mode = "webhook"\nwebhook_url = "http://localhost:80/x"', ("127.0.0.1", 8080)),
    ],
)
def test_where_it_listens(tmp_path: Path, lines: str, door: tuple[str, int] | None) -> None:
    """Nowhere, unless it is told to, or takes a webhook's calls."""
    text = GOOD.replace("[school]", f'{lines}\nwebhook_secret = "{CANARY}"\n[school]')
    config = load(write(tmp_path, text), {})
    assert config.telegram.door == door
    assert CANARY in config.secrets
    assert CANARY not in f"{config!r} {config.model_dump()}"


def test_a_webhook_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace(f'token = "{TOKEN}"', f'webhook_secret = "{CANARY}"')
    assert "chmod 600" in refused(write(tmp_path, text, 0o644), H_TELEGRAM__TOKEN=TOKEN)
