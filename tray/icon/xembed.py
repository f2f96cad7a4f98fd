"""A pystray backend for trays without StatusNotifierItem: XEmbed over python-xlib.

Specifications: freedesktop.org System Tray Protocol 0.3, XEmbed 0.5. Trays it was tried with:
trayer 1.1.8, tint2 17.0, the tray of xfce4-panel 4.18.

One thread, that which calls ``run`` (or one of its own after ``run_detached``), uses the X
connection. It sleeps in ``select`` on the connection and on a wake pipe; the other threads leave it
notes and wake it.
"""

from __future__ import annotations

import collections
import contextlib
import functools
import gc
import logging
import os
import select
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PIL import Image
from Xlib import X

from tray.icon import x_connection
from tray.icon.popup_layout import Box
from tray.icon.popup_model import Entry
from tray.icon.status_notifier.pystray_loader import BaseIcon, Menu
from tray.icon.xembed_dock import Dock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tray.icon.popup import Popup
    from tray.icon.status_notifier.pixmaps import Drawing
    from tray.icon.status_notifier.pystray_loader import MenuItem
    from tray.icon.x_connection import Event

_log = logging.getLogger(__name__)

LEFT_BUTTON = 1
RIGHT_BUTTON = 3
STOP_SECONDS = 2.0
"""How long `XEmbedIcon.stop` waits for the thread; an X server that hangs is left behind."""


def image_of(picture: Drawing, size: int) -> Image.Image:
    """The picture at ``size`` pixels; scaled only where there is no drawing for that size."""
    if isinstance(picture, Image.Image):
        image = picture
    elif isinstance(picture, Mapping):
        large_enough = [each for each in sorted(picture) if each >= size]
        image = picture[large_enough[0] if large_enough else max(picture)]
    else:
        image = picture(size)
    image = image.convert("RGBA")
    if image.size != (size, size):
        image = image.resize((size, size), Image.Resampling.LANCZOS)
    return image


def entries_of(items: Iterable[MenuItem]) -> tuple[Entry, ...]:
    """The rows of a pystray menu as they are now; each keeps its item."""
    return tuple(_entry(item) for item in items)


def _entry(item: MenuItem) -> Entry:
    if item is Menu.SEPARATOR:
        return Entry("")
    return Entry(
        label=str(item.text) or " ",
        enabled=bool(item.enabled),
        checked=None if item.checked is None else bool(item.checked),
        radio=bool(item.radio),
        children=entries_of(item.submenu) if item.submenu is not None else (),
        item=item,
    )


