"""A popup menu on an X display: thin, since what it does is decided by the pure modules beside it.

The menu has an X connection of its own, whose life is the menu's: whatever goes wrong, closing it
gives the pointer and the keyboard back.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import os
import select
import time
from typing import TYPE_CHECKING

from Xlib import X

from config.errors import DesktopError
from config.language import tr
from tray.icon import popup_look, x_connection
from tray.icon.popup_layout import Box, Panel, Place, lay_out
from tray.icon.popup_model import (
    Entry,
    Key,
    MenuState,
    click,
    hover,
    press_key,
    rows_at,
    type_letter,
)
from tray.icon.popup_paint import Look, paint
from tray.icon.popup_pointing import Hit, heads_for, hit, reveal, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

    from tray.icon.x_connection import Context, Display, Event, Window

_log = logging.getLogger(__name__)

# X11/keysymdef.h; the second figure is the same key on the number pad.
KEYS = {
    0xFF52: Key.UP,
    0xFF97: Key.UP,
    0xFF54: Key.DOWN,
    0xFF99: Key.DOWN,
    0xFF51: Key.LEFT,
    0xFF96: Key.LEFT,
    0xFF53: Key.RIGHT,
    0xFF98: Key.RIGHT,
    0xFF50: Key.HOME,
    0xFF95: Key.HOME,
    0xFF57: Key.END,
    0xFF9C: Key.END,
    0xFF0D: Key.ENTER,
    0xFF8D: Key.ENTER,
    0x0020: Key.ENTER,  # the space bar
    0xFF1B: Key.ESCAPE,
}
_LATIN_1 = range(0x21, 0x100)
_UNICODE = range(0x01000100, 0x01110000)
_UNICODE_OFFSET = 0x01000000

GRAB_TRIES = 20
GRAB_PAUSE_SECONDS = 0.025
"""A window manager or panel may hold the pointer for a moment after the click that opened us."""
HELD_MILLISECONDS = 400
"""A button let go this long after the press that opened the menu chooses the row under it."""
SLANT_SECONDS = 0.3
"""How long a pointer that heads for a submenu may rest on other rows."""
SCROLL_SECONDS = 0.12
IDLE_SECONDS = 120.0
"""An open menu holds the keyboard, and with it off every screen locker: it is not left open."""
_WHEEL = {4: -1, 5: 1}
_PRESSES = {1, 2, 3}

_POINTER_EVENTS = X.ButtonPressMask | X.ButtonReleaseMask | X.PointerMotionMask


def symbol_letter(symbol: int) -> str:
    """The letter of a keysym, or nothing for a key without one."""
    if symbol in _LATIN_1:
        return chr(symbol)
    return chr(symbol - _UNICODE_OFFSET) if symbol in _UNICODE else ""


@dataclasses.dataclass(slots=True)
class _Window:
    """The window of one panel, and what it shows."""

    window: Window
    context: Context
    shown: object
    image: Image.Image


class Popup:
    """One menu, from its opening to a choice or none.

    `run` is called once, in a thread that may wait; `close` may be called from any thread.
    """

    def __init__(
        self, entries: tuple[Entry, ...], anchor: Box, display_name: str = "", pressed_at: int = 0
    ) -> None:
        """Prepare a menu.

        Args:
            entries: Its rows.
            anchor: What it opens beside, on the screen.
            display_name: As in ``DISPLAY``; that variable itself where it is empty.
            pressed_at: X server time of the button press that asks for it, in milliseconds.
        """
        self._entries = entries
        self._anchor = anchor
        self._display_name = display_name
        self._pressed_at = pressed_at
        self._state = MenuState()
        self._panels: tuple[Panel, ...] = ()
        self._windows: list[_Window] = []
        self._wake_read, self._wake_write = os.pipe()
        self._was_pressed = False
        self._pointer = (0, 0)
        self._on_hot = (0, 0)
        self._later: tuple[float, Callable[[], None]] | None = None

    def close(self) -> None:
        """Take the menu from the screen without a choice."""
        with contextlib.suppress(OSError):
            os.write(self._wake_write, b"x")

    def run(self) -> Entry | None:
        """Show the menu and wait for the person.

        Returns:
            The row that was chosen, or None: the menu was left, or the display is gone.
        """
        try:
            self._display = x_connection.open_display(self._display_name)
            try:
                self._open()
                self._loop()
            finally:
                x_connection.close_display(self._display)
        except (DesktopError, *x_connection.LOST) as error:
            told = error.for_log if isinstance(error, DesktopError) else error
            _log.info("the menu cannot be shown: %s", told)
            return None
        finally:
            os.close(self._wake_read)
            write, self._wake_write = self._wake_write, -1
            os.close(write)
        return self._state.chosen

    # -- opening

    def _open(self) -> None:
        display = self._display
        screen = display.screen()
        visual = x_connection.visual_of_depth(screen, x_connection.DEPTH_OPAQUE)
        if visual is None:
            raise DesktopError(
                tr("The menu cannot be shown"), tr("the display lacks 24-bit colour")
            )
        self._visual = visual
        middle = (self._anchor.left + self._anchor.width // 2, self._anchor.top)
        boxes = x_connection.monitors(display)
        here = next((box for box in boxes if box.holds(*middle)), boxes[0])
        self._place = Place(self._anchor, here)
        self._look = read_look(display)
        self._show()
        self._grab()

    def _grab(self) -> None:
        """Take the pointer and the keyboard, so that a click elsewhere closes the menu."""
        window = self._windows[0].window
        for _ in range(GRAB_TRIES):
            pointer = window.grab_pointer(
                True,  # noqa: FBT003 - X protocol: events of our own windows go to them
                _POINTER_EVENTS,
                X.GrabModeAsync,
                X.GrabModeAsync,
                X.NONE,
                X.NONE,
                X.CurrentTime,
            )
            keyboard = window.grab_keyboard(
                True,  # noqa: FBT003 - as above
                X.GrabModeAsync,
                X.GrabModeAsync,
                X.CurrentTime,
            )
            if pointer == keyboard == X.GrabSuccess:
                return
            select.select([self._wake_read], [], [], GRAB_PAUSE_SECONDS)
        _log.info("the menu could not take the pointer or the keyboard")

    # -- the loop

    def _loop(self) -> None:
        idle_from = time.monotonic()
        while not self._state.over:
            while not self._state.over and self._display.pending_events():
                self._handle(self._display.next_event())
                idle_from = time.monotonic()
            if self._state.over:
                return
            self._show()
            self._display.flush()
            if self._display.pending_events():
                continue
            wait = idle_from + IDLE_SECONDS - time.monotonic()
            if self._later is not None:
                wait = min(wait, self._later[0] - time.monotonic())
            files = [self._display, self._wake_read]
            ready, _, _ = select.select(files, [], [], max(wait, 0.0))
            if self._wake_read in ready or time.monotonic() - idle_from >= IDLE_SECONDS:
                return
            if self._later is not None and time.monotonic() >= self._later[0]:
                _, action = self._later
                self._later = None
                action()

    def _handle(self, event: Event) -> None:
        if event.type == X.Expose:
            for each in self._windows:
                if each.window == event.window:
                    x_connection.put_image(self._display, each.window, each.context, each.image)
        elif event.type == X.MotionNotify:
            self._move(event.root_x, event.root_y)
        elif event.type == X.ButtonPress:
            self._press(event)
        elif event.type == X.ButtonRelease:
            self._release(event)
        elif event.type == X.KeyPress:
            self._key(event)
        elif event.type == X.MappingNotify:
            self._display.refresh_keyboard_mapping(event)

    def _key(self, event: Event) -> None:
        symbol = self._display.keycode_to_keysym(event.detail, 0)
        key = KEYS.get(symbol)
        self._later = None
        if key is not None:
            self._state = press_key(self._entries, self._state, key)
        elif letter := symbol_letter(symbol):
            self._state = type_letter(self._entries, self._state, letter)
        if not self._state.over:
            self._panels = self._laid_out()
            self._state = reveal(self._entries, self._state, self._panels, self._look.metrics)

    # -- the pointer

    def _hit(self, x: int, y: int) -> Hit | None:
        return hit(self._panels, x, y, self._look.metrics)

    def _move(self, x: int, y: int) -> None:
        self._pointer = (x, y)
        self._later = None
        found = self._hit(x, y)
        if found is None:
            return
        depth = found.depth
        level = self._state.levels[depth]
        if found.scroll:
            self._scroll_on(found)
        elif found.row == level.hot and found.row is not None:
            self._on_hot = (x, y)
            self._hover(found)
        elif depth + 1 < len(self._panels) and heads_for(
            self._panels[depth + 1], self._on_hot, (x, y)
        ):
            self._later = (time.monotonic() + SLANT_SECONDS, lambda: self._hover(found))
        else:
            self._on_hot = (x, y)
            self._hover(found)

    def _hover(self, found: Hit) -> None:
        self._state = hover(self._entries, self._state, found.depth, found.row)

    def _scroll_on(self, found: Hit) -> None:
        """Scroll by one row, and again as long as the pointer rests on the arrow."""

        def again() -> None:
            self._scroll(found.depth, found.scroll)
            self._panels = self._laid_out()
            if self._hit(*self._pointer) == found:
                self._scroll_on(found)

        self._later = (time.monotonic() + SCROLL_SECONDS, again)

    def _scroll(self, depth: int, step: int) -> None:
        self._state = scrolled(self._entries, self._state, self._panels, depth, step)

    def _press(self, event: Event) -> None:
        found = self._hit(event.root_x, event.root_y)
        if event.detail in _WHEEL:
            if found is not None:
                self._scroll(found.depth, _WHEEL[event.detail])
        elif event.detail in _PRESSES:
            self._was_pressed = True
            if found is None:
                self._state = dataclasses.replace(self._state, closed=True)
            elif found.scroll:
                self._scroll(found.depth, found.scroll)
            else:
                self._hover(found)

    def _release(self, event: Event) -> None:
        if event.detail not in _PRESSES:
            return
        held = self._pressed_at and event.time - self._pressed_at >= HELD_MILLISECONDS
        found = self._hit(event.root_x, event.root_y)
        if found is not None and found.row is not None and (self._was_pressed or held):
            self._state = click(self._entries, self._state, found.depth, found.row)

    # -- windows

    def _laid_out(self) -> tuple[Panel, ...]:
        look = self._look
        return lay_out(self._entries, self._state, self._place, look.metrics, look.measure)

    def _show(self) -> None:
        """Bring the windows in line with the state; only what changed is drawn."""
        self._panels = self._laid_out()
        while len(self._windows) > len(self._panels):
            self._windows.pop().window.destroy()
        for depth, (panel, level) in enumerate(zip(self._panels, self._state.levels, strict=True)):
            rows = rows_at(self._entries, self._state, depth)
            shown = (panel, level, rows)
            if depth < len(self._windows) and self._windows[depth].shown == shown:
                continue
            image = paint(rows, panel, level.hot, self._look)
            if depth == len(self._windows):
                self._windows.append(self._new_window(panel.box, shown, image))
            else:
                self._redraw(self._windows[depth], panel.box, shown, image)

    def _new_window(self, box: Box, shown: object, image: Image.Image) -> _Window:
        window = x_connection.create_window(
            self._display.screen(),
            box,
            x_connection.DEPTH_OPAQUE,
            self._visual,
            override_redirect=True,
            background_pixmap=X.NONE,
            event_mask=_POINTER_EVENTS | X.ExposureMask | X.KeyPressMask,
        )
        window.set_wm_class("lull-menu", "Lull")
        kind = self._display.intern_atom("_NET_WM_WINDOW_TYPE")
        menu = self._display.intern_atom("_NET_WM_WINDOW_TYPE_POPUP_MENU")
        window.change_property(kind, self._display.intern_atom("ATOM"), 32, [menu])
        x_connection.set_title(self._display, window, "Lull")
        context = window.create_gc()
        window.map()
        x_connection.put_image(self._display, window, context, image)
        return _Window(window, context, shown, image)

    def _redraw(self, each: _Window, box: Box, shown: object, image: Image.Image) -> None:
        each.window.configure(x=box.left, y=box.top, width=box.width, height=box.height)
        each.shown, each.image = shown, image
        x_connection.put_image(self._display, each.window, each.context, image)


def read_look(display: Display) -> Look:
    """What the desktop of a display says about text scale and dark colours."""
    screen_number = display.get_default_screen()
    owner = x_connection.selection_owner(display, f"_XSETTINGS_S{screen_number}")
    data = b""
    if owner is not None:
        data = x_connection.read_text_property(display, owner, "_XSETTINGS_SETTINGS")
    settings = popup_look.read_xsettings(data)
    # The resources stand on the first screen, whichever is in use (ICCCM 2.0, 7).
    root = display.screen(0).root
    resources = x_connection.read_text_property(display, root, "RESOURCE_MANAGER")
    dpi = popup_look.text_dpi(resources.decode("utf-8", "replace"), settings)
    dark = popup_look.prefers_dark(os.environ, settings, popup_look.read_gtk_ini(os.environ))
    return Look.of(dpi, popup_look.DARK if dark else popup_look.LIGHT)
