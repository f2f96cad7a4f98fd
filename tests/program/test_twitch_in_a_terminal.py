"""The questions about a twitch in a real terminal: typed, interrupted, killed, taken up again."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
from typing import TYPE_CHECKING

import pytest
from program import LULL, Program, end, one_line_error
from terminals import in_terminal

from journal.draft import load_drafts
from journal.store import Journal

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from journal.twitches import TwitchRecord

SHOWN_SECONDS = 30.0
WHERE = ["eyelid", "flicker", "3", "", "", "", "", ""]
SIMPLE = [*WHERE, "1", "0", "0", ""]


class Terminal:
    """The other side of a terminal in which a command runs."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self.descriptor = descriptor
        self.process = process
        self.waits = False

    def asked(self) -> str:
        """What was shown since the last answer, up to the prompt that waits for the next one."""
        shown = ""
        deadline = time.monotonic() + SHOWN_SECONDS
        while not shown.endswith(": "):
            left = deadline - time.monotonic()
            assert left > 0, f"nothing was asked, but {shown[-500:]!r}"
            if select.select([self.descriptor], [], [], left)[0]:
                shown += os.read(self.descriptor, 65536).decode()
        self.waits = True
        return shown.replace("\r\n", "\n")

    def answer(self, *lines: str) -> None:
        """Type each line at its own prompt."""
        for line in lines:
            if not self.waits:
                self.asked()
            self.type(f"{line}\n")

    def type(self, text: str) -> None:
        """Type something, whatever is asked."""
        os.write(self.descriptor, text.encode())
        self.waits = False

    def ends(self) -> tuple[int, str]:
        """The exit status, and what was shown after the last answer."""
        shown = ""
        with contextlib.suppress(OSError):  # the other side is closed
            while select.select([self.descriptor], [], [], SHOWN_SECONDS)[0]:
                shown += os.read(self.descriptor, 65536).decode()
        return self.process.wait(SHOWN_SECONDS), shown.replace("\r\n", "\n")


@contextlib.contextmanager
def terminal(lull: Program, *words: str) -> Iterator[Terminal]:
    """A terminal in which one command runs."""
    env = {**lull.environ, "TERM": "dumb", "COLUMNS": "100", "LANG": "en_GB.UTF-8"}
    with in_terminal([LULL, *words], env) as (ours, process):
        yield Terminal(ours, process)


@pytest.fixture
def known(lull: Program) -> Program:
    """The program, with a profile in its settings so that nothing is asked about the person."""
    lull.home.mkdir(parents=True)
    lull.paths.settings.write_text(
        'profile = {age_band = "16_39", conditions = [], medicines = [], pregnant = "no"}\n'
    )
    return lull


def last(lull: Program) -> TwitchRecord | None:
    with Journal.open(lull.paths.journal) as journal:
        return journal.last_twitch()


def test_a_twitch_is_logged_from_the_first_question_to_the_saved_entry(known: Program) -> None:
    with terminal(known, "log", "twitch") as screen:
        screen.answer(*SIMPLE)
        assert "What to do:" in screen.asked()
        screen.answer("1")
        status, shown = screen.ends()
    assert status == 0
    assert "Saved. To take it back: lull undo" in shown
    record = last(known)
    assert record is not None
    assert (record.level, record.report["sites"]) == ("self_care", ["eyelid"])
    assert known.text("undo") == "Taken back: Your last note.\n"
    assert last(known) is None


def test_log_without_a_word_asks_too(known: Program) -> None:
    with terminal(known, "log") as screen:
        screen.answer("eyelid")
        assert "What is it like?" in screen.asked()


def test_a_running_lull_offers_to_undo_it(known: Program) -> None:
    with known.running():
        with terminal(known, "log", "twitch") as screen:
            screen.answer(*SIMPLE, "1")
            assert screen.ends()[0] == 0
        assert known.text("undo") == "Taken back: Your last note.\n"


def test_ctrl_c_keeps_what_was_answered_and_the_next_start_goes_on(known: Program) -> None:
    with terminal(known, "log", "twitch") as screen:
        screen.answer("calf", "1", "jerk")
        screen.asked()
        screen.type("\x03")
        status, shown = screen.ends()
    assert status == 130
    assert "Your answers so far are kept: lull log twitch goes on from there." in shown
    assert "Traceback" not in shown
    (draft,) = known.paths.journal.parent.glob("draft-*.json")
    assert draft.stat().st_mode & 0o777 == 0o600
    with terminal(known, "log", "twitch") as screen:
        screen.answer("1")
        assert "When did it begin?" in screen.asked()