class XEmbedIcon(BaseIcon):
    """A pystray icon in an XEmbed tray, with the menu that such trays leave to their icons.

    ``icon`` may be an image, images by size, or a function that draws a size in pixels.
    """

    HAS_DEFAULT_ACTION = True
    HAS_MENU = True
    HAS_MENU_RADIO = True
    HAS_NOTIFICATION = False

    def __init__(
        self,
        name: str,
        icon: Drawing | None = None,
        title: str | None = None,
        menu: Menu | None = None,
        *,
        display_name: str = "",
        on_host: Callable[[bool, str], None] | None = None,
        on_end: Callable[[str], None] | None = None,
        post: Callable[[Callable[[], None]], None] | None = None,
    ) -> None:
        """Connect to the display; nothing is shown yet.

        Args:
            name: Tells this program's icon from others, the same at each start.
            icon: What it shows.
            title: Its tooltip.
            menu: Its rows; read anew each time it opens, in the icon's thread.
            display_name: As in ``DISPLAY``; that variable itself where it is empty.
            on_host: Told in the icon's thread whether a tray shows the icon, and why not.
            on_end: Told in the icon's thread, with the reason, that the display is gone: this icon
                will not come back. Not called after `stop`.
            post: Gets each chosen row as a function, in the icon's thread, and must not wait. By
                default that thread carries it out.

        Raises:
            DesktopError: There is no X display on this computer.
        """
        super().__init__(name, icon, title, menu)
        self._on_host = on_host
        self._on_end = on_end
        self._post = post or _run_job
        self._notes: collections.deque[Callable[[], None]] = collections.deque()
        self._stopping = False
        self._over = threading.Event()
        self._popup: Popup | None = None
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        try:
            self._display = x_connection.open_display(display_name)
        except BaseException:
            self._over.set()
            self._close_pipe()
            raise
        self._display_name = display_name
        self._lock = threading.Lock()
        self._dock = Dock(self._display, name, self._host_changed)
        self._thread: threading.Thread | None = None

    @property
    def present(self) -> bool:
        """Whether a tray shows the icon now."""
        return self._dock.present

    @property
    def reason(self) -> str:
        """Why no tray shows it, in plain words; empty if one does."""
        return self._dock.reason

    # -- what pystray asks of a backend; from any thread

    def _show(self) -> None:
        self._update_title()
        self._leave_note(self._dock.show)

    def _hide(self) -> None:
        self._leave_note(self._dock.hide)

    def _update_icon(self) -> None:
        draw = functools.partial(image_of, self.icon)
        self._leave_note(functools.partial(self._dock.set_picture, draw))
        self._icon_valid = True

    def _update_title(self) -> None:
        self._leave_note(functools.partial(self._dock.set_title, self.title))

    def _update_menu(self) -> None:
        """Nothing to do: the menu is read when it opens."""

    def _run(self) -> None:
        self._thread = threading.current_thread()
        self._mark_ready()
        self._live()

    def _run_detached(self) -> None:
        self._thread = threading.Thread(target=self._live, name="tray-xembed", daemon=True)
        self._thread.start()
        self._mark_ready()

    def _stop(self) -> None:
        self._stopping = True
        self._wake()
        if self._thread is not threading.current_thread():
            self._over.wait(STOP_SECONDS)

    def _leave_note(self, note: Callable[[], None]) -> None:
        self._notes.append(note)
        self._wake()

    def _wake(self) -> None:
        # Under the lock the pipe cannot be closed, and its number given to another file, meanwhile.
        with self._lock:
            if not self._over.is_set():
                # A full pipe means that a wake-up is already under way.
                with contextlib.suppress(BlockingIOError):
                    os.write(self._wake_write, b"x")

    # -- the icon's thread

    def _live(self) -> None:
        lost = ""
        try:
            self._loop()
            self._dock.hide()
            self._display.flush()
        except x_connection.LOST as error:
            lost = str(error) or type(error).__name__
        finally:
            self._end()
        if lost and not self._stopping:
            _log.info("the X display is gone: %s", lost)
            if self._on_end is not None:
                self._on_end(lost)

    def _end(self) -> None:
        with self._lock:
            self._over.set()
            self._close_pipe()
        if self._popup is not None:
            self._popup.close()
        x_connection.close_display(self._display)

    def _close_pipe(self) -> None:
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _loop(self) -> None:
        while not self._stopping:
            while self._display.pending_events():
                self._handle(self._display.next_event())
            if self._notes:
                self._notes.popleft()()
                continue
            # Sending may receive as well, and events in python-xlib's queue no longer make the
            # connection readable: so the question comes after it.
            self._display.flush()
            if self._display.pending_events():
                continue
            ready, _, _ = select.select([self._display, self._wake_read], [], [])
            if self._wake_read in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wake_read, 512)

    def _handle(self, event: Event) -> None:
        if event.type == X.ButtonPress and self._dock.is_own(event.window):
            self._press(event)
        else:
            self._dock.handle(event)

    def _press(self, event: Event) -> None:
        items = tuple(self.menu or ())
        default = next((item for item in items if item.default), None)
        if event.detail == LEFT_BUTTON and default is not None:
            self._choose(default)
        elif event.detail in {LEFT_BUTTON, RIGHT_BUTTON} and items:
            self._open_popup(items, event)

    def _open_popup(self, items: tuple[MenuItem, ...], event: Event) -> None:
        # Fonts and text measuring are 2 MB that an icon whose menu nobody opens does not need.
        from tray.icon.popup import Popup  # noqa: PLC0415

        if self._popup is not None:
            return
        # The press gave this connection the pointer; the menu's own connection needs it now.
        self._display.ungrab_pointer(X.CurrentTime)
        self._display.flush()
        anchor = self._dock.box() or Box(event.root_x, event.root_y, 1, 1)
        popup = Popup(entries_of(items), anchor, self._display_name, event.time)
        self._popup = popup
        threading.Thread(
            target=self._run_popup, args=(popup,), name="tray-menu", daemon=True
        ).start()

    def _run_popup(self, popup: Popup) -> None:
        try:
            chosen = popup.run()
        finally:
            self._popup = None
            # A closed python-xlib connection is a knot of cycles; left to themselves they gather
            # to 4 MB over some hundred menus.
            gc.collect()
        if chosen is not None and chosen.item is not None:
            self._leave_note(functools.partial(self._choose, chosen.item))

    def _choose(self, item: MenuItem) -> None:
        self._post(functools.partial(self._carry_out, item))

    def _carry_out(self, item: MenuItem) -> None:
        try:
            item(self)
        finally:
            self.update_menu()

    def _host_changed(self, present: bool, reason: str) -> None:  # noqa: FBT001 - a callback
        if self._on_host is not None:
            self._on_host(present, reason)


def _run_job(job: Callable[[], None]) -> None:
    try:
        job()
    # A row that fails must not take the icon and every other row with it.
    except Exception:  # noqa: BLE001 - barrier, and it is logged
        _log.exception("a menu row failed")
