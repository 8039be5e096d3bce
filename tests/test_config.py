"""A wrong configuration is answered by one sentence that says what would be right."""

import re
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Config, ConfigError, load

CANARY = "AAE-canary_canary_canary_canary_35ch"
TOKEN = f"987654321:{CANARY}"
EXAMPLE = Path(__file__).parents[1] / "config.example.toml"

GOOD = f"""
[telegram]
token = "{TOKEN}"

[school]
name = "Riverside Primary School"
timezone = "Europe/Berlin"
admins = [11, 22]

[log]
"""


def write(tmp_path: Path, text: str, mode: int = 0o600) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def refused(path: Path, **environ: str) -> str:
    """The sentence; in the environment's names H stands for HOMEROOM."""
    with pytest.raises(ConfigError) as caught:
        load(path, {name.replace("H_", "HOMEROOM_", 1): value for name, value in environ.items()})
    sentence = str(caught.value)
    assert CANARY not in sentence
    assert caught.value.__cause__ is None
    assert "\n" not in sentence
    return sentence


def test_no_admins_is_an_answer_too(tmp_path: Path) -> None:
    assert load(write(tmp_path, GOOD.replace("[11, 22]", "[]")), {}).school.admins == ()


def test_a_short_file_is_enough(tmp_path: Path) -> None:
    config = load(write(tmp_path, GOOD), {})
    assert config.telegram.token.get_secret_value() == TOKEN
    assert config.telegram.base_url == "https://api.telegram.org"
    assert config.school.name == "Riverside Primary School"
    assert config.school.zone.key == "Europe/Berlin"
    assert config.school.languages == ("en",)
    assert config.school.default_language == "en"
    assert config.school.admins == (11, 22)
    assert config.database.url == "sqlite+aiosqlite:///homeroom.db"
    assert (config.log.level, config.log.format) == ("INFO", "text")


def test_the_environment_wins(tmp_path: Path) -> None:
    environ = {
        "HOMEROOM_SCHOOL__NAME": "Hillside",
        "HOMEROOM_SCHOOL__ADMINS": "33, 44",
        "HOMEROOM_SCHOOL__LANGUAGES": '["zh-CN", "en"]',
        "HOMEROOM_LOG__LEVEL": "debug",
        "HOMEROOM_SCHOOL__TIMEZONE": "",
        "HOMEROOM_PORT": "tcp://10.0.0.1:80",
        "PATH": "/bin",
    }
    config = load(write(tmp_path, GOOD), environ)
    assert config.school.name == "Hillside"
    assert config.school.admins == (33, 44)
    assert config.school.languages == ("zh-CN", "en")
    assert config.school.default_language == "zh-CN"
    assert config.log.level == "DEBUG"
    assert config.school.timezone == "Europe/Berlin", "an empty variable counts as not set"


def test_the_process_environment_is_read_only_through_the_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMEROOM_SCHOOL__NAME", "Elsewhere")
    monkeypatch.setenv("SCHOOL", '{"name": "Elsewhere"}')
    assert load(write(tmp_path, GOOD), {}).school.name == "Riverside Primary School"


def test_values_are_frozen(tmp_path: Path) -> None:
    config = load(write(tmp_path, GOOD), {})
    with pytest.raises(ValidationError):
        config.school.name = "Other"
    with pytest.raises(ValidationError):
        config.school = config.school


def test_quiet_hours_are_written_as_people_write_times(tmp_path: Path) -> None:
    """As words, as TOML's own times, or in the environment."""
    written = 'quiet_from = "9:05"\nquiet_until = 06:00:00\nadmins = '
    path = write(tmp_path, GOOD.replace("admins = ", written))
    school = load(path, {"HOMEROOM_SCHOOL__DAILY_POSTS": "3"}).school
    assert (school.quiet_from, school.quiet_until) == (time(9, 5), time(6))
    assert school.daily_posts == 3


