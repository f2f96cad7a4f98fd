"""Why there is no bus, in the person's language; `tray.bus` itself knows nothing of languages."""

from __future__ import annotations

from config.foreign_words import reason_of
from config.language import tr
from tray.bus.address import NoBusError


def why_no_bus(trouble: Exception | None) -> str:
    """What stands in the way of a connection.

    Args:
        trouble: See `tray.bus.connection.Bus`; None where it is not known.
    """
    if trouble is None:
        return tr("no answer")
    if isinstance(trouble, NoBusError):
        return tr("no session bus was started here")
    if isinstance(trouble, EOFError):
        return tr("the bus closed the connection")
    if isinstance(trouble, OSError):
        return reason_of(trouble)
    # What jeepney raises over an address or an answer is for whoever programs.
    return tr("its address or its answer makes no sense")
