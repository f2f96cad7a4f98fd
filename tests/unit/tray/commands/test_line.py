from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import JournalError
from tray.commands import actions, entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from command_line import Commands

A_MEGABYTE = "x" * 1_000_000

NASTY: list[list[str]] = [
    [""],
    [" "],
    ["nonsense"],
    ["stauts"],
    ["STATUS"],
    ["--nonsense"],
    ["-x"],
    ["--"],
    ["--hom", "x", "status"],
    ["--home"],
    ["--version=2"],
    ["status", "--version"],
    ["status", "now"],
    ["status", "--jsn"],
    ["status", "--json=yes"],
    ["run", "now"],
    ["run", "--json"],
    ["quit", "now"],
    ["quit", "--json"],
    ["why", "--days", "0"],
    ["why", "--days", "-1"],
    ["why", "--days", "367"],
    ["why", "--days", "99999999999"],
    ["why", "--days", "9" * 5000],
    ["why", "--days", "1.5"],
    ["why", "--days", "\u0661"],
    ["why", "--days", ""],
    ["why", "--days"],
    ["plan", "--days", "0"],
    ["plan", "--days", "99999999999"],
    ["plan", "--days", "nan"],
    ["plan", "--from", ""],
    ["plan", "--from", "yesterday"],
    ["plan", "--from", "2026-02-30"],
    ["plan", "--from", "2026-13-01"],
    ["plan", "--from", "9999-12-31"],
    ["plan", "--from", "0001-01-01"],
    ["plan", "--from", "2200-01-02"],
    ["plan", "--from", "1969-12-31"],
    ["plan", "--from", "29.03.2026"],
    ["plan", "--from", "2026-03-29T10:00"],
    ["plan", "--from", "-1"],
    ["plan", "2026-03-29"],
    ["pause"],
    ["pause", ""],
    ["pause", "-1h"],
    ["pause", "0m"],
    ["pause", "0h0m"],
    ["pause", "1d"],
    ["pause", "1e9h"],
    ["pause", "9999h"],
    ["pause", "1h99999m"],
    ["pause", "yesterday"],
    ["pause", "1999-01-01"],
    ["pause", "2199-01-01"],
    ["pause", "9999-12-31"],
    ["pause", "30 m"],
    ["pause", "1h", "2h"],
    ["pause", "1h\n"],
    ["resume", "now"],
    ["nudge"],
    ["nudge", ""],
    ["nudge", "twitch"],
    ["nudge", "CAFFEIN"],
    ["nudge", "water", "coffee"],
    ["log"],
    ["log", ""],
    ["log", "tar"],
    ["log", "twitch"],
    ["log", "coffee", "many"],
    ["log", "coffee", "1e400"],
    ["log", "coffee", "1e3"],
    ["log", "coffee", "inf"],
    ["log", "coffee", "0x10"],
    ["log", "coffee", "1_000"],
    ["log", "water", "-5"],
    ["log", "water", "0"],
    ["log", "water", "nan"],
    ["log", "water", "5001"],
    ["log", "water", "9" * 400],
    ["log", "water", "\u0662\u0665\u0660"],
    ["log", "water", "250", "ml"],
    ["log", "water", ""],
    ["log", "sleep"],
    ["log", "sleep", "25"],
    ["log", "stress", "11"],
    ["log", "stress", "-1"],
    ["log", "stress", "NaN"],
    ["log", "exercise", "100000"],
    ["log", "alcohol", "1000000"],
    ["log", "coffee", "--at", "25:00"],
    ["log", "coffee", "--at", "noon"],
    ["log", "coffee", "--at", ""],
    ["log", "coffee", "--at", "2199-01-01T00:00"],
    ["log", "coffee", "--at", "0001-01-01T00:00+14:00"],
    ["log", "coffee", "--at", "9999-12-31T23:59-12:00"],
    ["log", "coffee", "--at", "2020-01-01"],
    ["log", "coffee", "--at"],
    ["undo", "twice"],
    ["today", "2026-01-01"],
    ["breathe", "in"],
    ["check-in", "now"],
    ["settings"],
    ["settings", ""],
    ["settings", "chekc"],
    ["settings", "path", "check"],
    ["autostart"],
    ["autostart", "maybe"],
    ["doctor", "who"],
    ["demo", "--seconds", "0"],
    ["demo", "--seconds", "nan"],
    ["demo", "--seconds", "inf"],
    ["demo", "--seconds", "-5"],
    ["demo", "--seconds", "1e400"],
    ["demo", "--seconds", "3601"],
    ["demo", "--seconds", "a minute"],
    ["about", "what"],
    ["--home", "", "status"],
    ["--home", "\0", "status"],
    ["--home", "\udc00\ud800", "status"],
    ["status", "--home", " "],
]
LETTERS = ["\0", "\n", "\r\n", "\x1b[2J", "\u2028", "\ud800", "\udcff", "\u202e", "\x7f"]


