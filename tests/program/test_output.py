"""Output that cannot be written, and terminals that cannot show every letter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from program import COMMAND_SECONDS, LULL, STARTS, Program

if TYPE_CHECKING:
    from collections.abc import Sequence

ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def shell(lull: Program, script: str) -> subprocess.CompletedProcess[str]:
    """Run ``script`` with bash; ``"$lull"`` stands for the program."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        env={**lull.environ, "lull": str(LULL)},
        capture_output=True,
        encoding="utf-8",
        timeout=COMMAND_SECONDS,
        check=False,
    )


@pytest.mark.parametrize("words", ["plan --days 300", "--help", "about", "status"])
def test_a_reader_that_leaves_is_no_error(lull: Program, words: str) -> None:
    # The reader has gone before anything is written.
    done = shell(lull, f'{{ "$lull" {words}; echo "status $?" >&2; }} | true')
    assert done.stderr in {"status 1\n", "status 0\n"}


def test_a_reader_that_takes_the_first_line_gets_it(lull: Program) -> None:
    done = shell(lull, '"$lull" plan --days 300 --json | head -1')
    assert done.stdout == "[\n"
    assert done.stderr == ""


@pytest.mark.parametrize("words", ["status", "--help", "plan --days 300", "settings path"])
def test_a_full_disk_is_told_of(lull: Program, words: str) -> None:
    done = shell(lull, f'"$lull" {words} >/dev/full')
    assert done.returncode == 1
    assert done.stderr == "lull: That did not work: No space left on device\n"


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(lull: Program, closed: str) -> None:
    for words in ("about", "log coffee", "doctor"):
        done = shell(lull, f'"$lull" {words} {closed}')
        assert (done.returncode, done.stderr) == (0, "")
    assert shell(lull, f'"$lull" nonsense {closed}').returncode == 2
    assert lull.facts("today")["caffeine_mg"] > 0


def test_what_needs_a_stream_says_that_there_is_none(lull: Program) -> None:
    done = shell(lull, '"$lull" export >&-')
    assert (done.returncode, done.stderr) == (
        2,
        "lull: Not exported: there is no standard output\n",
    )
    done = shell(lull, '"$lull" import - <&-')
    assert done.returncode == 2
    assert done.stderr == "lull: This file cannot be read: there is no standard input\n"
    told = json.dumps({"sites": ["eyelid"], "since_days": 1, "signs": {"_core": "all_no"}})
    done = shell(lull, f"""echo '{told}' | "$lull" check --json - >&-""")
    assert (done.returncode, done.stderr) == (0, "")


def test_errors_that_cannot_be_written_still_have_their_status(lull: Program) -> None:
    assert shell(lull, '"$lull" nonsense 2>/dev/full').returncode == 2


def test_the_check_in_needs_something_to_ask_in(lull: Program) -> None:
    done = shell(lull, '"$lull" check-in <&-')
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "lull: No terminal: the check-in asks its questions in one\n"


def test_it_runs_with_every_stream_closed(lull: Program) -> None:
    process = subprocess.Popen(
        ["sh", "-c", 'exec "$0" <&- >&- 2>&-', LULL],
        env=lull.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    with lull.started(process):
        # Nothing can be shown where there is neither a desktop nor a terminal, and it says so.
        done = lull("nudge", "hydration")
        assert done.returncode == 1
        assert done.stderr.startswith("lull: Not shown: ")
        assert lull.text("log", "coffee").startswith("Coffee noted")
        assert lull.text("quit") == "Lull has ended.\n"
        process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Traceback" not in lull.log_text()


@pytest.mark.parametrize(
    "words",
    [
        ["when-to-get-help"],
        ["plan", "--days", "30"],
        ["nudge", "breathing"],
        ["log", "\u6c34"],
    ],
    ids=lambda words: str(words[0]),
)
def test_a_terminal_of_plain_letters_is_enough(lull: Program, words: Sequence[str]) -> None:
    done = lull(*words, environ=ASCII)
    assert done.returncode == (2 if words[0] == "log" else 0)
    assert done.stdout.isascii()
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == (1 if words[0] == "log" else 0)


def test_a_running_lull_needs_plain_letters_alone(lull: Program) -> None:
    lull.environ |= ASCII
    with lull.running() as process:
        assert lull.text("nudge", "breathing") == "It was shown.\n"
        assert lull.text("breathe") == ""
        process.terminate()
        shown, errors = process.communicate(timeout=10)
    assert errors == STARTS
    assert shown.isascii()
    assert "Two slow minutes" in shown


def test_a_name_that_is_no_text_is_printed_as_the_bytes_it_is(lull: Program) -> None:
    home = os.fsencode(lull.home.parent) + b"/no text \xff"
    done = subprocess.run(
        [LULL, "--home", home, "settings", "path"],
        env=lull.environ,
        capture_output=True,
        timeout=COMMAND_SECONDS,
        check=True,
    )
    assert done.stdout == home + b"/settings.toml\n"
    told = lull("--home", home, "doctor", "--json")
    assert isinstance(json.loads(told.stdout), list)


def test_ctrl_c_ends_a_command_without_a_word(lull: Program) -> None:
    # The command's own process, interrupted while it waits for an answer.
    script = (
        "import builtins, sys\n"
        "from tray.commands import entry\n"
        "def interrupted(_): raise KeyboardInterrupt\n"
        "builtins.input = interrupted\n"
        "sys.exit(entry.main(['check-in']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=lull.environ,
        capture_output=True,
        encoding="utf-8",
        timeout=COMMAND_SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "")
