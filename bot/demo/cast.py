"""Who plays in the demo's day, and what they say, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """One language's play: names (first, last), what is typed, and the scenes' titles.

    `parents` are those of the first class: name, and the child they name; the last two never
    press Start, so they name none. `others` are the parents of the second class.
    """

    language: str
    school: str
    zone: str
    principal: tuple[str, str]
    teachers: tuple[tuple[str, str], tuple[str, str]]
    parents: tuple[tuple[str, str, str | None], ...]
    others: tuple[tuple[str, str, str | None], ...]
    groups: tuple[str, str]
    head_teacher: str
    notice: str
    meeting: str
    scenes: tuple[str, ...]
    notes: tuple[str, ...]


ENGLISH = Script(
    language="en",
    school="Riverside Primary School",
    zone="Europe/London",
    principal=("Ruth", "Adeyemi"),
    teachers=(("Tom", "Becker"), ("Maria", "Costa")),
    parents=(
        ("Anna", "Weber", "Clara"),
        ("Ben", "Okafor", "Tim, Zoe"),
        ("Chitra", "Rao", "Asha"),
        ("Dana", "Rossi", None),
        ("Eli", "Novak", None),
    ),
    others=(("Fay", "Moreau", "Lou"), ("George", "Hill", "Ivy")),
    groups=("3B parents", "4A parents"),
    head_teacher="head teacher",
    notice="Tomorrow we walk to the forest. Please bring boots and something to drink.",
    meeting="Parent meeting @ Room 201",
    scenes=(
        "the principal starts the bot",
        "two class groups are linked",
        "the teachers are invited",
        "parents register with one tap",
        "a notice",
        "who is missing, and a nudge",
        "a meeting in two days",
        "the evening before: reminders",
        "the meeting moves to another hour",
        "the end of the day",
    ),
    notes=(
        "Dana and Eli tap too, but never press Start: the bot may not write to them.",
        "Eli cannot be reached in private: one line in the group serves him, naming nobody.",
    ),
)

CHINESE = Script(
    language="zh-CN",
    school="河畔小学",
    zone="Asia/Shanghai",
    principal=("周敏", ""),
    teachers=(("王芳", ""), ("李强", "")),
    parents=(
        ("陈静", "", "陈子涵"),
        ("刘洋", "", "刘雨桐，刘雨辰"),
        ("赵磊", "", "赵一诺"),
        ("孙丽", "", None),
        ("吴刚", "", None),
    ),
    others=(("郑爽", "", "郑浩然"), ("冯雪", "", "冯子轩")),
    groups=("三年级二班家长群", "四年级一班家长群"),
    head_teacher="班主任",
    notice="明天我们去森林公园徒步，请给孩子带好雨鞋和水。",
    meeting="家长会 @ 201 教室",
    scenes=(
        "校长启用机器人",
        "关联两个班级群",
        "邀请班主任",
        "家长点一下就登记",
        "发通知",
        "看看还有谁没确认，提醒一下",
        "两天后的家长会",
        "前一天：提醒",
        "家长会改时间",
        "一天结束",
    ),
    notes=(
        "孙丽和吴刚也点了，但从不按“开始”：机器人不能给他们发私信。",
        "吴刚收不到私信：在群里提醒一次，不点名。",
    ),
)

SCRIPTS = {script.language: script for script in (ENGLISH, CHINESE)}
CLASSES = ("3B", "4A")
