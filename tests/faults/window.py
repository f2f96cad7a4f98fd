"""A check-in window on a screen that nobody sees, in which somebody saves one day after another.

``python -m tests.faults.window HOME DAY`` says ``ready`` and then, on a line each, the id of every
check-in that the window said was saved.
"""

from __future__ import annotations

import datetime as dt
import os
import sys

from PySide6.QtWidgets import QApplication

from config.paths import make_folders, resolve
from windows.check_in import CheckInWindow
from windows.check_in_model import CheckIn
from windows.theme import Theme

_FIRST = dt.datetime(2026, 3, 10, 20, 0, tzinfo=dt.UTC)
_TAPS = (("sleep", "7"), ("stress", "4"))


def main(folder: str, day: int) -> None:
    """Save until somebody ends it."""
    paths = resolve(folder, {})
    make_folders(paths)
    application = QApplication([])
    theme = Theme(application, {"LULL_THEME": "light", "LULL_TEXT_SCALE": "100"})
    os.write(1, b"ready\n")
    while True:
        evening = _FIRST + dt.timedelta(days=day)
        check_in = CheckIn(paths, lambda evening=evening: evening)
        window = CheckInWindow(theme, paths, lambda _, check_in=check_in: check_in)
        saved: list[str] = []
        window.told.connect(saved.append)
        window.show()
        for habit, answer in _TAPS:
            window.page.groups[habit].button(answer).click()
        window.save.click()
        application.processEvents()
        assert saved, "it was not saved"
        # One write of less than a pipe holds at once: a line is there whole or not at all.
        os.write(1, f"{check_in._id}\n".encode())
        window.close()
        window.deleteLater()
        day += 1


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