@pytest.mark.parametrize("words", NASTY, ids=lambda words: " ".join(words)[:60] or "nothing")
def test_a_mistake_is_refused_on_one_line_and_changes_nothing(
    lull: Commands, words: list[str]
) -> None:
    lull.refused(*words)
    assert lull.kept() == []


@pytest.mark.parametrize("letter", LETTERS, ids=ascii)
@pytest.mark.parametrize(
    "words",
    [
        ["{}"],
        ["log", "{}"],
        ["log", "coffee", "{}"],
        ["log", "coffee", "--at", "{}"],
        ["pause", "{}"],
        ["nudge", "{}"],
        ["plan", "--from", "{}"],
        ["plan", "--days", "{}"],
        ["settings", "{}"],
        ["demo", "--seconds", "{}"],
        ["status", "{}"],
        ["--{}"],
    ],
    ids=" ".join,
)
def test_letters_that_no_line_should_hold_are_kept_out_of_it(
    lull: Commands, words: list[str], letter: str
) -> None:
    lull.refused(*(word.format(f"a{letter}b") for word in words))
    assert lull.kept() == []


@pytest.mark.parametrize(
    "words",
    [
        [A_MEGABYTE],
        ["log", A_MEGABYTE],
        ["log", "water", "9" * 1_000_000],
        ["pause", A_MEGABYTE],
        ["nudge", A_MEGABYTE],
        ["plan", "--from", A_MEGABYTE],
        ["plan", "--days", "9" * 1_000_000],
        ["status", *["x"] * 100_000],
        ["--home", A_MEGABYTE, "status"],
    ],
    ids=lambda words: words[0][:10],
)
def test_words_without_end_are_not_repeated_without_end(lull: Commands, words: list[str]) -> None:
    assert len(lull.refused(*words)) < 1300


COMMAND_WORDS = st.lists(
    st.text(max_size=20)
    | st.sampled_from(["--json", "--days", "--from", "--at", "--seconds", "--", "coffee", "250"])
    | st.characters(categories=["Cs", "Cc"]),
    min_size=1,
    max_size=4,
).filter(lambda words: "--debug" not in words)  # its traceback is not one line, as is said


@pytest.mark.parametrize(
    "command", ["log", "pause", "nudge", "plan", "why", "status", "settings", "today", "about"]
)
@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=COMMAND_WORDS)
def test_random_words_do_what_they_say_or_are_refused(
    lull: Commands, command: str, words: list[str]
) -> None:
    done = lull(command, *words)
    if done.status == 0:
        assert done.errors == ""
        assert done.output
    else:
        assert lull.refused(command, *words)


@settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(word=st.text(max_size=30).filter(lambda word: word not in {*actions.COMMANDS, "run", "-h"}))
def test_a_random_word_is_no_command(lull: Commands, word: str) -> None:
    lull.refused(word)
    assert lull.files() == {}


