"""A private desktop for tests: an X server, a session bus, a window manager, a panel, a notifier.

Nothing of the machine's own session is reached: the bus activates only what is listed here, the
home folder is empty, and the system bus address leads nowhere unless a test starts one.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import panels
import popups
from buses import BUS_CONFIG, BusCallError, bus_answers
from children import Child, end_marked, wait_for
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PIL import Image, ImageChops, ImageGrab
from Xlib.display import Display as XDisplay

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["BusCallError", "Child", "Desktop", "changed_box", "wait_for"]

BUS_NAME = "org.freedesktop.DBus"
BUS_PATH = "/org/freedesktop/DBus"
NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"
TRAY_SELECTION = "_NET_SYSTEM_TRAY_S0"
SCREEN = "1280x800x24"
START_SECONDS = 20.0
POINTER_REST_SECONDS = "0.1"
"""A panel has to see the pointer arrive before the press (xfce4-panel 4.18)."""
MENU_KEY_MS = 60
"""Between two keys in a panel's menu, which loses what comes while a submenu opens."""

_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "CI")
_PASSED_ON_PREFIXES = ("COVERAGE_", "COV_CORE_")


def changed_box(before: Image.Image, after: Image.Image) -> tuple[int, int, int, int] | None:
    """The smallest box (left, top, right, bottom) around every changed pixel, or None."""
    return ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox()


