"""A whole desktop of its own for Lull to be tried on; each kind is a subclass."""

from __future__ import annotations

import functools
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import tray_driver as tray
from harness import BUS_NAME, BUS_PATH, NOTIFICATIONS, WATCHER, Desktop, changed_box, wait_for
from noon import noon_zone
from PIL import Image, ImageChops
from screen_reader import ScreenReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Child
    from screen_reader import Control

    Box = tuple[int, int, int, int]
    Point = tuple[int, int]

SERVICES = Path("/usr/share/dbus-1/services")
LULL = str(Path(sys.executable).with_name("lull"))
WIDTH, HEIGHT = 1280, 800
POOL = (24, 127, 143)
"""The colour of the resting icon; see tray/icon/art.py."""
POOL_NEAR = 14
"""How far a pixel of the icon may be from that colour in each channel, once a panel scaled it."""
LEAST_POOL_PIXELS = 30
BACKGROUND = "#5b7f8c"
WIDEST_ICON = 32
"""In pixels; what has the icon's colour further apart is two icons."""
START_SECONDS = 60.0
"""How long a desktop may take to stand, on a machine that does other things too."""
STEP_SECONDS = 20.0
BUTTON_ROLES = frozenset({"push button", "button"})


class Desk(Desktop):
    """One desktop.

    Attributes:
        reader: What a screen reader finds on it.
        lull: The running Lull; started by `start_lull`.
        icon: Where its icon stands; found by `find_icon`.
        open_nudge: Whether a nudge waits for an answer, which makes one more row of the menu live.
    """

    key: ClassVar[str]
    """Its name on the command line and of its picture."""
    title: ClassVar[str]
    """Its name for people."""
    packages: ClassVar[tuple[str, ...]]
    """The Debian packages of its tray and its notifications, whose versions are told."""
    host: ClassVar[str] = "status_notifier"
    """How Lull is to be drawn there, in the words of ``lull status``."""
    bar: ClassVar[Box]
    """Where its panel is: left, top, right and bottom, in pixels."""
    services: ClassVar[tuple[str, ...]] = ()
    """Patterns of the D-Bus services that its bus may start."""
    menu_button: ClassVar[int] = 3
    """The mouse button that opens the menu: 1 is the left one, 3 the right one."""
    clicks: ClassVar[int] = 1
    """How many clicks of the left button stand for the default row."""
    hand: ClassVar[str] = "by keyboard"
    """How a row of the menu is chosen there."""
    buttons_drawn: ClassVar[bool] = True
    """Whether its notifications show buttons; else they are in a list elsewhere."""

    restless_pixels: ClassVar[int] = 0
    """How much of the screen may move all the time."""

    reader: ScreenReader
    lull: Child
    lull_home: Path
    icon: Point

    def __init__(self) -> None:
        """Plan the desktop; used as a context manager, it is started and ended."""
        super().__init__(screen=f"{WIDTH}x{HEIGHT}x24", timezone=noon_zone())
        for name in ("NO_AT_BRIDGE", "GTK_A11Y"):
            del self.env[name]
        self.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        self.env["XDG_DATA_DIRS"] = "/usr/share"
        self.env["XDG_CONFIG_DIRS"] = "/etc/xdg"
        self.empty: Image.Image | None = None
        self.open_nudge = False
        self.closed = Image.new("RGB", (WIDTH, HEIGHT))
        self.menu: Box | None = None

    # -- life

    def start(self) -> None:
        """Bring up the display, the bus, the screen reader and what the desktop is made of."""
        for name in ("home/.config", "home/.cache", "home/.local/share", "run", "log", "services"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "run").chmod(0o700)
        try:
            self._start_display()
            self.start_bus()
            for pattern in self.services:
                for service in SERVICES.glob(pattern):
                    shutil.copy(service, self.folder / "services")
            # Loads the list of services again as well.
            self.reader = ScreenReader(self)
            self.start_session()
            wait_for(lambda: self.owner_of(NOTIFICATIONS), START_SECONDS, "a notification daemon")
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End everything."""
        if hasattr(self, "reader"):
            self.reader.end()
            del self.reader
        super().stop()

    def start_session(self) -> None:
        """Start the window manager, the notification daemon and the panel, and wait for them."""
        self.run("xsetroot", "-solid", BACKGROUND)
        self.start_window_manager()
        self.spawn(*self.notifier(), name="notifier")
        self.start_panel()

    def notifier(self) -> tuple[str, ...]:
        """The command line of the notification daemon, with its settings written."""
        raise AssertionError(self.key)

    def start_panel(self, panel: str | None = None) -> None:
        """Start the panel, again after `kill_panel`, and wait for its tray."""
        assert panel is None
        self.spawn(*self.panel(), name="panel")
        self.wait_tray()

    def panel(self) -> tuple[str, ...]:
        """The command line of the panel, with its settings written."""
        raise AssertionError(self.key)

    def wait_tray(self) -> None:
        """Wait until the panel takes icons."""
        if self.host == "xembed":
            wait_for(self.has_xembed_tray, START_SECONDS, "the XEmbed tray")
        else:
            wait_for(lambda: self.owner_of(WATCHER), START_SECONDS, "the tray watcher")

    # -- Lull

    @property
    def lull_env(self) -> dict[str, str]:
        """The environment that a program of this desktop sees."""
        hidden = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "QT_QPA_PLATFORM", "GDK_BACKEND", "GTK_THEME"}
        return {name: value for name, value in self.env.items() if name not in hidden}

    def start_lull(self, home: Path) -> None:
        """Start Lull as at a login, once the panel has come to rest."""
        self.lull_home = home
        self.wait_still()
        self.empty = self.screenshot()
        words = ("--home", str(home), "run", "--autostart")
        self.lull = self.spawn(LULL, *words, name="lull", env=self.lull_env)

    # -- the icon

    def icon_pixels(self) -> list[Point]:
        """The pixels in the panel that have the icon's colour and had another one without it."""
        now, before = self.screenshot().convert("RGB"), self.empty
        assert before is not None
        before = before.convert("RGB")
        left, top, right, bottom = self.bar
        return [
            (x, y)
            for y in range(top, bottom)
            for x in range(left, right)
            if _is_pool(now.getpixel((x, y))) and now.getpixel((x, y)) != before.getpixel((x, y))
        ]

    def find_icon(self, seconds: float = START_SECONDS) -> Point:
        """Where the resting icon stands, once it stands still; kept as ``icon``."""

        def found() -> Point | None:
            points = self.icon_pixels()
            if len(points) < LEAST_POOL_PIXELS or points != self.icon_pixels():
                return None
            columns, rows = sorted(x for x, _ in points), sorted(y for _, y in points)
            if columns[-1] - columns[0] > WIDEST_ICON:
                return None
            return (columns[0] + columns[-1]) // 2, (rows[0] + rows[-1]) // 2

        place = wait_for(found, seconds, "one icon's pixels in the panel")
        assert place is not None
        self.icon = place
        return place

    def wait_gone(self, seconds: float = STEP_SECONDS) -> None:
        """Wait until the icon is not drawn any more; a notification may show it elsewhere."""
        x, _ = self.icon

        def gone() -> bool:
            near = [at for at, _ in self.icon_pixels() if abs(at - x) <= WIDEST_ICON]
            return len(near) < LEAST_POOL_PIXELS

        wait_for(gone, seconds, "a panel without it")

    def press_icon(self) -> None:
        """Click the icon with the left button, as often as the default row takes there."""
        self.click(*self.icon)
        for _ in range(self.clicks - 1):
            self.xdotool("click", "1")

    # -- the menu

    def service(self) -> str:
        """The bus name of Lull's item."""
        body = self.bus_call(BUS_NAME, BUS_PATH, BUS_NAME, "ListNames")
        wanted = f"org.kde.StatusNotifierItem-{self.lull.process.pid}-"
        return next(name for name in body[0] if name.startswith(wanted))

    def layout(self) -> tray.Node:
        """The menu as the panel reads it."""
        return tray.layout(self, self.service())

    def open_menu(self) -> None:
        """Open the menu with a real click at the icon."""
        self.closed = self.away_from_bar()
        self.seen(lambda: self.click(*self.icon, button=self.menu_button), "an open menu")
        self.menu = changed_box(self.closed, self.away_from_bar())

    def close_menu(self) -> None:
        """Close whatever menu is open, and wait until it is gone."""
        self.rest_pointer()
        self.wait_closed()

    def wait_closed(self) -> None:
        """Wait until the menu is gone; a notification may cover a part of where it was."""

        def gone() -> bool:
            before, now = self.closed.crop(self.menu), self.away_from_bar().crop(self.menu)
            changed = ImageChops.difference(before, now).convert("L").histogram()
            return sum(changed[1:]) * 2 < sum(changed)

        wait_for(gone, STEP_SECONDS, "a screen without a menu")
        self.wait_still()

    def rest_pointer(self) -> None:
        """Close whatever menu is open, and put the pointer where no tooltip shows."""
        self.keys("Escape", "Escape", "Escape")
        self.xdotool("mousemove", str(WIDTH // 2), str(HEIGHT // 2))

    def seen(self, act: Callable[[], None], what: str) -> None:
        """Do something, and wait until the screen shows it and is at rest again."""
        before = self.away_from_bar()
        act()
        wait_for(lambda: self.differs(before, self.away_from_bar()), STEP_SECONDS, what)
        self.wait_still()

    def walk(self, *labels: str, choose: bool = True) -> None:
        """Open the menu and go by keyboard to the row that is reached by ``labels``.

        Args:
            labels: The texts of the rows, from the menu down into its submenus.
            choose: Whether the last one is chosen, or only marked.
        """
        before = self.layout() if self.host == "status_notifier" else None
        self.open_menu()
        if before is not None:
            # A panel asks for the rows anew when it opens the menu, and draws them again.
            while (node := self.layout()) != before:
                before = node
                self.wait_still()
        for depth, label in enumerate(labels):
            if depth > 0:
                # Its first row is marked then; in a menu just opened none is.
                self.seen(
                    functools.partial(self.keys, "Right"), f"the submenu of {labels[depth - 1]!r}"
                )
            steps = self.reachable(labels[:depth]).index(label) + (1 if depth == 0 else 0)
            if steps:
                downs = ["Down"] * steps
                self.seen(functools.partial(self.keys, *downs), f"a mark on {label!r}")
        if choose:
            self.keys("Return")
            self.wait_closed()

    def reachable(self, path: tuple[str, ...]) -> list[str]:
        """The texts of the rows that the arrow keys come to, below the row reached by ``path``."""
        node = tray.find(self.layout(), *path)
        rows = [tray.properties(child) for child in tray.children(node)]
        return [
            row["label"].replace("__", "_")
            for row in rows
            if row.get("type") != "separator" and row.get("enabled", True)
        ]

    def is_marked(self, *labels: str) -> bool:
        """Whether Lull tells the panel that a row is marked."""
        row = tray.properties(tray.find(self.layout(), *labels))
        return bool(row["toggle-state"])

    # -- notifications

    def nudge_title(self) -> str:
        """The title of the nudge that can be answered, as the menu tells it."""
        prefix = "Answer: "

        def title() -> str:
            rows = [tray.properties(row) for row in tray.children(self.layout())]
            return next(
                (r["label"] for r in rows if r.get("label", "").startswith(prefix)), ""
            ).replace("__", "_")

        return wait_for(title, STEP_SECONDS, "a nudge to answer").removeprefix(prefix)

    def show_buttons(self) -> None:
        """Have the standing notification show its buttons, where that takes something."""

    def press_button(self, label: str) -> str:
        """Press a button of the notification that stands; returns how."""

        def button() -> Control | None:
            return next(
                (
                    control
                    for window in self.reader.windows()
                    for control in window.walk()
                    if control.role in BUTTON_ROLES and control.name == label and control.showing
                ),
                None,
            )

        def settled() -> Control | None:
            # Its notification may move in, and never come to rest: MATE's counts down.
            first = button()
            return first if first is not None and first.box[2] and first == button() else None

        found = wait_for(settled, STEP_SECONDS, f"a button {label!r}")
        assert found is not None
        left, top, width, height = found.box
        self.click(left + width // 2, top + height // 2)
        return "a click on it"

    # -- the screen

    def away_from_bar(self) -> Image.Image:
        """The screen without the panel's strip."""
        picture = self.screenshot().convert("RGB")
        picture.paste((0, 0, 0), self.bar)
        return picture

    def differs(self, one: Image.Image, other: Image.Image) -> bool:
        """Whether more differs between two pictures than moves there all the time."""
        changed = ImageChops.difference(one, other).convert("L").point(bool).histogram()
        return changed[1] > self.restless_pixels

    def wait_still(self) -> None:
        """Wait until nothing away from the panel moves."""
        last: list[Image.Image] = []

        def still() -> bool:
            last.append(self.away_from_bar())
            del last[: -tray.STILL_PICTURES]
            return len(last) == tray.STILL_PICTURES and not any(
                self.differs(last[0], picture) for picture in last[1:]
            )

        wait_for(still, STEP_SECONDS, "a screen at rest")

    def windows(self, title: str) -> list[int]:
        """The process ids of the shown windows with exactly this title."""
        found = self.run("xdotool", "search", "--onlyvisible", "--name", f"^{title}$")
        # One may close between the two questions.
        asked = [self.run("xdotool", "getwindowpid", number) for number in found.stdout.split()]
        return [int(done.stdout) for done in asked if done.returncode == 0]


def _is_pool(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - wanted) <= POOL_NEAR for one, wanted in zip(pixel, POOL, strict=True))
