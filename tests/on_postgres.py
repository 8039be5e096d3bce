"""`make test-postgres`: the suite with every school on PostgreSQL, or a line that says why not."""

from __future__ import annotations

import os
import subprocess
import sys

from tests import postgres


def main() -> int:
    """Runs the suite; returns its exit code, 0 where there is no server."""
    if not postgres.answers():
        print(f"skipped: no PostgreSQL answers at {postgres.SERVER}")  # noqa: T201 (it is a command)
        return 0
    command = [sys.executable, "-m", "pytest", "-n", "2", *sys.argv[1:]]
    return subprocess.run(
        command, env={**os.environ, "HOMEROOM_TEST_ON": "postgresql"}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