class Desktop:
    """One private desktop; a context manager.

    Attributes:
        folder: Everything of this desktop: home, run, log, services.
        env: The environment that a program of this desktop is started with.
        display: The X display, such as ``:3``.
        marker: The variable, with its value, by which the processes of this desktop are known.
    """

    def __init__(
        self,
        panel: str | None = None,
        notifier: str | None = None,
        *,
        timezone: str = "",
        folder: Path | None = None,
        screen: str = SCREEN,
    ) -> None:
        """Plan a desktop; `start` brings it up.

        Args:
            panel: ``xfce``, ``lxqt`` (StatusNotifierItem), ``trayer``, ``tint2`` (XEmbed) or None.
            notifier: ``xfce`` (xfce4-notifyd), ``dunst`` or None.
            timezone: The ``TZ`` of its programs; by default that of this process, or UTC.
            folder: An existing folder that the caller removes; by default one of its own.
            screen: Width, height and depth of the screen, as Xvfb takes them.
        """
        self._panel = panel
        self._screen = screen
        self._notifier = notifier
        self._own_folder = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="lull-desktop-"))
        self.display = ""
        self._children: dict[str, Child] = {}
        self._count = 0
        self.marker = f"LULL_TEST_DESKTOP={uuid.uuid4().hex}"
        self.home = self.folder / "home"
        self.log_folder = self.folder / "log"
        self.env = self._environment(timezone or os.environ.get("TZ", "UTC"))

    # -- life

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Bring up the display, the bus, the window manager, the notifier and the panel."""
        for name in ("home/.config", "home/.cache", "home/.local/share", "run", "log", "services"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "run").chmod(0o700)
        try:
            self._start_display()
            self.start_bus()
            self.start_window_manager()
            if self._notifier is not None:
                self.start_notifier(self._notifier)
            if self._panel is not None:
                self.start_panel(self._panel)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End everything that was started, the newest first, and remove an own folder."""
        for child in reversed(self._children.values()):
            child.end(signal.SIGKILL if child.name.startswith("bus") else signal.SIGTERM, 3.0)
        self._children.clear()
        end_marked(self.marker)
        if self._own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _environment(self, timezone: str) -> dict[str, str]:
        env = {
            name: value
            for name, value in os.environ.items()
            if name in _PASSED_ON or name.startswith(_PASSED_ON_PREFIXES)
        }
        mark, _, value = self.marker.partition("=")
        run = self.folder / "run"
        return env | {
            mark: value,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_DATA_HOME": str(self.home / ".local/share"),
            "XDG_STATE_HOME": str(self.home / ".local/state"),
            "XDG_RUNTIME_DIR": str(run),
            "XDG_SESSION_TYPE": "x11",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={run}/bus",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={run}/system_bus",
            "LANG": "C.UTF-8",
            "TZ": timezone,
            "GDK_BACKEND": "x11",
            "QT_QPA_PLATFORM": "xcb",
            "GTK_THEME": "Adwaita",
            "NO_AT_BRIDGE": "1",
            "GTK_A11Y": "none",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }

    def _start_display(self) -> None:
        read, write = os.pipe()
        argv = ("Xvfb", "-displayfd", str(write), "-screen", "0", self._screen)
        options = ("-nolisten", "tcp", "-noreset")
        child = self.spawn(*argv, *options, name="xvfb", pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        assert number, f"Xvfb did not start: {child.output()}"
        self.display = self.env["DISPLAY"] = f":{number}"

    def start_window_manager(self) -> None:
        """Start it and wait: it loses a window that comes up while it is starting."""
        told = self.folder / "window-manager"
        self.spawn("openbox", "--startup", f"touch {shlex.quote(str(told))}", name="openbox")
        wait_for(told.exists, START_SECONDS, "the window manager")

    # -- the bus

    @property
    def bus_address(self) -> str:
        """The address of the session bus; the same after `kill_bus` and `start_bus`."""
        return self.env["DBUS_SESSION_BUS_ADDRESS"]

    def start_bus(self) -> None:
        """Start the session bus, again at the same address."""
        # Without a list of its own any installed daemon would be started by the first call.
        for service in Path("/usr/share/dbus-1/services").glob("org.xfce.Xfconf.service"):
            shutil.copy(service, self.folder / "services")
        self._start_bus("bus", self.env["DBUS_SESSION_BUS_ADDRESS"])

    def start_system_bus(self) -> None:
        """Start a private stand-in for the system bus, with nothing on it."""
        self._start_bus("bus-system", self.env["DBUS_SYSTEM_BUS_ADDRESS"])

    def _start_bus(self, name: str, address: str) -> None:
        socket = address.removeprefix("unix:path=")
        Path(socket).unlink(missing_ok=True)
        config = self.folder / f"{name}.conf"
        config.write_text(BUS_CONFIG.format(socket=socket, services=self.folder / "services"))
        self.spawn("dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", name=name)
        wait_for(lambda: bus_answers(address), 10.0, "the bus")

    def kill_bus(self, how: int = signal.SIGKILL) -> None:
        """End the session bus; its clients lose their connection."""
        self._end("bus", how)

    def bus_call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        *,
        seconds: float = 5.0,
    ) -> tuple[Any, ...]:
        """Call a method on the session bus; variants come back as ``(signature, value)``.

        Raises:
            BusCallError: The call came back with an error.
            TimeoutError: No answer within ``seconds``.
        """
        with open_dbus_connection(self.bus_address, auth_timeout=seconds) as connection:
            return call(
                connection, destination, path, interface, member, signature, body, seconds=seconds
            )

    def owner_of(self, name: str) -> str:
        """The unique name that owns ``name`` on the session bus, or nothing."""
        try:
            owner: str = self.bus_call(BUS_NAME, BUS_PATH, BUS_NAME, "GetNameOwner", "s", (name,))[
                0
            ]
        except (BusCallError, OSError):
            return ""
        return owner

    # -- panel and notifier

    def start_panel(self, panel: str | None = None) -> None:
        """Start ``panel`` (by default the one of this desktop) and wait for its tray."""
        self._panel = panel or self._panel
        assert self._panel is not None
        argv = panels.prepare_panel(self._panel, self.home / ".config")
        self.spawn(*argv, name="panel")
        if self._panel in panels.STATUS_NOTIFIER_PANELS:
            wait_for(lambda: self.owner_of(WATCHER), START_SECONDS, "the tray watcher")
        if self._panel != "lxqt":
            wait_for(self.has_xembed_tray, START_SECONDS, "the XEmbed tray")

    def kill_panel(self, how: int = signal.SIGKILL) -> None:
        """End the panel by signal ``how``."""
        self._end("panel", how)

    def has_xembed_tray(self) -> bool:
        """Whether somebody owns the selection of the XEmbed tray."""
        connection = XDisplay(self.display)
        try:
            return bool(connection.get_selection_owner(connection.intern_atom(TRAY_SELECTION)))
        finally:
            connection.close()

    def start_notifier(self, notifier: str | None = None) -> None:
        """Start ``notifier`` (by default the one of this desktop) and wait for its name."""
        self._notifier = notifier or self._notifier
        assert self._notifier is not None
        argv = panels.prepare_notifier(self._notifier, self.home / ".config", self.folder)
        self.spawn(*argv, name="notifier")
        wait_for(lambda: self.owner_of(NOTIFICATIONS), START_SECONDS, "the notification daemon")

    def kill_notifier(self, how: int = signal.SIGKILL) -> None:
        """End the notification daemon by signal ``how``."""
        self._end("notifier", how)

    def answer_dunst(self, label: str) -> None:
        """Choose the action ``label`` in the context menu of dunst's notifications."""
        (self.folder / "wanted").write_text(f"#{label} ")
        interface = "org.dunstproject.cmd0"
        self.bus_call(NOTIFICATIONS, NOTIFICATIONS_PATH, interface, "ContextMenuCall")

    def press_xfce_button(self, label_index: int, seconds: float = 5.0) -> None:
        """Click a button of the pop-up of xfce4-notifyd, counted from the left, from 0."""

        def centres() -> list[tuple[int, int]]:
            boxes = popups.popup_boxes(self.run("xwininfo", "-root", "-tree").stdout)
            return popups.button_centres(self.screenshot(), boxes[0]) if boxes else []

        def settled() -> list[tuple[int, int]]:
            first = centres()
            return first if len(first) > label_index and first == centres() else []

        x, y = wait_for(settled, seconds, f"button {label_index} of a pop-up")[label_index]
        self.click(x, y)

    # -- programs

    def spawn(
        self,
        *argv: str,
        name: str = "",
        env: dict[str, str] | None = None,
        pass_fds: tuple[int, ...] = (),
    ) -> Child:
        """Start a program of this desktop; it is ended with the desktop.

        Args:
            argv: The program and its arguments.
            name: The name of its log; a new program of the same name takes the place of the old.
            env: The whole environment; by default that of the desktop.
            pass_fds: File descriptors that it inherits.
        """
        self._count += 1
        name = name or f"{Path(argv[0]).name}-{self._count}"
        child = Child(name, argv, env or self.env, self.log_folder / name, pass_fds)
        self._children[name] = child
        return child

    def run(self, *argv: str, seconds: float = 20.0) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and return its status and texts."""
        return subprocess.run(
            argv, env=self.env, capture_output=True, text=True, timeout=seconds, check=False
        )

    def child(self, name: str) -> Child:
        """A program that was started under this name, such as ``xvfb`` or ``notifier``."""
        return self._children[name]

    def _end(self, name: str, how: int) -> None:
        child = self._children.pop(name, None)
        if child is not None:
            child.end(how)

    # -- the person

    def xdotool(self, *arguments: str) -> str:
        """Run xdotool and return what it prints; a failure is an ``AssertionError``."""
        done = self.run("xdotool", *arguments)
        assert done.returncode == 0, f"xdotool {arguments}: {done.stderr}"
        return done.stdout.strip()

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Move the pointer to a point of the screen and press a button there."""
        move = ("mousemove", str(x), str(y), "sleep", POINTER_REST_SECONDS)
        self.xdotool(*move, "click", str(button))

    def keys(self, *names: str, pause_ms: int = MENU_KEY_MS) -> None:
        """Press and release keys one after the other, such as ``Down`` and ``Return``."""
        if names:
            self.xdotool("key", "--delay", str(pause_ms), *names)

    @property
    def has_display(self) -> bool:
        """Whether the X server still runs; a test may end it on purpose."""
        child = self._children.get("xvfb")
        return bool(self.display) and child is not None and child.running

    def screenshot(self, path: Path | None = None) -> Image.Image:
        """A picture of the whole screen, also written to ``path`` if one is given."""
        picture = ImageGrab.grab(xdisplay=self.display)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            picture.save(path)
        return picture

    def keep_logs(self, folder: Path) -> None:
        """Copy the output of every program to ``folder``."""
        shutil.rmtree(folder, ignore_errors=True)
        if self.log_folder.exists():
            shutil.copytree(self.log_folder, folder)


def call(
    connection: DBusConnection,
    destination: str,
    path: str,
    interface: str,
    member: str,
    signature: str = "",
    body: tuple[Any, ...] = (),
    *,
    seconds: float = 5.0,
) -> tuple[Any, ...]:
    """Call a method over an open connection; see `Desktop.bus_call`."""
    address = DBusAddress(path, destination, interface)
    message = new_method_call(address, member, signature or None, body)
    reply = connection.send_and_get_reply(message, timeout=seconds)
    if reply.header.message_type is MessageType.error:
        name = reply.header.fields.get(HeaderFields.error_name, "unknown")
        raise BusCallError(name, " ".join(str(part) for part in reply.body))
    answer: tuple[Any, ...] = reply.body
    return answer