def test_a_file_of_notepad_is_read(tmp_path: Path) -> None:
    """It begins with a byte order mark and has the line ends of Windows."""
    text = "\ufeff" + GOOD.replace("\n", "\r\n")
    assert load(write(tmp_path, text), {}).school.name == "Riverside Primary School"


def test_nothing_shows_a_secret(tmp_path: Path) -> None:
    text = GOOD + '[database]\nurl = "postgresql://school:p%40ss-word@db/homeroom"\n'
    config = load(write(tmp_path, text), {})
    shown = f"{config} {config!r} {config.telegram!r} {config.database!r} {config.model_dump()}"
    assert CANARY not in shown
    assert "p%40ss-word" not in repr(config)
    assert config.secrets == (TOKEN, "p%40ss-word", "p@ss-word")


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("sqlite:///homeroom.db", "sqlite+aiosqlite:///homeroom.db"),
        ("sqlite:////var/lib/homeroom.db", "sqlite+aiosqlite:////var/lib/homeroom.db"),
        ("sqlite+aiosqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgresql://u:p@h/db?ssl=require", "postgresql+asyncpg://u:p@h/db?ssl=require"),
        ("postgres://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("postgresql+asyncpg://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
    ],
)
def test_the_database_url_names_the_asynchronous_driver(
    tmp_path: Path, written: str, given: str
) -> None:
    text = f'{GOOD}[database]\nurl = "{written}"\n'
    assert load(write(tmp_path, text), {}).database.url == given


ADMINS = "write the Telegram user id of each admin, once and without quotes, like [123456789]."
DATABASE = 'write one like "sqlite:///homeroom.db" or "postgresql://user:password@host/name".'
FATHER = 'write the one that @BotFather gave you, like "123456789:AAE…".'
NAME = 'write the school\'s name in quotes, like "Riverside Primary School".'

