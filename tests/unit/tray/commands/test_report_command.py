"""``lull report``: printed, or written as text or PDF, and over nothing that was not named."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from config.local_time import system_zone
from journal.entries import new_id
from journal.report_words import TITLE
from journal.store import Journal
from journal.twitches import TwitchRecord
from tray.commands import report as command

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Commands


def log(lull: Commands, note: str = "in bed") -> None:
    at = datetime.now(UTC).astimezone(system_zone()) - timedelta(days=3)
    told = {"sites": ["eyelid"], "since_days": 7, "signs": {"_core": "all_no"}, "kind": "flicker"}
    record = TwitchRecord(new_id(), at, told, "self_care", ("R1",), advice_shown=True, note=note)
    with Journal.open(lull.paths.journal) as journal:
        journal.add_twitch(record)


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the windows' process was asked; its answer is the last of the list."""
    asked: list[dict[str, Any]] = [{"status": 0, "output": b"%PDF-1.4", "errors": b""}]

    def run(words: list[str], **how: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - as it is called
        answer = asked[-1]
        if "error" in answer:
            raise answer["error"]
        asked.insert(0, {"words": words, **how})
        return subprocess.CompletedProcess(
            words, answer["status"], answer["output"], answer["errors"]
        )

    monkeypatch.setattr(command.subprocess, "run", run)
    return asked


def test_a_pdf_of_nothing_leaves_nothing_but_itself(lull: Commands, tmp_path: Path) -> None:
    file = tmp_path / "r.pdf"
    lull.text("report", "--out", str(file))
    assert file.read_bytes().startswith(b"%PDF-")
    assert not lull.home.exists()


def test_what_went_to_a_relative_name_is_told_with_its_whole_path(
    lull: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = lull.text("report", "--out", "r.txt")
    assert said.startswith(f"Written to {tmp_path}/r.txt. ")


def test_without_a_file_it_is_printed(lull: Commands) -> None:
    assert "No twitch was logged in this period." in lull.text("report")
    log(lull)
    text = lull.text("report")
    assert text.startswith(f"{TITLE}\n")
    assert "\u201cin bed\u201d" in text
    assert "Left out by the person." in lull.text("report", "--without-notes")


def test_a_period_can_be_named(lull: Commands) -> None:
    text = lull.text("report", "--from", "2020-01-01", "--to", "2020-01-31")
    assert "1 Jan to 31 Jan 2020 (31 days)" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2020-02-01", "--to", "2020-01-01"), "it ends on 2020-01-01, before it begins"),
        (("--from", "2199-01-01"), "is still to come"),
        (("--to", "2020-02-30"), "write 2026-03-29"),
        (("--from", "last year"), "write 2026-03-29"),
        (("--to", "1960-01-01"), "out of range"),
    ],
)
@pytest.mark.parametrize("out", ["", "new.txt", "new.pdf"])
def test_a_period_that_makes_no_sense_is_refused(
    lull: Commands, tmp_path: Path, words: tuple[str, ...], said: str, out: str
) -> None:
    place = ("--out", str(tmp_path / out)) if out else ()
    assert said in lull.refused("report", *words, *place)
    assert not out or not (tmp_path / out).exists()


@pytest.mark.parametrize("name", ["report", "report.docx", "-", "", "report.pdf.zip"])
def test_another_ending_is_refused_with_those_that_are_known(
    lull: Commands, tmp_path: Path, name: str
) -> None:
    said = lull.refused("report", "--out", str(tmp_path / name) if len(name) > 1 else name)
    assert "must end in .pdf or .txt; without --out it is printed" in said


@pytest.mark.parametrize("name", ["report.txt", "REPORT.TXT"])
def test_text_is_written_for_its_owner_alone(lull: Commands, tmp_path: Path, name: str) -> None:
    log(lull)
    path = tmp_path / name
    said = lull.text("report", "--out", str(path))
    assert said == f"Written to {path}. It holds health data; it can be read by you alone.\n"
    assert path.read_text("utf-8").splitlines()[4:] == lull.text("report").splitlines()[4:]
    assert path.stat().st_mode & 0o777 == 0o600
    assert "is there already; --force writes over it" in lull.refused("report", "--out", str(path))
    path.write_text("old")
    lull.text("report", "--out", str(path), "--force")
    assert path.read_text("utf-8").startswith(TITLE)


