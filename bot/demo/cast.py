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
    `saved` says where its picture lies. `vote` is what the committee decides; the `affair` is
    published, and found by its `word`. What begins with
    `big` is of the scenes that play by one click, in a class of thirty families; `played` names
    those scenes and says what they are (key, title, about).
    `hidden_letter` is written to the principal in the day, and `hidden_answer` comes back.
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
    vote: str
    affair_title: str
    affair_text: str
    affair_word: str
    hidden_letter: str
    hidden_answer: str
    scenes: tuple[str, ...]
    notes: tuple[str, ...]
    stranger: tuple[str, str, str]
    big_class: str
    big_group: str
    big_notice: str
    big_survey: str
    big_vote: str
    office: str
    letter: str
    letter_answer: str
    played: tuple[tuple[str, str, str], ...]


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
    vote="Shall we buy a projector?",
    affair_title="A projector for 3B",
    affair_text="As the committee of 3B has decided, its room gets a projector in January. "
    "It costs the families nothing.",
    affair_word="january",
    hidden_letter="Cars park on the crossing in front of the gate every morning.",
    hidden_answer="Thank you. From Monday on a colleague stands there from 7:40 to 8:10.",
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
        "a committee for 3B",
        "the committee votes, under seal",
        "the principal publishes the decision",
        "everybody can read it",
        "where letters are read",
        "a hidden letter to the principal",
        "the principal answers, and does not know whom",
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
    stranger=("Stan", "Ferry", "a stranger"),
    big_class="5C",
    big_group="5C parents",
    big_notice="Photos are taken on Thursday morning. Please be on time.",
    big_survey="Sports day\n? Which day suits you? | Friday | Saturday | Sunday",
    big_vote="Shall we plant an apple tree?",
    office="Principal's office",
    letter="May my child leave at noon on Friday?",
    letter_answer="Yes, of course. Please tell the head teacher in the morning.",
    played=(
        ("day", "The day of the demo", "From a notice to a sealed vote: four days of 3B"),
        ("survey", "A survey with thirty parents", "One question in 5C, answered by its buttons"),
        ("vote", "A sealed vote", "The committee of 5C decides; nobody can look up who voted what"),
        ("letter", "A letter to the principal", "Ben writes; it is taken, and answered"),
        ("taps", "A full class tapping at once", "Thirty taps on one notice in the same moment"),
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
    vote="要不要买一台投影仪？",
    affair_title="三年级二班安装投影仪",
    affair_text="根据三年级二班家委会的表决，教室一月安装投影仪，家长不用出钱。",
    affair_word="一月",
    hidden_letter="每天早上都有车停在校门口的斑马线上。",
    hidden_answer="谢谢您。从周一起，7:40 到 8:10 会有老师在那里值守。",
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
        "3B 的家委会",
        "家委会无记名表决",
        "校长公布决定",
        "大家都能查阅",
        "指定接收来信的群",
        "给校长的一封隐名信",
        "校长答复，却不知道写信人是谁",
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
    stranger=("钱进", "", "陌生人"),
    big_class="5C",
    big_group="五年级三班家长群",
    big_notice="周四早上拍集体照，请准时到校。",
    big_survey="运动会\n？哪天方便？ | 周五 | 周六 | 周日",
    big_vote="要不要种一棵苹果树？",
    office="校长办公室",
    letter="周五中午可以接孩子离校吗？",
    letter_answer="可以。请当天早上告诉班主任。",
    played=(
        ("day", "演示的一天", "从通知到无记名表决：3B 的四天"),
        ("survey", "三十位家长的问卷", "5C 的一道题，点按钮作答"),
        ("vote", "无记名表决", "5C 家委会表决，谁投了什么查不到"),
        ("letter", "给校长的信", "刘洋写信，有人处理并回复"),
        ("taps", "全班同时点", "三十人同一刻确认一条通知"),
    ),
)

SCRIPTS = {script.language: script for script in (ENGLISH, CHINESE)}
CLASSES = ("3B", "4A")