# (what to replace in the good file, by what, the sentence)
WRONG = [
    (
        '"Europe/Berlin"',
        '"Berlin"',
        'school.timezone is "Berlin", which is no time zone; write one like "Europe/Berlin".',
    ),
    (
        'timezone = "Europe/Berlin"',
        "",
        'school.timezone is missing; write one like "Europe/Berlin".',
    ),
    ('"Europe/Berlin"', "1", 'school.timezone is 1; write one like "Europe/Berlin".'),
    (f'token = "{TOKEN}"', "", f"telegram.token is missing; {FATHER}"),
    (TOKEN, "", f"telegram.token is empty; {FATHER}"),
    (TOKEN, CANARY, f"telegram.token is not a bot token; {FATHER}"),
    (f'"{TOKEN}"', "12", f"telegram.token is no text; {FATHER}"),
    (
        f'"{TOKEN}"',
        TOKEN,
        "{path} is not valid TOML: Expected newline or end of document after a statement "
        "(at line 3, column 18); words and tokens need quotes around them.",
    ),
    (
        '"Europe/Berlin"',
        f'"{TOKEN}"',
        'school.timezone is "[secret]", which is no time zone; write one like "Europe/Berlin".',
    ),
    ('"Riverside Primary School"', '"  "', f"school.name is empty; {NAME}"),
    ('"Riverside Primary School"', "true", f"school.name is true; {NAME}"),
    ("timezone =", "time_zone =", "school.time_zone is unknown; did you mean school.timezone?"),
    ("[school]", "[schol]", "schol is unknown; did you mean school?"),
    (
        "[school]",
        "languages = 1\n[school]",
        "telegram.languages is unknown; did you mean school.languages?",
    ),
    (
        "[log]",
        "[qqqq]",
        "qqqq is unknown; known are telegram.token, telegram.base_url, telegram.mode, "
        "telegram.webhook_url, telegram.webhook_secret, telegram.listen, school.name, "
        "school.timezone, school.languages, school.default_language, school.admins, "
        "school.quiet_from, school.quiet_until, school.daily_posts, database.url, database.keys, "
        "mailbox.key_file, mailbox.emergency_number, mailbox.under_cards, mailbox.work_days, "
        "mailbox.work_from, mailbox.work_until, mailbox.seen_days, mailbox.answer_days, "
        "mailbox.red_days, affairs.page, affairs.url, log.level, log.format.",
    ),
    ("[telegram]", "level = 1\n[telegram]", "level is unknown; did you mean log.level?"),
    (
        "admins = ",
        'quiet_from = "25:00"\nadmins = ',
        'school.quiet_from is "25:00", which is no time of day; '
        'write a time of day in quotes, like "20:00".',
    ),
    (
        "admins = ",
        "quiet_until = 7\nadmins = ",
        "school.quiet_until is 7, which is no time of day; "
        'write a time of day in quotes, like "07:30".',
    ),
    (
        "admins = ",
        "daily_posts = 0\nadmins = ",
        "school.daily_posts is 0; write a whole number from 1 to 1000.",
    ),
    (
        "[log]",
        "[mailbox]\nseen_days = 4\n[log]",
        "mailbox.answer_days is 3, which is sooner than what stands before it; write a whole "
        "number of working days from 1 to 60, seen_days first, red_days last.",
    ),
    (
        "[log]",
        '[mailbox]\nwork_until = "08:30"\n[log]',
        'mailbox.work_until is "08:30", which is less than an hour after mailbox.work_from; '
        'write a later time of day in quotes, like "16:00".',
    ),
    (
        "[log]",
        '[mailbox]\nwork_days = ["mon", "someday"]\n[log]',
        "mailbox.work_days is ['mon', 'someday'], which is no list of weekdays; choose from "
        '["mon", "tue", "wed", "thu", "fri", "sat", "sun"].',
    ),
    (
        "admins = ",
        "daily_posts = true\nadmins = ",
        "school.daily_posts is true, which is no number; write a whole number from 1 to 1000.",
    ),
    ("[11, 22]", "[11, 22, 11]", f"school.admins names 11 twice; {ADMINS}"),
    ("[11, 22]", "[11, -1001]", f"school.admins holds -1001, which is the id of a group; {ADMINS}"),
    ("[11, 22]", '["@anna"]', f'school.admins holds "@anna"; {ADMINS}'),
    ("[11, 22]", "[true]", f"school.admins holds true, which is no user id; {ADMINS}"),
    ("[11, 22]", "11", f"school.admins is 11; {ADMINS}"),
    (
        "[11, 22]",
        "[1087968824]",
        "school.admins holds 1087968824, which stands for every anonymous group admin; " + ADMINS,
    ),
    (
        "[school]",
        '[school]\nlanguages = ["en", "de"]',
        'school.languages holds "de"; choose from ["en", "zh-CN"], each once.',
    ),
    (
        "[school]",
        '[school]\nlanguages = ["en", "en"]',
        'school.languages names "en" twice; choose from ["en", "zh-CN"], each once.',
    ),
    (
        "[school]",
        '[school]\ndefault_language = "zh-CN"',
        'school.default_language is "zh-CN", which is not in school.languages; '
        "write one of school.languages.",
    ),
    (
        "[school]",
        '[database]\nurl = "mysql://u:hunter2@h/db"\n[school]',
        f"database.url is no address of a database that Homeroom knows; {DATABASE}",
    ),
    (
        "[school]",
        '[database]\nurl = "sqlite://homeroom.db"\n[school]',
        f"database.url lacks the third slash before the file name; {DATABASE}",
    ),
    (
        "[log]",
        '[log]\nlevel = "LOUD"',
        'log.level is "LOUD"; write "DEBUG", "INFO", "WARNING" or "ERROR".',
    ),
    (
        "[log]",
        '[log]\nformat = "xml"',
        'log.format is "xml"; write "text" or "json".',
    ),
    (
        "[school]",
        'base_url = "api.telegram.org"\n[school]',
        'telegram.base_url is "api.telegram.org", which is no web address; '
        'write one like "https://api.telegram.org", or leave it out.',
    ),
    (
        "[school]",
        'base_url = "https://api.telegram.org/bot"\n[school]',
        'telegram.base_url is "https://api.telegram.org/bot", which ends in "/bot", which '
        'Homeroom adds itself; write one like "https://api.telegram.org", or leave it out.',
    ),
    ("[log]", "[school.log]", "school.log is unknown; did you mean school?"),
]


