"""The X display, as little of it as the XEmbed icon and its menu need (python-xlib).

Only the display's Unix socket is ever used: python-xlib 0.33 on its own falls back to TCP, and a
display that was forwarded from another machine is one on TCP.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
from typing import Any, TypeAlias

import Xlib.display
import Xlib.error
from PIL import Image
from Xlib import X, Xatom

from config.errors import DesktopError
from config.language import tr
from tray.icon.popup_layout import Box
from tray.x_name import unix_display_name

_log = logging.getLogger(__name__)

Display: TypeAlias = Any
Screen: TypeAlias = Any
Window: TypeAlias = Any
Context: TypeAlias = Any
Event: TypeAlias = Any
"""python-xlib has no types; these names at least say what is meant."""

LOST = (Xlib.error.ConnectionClosedError, OSError)
"""What any use of a connection raises once the X server is gone."""
REFUSED = (Xlib.error.XError,)
"""What a request with a reply raises when the server refuses it, as for a window that is gone."""

DEPTH_OPAQUE = 24
DEPTH_ALPHA = 32
_LONGEST_PROPERTY = 1 << 18
"""In units of 4 bytes: 1 MB."""
_RED_IN_BGRX = 0xFF0000


def open_display(name: str = "") -> Display:
    """Connect to a display.

    Args:
        name: As in ``DISPLAY``; that variable itself where it is empty.

    Raises:
        DesktopError: There is no such display on this computer, or it turned us away.
    """
    wanted = unix_display_name(name or os.environ.get("DISPLAY", ""))
    printed = io.StringIO()
    try:
        # python-xlib 0.33 prints its doubts about the file .Xauthority.
        with contextlib.redirect_stdout(printed):
            display = Xlib.display.Display(wanted)
    except (*LOST, Xlib.error.DisplayError, Xlib.error.XauthError) as error:
        # What python-xlib says of it is for whoever looks closer.
        _log.info("python-xlib: %s", error)
        detail = tr("the X display {name} does not answer", name=name or os.environ["DISPLAY"])
        raise DesktopError(tr("The X display cannot be used"), detail) from error
    finally:
        if printed.getvalue():
            _log.debug("python-xlib: %s", printed.getvalue().strip())
    display.set_error_handler(_log_error)
    return display


def _log_error(error: object, request: object) -> None:
    # Windows of other programs come and go at any time; python-xlib would print this.
    _log.debug("X error %s for %s", error, request)


def close_display(display: Display) -> None:
    """Close a connection; one that is lost already counts as closed."""
    with contextlib.suppress(*LOST):
        display.close()


def read_property(display: Display, window: Window, name: str) -> Any:  # noqa: ANN401 - as the property
    """The value of a window's property (bytes or an array of numbers), or None without one."""
    try:
        found = window.get_full_property(
            display.intern_atom(name), X.AnyPropertyType, _LONGEST_PROPERTY
        )
    except REFUSED:
        return None
    return None if found is None else found.value


def read_text_property(display: Display, window: Window, name: str) -> bytes:
    """The bytes of a window's property; empty without one."""
    value = read_property(display, window, name)
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else b""


def selection_owner(display: Display, name: str) -> Window:
    """The window that owns the selection ``name``, or None."""
    owner = display.get_selection_owner(display.intern_atom(name))
    return owner or None


def set_title(display: Display, window: Window, title: str) -> None:
    """Give a window its title, in UTF-8 and for programs that know only Latin-1."""
    utf8 = display.intern_atom("UTF8_STRING")
    text = title.encode("utf-8")
    window.change_property(display.intern_atom("_NET_WM_NAME"), utf8, 8, text)
    window.change_property(Xatom.WM_NAME, Xatom.STRING, 8, title.encode("latin-1", "replace"))


def visual_of_depth(screen: Screen, depth: int, wanted: int = 0) -> int | None:
    """The id of a true-colour visual.

    Args:
        screen: The screen.
        depth: Bits of a pixel: `DEPTH_OPAQUE` or `DEPTH_ALPHA`.
        wanted: Only this visual will do, if it is not 0.

    Returns:
        None if the screen has none with 8 bits for each of red, green and blue.
    """
    for allowed in screen.allowed_depths:
        if allowed.depth != depth:
            continue
        for visual in allowed.visuals:
            fits = visual.visual_class == X.TrueColor and visual.red_mask == _RED_IN_BGRX
            if fits and wanted in {0, visual.visual_id}:
                return int(visual.visual_id)
    return None


def create_window(
    screen: Screen, box: Box, depth: int, visual: int, **attributes: object
) -> Window:
    """Make a window with a visual of its own choice.

    The colour map and the border are given because a window whose depth is not its parent's must
    not inherit either (X protocol, CreateWindow).
    """
    colours = screen.root.create_colormap(visual, X.AllocNone)
    return screen.root.create_window(
        box.left,
        box.top,
        max(box.width, 1),
        max(box.height, 1),
        0,
        depth,
        X.InputOutput,
        visual,
        colormap=colours,
        border_pixel=0,
        **attributes,
    )


def put_image(display: Display, window: Window, context: Context, image: Image.Image) -> None:
    """Copy an image to the upper left corner of a window, in pieces that fit into a request.

    Args:
        display: The connection.
        window: Of `DEPTH_ALPHA` for an image with mode RGBA, of `DEPTH_OPAQUE` for RGB.
        context: A graphics context of the window.
        image: What to show.
    """
    information = display.display.info
    swapped = information.image_byte_order != X.LSBFirst
    if image.mode == "RGBA":
        # A window with alpha holds colours multiplied by it (X Render, PictStandardARGB32).
        data, depth = image.convert("RGBa").tobytes("raw", "BGRa"), DEPTH_ALPHA
    else:
        data, depth = image.convert("RGB").tobytes("raw", "BGRX"), DEPTH_OPAQUE
    if swapped:
        data = b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))
    stride = image.width * 4
    rows = max(1, (information.max_request_length * 4 - 64) // stride)
    for top in range(0, image.height, rows):
        height = min(rows, image.height - top)
        piece = data[top * stride : (top + height) * stride]
        window.put_image(context, 0, top, image.width, height, X.ZPixmap, depth, 0, piece)


def image_from(display: Display, data: bytes, width: int, height: int) -> Image.Image:
    """An image out of what GetImage returned for a window of 24 or 32 bits."""
    order = "BGRX" if display.display.info.image_byte_order == X.LSBFirst else "XRGB"
    return Image.frombytes("RGB", (width, height), data, "raw", order)


def monitors(display: Display) -> list[Box]:
    """The monitors, or the whole screen where RandR 1.5 does not tell them."""
    screen = display.screen()
    whole = Box(0, 0, screen.width_in_pixels, screen.height_in_pixels)
    if not display.has_extension("RANDR"):
        return [whole]
    try:
        found = screen.root.xrandr_get_monitors().monitors
    except REFUSED:
        return [whole]
    boxes = [Box(m.x, m.y, m.width_in_pixels, m.height_in_pixels) for m in found]
    return [box for box in boxes if box.width and box.height] or [whole]