def test_a_kill_loses_nothing_at_any_question(known: Program) -> None:
    for number in range(1, len(SIMPLE) + 1, 3):
        with terminal(known, "log", "twitch") as screen:
            first = [] if number == 1 else ["2"]
            screen.answer(*first, *SIMPLE[:number])
            screen.asked()
            screen.process.send_signal(signal.SIGKILL)
            screen.process.wait(10)
        (draft,) = load_drafts(known.paths.journal.parent)
        assert draft.data["where"]["sites"] == ["eyelid"]
    with terminal(known, "log", "twitch") as screen:
        screen.answer("1", *SIMPLE[number:], "1")
        assert screen.ends()[0] == 0
    record = last(known)
    assert record is not None
    assert record.report["sites"] == ["eyelid"]


def test_a_closed_terminal_keeps_the_answers(known: Program) -> None:
    with terminal(known, "log", "twitch") as screen:
        screen.answer("calf")
        screen.asked()
        screen.type("\x04")
        status, shown = screen.ends()
    assert (status, "Traceback" in shown) == (130, False)
    assert len(load_drafts(known.paths.journal.parent)) == 1


def test_an_emergency_begins_with_the_number(known: Program) -> None:
    with terminal(known, "check") as screen:
        screen.answer(*WHERE, "0", "7", "yes")
        told = screen.asked().partition("Step 3 of 3: what to do\n\n")[2]
        assert told.startswith("Call 999 now.\n")
        assert "What may help today" not in told


def test_a_check_leaves_no_trace(known: Program) -> None:
    before = sorted(known.home.rglob("*"))
    with terminal(known, "check") as screen:
        screen.answer(*SIMPLE, "1")
        status, _ = screen.ends()
    assert status == 0
    assert sorted(known.home.rglob("*")) == before


@pytest.mark.parametrize("words", [("log", "twitch"), ("log",), ("check",)])
def test_without_a_terminal_it_says_so_on_one_line(lull: Program, words: tuple[str, ...]) -> None:
    error = one_line_error(lull(*words, typed="eyelid\n"), 2)
    assert error.startswith("lull: This needs a terminal: ")
    assert "ssh -t" in error
    assert not lull.home.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("log", "twitch", "2"),
        ("log", "twitch", "--json"),
        ("log", "twitch", "--at", "09:00"),
        ("check", "eyelid"),
        ("check", "--json"),
    ],
)
def test_words_that_it_does_not_take_are_refused(lull: Program, words: tuple[str, ...]) -> None:
    one_line_error(lull(*words), 2)


# -- answers from a file

ANSWERS = {
    "age_band": "16_39",
    "sites": ["eyelid"],
    "spread": "one_place",
    "since_days": 3,
    "kind": "flicker",
    "medicines": [],
    "conditions": [],
    "signs": {"_core": "all_no"},
}


def test_answers_from_a_file_and_from_a_pipe_give_the_same_advice(lull: Program) -> None:
    file = lull.home.parent / "answers.json"
    file.write_text(json.dumps(ANSWERS))
    told = lull.text("check", "--json", str(file))
    piped = lull("check", "--json", "-", typed=json.dumps(ANSWERS))
    assert (piped.returncode, piped.stdout, piped.stderr) == (0, told, "")
    assert json.loads(told)["level"] == "self_care"
    # It needs no home and makes none.
    assert not lull.home.exists()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ("", "not JSON"),
        ("[]", "inputs"),
        ('{"since_days": 1, "signs": {}}', "sites"),
        ('{"sites": ["eyelid"], "since_days": -1, "signs": {}}', "since_days"),
        ('{"sites": ["eyelid"], "since_days": 1, "signs": {"weakness": "perhaps"}}', "weakness"),
        ('{"sites": ["eyelid"], "since_days": 1, "signs": {"elbow": "no"}}', "signs.elbow"),
        ("[" * 100_000, "nested too deeply"),
    ],
    ids=range(7),
)
def test_answers_that_make_no_sense_are_one_line_with_the_field(
    lull: Program, answers: str, field: str
) -> None:
    assert field in one_line_error(lull("check", "--json", "-", typed=answers), 2)


def test_a_missing_file_is_one_line(lull: Program) -> None:
    error = one_line_error(lull("check", "--json", "nowhere.json"), 2)
    assert "nowhere.json: No such file or directory" in error


def test_settings_that_are_not_valid_cost_nobody_the_advice(lull: Program) -> None:
    lull.home.mkdir(parents=True)
    lull.paths.settings.write_text("[broken")
    done = lull("check", "--json", "-", typed=json.dumps(ANSWERS))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_start_at_login_opens_nothing_and_a_second_one_is_quiet(lull: Program) -> None:
    process = lull.start("run", "--autostart")
    try:
        lull.wait_until_up(process)
        assert lull.text("run", "--autostart").startswith("Lull is already running. ")
        process.terminate()
        shown, _ = process.communicate(timeout=10)
        assert "Lull is running" not in shown
    finally:
        end(process)
