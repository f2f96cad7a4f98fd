"""An X server that is gone, and whose number nobody else gets meanwhile."""

from __future__ import annotations

import contextlib
import signal
import socket
from typing import TYPE_CHECKING

from children import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness import Desktop


@contextlib.contextmanager
def killed_display(desktop: Desktop) -> Iterator[None]:
    """Kill the X server of a desktop, and keep its number as long as the block lasts.

    The next server takes the first number that is free: the windows of this desktop would come up
    on that of another test.
    """
    # Where an X server listens first on Linux; one that cannot have it takes the next number.
    address = f"\0/tmp/.X11-unix/X{desktop.display.removeprefix(':')}"

    def kept() -> bool:
        with contextlib.suppress(OSError):
            held.bind(address)
            return True
        return False

    with socket.socket(socket.AF_UNIX) as held:
        desktop.child("xvfb").process.send_signal(signal.SIGKILL)
        wait_for(kept, 5.0, f"the number of the display {desktop.display}")
        desktop.child("xvfb").end(signal.SIGKILL)
        yield
