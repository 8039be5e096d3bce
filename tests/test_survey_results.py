"""Results of a survey: to who looks after it alone, as numbers, a picture, and what was written."""

from __future__ import annotations

import struct
from datetime import timedelta

from handlers.kit import buttons
from handlers.kit.feature import Feature, Ring
from handlers.survey_results import Export, ExportPlain, Picture, Publish, ShowResults, told
from storage import alarms, classes, surveys
from storage.people import Role
from tests.conftest import TestSchool
from tests.meetings import BERLIN, in_chinese
from tests.noticeboard import crafted, demoted, pressed, texts_of
from tests.surveying import FIVE, asked, closed, sent, shown


async def test_the_author_gets_numbers_words_and_a_picture_after_the_close(
    school: TestSchool,
) -> None:
    """Of an anonymous survey nothing before, also after a restart; and nothing of four."""
    class_ = await school.class_group(parents=1)
    teacher = class_.teacher
    survey_id = await asked(class_)
    card = await shown(class_, survey_id)
    assert "still open" in card.text
    assert card.labels == []
    assert "Fruit" not in card.text
    await crafted(school, teacher, card, buttons.pack(Picture(survey_id)))
    assert "Fruit" not in texts_of(teacher.private)
    await closed(class_, survey_id)
    await school.restart()
    card = await shown(class_, survey_id)
    assert "5 of 5 people answered\nanonymous · closed on" in card.text
    assert "1. Is the food good? (5 answers)\naverage 3 of 5\n1: 2× · 2: 0× · 3: 0×" in card.text
    assert "2. More of what? (3 answers)\nFruit: 2 · 67 %\nSoup: 2 · 67 %" in card.text
    assert "3. Anything else? (2 wrote something)" in card.text
    assert "“Suppe ist kalt”" in card.text
    assert card.labels == ["Picture", "Excel file", "CSV", "Publish to the group"]
    await pressed(school, teacher, card, "Picture")
    (photo,) = await sent(teacher, card, "photo")
    assert photo.media is not None
    width, height = struct.unpack(">II", photo.media[16:24])
    assert (width, 500 < height < 2500) == (1080, True)
    assert photo.text == "📊 Canteen"
    few = await asked(class_, FIVE[:4], title="Buses")
    await closed(class_, few)
    card = await shown(class_, few)
    assert "Fewer than 5" in card.text
    assert "average" not in card.text
    assert card.labels == []


CLOSING = Feature("trial")


@CLOSING.alarm("trial.close", timedelta())
async def close(ring: Ring) -> None:
    """A survey is closed on time, as handlers.survey_changes does."""
    assert await surveys.close(ring.session, ring.subject_id or 0, ring.now)
    one = await surveys.get(ring.session, ring.subject_id or 0)
    ring.errands.extend(await told(ring.session, ring.school, one, ring.now))


async def test_at_the_close_they_come_by_themselves_and_after_the_commit(
    school: TestSchool,
) -> None:
    """Numbers first, which cannot get lost; then the picture. Of staff, to the principal."""
    await school.close()
    school.features = (*school.features, CLOSING)
    await school.open()
    class_ = await school.class_group(parents=1)
    ruth = school.town.user("Ruth", language="en")
    await school.appoint(ruth, "principal")
    own = await asked(class_)
    about = await asked(class_, title="Teaching", staff=True)  # its author has no right to it
    for number, survey_id in enumerate((own, about), 1):
        at = (school.clock.now() + timedelta(hours=number)).astimezone(BERLIN)
        async with school.app.database.write() as session:
            await alarms.set_alarm(session, f"x:{number}", "trial.close", at, subject_id=survey_id)
    await school.advance(timedelta(hours=3))
    for user, title in ((class_.teacher, "Canteen"), (ruth, "Teaching")):
        numbers = await user.private.wait(lambda m, t=title: t in m.text and "average 3" in m.text)
        (photo,) = await sent(user, numbers, "photo")
        assert photo.text == f"📊 {title}"
    assert "Teaching" not in texts_of(class_.teacher.private)


async def test_it_speaks_chinese_and_compares_with_the_last_time(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    await in_chinese(school, class_.teacher)
    first = await asked(class_, [{0: 2, 1: [1]}] * 6)
    await closed(class_, first)
    again = await asked(class_, copied_from=first)
    await closed(class_, again)
    card = await shown(class_, again)
    assert "5 人中有 5 人作答\n匿名 · " in card.text
    assert "1. Is the food good?（5 个回答）\n平均 3 分（满分 5 分）（上次：2）" in card.text
    assert "Fruit：2 · 67%（上次：100%）" in card.text
    await pressed(school, class_.teacher, card, "图片")
    assert await sent(class_.teacher, card, "photo")


async def test_nobody_else_sees_them_and_those_about_staff_only_the_principal(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    teacher, (parent,) = class_.teacher, class_.parents
    parent.start()
    await school.settle()
    survey_id = await asked(class_)
    await closed(class_, survey_id)
    card = await shown(class_, survey_id)
    everything = (ShowResults, Picture, Export, ExportPlain, Publish)
    own = parent.private.last
    assert own is not None
    for press in everything:
        assert "not for you" in await crafted(school, parent, own, buttons.pack(press(survey_id)))
    assert "📊" not in texts_of(parent.private)
    await school.appoint(school.head, "principal")
    about = await asked(class_, by=school.head, title="Teaching", staff=True)
    await closed(class_, about)
    for press in everything:
        assert "not for you" in await crafted(school, teacher, card, buttons.pack(press(about)))
    own = await shown(class_, about, school.head)
    assert own.labels == ["Picture", "Excel file", "CSV"]
    toast = await crafted(school, school.head, own, buttons.pack(Publish(about)))
    assert "stay with the principal" in toast
    assert "Teaching" not in texts_of(class_.group)
    async with school.session() as session:
        here = await classes.find_by_chat(session, class_.group.id)
    assert here is not None
    await demoted(school, teacher, Role.HEAD_TEACHER, here.id)
    assert "not for you" in await pressed(school, teacher, card, "Picture")
