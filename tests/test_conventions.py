"""What holds for all features, those to come as well: the house is the same everywhere."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from handlers import FEATURES
from handlers.kit import buttons
from handlers.kit.lengths import LABEL
from handlers.kit.naming import short_role
from handlers.kit.registry import Registry
from handlers.kit.texts import LANGUAGES, School, Texts, bundle
from storage.committee import OFFICES
from storage.people import Role

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "scheduler", "storage")
REGISTRY = Registry(FEATURES)
SCHOOL = School("Riverside", ZoneInfo("Europe/Berlin"), tuple(LANGUAGES), "en", "bot")
# In a label they stand for a number.
COUNTED = {"count", "left", "minutes", "number", "id", "percent"}
TAGS = {"b", "i", "u", "s", "code", "q", "fold"}


def sources(*rooms: str) -> Iterator[Path]:
    """The modules of these rooms, without migrations, which are long by nature."""
    for room in rooms:
        yield from (p for p in (ROOT / room).rglob("*.py") if "migrations" not in p.parts)


def messages(language: str) -> dict[str, ftl.Message]:
    """A language's messages, by key."""
    text = (ROOT / "handlers" / "locales" / f"{language}.ftl").read_text("utf-8")
    resource = FluentParser().parse(text)
    junk = [entry for entry in resource.body if isinstance(entry, ftl.Junk)]
    assert not junk, f"{language}: {junk[0].content}"
    return {entry.id.name: entry for entry in resource.body if isinstance(entry, ftl.Message)}


def parts(node: object, kind: type) -> Iterator[ftl.BaseNode]:
    """Every part of a message of this kind."""
    if isinstance(node, kind):
        yield node
    if isinstance(node, ftl.BaseNode):
        for value in vars(node).values():
            for each in value if isinstance(value, list) else [value]:
                yield from parts(each, kind)


