"""Whatever is typed by mistake or on purpose: one line, the right exit status, nothing changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from program import Program, one_line_error

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

LONGEST_WORD = 130_000
"""About as long as a word of a command line can be on Linux (MAX_ARG_STRLEN)."""

NASTY: dict[str, tuple[str | bytes, ...]] = {
    "a word that is no text": ("log", b"\xff\xfe"),
    "an amount that is no text": ("log", "water", b"2\xff"),
    "a command that is no text": (b"\xc3\x28",),
    "a pause that is no text": ("pause", b"\xed\xa0\x80"),
    "a date that is no text": ("plan", "--from", b"\xff"),
    "a very long command": ("x" * LONGEST_WORD,),
    "a very long word": ("log", "x" * LONGEST_WORD),
    "a very long kind": ("nudge", "x" * LONGEST_WORD),
    "a very long date": ("plan", "--from", "1" * LONGEST_WORD),
    "line breaks in a word": ("log", "cof\nfee\r\n"),
    "line breaks in a command": ("sta\ntus",),
    "an escape for the terminal": ("pause", "\x1b[31m"),
    "a separator of lines": ("log", "a\u2028b\x85c"),
    "an option of every command": ("log", "--help=x"),
    "too many words": ("status", *["x"] * 1000),
    "nothing of a kind": ("nudge", "twitch"),
}


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_what_makes_no_sense_is_refused_on_one_line(
    lull: Program, words: tuple[str | bytes, ...]
) -> None:
    error = one_line_error(lull(*words), 2)
    assert len(error) < 1200
    assert error.removesuffix("\n").isprintable()
    assert "Traceback" not in error


def test_a_running_lull_does_not_notice(lull: Program, resident: subprocess.Popen[str]) -> None:
    before = lull.facts("status"), lull.facts("today")
    for words in (
        ("log", "water", "1e3"),
        ("log", "coffee", "--at", "25:00"),
        ("pause", "0m"),
    ):
        one_line_error(lull(*words), 2)
    assert (lull.facts("status"), lull.facts("today")) == before
    assert resident.poll() is None
    assert "Traceback" not in lull.log_text()


def test_a_file_is_no_home(lull: Program, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    one_line_error(lull("--home", str(file), "status"), 2)
    one_line_error(lull("--home", str(file)), 2)
    one_line_error(lull("status", environ={"LULL_HOME": str(file)}), 2)
    assert file.read_text() == "mine"


@pytest.mark.parametrize("home", ["", " ", "\n"])
def test_no_name_is_no_home(lull: Program, home: str) -> None:
    one_line_error(lull("--home", home, "status"), 2)


@pytest.mark.parametrize("below", ["a file/home", "{}".format("x" * 300), "{}".format("x/" * 3000)])
def test_a_home_that_cannot_be_is_refused(lull: Program, tmp_path: Path, below: str) -> None:
    (tmp_path / "a file").write_text("mine")
    done = lull("--home", f"{tmp_path}/{below}", "status")
    assert done.returncode in {1, 2}
    one_line_error(done, done.returncode)


@pytest.mark.parametrize(
    "name",
    [
        "with spaces",
        "with ünïcödé 水",
        "with\nline breaks\n",
        "with 'quotes' \"and\" $signs `and` 100% ?#&;",
        "/".join(["a long folder name of fifty characters, no less, "] * 8),
        os.fsdecode(b"no text \xff"),
    ],
    ids=["spaces", "letters", "line breaks", "signs", "length", "no text"],
)
def test_any_folder_may_be_a_home(tmp_path: Path, name: str) -> None:
    lull = Program(tmp_path / name)
    with lull.running():
        assert lull.text("log", "coffee").startswith("Coffee noted")
        assert lull.facts("today")["caffeine_mg"] > 0
        assert lull.facts("status")["running"] is True
        assert lull.text("quit") == "Lull has ended.\n"


def test_a_traceback_comes_only_when_it_is_asked_for(lull: Program) -> None:
    done = lull("--debug", "log", "tar")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.splitlines()[-1].startswith("lull: Nothing of that name: ")
