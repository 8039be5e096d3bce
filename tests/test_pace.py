"""The arithmetic of Telegram's limits, on a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scheduler.pace import INF, Limits, Pace, Window

SMALL = Limits(overall=(3, 1.0), private=(1, 1.0), group=(4, 3.0), group_edits=1, card_gap=0.5)
# Times are sums of fractions of a second; so much they may be off.
SLACK = 1e-6


@dataclass
class Job:
    """A call that waits: to a chat, and how long its answer takes."""

    chat_id: int
    takes: float
    edit: bool = False
    sent: float = 0.0


@dataclass
class Day:
    """Runs jobs as the sender does: claims what may go, waits for answers or for a free slot."""

    pace: Pace
    now: float = 1000.0
    flying: list[Job] = field(default_factory=list)
    done: list[tuple[Job, float]] = field(default_factory=list)

    def run(self, jobs: list[Job]) -> None:
        """Until every job is answered; raises when the pace would sleep for ever."""
        waiting = list(jobs)
        while waiting or self.flying:
            waiting = self._claim(waiting)
            answers = [job.sent + job.takes for job in self.flying]
            wake = min([self.pace.next_free(self.now) if waiting else INF, *answers])
            assert wake < INF, "the sender would sleep for ever while work waits"
            assert wake > self.now or self.flying, "the sender would spin"
            self.now = max(self.now, wake)
            self._answer()

    def _claim(self, waiting: list[Job]) -> list[Job]:
        left = []
        for job in waiting:
            busy = self.pace.busy(self.now, edits=job.edit)
            if job.chat_id in busy or not self.pace.room(self.now):
                left.append(job)
                continue
            self.pace.take(job.chat_id)
            job.sent = self.now
            self.flying.append(job)
        return left

    def _answer(self) -> None:
        for job in [job for job in self.flying if job.sent + job.takes <= self.now]:
            self.flying.remove(job)
            self.pace.answered(job.chat_id, self.now)
            self.done.append((job, self.now))


def never_more(moments: list[float], limit: tuple[int, float]) -> bool:
    """Whether no stretch of time holds more moments than the limit allows."""
    size, seconds = limit
    ordered = sorted(moments)
    return all(b - a >= seconds - SLACK for a, b in zip(ordered, ordered[size:], strict=False))


jobs = st.lists(
    st.builds(
        Job,
        chat_id=st.sampled_from([1, 2, 3, 4, -1, -2]),
        takes=st.floats(0.0, 2.5),
        edit=st.booleans(),
    ),
    max_size=40,
)


@given(jobs, st.floats(0.0, 1.0))
def test_no_stretch_of_time_holds_more_than_the_limit(work: list[Job], counted: float) -> None:
    """Whenever the server counts a call: as it leaves, as it is answered, or between the two."""
    day = Day(Pace(SMALL))
    day.run(work)
    assert len(day.done) == len(work)

    def moments(chat_id: int | None) -> list[float]:
        return [
            job.sent + counted * (answered - job.sent)
            for job, answered in day.done
            if chat_id is None or job.chat_id == chat_id
        ]

    assert never_more(moments(None), SMALL.overall)
    for chat_id in {job.chat_id for job in work}:
        assert never_more(moments(chat_id), SMALL.private if chat_id > 0 else SMALL.group)


@given(jobs)
def test_a_chat_gets_one_call_at_a_time(work: list[Job]) -> None:
    """So what is said to one chat arrives in order."""
    day = Day(Pace(SMALL))
    day.run(work)
    for chat_id in {job.chat_id for job in work}:
        calls = sorted((job.sent, end) for job, end in day.done if job.chat_id == chat_id)
        assert all(end <= start for (_, end), (start, _) in pairwise(calls))


@given(st.lists(st.floats(0.0, 0.4), min_size=5, max_size=30))
def test_the_limit_is_used_up(latencies: list[float]) -> None:
    """No more than the last answer's way is lost in a window."""
    day = Day(Pace(Limits(overall=(3, 1.0), private=(1, 1.0))))
    start = day.now
    day.run([Job(100 + number, takes) for number, takes in enumerate(latencies)])
    windows = -(-len(latencies) // 3)
    assert day.now - start <= windows * (1.0 + 0.4) + SLACK


def test_edits_leave_a_part_of_a_groups_limit_to_messages() -> None:
    pace = Pace(Limits(group=(4, 60.0), group_edits=2))
    for moment in (0.0, 0.1):
        pace.take(-1)
        pace.answered(-1, moment)
    assert -1 in pace.busy(0.2, edits=True)
    assert -1 not in pace.busy(0.2)
    assert -1 not in pace.busy(60.05, edits=True)


def test_one_chat_that_is_flooded_waits_alone() -> None:
    pace = Pace()
    pace.flooded(5, 100.0, 7.0)
    assert pace.busy(106.9) == {5}
    assert pace.room(100.0) == 30
    assert pace.next_free(100.0) == 107.0
    assert pace.busy(107.0) == set()


def test_several_flooded_chats_within_a_second_make_all_wait() -> None:
    pace = Pace()
    for number, moment in enumerate((100.0, 100.4, 100.9)):
        pace.flooded(number, moment, 3.0)
    assert pace.room(103.8) == 0
    assert pace.next_free(101.0) == 103.9
    assert pace.room(103.9) == 30


def test_flooded_chats_far_apart_do_not() -> None:
    pace = Pace()
    for number, moment in enumerate((100.0, 100.6, 101.2, 101.8)):
        pace.flooded(number, moment, 30.0)
    assert pace.room(102.0) == 30


def test_flooded_chats_among_many_that_take_what_they_are_sent_wait_alone() -> None:
    pace = Pace()
    for number, moment in enumerate((100.0, 100.3, 100.6)):
        for _ in range(4):
            pace.arrived(moment)
        pace.flooded(number, moment, 3.0)
    assert pace.room(100.7) == 30
    assert pace.busy(100.7) == {0, 1, 2}


def test_one_chat_that_is_flooded_again_and_again_waits_alone() -> None:
    pace = Pace()
    for moment in (100.0, 100.1, 100.2, 100.3):
        pace.flooded(5, moment, 1.0)
    assert pace.room(100.4) == 30


def test_a_card_rests_after_its_edit() -> None:
    pace = Pace(Limits(card_gap=3.0))
    pace.rest(7, 100.0)
    assert pace.resting(102.9) == {7}
    assert pace.next_free(100.0) == 103.0
    assert pace.resting(103.0) == set()


def test_only_an_answer_frees_what_is_in_flight() -> None:
    window = Window(2, 1.0)
    window.take()
    window.take()
    assert window.free_at(50.0) == INF
    window.answered(50.0)
    assert window.free_at(50.0) == 51.0
    assert window.room(51.0) == 1


def test_idle_chats_are_forgotten() -> None:
    """A school's year of private chats must not slow each look down."""
    pace = Pace()
    for chat_id in range(1, 500):
        pace.take(chat_id)
        pace.answered(chat_id, 10.0)
    pace.busy(20.0)
    assert not pace._chats
