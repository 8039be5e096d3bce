"""Class lists as people type and save them: names, lines that are none, and encodings."""

from __future__ import annotations

import pytest

from handlers.class_list_typed import NotAList, decoded, read

READ = {
    "Anna\nBen\n": ["Anna", "Ben"],
    "\r\n  Anna  Rao \r\n\r\nBen\r\n": ["Anna Rao", "Ben"],
    "1. Anna\n2) Ben\n3 Clara\n- Dana\n• Eli": ["Anna", "Ben", "Clara", "Dana", "Eli"],
    "1、王伟\n2、李娜": ["王伟", "李娜"],
    "Name\nAnna": ["Anna"],
    "Nr;Name;Born\n1;Anna;2017\n2;Ben;2018": ["Anna", "Ben"],
    "First name,Last name\nAsha,Rao\nEli,Novak": ["Asha Rao", "Eli Novak"],
    "姓,名\n王,伟": ["王伟"],
    "学号\t姓名\n1\t王伟\n2\t李娜": ["王伟", "李娜"],
    '"Name";"Class"\n"O\'Neil, Åse";"3B"': [],
    "1;Anna\n2;Ben": ["Anna", "Ben"],
    "Jean-Luc D'Arc\nمريم\nИван Петров": ["Jean-Luc D'Arc", "مريم", "Иван Петров"],
}


@pytest.mark.parametrize("text", READ)
def test_names_are_read_as_people_write_them(text: str) -> None:
    assert read(text).names == READ[text]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Anna\n12345\nBen", [(2, "letters")]),
        ("Anna\n" + "x" * 61, [(2, "long")]),
        ("Anna, Ben\nClara", [(1, "columns")]),
        ("Anna\n王伟，李娜", [(2, "columns")]),
        ("Asha;Rao\nEli;Novak", [(1, "columns"), (2, "columns")]),
        ("Nr;Name\n1;Anna\n2;\n3;👶", [(3, "letters"), (4, "letters")]),
        ('Name;Class\n"Rao, Asha";3B', [(2, "columns")]),
    ],
)
def test_a_line_that_is_no_name_is_named_by_its_number(
    text: str, broken: list[tuple[int, str]]
) -> None:
    assert [(each.number, each.why) for each in read(text).broken] == broken


def test_the_same_name_again_is_said_with_both_lines() -> None:
    given = read("Clara\nBen\nCLARA ")
    assert given.names == ["Clara", "Ben"]
    assert given.twice == [("CLARA", 1, 3)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "class-list-empty"),
        ("Name\n", "class-list-empty"),
        ("\n".join(f"Child {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(91)), "too-many"),
        ('Name;Class\n"Anna;3B\nBen;3B', "class-list-quote"),
    ],
)
def test_what_is_no_list_is_refused_whole(text: str, key: str) -> None:
    with pytest.raises(NotAList) as refused:
        read(text)
    assert refused.value.key.endswith(key)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Zoë\n王伟"),
        ("utf-8-sig", "Zoë"),
        ("utf-16", "姓名\n王伟"),
        ("gb18030", "姓名,学号\n王伟,1\n李玥,2"),
        ("gb18030", "欧阳娜娜\n张三"),
        ("cp1252", "Zoë Müller\nRenée Élan\nJosé Ñuñez"),
        ("cp1252", "Åse\nÉva\nŠárka"),
    ],
)
def test_encodings_are_told_apart(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"%PDF-1.7", b"a\0b", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotAList, match="class-list-no-text"):
        decoded(data)