def strings(path: Path) -> set[str]:
    """The string literals of a module, and the beginnings and ends of its f-strings."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr) and node.values:
            first, last = node.values[0], node.values[-1]
            if isinstance(first, ast.Constant):
                found.add(f"{first.value}*")
            if isinstance(last, ast.Constant):
                found.add(f"*{last.value}")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


# The house


def test_a_feature_has_the_same_stem_in_handlers_and_tests() -> None:
    for feature in FEATURES:
        assert (ROOT / "handlers" / f"{feature.name}.py").is_file(), feature.name
        assert (ROOT / "tests" / f"test_{feature.name}.py").is_file(), feature.name


def test_every_module_with_tables_is_tested() -> None:
    """In a test of its own stem, or by one that reads it."""
    tested = {path.stem.removeprefix("test_") for path in (ROOT / "tests").rglob("test_*.py")}
    named = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
    for path in (ROOT / "storage").glob("*.py"):
        if "__tablename__" in path.read_text("utf-8"):
            read = re.search(rf"from storage(\.| import .*\b){path.stem}\b", named)
            assert path.stem in tested or read, path.stem


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_no_module_is_longer_than_400_lines(room: str) -> None:
    long = {str(p): n for p in sources(room) if (n := p.read_text("utf-8").count("\n")) > 400}
    assert not long


def test_no_function_is_longer_than_40_lines_and_half_are_under_ten() -> None:
    lengths = {}
    for path in sources(*ROOMS):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{path}:{node.name}"] = (node.end_lineno or 0) - node.lineno + 1
    assert {name: n for name, n in lengths.items() if n > 40} == {}
    assert sorted(lengths.values())[len(lengths) // 2] < 10


@pytest.mark.parametrize("path", [*sources(*ROOMS), *sources("tests")], ids=str)
def test_every_module_says_in_one_line_what_it_is(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert said, "no docstring"
    assert "\n" not in said


# What features declare


def test_every_button_has_somebody_who_minds_it() -> None:
    ours = {cls for cls in buttons.registered() if cls.__module__.startswith("handlers")}
    assert ours == set(REGISTRY.buttons)


@pytest.mark.parametrize("cls", REGISTRY.buttons, ids=lambda cls: cls.__qualname__)
def test_every_button_fits_with_the_largest_values(cls: type) -> None:
    largest = {}
    for field in dataclasses.fields(cls):
        kind = get_type_hints(cls)[field.name]
        if kind is int:
            largest[field.name] = 2**53  # Bot API: an id has 52 significant bits at most
        elif issubclass(kind, StrEnum):
            largest[field.name] = max(kind, key=len)
        else:
            largest[field.name] = "zh-CN"
    assert len(buttons.pack(cls(**largest)).encode()) <= buttons.LIMIT


def test_a_button_that_needs_its_subject_names_it() -> None:
    for cls, spec in REGISTRY.buttons.items():
        if spec.snapshots is not None or spec.manage is not None:
            assert "subject_id" in {field.name for field in dataclasses.fields(cls)}, cls


def test_every_card_and_alarm_that_is_named_exists() -> None:
    features = "|".join({feature.name for feature in FEATURES})
    named = re.compile(rf"({features})\.[a-z_]+")
    known = REGISTRY.cards.keys() | REGISTRY.alarms.keys()
    known |= REGISTRY.fetches.keys() | REGISTRY.composers.keys()
    for path in sources("handlers"):
        for text in strings(path):
            if named.fullmatch(text):
                assert text in known, f"{path}: {text}"


# What the bot says


def labelled(call: ast.Call, known: dict[str, ast.expr]) -> Iterator[ast.Call]:
    """The texts that make the label of a button or of what a form offers."""
    place = {"Button": 0, "Option": 1}.get(getattr(call.func, "id", ""), len(call.args))
    for said in call.args[place : place + 1]:
        value = known.get(said.id, said) if isinstance(said, ast.Name) else said
        for each in ast.walk(value):
            if isinstance(each, ast.Call) and getattr(each.func, "attr", "") == "plain":
                yield each


def labels(path: Path) -> Iterator[tuple[str, set[str]]]:
    """The keys of a module's labels, with what they name."""
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        known = {
            node.targets[0].id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        for each in (text for call in calls for text in labelled(call, known)):
            if isinstance(each.args[0], ast.Constant):
                yield each.args[0].value, {word.arg or "" for word in each.keywords}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_fits_on_its_button(language: str) -> None:
    """Whatever number or role it names; what people wrote is cut to the room that is left."""
    texts = Texts(language, SCHOOL)
    office = max((short_role(texts, role, "3B") for role in OFFICES), key=len)
    longest = max((short_role(texts, role) for role in Role), key=len)
    found = {pair[0]: pair[1] for path in sources("handlers") for pair in labels(path)}
    of_roles = {key: {"role"} for key in ("roster-make", "roster-remove", "roster-hand")}
    too_long = {}
    for key, names in (found | of_roles).items():
        worst: dict[str, Any] = dict.fromkeys(names & COUNTED, 99)
        worst |= dict.fromkeys(names - COUNTED, "")
        worst |= {"role": longest if key in of_roles else office} if "role" in names else {}
        label = texts.plain(key, **worst)
        if len(label) > LABEL:
            too_long[key] = label
    assert too_long == {}
    assert len(found) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_there_twice(language: str) -> None:
    """The later one would be said in place of both."""
    text = (ROOT / "handlers" / "locales" / f"{language}.ftl").read_text("utf-8")
    keys = re.findall(r"^([a-z][\w-]*) =", text, re.MULTILINE)
    assert {key for key in keys if keys.count(key) > 1} == set()


def test_all_languages_have_the_same_keys() -> None:
    keys = {language: set(messages(language)) for language in LANGUAGES}
    english = keys.pop("en")
    for language, others in keys.items():
        assert others == english, language


def test_all_languages_use_the_same_variables() -> None:
    english = messages("en")
    for language in LANGUAGES:
        for key, message in messages(language).items():
            used = {v.id.name for v in parts(message.value, ftl.VariableReference)}
            meant = {v.id.name for v in parts(english[key].value, ftl.VariableReference)}
            # A language without plural forms may leave out a number that English only counts by.
            assert used <= meant, f"{language}: {key}"
            counts = {
                v.id.name
                for s in parts(english[key].value, ftl.SelectExpression)
                for v in parts(s.selector, ftl.VariableReference)
            }
            assert meant - used <= counts, f"{language}: {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_are_balanced(language: str) -> None:
    for key, message in messages(language).items():
        for pattern in parts(message.value, ftl.Pattern):
            text = "".join(e.value for e in pattern.elements if isinstance(e, ftl.TextElement))
            open_: list[str] = []
            for closing, tag in re.findall(r"<(/?)([a-z]+)>", text):
                assert tag in TAGS, f"{key}: <{tag}>"
                if closing:
                    assert open_[-1:] == [tag], f"{key}: </{tag}>"
                    open_.pop()
                else:
                    open_.append(tag)
            assert not open_, f"{key}: <{open_}> is not closed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    forms = {*Locale.parse(language.replace("-", "_")).plural_form.tags, "other"}
    every = {"zero", "one", "two", "few", "many", "other"}
    for key, message in messages(language).items():
        for choice in parts(message.value, ftl.SelectExpression):
            names = {
                variant.key.name
                for variant in choice.variants
                if isinstance(variant.key, ftl.Identifier)
            }
            if names & every:
                assert names <= forms, f"{key}: {names}"
                assert "other" in names, key


def test_every_text_that_code_names_exists_and_none_is_left_over() -> None:
    named = {text for path in sources("handlers", "bot", "storage") for text in strings(path)}
    exact = {text for text in named if not text.endswith("*")}
    exact |= {f"rule-{text}" for text in exact} | {f"command-{name}" for name in REGISTRY.commands}
    begun = tuple(text[:-1] for text in named if text.endswith("-*"))
    ended = tuple(text[1:] for text in named if text.startswith("*-"))
    left_over = {
        key
        for key in messages("en")
        if key not in exact and not key.startswith(begun) and not key.endswith(ended)
    }
    assert left_over == set()


def test_every_key_that_is_said_is_there() -> None:
    said = re.compile(r'(?:texts|plain|say|toast|refuse|Refusal)\(\s*"([a-z][a-z0-9_-]+)"')
    for path in sources("handlers", "bot"):
        for key in said.findall(path.read_text("utf-8")):
            assert bundle("en").has_message(key), f"{path}: {key}"


def test_every_rule_has_its_sentence() -> None:
    for path in sources("storage"):
        for rule in re.findall(r'Broken\(\s*"([a-z-]+)"', path.read_text("utf-8")):
            assert bundle("en").has_message(f"rule-{rule}"), rule


def test_every_listed_command_is_described() -> None:
    for command in REGISTRY.commands.values():
        for language in LANGUAGES:
            if command.listed:
                assert bundle(language).has_message(f"command-{command.name}"), command.name