@pytest.mark.parametrize("name", ["a\0b.txt", f"{'x' * 300}.txt"])
def test_a_name_that_no_file_can_have_is_refused(lull: Commands, tmp_path: Path, name: str) -> None:
    assert "Not written: " in lull.refused("report", "--out", str(tmp_path / name))


def test_a_place_in_no_folder_is_refused(lull: Commands, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "report.txt"
    assert "there is no folder" in lull.refused("report", "--out", str(path))


def test_what_cannot_be_written_is_told(
    lull: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "hand_out", full)
    path = tmp_path / "report.txt"
    said = lull.refused("report", "--out", str(path), status=1)
    assert f"The report was not written: {path}: No space left on device" in said


def test_the_pdf_is_made_by_the_windows_without_a_desktop(
    lull: Commands, tmp_path: Path, child: list[dict[str, Any]]
) -> None:
    path = tmp_path / "report.pdf"
    lull.text("report", "--out", str(path))
    assert path.read_bytes() == b"%PDF-1.4"
    asked = child[0]
    assert asked["words"][1:5] == ["-P", "-m", "windows", "report"]
    assert asked["words"][-1] == "--pdf"
    assert asked["env"]["QT_QPA_PLATFORM"] == "offscreen"
    words = ("--from", "2020-01-01", "--to", "2020-02-01", "--without-notes")
    lull.text("report", "--out", str(path), "--force", *words)
    assert child[0]["words"][-6:] == ["--pdf", *words]


def test_a_file_that_is_there_is_refused_before_anything_is_made(
    lull: Commands, tmp_path: Path, child: list[dict[str, Any]]
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"mine")
    lull.refused("report", "--out", str(path))
    assert len(child) == 1
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("status", "errors", "exits", "said"),
    [
        (
            1,
            "ModuleNotFoundError: No module named 'PySide6'",
            1,
            "The PDF could not be made: The Python package PySide6-Essentials is missing.",
        ),
        (
            1,
            "ImportError: libEGL.so.1: cannot open shared object file: No such file",
            1,
            "libegl1 is missing. On Debian and Ubuntu: sudo apt install libegl1",
        ),
        (-6, "", 1, "The PDF could not be made: Its program ended with status -6."),
        (1, "warning\nlull: There is no font: install one: dejavu\n", 1, "There is no font: inst"),
        (2, "lull: No such period: it ends before it begins", 2, "No such period: it ends before"),
    ],
)
def test_what_is_missing_for_a_pdf_is_named_on_one_line(
    lull: Commands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    child: list[dict[str, Any]],
    status: int,
    errors: str,
    exits: int,
    said: str,
) -> None:
    # What else is missing is asked of the linker, by what stands in here for the child.
    monkeypatch.setattr(command, "offscreen_plugin", lambda: None)
    child[-1] |= {"status": status, "errors": errors.encode(), "output": b""}
    path = tmp_path / "report.pdf"
    told = lull.refused("report", "--out", str(path), status=exits)
    assert said in told
    assert ("name a file that ends in .txt" in told) is ("could not be made" in told)
    assert not path.exists()


def test_a_program_that_hangs_is_told(
    lull: Commands, tmp_path: Path, child: list[dict[str, Any]]
) -> None:
    child[-1]["error"] = subprocess.TimeoutExpired("windows", 300)
    path = str(tmp_path / "report.pdf")
    assert "did not end within 300 s" in lull.refused("report", "--out", path, status=1)


@pytest.mark.parametrize("typed", ["", EOFError])
def test_a_terminal_of_its_own_stays_until_enter(
    lull: Commands,
    monkeypatch: pytest.MonkeyPatch,
    typed: Any,  # noqa: ANN401 - text or an error
) -> None:
    asked: list[str] = []

    def read(prompt: str) -> str:
        asked.append(prompt)
        if typed:
            raise typed
        return ""

    monkeypatch.setattr(command, "read_line", read)
    assert lull.text("report", "--stay").startswith(TITLE)
    assert asked == ["Press Enter to close this window"]
