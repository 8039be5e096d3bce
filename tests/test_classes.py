"""Class groups: linking, the welcome card, and what happens to a group."""

from tests.conftest import TestSchool


async def test_one_tap_registers_a_parent(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    welcome = class_.group.last
    assert "2 families have registered" in welcome.text
    assert "3B · Riverside School" in welcome.text


async def test_a_named_child_counts_as_one_family(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await class_.names(class_.parents[0], "Clara", "Tim")
    await class_.group.wait(lambda m: "2 families have registered" in m.text)
