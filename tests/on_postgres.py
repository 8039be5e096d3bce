"""Every test that has a database, on PostgreSQL; where there is none, a line that says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from tests import postgres


def main() -> int:
    """Runs pytest with what it is given; returns its exit code, 0 where there is no server."""
    # A server that was started for the tests ends with them.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres.served() as url:
            return subprocess.run(
                [sys.executable, "-m", "pytest", *sys.argv[1:]],
                env={**os.environ, "HOMEROOM_TEST_ON": "postgresql", postgres.NAMED: url},
                check=False,
            ).returncode
    except postgres.Missing as missing:
        print(f"skipped: all tests on PostgreSQL; {missing}")  # noqa: T201 (it is a command)
        return 0


if __name__ == "__main__":
    sys.exit(main())
