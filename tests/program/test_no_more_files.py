"""A running Lull that may open no more files: it says so, and goes on once it may again."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

from program import one_line_error, wait_for

if TYPE_CHECKING:
    from program import Program

STREAMS = 3
"""Open from the start; a new file would need a number below that."""


def test_a_lull_without_another_file_refuses_and_goes_on_once_there_is_one(lull: Program) -> None:
    with lull.running() as process:
        lull.text("log", "water")
        most = resource.prlimit(process.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (STREAMS, most[1]))
        refused = one_line_error(lull("log", "coffee"), 1)
        assert refused.startswith("lull: Lull does not answer: ")
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, most)
        wait_for(lambda: lull("status").returncode == 0, "an answer")
        lull.text("log", "water")
        assert process.poll() is None
        today = lull.facts("today")
        # What was refused is not noted later either.
        assert (today["caffeine_mg"], today["water_ml"]) == (0, 500)
