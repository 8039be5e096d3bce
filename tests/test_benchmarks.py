"""The benchmarks can be run: their tiny forms measure what they are for, whatever the figures."""

from __future__ import annotations

import pytest

from benchmarks import __main__ as all_of_them
from benchmarks import monday, storm


@pytest.mark.parametrize("benchmark", [monday, storm])
async def test_the_tiny_form_counts_right(benchmark: object) -> None:
    """Counts are no matter of speed: nothing is lost or wrong, and the limits are kept."""
    said = await benchmark.run(quick=True)  # type: ignore[attr-defined]
    rows = [line.split(" | ") for line in said.splitlines()]
    figures = {row[0].strip("| "): row[1] for row in rows if len(row) > 2}
    assert figures["answers stored that differ from the taps"] == "0"
    assert figures["cards that end with other counts"] == "0"
    assert figures.get("429 answers", "0") == "0"
    if benchmark is storm:
        # Not a matter of speed either: what a storm costs, with Telegram's own limits.
        assert int(figures["edits of the card in the first 10 s"]) <= 3
        assert int(figures["calls for 100 taps, getUpdates apart"]) <= 100 + 5


def test_every_benchmark_is_named() -> None:
    assert set(all_of_them.BENCHMARKS) == {
        "taps", "monday", "storm", "broadcast", "alarms", "school", "browser"
    }  # fmt: skip


def test_the_least_time_of_a_broadcast_is_the_windows() -> None:
    least = all_of_them.broadcast.least
    assert [least(n, 30, 1.0) for n in (1, 30, 31, 60, 61, 1000)] == [0, 0, 1, 1, 2, 33]
