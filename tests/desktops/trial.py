"""What is tried on a desktop, and what was seen there."""

from __future__ import annotations

import dataclasses
import itertools
import os
import signal
from typing import TYPE_CHECKING, Any, ClassVar

import in_process
from harness import changed_box, wait_for
from PIL import Image, ImageChops

from tests.desktops.desk import LULL, START_SECONDS, STEP_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.desktops.desk import Box, Desk, Point

SETTINGS = """\
[day]
active_hours = ["00:00-24:00"]
[limits]
nudges_per_day = 24
"""
"""Active hours around the clock: what is seen does not depend on when it is tried."""
SUBMENU_PIXELS = 15_000
"""A submenu with the rows of "Log" that is drawn as a whole changes more of the screen."""
ATTEMPTS = 3
"""How often it is looked whether a mark moved: a panel may draw it after its menu is at rest."""
MARGIN = 24
"""Around what a picture shows, in pixels."""
MARK_PIXELS = 40
"""A mark beside a row, with what a theme draws around it, is no wider."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """What was seen of one thing.

    Attributes:
        verdict: ``yes``, ``no``, ``in a list`` (buttons of a daemon that draws none) or
            ``not tried``.
        note: How it was seen, or why it was not.
    """

    verdict: str
    note: str


def mark_moved(first: Image.Image, second: Image.Image) -> bool:
    """Whether two small places, one below the other, are what differs between two pictures.

    So does a mark that went from one row to another. The row that tells the time differs too, but
    stands elsewhere.
    """
    changed = ImageChops.difference(first.convert("RGB"), second.convert("RGB")).convert("L")
    bands: list[Box] = []
    start = None
    for y in range(changed.height + 1):
        line = changed.crop((0, y, changed.width, y + 1)).getbbox() if y < changed.height else None
        if line and start is None:
            start = y
        elif not line and start is not None:
            left, _, right, _ = changed.crop((0, start, changed.width, y)).getbbox() or (0,) * 4
            bands.append((left, start, right, y))
            start = None
    marks = [band for band in bands if band[2] - band[0] <= MARK_PIXELS]
    return any(
        abs(one[0] - other[0]) <= 1 and abs(one[2] - other[2]) <= 1
        for one, other in itertools.combinations(marks, 2)
    )


def _store(pictures: list[Image.Image], before: Image.Image, icon: Point, path: Path) -> None:
    """Keep the icon and what pictures show more than one before, one below the other."""
    parts = []
    for picture in pictures:
        box = changed_box(before, picture)
        assert box is not None
        left, right = min(box[0], icon[0]), max(box[2], icon[0])
        top, bottom = min(box[1], icon[1]), max(box[3], icon[1])
        wider = (
            max(0, left - MARGIN),
            max(0, top - MARGIN),
            min(picture.width, right + MARGIN),
            min(picture.height, bottom + MARGIN),
        )
        parts.append(picture.convert("RGB").crop(wider))
    width = max(part.width for part in parts)
    height = sum(part.height for part in parts) + MARGIN * (len(parts) - 1)
    whole = Image.new("RGB", (width, height), "white")
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height + MARGIN
    path.parent.mkdir(parents=True, exist_ok=True)
    # Of the ways to choose colours this one keeps those that are rare, such as the icon's badge.
    few = whole.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


class Trial:
    """One desktop being tried.

    Attributes:
        columns: What is tried, in this order.
        trouble: Why there is no picture; empty if there is one.
    """

    columns: ClassVar = ("icon", "menu", "submenu", "check rows", "click", "buttons", "restart")

    def __init__(self, desk: Desk, home: Path, pictures: Path, failures: Path) -> None:
        """Prepare to try a desktop.

        Args:
            desk: The desktop, which stands by the time of `run`.
            home: Where Lull is to keep all it keeps.
            pictures: The folder for a picture of the desktop.
            failures: The folder for the screens of what failed.
        """
        self._desk = desk
        self._home = home
        self._pictures = pictures
        self._failures = failures
        self.trouble = ""

    def run(self) -> Iterator[tuple[str, Cell]]:
        """Start Lull and try one thing after the other, whatever came of those before."""
        self._home.mkdir()
        (self._home / "settings.toml").write_text(SETTINGS)
        self._desk.start_lull(self._home)
        wait_for(lambda: self._facts("status")["running"], START_SECONDS, "a running Lull")
        for column in self.columns:
            if column == self.columns[-1]:
                self._take_picture()
            tried: Callable[[], str] = getattr(self, f"_{column.replace(' ', '_')}")
            try:
                note = tried()
                listed = column == "buttons" and not self._desk.buttons_drawn
                cell = Cell("in a list" if listed else "yes", note)
            # What does not come, whatever it is, belongs into the table.
            except Exception as error:  # noqa: BLE001 - barrier: told in the table
                text = " ".join(str(error).split()) or type(error).__name__
                cell = Cell("no", text)
                self._desk.screenshot(self._failures / f"{self._desk.key}-{column}.png")
                self._desk.rest_pointer()
                self._command("resume")
            yield column, cell

    # -- what is tried

    def _icon(self) -> str:
        self._desk.find_icon()
        wanted = self._desk.host
        wait_for(lambda: self._facts("status")["icon"] == wanted, STEP_SECONDS, f"{wanted} as host")
        kind = "StatusNotifierItem" if wanted == "status_notifier" else "XEmbed"
        return f"one icon stands in the panel, by {kind}"

    def _menu(self) -> str:
        self._command("pause", "1h")
        wait_for(lambda: "Resume" in self._desk.reachable(()), STEP_SECONDS, "a row to choose")
        self._desk.walk("Resume")
        wait_for(lambda: not self._facts("status")["paused_until"], STEP_SECONDS, "what it does")
        return f"Resume ended a pause; chosen {self._desk.hand}"

    def _submenu(self) -> str:
        self._desk.open_menu()
        menu = self._desk.screenshot()
        self._desk.close_menu()
        self._desk.walk("Log", "Coffee", choose=False)
        submenu = ImageChops.difference(menu.convert("RGB"), self._desk.screenshot().convert("RGB"))
        drawn = sum(submenu.convert("L").histogram()[1:])
        self._desk.close_menu()
        assert drawn >= SUBMENU_PIXELS, f"of the submenu only {drawn} pixels were drawn"
        self._desk.walk("Log", "Coffee")
        wait_for(lambda: self._facts("today")["caffeine_mg"] == 100.0, STEP_SECONDS, "a coffee")
        return "Coffee under Log was drawn as a whole, and logged a coffee"

    def _check_rows(self) -> str:
        for _ in range(ATTEMPTS):
            first, second = self._paused("1 hour"), self._paused("2 hours")
            if mark_moved(first, second):
                break
        else:
            raise AssertionError("no mark moved from row to row")
        self._command("resume")
        return "the drawn mark moved from the row chosen first to the one chosen next"

    def _paused(self, choice: str) -> Image.Image:
        """Choose a pause in the menu, and take a picture of the submenu opened again."""
        before = self._facts("status")["paused_until"]
        self._desk.walk("Pause", choice)
        wait_for(
            lambda: self._facts("status")["paused_until"] not in {None, before},
            STEP_SECONDS,
            "a pause",
        )
        wait_for(lambda: self._desk.is_marked("Pause", choice), STEP_SECONDS, "a marked row")
        self._desk.walk("Pause", "30 minutes", choose=False)
        picture = self._desk.screenshot()
        self._desk.close_menu()
        return picture

    def _click(self) -> str:
        before = set(self._desk.windows("Lull"))
        self._desk.press_icon()
        opened = wait_for(
            lambda: set(self._desk.windows("Lull")) - before, START_SECONDS, "a window"
        )
        for process in opened:
            os.kill(process, signal.SIGTERM)
        wait_for(lambda: not self._desk.windows("Lull"), STEP_SECONDS, "the end of the window")
        kind = "a double click" if self._desk.clicks > 1 else "a click"
        more = "; a single one opens the menu" if self._desk.clicks > 1 else ""
        return f"{kind} with the left button opened the window to log in{more}"

    def _buttons(self) -> str:
        self._desk.rest_pointer()
        self._command("nudge", "hydration")
        how = self._desk.press_button("Had a glass")
        wait_for(lambda: self._facts("today")["water_ml"] > 0, STEP_SECONDS, "a glass")
        return f"Had a glass logged a glass; {how}"

    def _take_picture(self) -> None:
        """Take a picture of a nudge, and one of the menu with a submenu open."""
        path = self._pictures / f"{self._desk.key}.png"
        try:
            self._desk.rest_pointer()
            self._desk.wait_still()
            before = self._desk.screenshot()
            self._desk.seen(lambda: self._command("nudge", "hydration"), "a nudge")
            self._desk.open_nudge = True
            self._desk.show_buttons()
            nudge = self._desk.screenshot()
            self._desk.walk("Log", "Tea", choose=False)
            menu = self._desk.screenshot()
            self._desk.close_menu()
            _store([nudge, menu], before, self._desk.icon, path)
        except AssertionError as error:
            self.trouble = f"No picture was taken: {' '.join(str(error).split())}"
            self._desk.rest_pointer()

    def _restart(self) -> str:
        self._desk.kill_panel(signal.SIGKILL)
        self._desk.wait_gone()
        self._desk.start_panel()
        self._desk.find_icon()
        self._desk.wait_still()
        self._desk.walk("Log", "Tea")
        wait_for(lambda: self._facts("today")["caffeine_mg"] == 175.0, STEP_SECONDS, "a tea")
        return "the panel was killed and started again; the icon came back and its menu works"

    # -- how

    def _command(self, *words: str) -> None:
        done = self._desk.run(LULL, "--home", str(self._home), *words)
        assert done.returncode == 0, done.stderr

    def _facts(self, command: str) -> dict[str, Any]:
        facts: dict[str, Any] = in_process.facts(self._desk.env, "--home", str(self._home), command)
        return facts
