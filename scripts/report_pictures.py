"""Make the pictures of a sample report anew: docs/screenshots/report, on A4 and on Letter.

    python scripts/report_pictures.py [--into FOLDER]

It needs poppler-utils, and no display. The person and their weeks
(`tests/desktop/noted_home.py`) are made up, and always the same.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(ROOT / "tests" / "desktop"))

from noted_home import PROFILE, fill  # noqa: E402 - found through the line above
from PIL import Image  # noqa: E402 - Qt reads the line before that
from PySide6.QtGui import QGuiApplication  # noqa: E402 - likewise

from config.paper import Paper  # noqa: E402 - likewise
from config.paths import make_folders, resolve  # noqa: E402 - likewise
from journal.report import Asked  # noqa: E402 - likewise
from journal.store import Journal  # noqa: E402 - likewise
from tips.report_words import report_words  # noqa: E402 - likewise
from windows.report_model import Asker  # noqa: E402 - likewise
from windows.report_pdf import pdf_of  # noqa: E402 - likewise

PICTURES = ROOT / "docs" / "screenshots" / "report"
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=timezone(timedelta(hours=1)))
DOTS_PER_INCH = 110
COLOURS = 16


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--into", type=Path, default=PICTURES, help="the folder; docs by default")
    into = parser.parse_args().into
    into.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication(["lull"])
    with tempfile.TemporaryDirectory() as name:
        paths = resolve(name, {})
        make_folders(paths)
        paths.settings.write_text(PROFILE, "utf-8")
        with Journal.open(paths.journal, lambda: NOW) as journal:
            fill(journal, NOW)
        found = Asker(paths, lambda: NOW).report(Asked())
        for paper in Paper:
            pdf = Path(name) / f"{paper.lower()}.pdf"
            pdf.write_bytes(pdf_of(found, report_words(), paper))
            pages = into / paper.lower()
            command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(pdf), str(pages)]
            subprocess.run(command, check=True)
    for picture in into.glob("*.png"):
        with Image.open(picture) as page:
            page.convert("L").quantize(COLOURS).save(picture, optimize=True)
    del application


if __name__ == "__main__":
    main()
