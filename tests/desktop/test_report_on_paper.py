"""The report by keyboard alone, and its PDF as a reader, a printer and a doctor get it."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from harness import wait_for
from PIL import Image
from window_steps import save_report

from config.local_time import local_now
from config.paths import make_folders, resolve
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Desktop
    from screen_reader import ScreenReader
    from window_driver import Opener

    Open = Callable[..., Opener]

ORDER = (
    "Muscle twitches: a record for my doctor",
    "not been reviewed by a clinician",
    "At a glance",
    "First noticed",
    "Where",
    "Eyelid",
    "How often",
    "Warning signs",
    "What changed",
    "Medicines and conditions",
    "Sleep, caffeine and other habits",
    "caffeine",
    "The person's own words",
    "left eye, in bed",
)
"""What a doctor reads, in this order."""


@pytest.fixture
def lived(home: Path) -> Path:
    """A home with a few weeks in it."""
    paths = resolve(str(home), {})
    make_folders(paths)
    now = local_now()
    with Journal.open(paths.journal) as journal:
        for ago in range(20):
            at = now - dt.timedelta(days=ago)
            journal.add(Entry(new_id(), EntryKind.SLEEP, at, "", 6.5))
            if ago % 3 == 0:
                told = {
                    "sites": ["eyelid", "calf"] if ago else ["eyelid"],
                    "since_days": 7,
                    "signs": {"_core": "all_no"},
                    "kind": "flicker",
                    "triggers": ["caffeine"],
                }
                note = "left eye, in bed" if ago == 3 else ""
                journal.add_twitch(
                    TwitchRecord(new_id(), at, told, "self_care", (), advice_shown=True, note=note)
                )
    return home


def tool(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing: poppler-utils"
    return found


def text_of(pdf: Path) -> str:
    return subprocess.run(
        [tool("pdftotext"), "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout


def test_it_is_read_and_saved_by_keyboard_alone(
    open_: Open, lived: Path, desktop: Desktop, reader: ScreenReader, tmp_path: Path
) -> None:
    person = open_("report", LANG="en_US.UTF-8")
    person.wait_words("Report for my doctor")
    assert "twitch" not in person.window.name.lower()
    # The last four weeks.
    person.press("Down")
    wait_for(
        lambda: any("The report shows" in words for words in reader.announced()),
        5.0,
        "word of another period",
    )
    save_report(person)
    [pdf] = desktop.home.glob("lull-report-*.pdf")
    assert pdf.stat().st_mode & 0o777 == 0o600
    wait_for(lambda: any(str(pdf) in words for words in reader.announced()), 5.0, "where it is")
    words = " ".join(text_of(pdf).split())
    place = 0
    for part in ORDER:
        place = words.find(part, place)
        assert place >= 0, f"{part!r} is missing, or stands too early: {words}"
    # In words alone: the doctor's system searches them, and somebody has them read out.
    assert "\N{LATIN SMALL LIGATURE FF}" not in words
    facts = subprocess.run(
        [tool("pdfinfo"), str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    assert "612 x 792 pts (letter)" in facts
    fonts = subprocess.run(
        [tool("pdffonts"), str(pdf)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert fonts
    # Embedded, and with the letters that each shape stands for.
    assert all(line.split()[-5] == "yes" and line.split()[-3] == "yes" for line in fonts)
    person.press("Escape")
    assert person.child.process.wait(5.0) == 0
    assert "Traceback" not in person.child.output()
    assert lived.exists()
    subprocess.run(
        [tool("pdftoppm"), "-r", "50", "-gray", str(pdf), str(tmp_path / "page")], check=True
    )
    page = Image.open(min(tmp_path.glob("page*")))
    histogram = page.histogram()
    # Black on white: what is neither is the edge of a letter or a line.
    assert sum(histogram[250:]) > 0.8 * page.width * page.height
    assert sum(histogram[:64]) > 0
