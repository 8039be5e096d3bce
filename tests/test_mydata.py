"""What is stored about somebody, as they are sent it."""

from __future__ import annotations

import json

import pytest

from tests.conftest import TestSchool
from tests.noticeboard import announced


@pytest.mark.parametrize(
    ("language", "what", "form"),
    [
        (
            "en",
            "Everything that the school’s bot has stored about you",
            "It is a JSON file: any text editor opens it, and programs can read it. "
            "The names of its fields are in English.",
        ),
        (
            "zh-hans",
            "学校机器人保存的关于您的全部内容",
            "这是 JSON 文件：用任何文本编辑器都能打开，程序也能读取；里面的字段名是英文。",
        ),
    ],
)
async def test_a_parent_reads_all_that_is_stored_and_nobody_elses(
    school: TestSchool, language: str, what: str, form: str
) -> None:
    """Through a restart; what another parent said or is called is not in it.

    Its caption says in their language what the file is.
    """
    class_ = await school.class_group("3B", parents=1)
    zoya = school.town.user("Zoya", "Orlova", language=language, username="zoya_o")
    class_.group.join(zoya)
    (other,) = class_.parents
    await class_.names(other, "Ottokar")
    welcome = await class_.group.wait(lambda m: "I am a parent here" in m.labels)
    await zoya.tap(welcome, "I am a parent here").answer()
    zoya.start("hello")
    await school.settle()
    zoya.say(zoya.private, "Quirin")
    await school.settle()
    card = await announced(class_)
    for each in (zoya, other):
        await each.tap(card, "Got it").answer()
    await school.restart()
    zoya.say(zoya.private, "/mydata")
    sent = await zoya.private.wait(lambda m: m.media_kind == "document")
    assert what in sent.text
    assert form in sent.text.splitlines()
    said = json.loads(sent.media or b"")
    assert said["telegram_shows"] == {
        "user_id": zoya.id,
        "name": "Zoya Orlova",
        "username": "zoya_o",
        "language": language,
    }
    stored = said["stored"]
    assert [child["name"] for child in stored["your children"]] == ["Quirin"]
    assert stored["what you are or were"][0]["role"] == "parent"
    assert stored["what you are or were"][0]["class"] == "3B"
    (answer,) = stored["your answers"]
    assert (answer["for"], answer["value"]) == ("Quirin", "confirmed")
    assert "Trip on Friday" in answer["subject"]
    assert stored["you"][0]["created_at"].endswith("Z")
    text = json.dumps(said, ensure_ascii=False)
    assert other.name not in text
    assert "Ottokar" not in text


async def test_of_a_stranger_there_is_only_the_chat(school: TestSchool) -> None:
    stranger = school.town.user("Stranger", language="en")
    stranger.say(stranger.private, "/mydata")
    sent = await stranger.private.wait(lambda m: m.media_kind == "document")
    stored = json.loads(sent.media or b"")["stored"]
    assert set(stored) == {"your private chat with the bot"}