# -- what is said


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["stauts"], "did you mean status?"),
        (["paus", "1h"], "did you mean pause?"),
        (["doktor"], "did you mean doctor?"),
        (["settings", "chekc"], "did you mean check?"),
        (["autostart", "onn"], "did you mean on?"),
        (["zzz"], "known: run, status, why, plan"),
        (["settings", "zzz"], "known: path, check"),
    ],
)
def test_a_slip_gets_a_hint(lull: Commands, words: list[str], hint: str) -> None:
    assert hint in lull.refused(*words)


def test_the_help_of_the_command_is_pointed_to(lull: Commands) -> None:
    assert lull.refused("nonsense").endswith("; see lull --help\n")
    assert lull.refused("plan", "--days", "0").endswith("; see lull plan --help\n")


@pytest.mark.parametrize("command", ["", "run", *actions.COMMANDS])
def test_every_command_has_help(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for columns in ("100", "40"):
        monkeypatch.setenv("COLUMNS", columns)
        shown = lull.text(*command.split(), "--help")
        assert shown.startswith(f"usage: lull {command}".rstrip())
    shown = lull.text(*command.split(), "--help")
    for option in ("-h, --help", "--home DIR", "--debug"):
        assert option in shown
    assert len(shown.partition("\n\n")[2].splitlines()[0].split()) >= 2
    assert lull.files() == {}


@pytest.mark.parametrize("words", [["--help"], ["plan", "-h"], ["--version"]])
def test_what_is_asked_for_goes_to_the_output(lull: Commands, words: list[str]) -> None:
    assert lull.text(*words)
    assert lull.files() == {}


def test_the_words_are_those_of_the_process_where_none_are_given(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["lull", "settings", "path"])
    assert entry.main() == 0
    assert capsys.readouterr().out == f"{lull.paths.settings}\n"


def fail_with(error: BaseException) -> Callable[..., int]:
    def command(*_: object) -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (JournalError("No room", "the disk\nis full"), 1, "lull: No room: the disk is full\n"),
        (
            OSError(errno.EROFS, os.strerror(errno.EROFS), "a\nb"),
            1,
            "lull: That did not work: a b: Read-only file system\n",
        ),
        (OSError("odd"), 1, "lull: That did not work: odd\n"),
        (
            ZeroDivisionError("a secret"),
            1,
            (
                "lull: Something went wrong: an unexpected ZeroDivisionError; "
                "run it again with --debug and report that\n"
            ),
        ),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 1, ""),
    ],
)
def test_every_failure_is_one_line_and_a_status(
    lull: Commands,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    status: int,
    said: str,
) -> None:
    monkeypatch.setitem(actions.COMMANDS, "today", fail_with(error))
    done = lull("today")
    assert (done.status, done.output, done.errors) == (status, "", said)


def test_a_traceback_comes_only_when_it_is_asked_for(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(actions.COMMANDS, "today", fail_with(ZeroDivisionError("why")))
    errors = lull("today", "--debug").errors
    assert "Traceback" in errors
    assert errors.splitlines()[-1].startswith("lull: Something went wrong: ")


def test_output_that_stays_unwritable_goes_nowhere(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def fileno(self) -> int:
            return file.fileno()

    with (tmp_path / "file").open("w") as file:
        monkeypatch.setattr(sys, "stdout", Full())
        assert entry.main(["settings", "path"]) == 1
        # What the interpreter still writes at its end does no harm.
        assert os.path.samestat(os.fstat(file.fileno()), os.stat(os.devnull))  # noqa: PTH116 - both
    assert lull.files() == {}


def test_a_process_without_streams_is_no_surprise(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert entry.main(["log", "coffee"]) == 0
    assert entry.main(["--help"]) == 0
    assert entry.main(["nonsense"]) == 2
    monkeypatch.setitem(actions.COMMANDS, "today", fail_with(OSError("odd")))
    assert entry.main(["today"]) == 1
    monkeypatch.undo()
    assert lull.files()