@pytest.mark.parametrize(("good", "wrong", "sentence"), WRONG)
def test_a_wrong_file_is_answered_by_one_sentence(
    tmp_path: Path, good: str, wrong: str, sentence: str
) -> None:
    assert good in GOOD
    path = write(tmp_path, GOOD.replace(good, wrong, 1))
    assert refused(path) == sentence.replace("{path}", str(path))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "H_SCHOOL__TIMEZONE",
            "Berlin",
            'HOMEROOM_SCHOOL__TIMEZONE is "Berlin", which is no time zone; '
            'write one like "Europe/Berlin".',
        ),
        ("H_SCHOOL__ADMINS", "anna", f'HOMEROOM_SCHOOL__ADMINS holds "anna"; {ADMINS}'),
        ("H_TELEGRAM__TOKEN", CANARY, f"HOMEROOM_TELEGRAM__TOKEN is not a bot token; {FATHER}"),
        (
            "H_SCHOOL__NAMES",
            "x",
            "HOMEROOM_SCHOOL__NAMES is unknown; did you mean school.name?",
        ),
        ("H_SCHOL__NAME", "x", "HOMEROOM_SCHOL__NAME is unknown; did you mean school?"),
    ],
)
def test_a_wrong_variable_is_called_by_its_own_name(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    assert refused(write(tmp_path, GOOD), **{name: value}) == sentence


def test_a_section_that_is_no_section(tmp_path: Path) -> None:
    path = write(tmp_path, "log = 5\n" + GOOD.replace("[log]", ""))
    assert refused(path) == "log is 5; write it as a section, [log]."


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert refused(path) == f"There is no {path}; copy config.example.toml there and fill it in."


def test_a_directory_in_place_of_the_file(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path} cannot be read: Is a directory."


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("[school]\nname = 'Grundschule Süd'".encode("latin-1"))
    assert refused(path) == f"{path} is not UTF-8 text (line 2); save it as UTF-8."


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666])
def test_a_token_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = write(tmp_path, GOOD, mode)
    sentence = refused(path)
    assert sentence.endswith(f"; mend it with: chmod 600 {path}")
    assert "token" in sentence
    subprocess.run(sentence.partition("with: ")[2].split(), check=True)
    assert load(path, {})


def test_a_file_without_a_token_may_be_read_by_others(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace(f'token = "{TOKEN}"', ""), 0o644)
    config = load(path, {"HOMEROOM_TELEGRAM__TOKEN": TOKEN})
    assert config.telegram.token.get_secret_value() == TOKEN


def test_the_example_asks_for_what_is_missing() -> None:
    assert refused(EXAMPLE) == f"telegram.token is empty; {FATHER}"


def test_the_example_is_good_once_it_is_filled_in(tmp_path: Path) -> None:
    """With each setting that is only mentioned there put to its default as well."""
    text = re.sub(r"^# (\w+ = )", r"\1", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    filled = (
        text.replace('token = ""', f'token = "{TOKEN}"')
        .replace('name = ""', 'name = "Riverside Primary School"')
        .replace('timezone = ""', 'timezone = "Europe/Berlin"')
        .replace("admins = []", "admins = [11, 22]")
        .replace('emergency_number = "112"', 'emergency_number = ""')
    )
    assert load(write(tmp_path, filled), {}) == load(write(tmp_path, GOOD), {})


def test_the_example_mentions_every_setting() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for name, section in Config.model_fields.items():
        chapter = text.partition(f"[{name}]\n")[2].partition("\n[")[0]
        for key in section.annotation.model_fields:  # type: ignore[union-attr]
            assert re.search(rf"^(# )?{key} = ", chapter, re.MULTILINE), f"{name}.{key}"


def test_reading_it_needs_no_telegram() -> None:
    """`homeroom check` should answer at once."""
    code = "import sys, bot.config; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
