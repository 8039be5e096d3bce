"""Who plays in the demo's day, and what they say, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """One language's play: names (first, last), what is typed, and the scenes' titles.

    `parents` are those of the first class: name, and the child they name; who names none never
    presses Start. `others` are the parents of the second class. `activity` and `meeting` are
    typed behind a command and end in ` @ ` and a place; `scenes` are in the order of the play.
    `newcomers` answer the survey by the first tap of theirs, `wish` is what somebody writes there,
    `saved` says where its picture lies.
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
    outing: str
    comment: str
    activity: str
    activity_title: str
    minutes: str
    newcomers: tuple[tuple[str, str], ...]
    wish: str
    saved: str
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
        ("Hanna", "Lind", "Emil"),
        ("Ivo", "Marin", "Nora"),
    ),
    others=(("Fay", "Moreau", "Lou"), ("George", "Hill", "Ivy")),
    groups=("3B parents", "4A parents"),
    head_teacher="head teacher",
    notice="Tomorrow we walk to the forest. Please bring boots and something to drink.",
    meeting="Parent meeting @ Room 201",
    outing="On 11 December we go to the science museum by bus, back by 15:00. May your child come?",
    comment="Asha gets sick on the bus. I would rather bring her myself.",
    activity="activity Sat 10am-12:00 Bread baking @ School kitchen",
    activity_title="Bread baking",
    minutes="We talked about reading at home, and about screens. The class trip is in May.",
    newcomers=(
        ("Jana", "Petrov"),
        ("Karim", "Haddad"),
        ("Lena", "Vogel"),
        ("Mei", "Chen"),
        ("Nils", "Berg"),
        ("Olga", "Sidorova"),
        ("Paul", "Martin"),
    ),
    wish="Could the little ones please eat first?",
    saved="The picture is saved as",
    scenes=(
        "the principal starts the bot",
        "two class groups are linked",
        "the teachers are invited",
        "parents register with one tap",
        "a notice",
        "who is missing, and a nudge",
        "a meeting in two days",
        "a consent slip",
        "families sign in private",
        "an activity with three places",
        "a full house, and a waiting list",
        "the evening before: reminders",
        "the meeting moves to another hour",
        "at the door: who came",
        "the morning after: minutes",
        "three taps of feedback",
        "a survey from a template",
        "twelve parents answer",
        "the survey closes: a picture",
        "what is coming",
    ),
    notes=(
        "The same for 4A.",
        "The other parents of 3B, and those of 4A, register in the same way.",
        "Dana and Eli tap too, but never press Start: the bot may not write to them.",
        "Eli cannot be reached in private: one line in the group serves him, naming nobody.",
        "Four others who came tap three times, too.",
        "Eleven others answer, seven of them by the first tap that they ever made here.",
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
        ("何琳", "", "何思远"),
        ("唐宇", "", "唐可欣"),
    ),
    others=(("郑爽", "", "郑浩然"), ("冯雪", "", "冯子轩")),
    groups=("三年级二班家长群", "四年级一班家长群"),
    head_teacher="班主任",
    notice="明天我们去森林公园徒步，请给孩子带好雨鞋和水。",
    meeting="家长会 @ 201 教室",
    outing="12月11日我们乘大巴去科技馆，15:00前回校。是否同意孩子参加？",
    comment="一诺坐大巴会晕车，我想自己送她去。",
    activity="活动 周六上午十点-12:00 亲子烘焙 @ 学校厨房",
    activity_title="亲子烘焙",
    minutes="我们谈了在家阅读和电子屏幕的使用。春游定在五月。",
    newcomers=(
        ("马超", ""),
        ("朱红", ""),
        ("胡军", ""),
        ("林燕", ""),
        ("郭涛", ""),
        ("高洁", ""),
        ("罗斌", ""),
    ),
    wish="能不能让低年级的孩子先吃？",
    saved="图片保存在",
    scenes=(
        "校长启用机器人",
        "关联两个班级群",
        "邀请班主任",
        "家长点一下就登记",
        "发通知",
        "看看还有谁没确认，提醒一下",
        "两天后的家长会",
        "回执：需要家长签署",
        "家长私下签署",
        "只有三个名额的活动",
        "名额满了，排候补",
        "前一天：提醒",
        "家长会改时间",
        "会场门口：签到",
        "第二天早上：会议纪要",
        "点三下，说感受",
        "用模板发一份问卷",
        "十二位家长作答",
        "问卷结束：一张图",
        "接下来的安排",
    ),
    notes=(
        "4A 也一样。",
        "3B 的其他家长和 4A 的家长也这样登记。",
        "孙丽和吴刚也点了，但从不按“开始”：机器人不能给他们发私信。",
        "吴刚收不到私信：在群里提醒一次，不点名。",
        "另外四位到场的家长也点了三下。",
        "另外十一位家长也作答，其中七位是第一次点。",
    ),
)

SCRIPTS = {script.language: script for script in (ENGLISH, CHINESE)}
CLASSES = ("3B", "4A")
