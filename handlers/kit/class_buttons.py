"""What leads from the report on a class to its list, and to who on it is whom."""

from __future__ import annotations

from handlers.kit import buttons


@buttons.button("cll")
class GiveList:
    """Give the list of this class."""

    class_id: int


@buttons.button("cmw")
class WhoIsWho:
    """Show the children whom parents named and who are not on the list."""

    subject_id: int
