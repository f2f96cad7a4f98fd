"""A message bus of a test's own: its configuration, and how to tell that it is there."""

from __future__ import annotations

from jeepney.io.blocking import open_dbus_connection

BUS_CONFIG = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:path={socket}</listen>
<auth>EXTERNAL</auth><servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class BusCallError(Exception):
    """A method call on the private bus came back with an error.

    Attributes:
        name: The D-Bus error name.
    """

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name


def bus_answers(address: str) -> bool:
    """Whether a bus takes connections at ``address``."""
    try:
        open_dbus_connection(address, auth_timeout=1.0).close()
    except OSError:
        return False
    return True
