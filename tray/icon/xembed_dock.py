"""The window of an icon in an XEmbed tray: docks, draws, and docks again when the tray comes back.

Used from one thread only.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PIL import Image
from Xlib import X, Xutil
from Xlib.protocol import event as x_event

from tray.icon import x_connection
from tray.icon.popup_layout import Box

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.icon.x_connection import Display, Event, Window

_log = logging.getLogger(__name__)

NO_TRAY = "no tray is running"
NOT_TAKEN = "the tray has not taken the icon"
LEAST_SIDE, MOST_SIDE = 22, 128
"""Of the square that the icon asks for, in pixels."""
PLAIN_GROUND = (240, 240, 240)
"""Behind the icon where the tray does not let its own background be read."""
_REQUEST_DOCK = 0
_XEMBED_VERSION, _XEMBED_MAPPED = 0, 1


class Dock:
    """The icon's window and the tray it is in.

    Attributes:
        present: Whether a tray has taken the window.
        reason: Why none has, in plain words; empty if one has.
    """

    def __init__(self, display: Display, name: str, on_change: Callable[[bool, str], None]) -> None:
        """Watch for trays; nothing is shown before `show`.

        Args:
            display: The connection.
            name: Tells this program's windows from others.
            on_change: Told each change of ``present``, and ``reason``.
        """
        self.present = False
        self.reason = NO_TRAY
        self._display = display
        self._name = name
        self._on_change = on_change
        self._screen = display.screen()
        self._selection = f"_NET_SYSTEM_TRAY_S{display.get_default_screen()}"
        self._atom_selection = display.intern_atom(self._selection)
        self._atom_manager = display.intern_atom("MANAGER")
        self._wanted = False
        self._told: tuple[bool, str] | None = None
        self._title = name
        self._picture: Callable[[int], Image.Image] | None = None
        self._host: Window | None = None
        self._window: Window | None = None
        self._depth = x_connection.DEPTH_OPAQUE
        self._asked_side = 0
        # A tray that starts later says so to the root window (System Tray Protocol, "Locating").
        self._screen.root.change_attributes(event_mask=X.StructureNotifyMask)

    # -- for the icon

    def show(self) -> None:
        """Ask the tray to take the icon, now or as soon as there is one."""
        self._wanted = True
        if self._window is None:
            self._find_tray()

    def hide(self) -> None:
        """Take the icon away."""
        self._wanted = False
        self._withdraw()
        self._set_present(present=False, reason="")

    def set_title(self, title: str) -> None:
        """Change the title, which trays show as tooltip."""
        self._title = title
        if self._window is not None:
            x_connection.set_title(self._display, self._window, title)

    def set_picture(self, picture: Callable[[int], Image.Image]) -> None:
        """Change what is shown: a function that draws a size in pixels, RGBA."""
        self._picture = picture
        self.draw()

    def box(self) -> Box | None:
        """Where the icon is on the screen."""
        if self._window is None:
            return None
        try:
            size = self._window.get_geometry()
            corner = self._screen.root.translate_coords(self._window, 0, 0)
        except x_connection.REFUSED:
            return None
        return Box(corner.x, corner.y, size.width, size.height)

    def is_own(self, window: Window) -> bool:
        """Whether a window is that of the icon."""
        return self._window is not None and window.id == self._window.id

    def handle(self, event: Event) -> None:
        """Take notice of an X event."""
        if event.type == X.ClientMessage:
            self._handle_message(event)
        elif event.type == X.DestroyNotify:
            self._handle_destroyed(event.window)
        elif event.type == X.ReparentNotify and self.is_own(event.window):
            self._handle_reparented(event.parent)
        elif event.type == X.ConfigureNotify and self.is_own(event.window):
            self._handle_configured(event.width, event.height)
        elif event.type == X.Expose and self.is_own(event.window):
            self.draw()

    # -- docking

    def _handle_message(self, event: Event) -> None:
        if event.client_type != self._atom_manager or event.data[1][1] != self._atom_selection:
            return
        same = self._host is not None and self._host.id == event.data[1][2]
        if self._wanted and not (same and self.present):
            self._withdraw()
            self._find_tray()

    def _handle_destroyed(self, window: Window) -> None:
        if self.is_own(window):
            # With a tray that was killed go the windows in it; its own end is told next.
            self._window = None
            self._set_present(present=False, reason=NOT_TAKEN)
        elif self._host is not None and window.id == self._host.id:
            self._withdraw()
            self._find_tray()

    def _handle_reparented(self, parent: Window) -> None:
        if parent.id == self._screen.root.id:
            # The tray ended and the server saved the window from going with it: it would now
            # stand in the middle of the desktop.
            self._withdraw()
            self._set_present(present=False, reason=NOT_TAKEN)
            return
        self._show_ground_of(parent)
        self._set_present(present=True, reason="")
        self.draw()

    def _find_tray(self) -> None:
        # Grabbed: the tray must not end between the question and the request to hear of its end.
        self._display.grab_server()
        try:
            host = x_connection.selection_owner(self._display, self._selection)
            if host is not None:
                host.change_attributes(event_mask=X.StructureNotifyMask)
        finally:
            self._display.ungrab_server()
        self._host = host
        if host is None:
            self._set_present(present=False, reason=NO_TRAY)
            return
        self._window = self._new_window(host)
        if self._window is None:
            self._set_present(present=False, reason="the display lacks 24-bit colour")
            return
        # Not told yet: a moment later it is taken, and there was nothing to know.
        self.reason = NOT_TAKEN
        opcode = self._display.intern_atom("_NET_SYSTEM_TRAY_OPCODE")
        request = (X.CurrentTime, _REQUEST_DOCK, self._window.id, 0, 0)
        message = x_event.ClientMessage(window=host, client_type=opcode, data=(32, request))
        host.send_event(message, event_mask=X.NoEventMask)

    def _new_window(self, host: Window) -> Window | None:
        visual = self._alpha_visual(host)
        self._depth = x_connection.DEPTH_ALPHA
        if visual is None:
            self._depth = x_connection.DEPTH_OPAQUE
            visual = x_connection.visual_of_depth(self._screen, self._depth)
        if visual is None:
            return None
        window = x_connection.create_window(
            self._screen,
            Box(-1, -1, LEAST_SIDE, LEAST_SIDE),
            self._depth,
            visual,
            background_pixel=0,
            event_mask=X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask,
        )
        window.set_wm_class(self._name, self._name.capitalize())
        self._ask_for_square(window, LEAST_SIDE)
        x_connection.set_title(self._display, window, self._title)
        information = self._display.intern_atom("_XEMBED_INFO")
        window.change_property(information, information, 32, [_XEMBED_VERSION, _XEMBED_MAPPED])
        self._context = window.create_gc()
        return window

    def _ask_for_square(self, window: Window, side: int) -> None:
        self._asked_side = side
        window.set_wm_normal_hints(flags=Xutil.PMinSize, min_width=side, min_height=side)

    def _handle_configured(self, width: int, height: int) -> None:
        # trayer 1.1.8 makes an icon as high as its panel and as wide as the icon asks for. Asking
        # for more than before only, there is no end of asking.
        side = max(width, height)
        if width != height and self._asked_side < side <= MOST_SIDE and self._window is not None:
            self._ask_for_square(self._window, side)
        self.draw()

    def _alpha_visual(self, host: Window) -> int | None:
        """The visual that the tray asks icons to use, if it has alpha."""
        wanted = x_connection.read_property(self._display, host, "_NET_SYSTEM_TRAY_VISUAL")
        if not wanted or isinstance(wanted, (bytes, str)):
            return None
        depth = x_connection.DEPTH_ALPHA
        return x_connection.visual_of_depth(self._screen, depth, int(wanted[0]))

    def _withdraw(self) -> None:
        if self._window is not None:
            self._window.destroy()
            self._window = None

    def _set_present(self, *, present: bool, reason: str) -> None:
        self.present, self.reason = present, reason
        if self._told != (present, reason):
            self._told = (present, reason)
            self._on_change(present, reason)

    # -- drawing

    def draw(self) -> None:
        """Draw the icon, square and in the middle."""
        if self._window is None or not self.present or self._picture is None:
            return
        try:
            size = self._window.get_geometry()
        except x_connection.REFUSED:
            return
        width, height = size.width, size.height
        icon = self._picture(min(width, height))
        corner = ((width - icon.width) // 2, (height - icon.height) // 2)
        if self._depth == x_connection.DEPTH_ALPHA:
            image = Image.new("RGBA", (width, height))
            image.paste(icon, corner)
        else:
            image = self._ground(self._window, width, height)
            image.paste(icon, corner, icon)
        x_connection.put_image(self._display, self._window, self._context, image)

    def _show_ground_of(self, parent: Window) -> None:
        """Let the tray's background through, which only a window of the same depth may ask for."""
        if self._window is None or self._depth == x_connection.DEPTH_ALPHA:
            return
        try:
            same = parent.get_geometry().depth == self._depth
        except x_connection.REFUSED:
            return
        if same:
            self._window.change_attributes(background_pixmap=X.ParentRelative)

    def _ground(self, window: Window, width: int, height: int) -> Image.Image:
        """The tray's background as it is behind the icon now."""
        window.clear_area(0, 0, width, height)
        try:
            found = window.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF)
        except x_connection.REFUSED:
            return Image.new("RGB", (width, height), PLAIN_GROUND)
        return x_connection.image_from(self._display, found.data, width, height)
