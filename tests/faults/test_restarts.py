"""Everything that people can do, done once more while the bot is restarted again and again."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from handlers import FEATURES
from tests import lifetime
from tests.exercise import At
from tests.exercise.day import play
from tests.faults.results import is_long, record, seeded, size
from tests.lifetime import SMALL
from tests.watching import Watch, all_acts

# So many acts at the most are between two restarts.
APART = size(short=9, long=1)
# Where those of the short form come.
SEED = 20261124
# In these something stands in memory only, as is promised, and is asked anew after a restart.
IN_MEMORY = {
    "one is answered without names, and taken back",
    "a vote under seal is voted, extended, closed, and its tie decided by the chair",
    "open votes are voted by families, closed early, taken back, and closed in time",
    "a class elects its representative, who has the seat at once",
    "of two treasurers one stands: it is put off, and opened all the same",
    "it is over: who came, what they thought of it, the minutes, a task",
    # Until it is chosen who may know of it, a letter is nobody's.
    "a parent writes to the principal, who answers",
    "a letter is passed on, and its writer is asked something",
    "a family asks the confidant for help",
    "the principal keeps what is written often, and lets it go",
    "a parent writes a hidden letter, and thinks better of another",
    "a suggestion is published with its writer's consent",
}


@dataclass(frozen=True)
class Interrupted(At):
    """A school whose bot is stopped and started again every few acts."""

    chance: random.Random
    # How many acts are left until the next restart; how many restarts there were.
    counts: dict[str, int] = field(default_factory=lambda: {"left": APART, "restarts": 0})

    async def settled(self) -> None:
        """Likewise, and every now and then that is followed by a restart."""
        await super().settled()
        self.counts["left"] -= 1
        if self.counts["left"] > 0 or self.watch.step in IN_MEMORY:
            return
        self.counts["left"] = self.chance.randint(1, APART)
        self.counts["restarts"] += 1
        await self.school.restart()
        await super().settled()


async def test_every_flow_goes_on_after_a_restart_in_its_middle(tmp_path: Path) -> None:
    """Each step finds what the one before it left: questions, forms, previews, lists, buttons."""
    watch, seed = Watch(), seeded() if is_long() else SEED
    async with lifetime.opened(tmp_path, SMALL, watch.features(FEATURES)) as (school, life):
        at = Interrupted(school, life, watch, random.Random(seed))
        await play(at)
    missing = sorted(all_acts(FEATURES) - {act.name for act in watch.acts})
    assert not missing
    restarts = at.counts["restarts"]
    record(5, "everything once, with restarts", acts=len(watch.acts), restarts=restarts, seed=seed)
