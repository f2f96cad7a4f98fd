"""The words of org.freedesktop.Notifications: pure, from a note to the arguments of a call.

Desktop Notifications Specification 1.2,
https://specifications.freedesktop.org/notification-spec/1.2/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from config.identity import APP_ID
from config.language import N_, tr
from tray.bus.connection import DISCONNECTED_ERROR, TIMEOUT_ERROR, Reply
from tray.notify import text
from tray.notify.base import Closed

if TYPE_CHECKING:
    from pathlib import Path

    from tray.notify.base import Note

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
APP_NAME = "Lull"

TRANSIENT_SECONDS = 60.0
"""A note that goes by itself within this time has no place in the desktop's list afterwards."""

URGENCY_LOW = 0
URGENCY_NORMAL = 1
DAEMON_DECIDES = -1
LONGEST_TIMEOUT_MS = 2**31 - 1
"""The specification's ``expire_timeout`` is a signed 32-bit number."""

SIGNALS: dict[str, type] = {
    "ActionInvoked": str,
    "NotificationClosed": int,
    "ActivationToken": str,
}
"""The daemon's signals: each brings the number of a note and a value of this type."""

CLOSE_REASONS = {1: Closed.EXPIRED, 2: Closed.DISMISSED, 3: Closed.WITHDRAWN}
"""Any other number is "undefined/reserved": nobody knows that the person dismissed the note."""

_FAILURES = {
    "org.freedesktop.DBus.Error.ServiceUnknown": N_("no notification daemon runs"),
    "org.freedesktop.DBus.Error.NameHasNoOwner": N_("no notification daemon runs"),
    "org.freedesktop.DBus.Error.NoReply": N_("the notification daemon went away"),
    TIMEOUT_ERROR: N_("the notification daemon does not answer"),
    DISCONNECTED_ERROR: N_("there is no session bus"),
}


def notify_arguments(
    note: Note, replaces_id: int, capabilities: frozenset[str], icon: Path | None
) -> tuple[Any, ...]:
    """The arguments of ``Notify`` (signature ``susssasa{sv}i``) for a daemon's capabilities."""
    can_answer = "actions" in capabilities
    extra = tr(text.ANSWER_IN_TRAY) if note.buttons and not can_answer else ""
    body = text.body(note.body, extra)
    if "body-markup" in capabilities:
        body = text.escape_markup(body)
    actions: list[str] = []
    if can_answer:
        for button in note.buttons:
            actions += [button.key, text.line(button.label, text.LABEL_LIMIT)]
    hints = {
        "urgency": ("y", URGENCY_LOW if note.quiet else URGENCY_NORMAL),
        "desktop-entry": ("s", APP_ID),
    }
    timeout_ms = DAEMON_DECIDES
    if note.stay_seconds is not None:
        # 0 would mean "never".
        timeout_ms = int(min(max(1.0, note.stay_seconds * 1000), LONGEST_TIMEOUT_MS))
        if note.stay_seconds <= TRANSIENT_SECONDS:
            hints["transient"] = ("b", True)
    icon_uri = icon.absolute().as_uri() if icon is not None else ""
    title = text.title(note.title)
    return (APP_NAME, replaces_id, icon_uri, title, body, actions, hints, timeout_ms)


def failure(reply: Reply) -> str:
    """Say for the person why a call failed, or brought something that is not in the protocol."""
    if reply.error is None:
        return tr("the notification daemon answered with something else")
    known = _FAILURES.get(reply.error)
    if known is not None:
        return tr(known)
    detail = text.line(" ".join(str(part) for part in reply.body), text.TITLE_LIMIT)
    return tr("the notification daemon refused it: {detail}", detail=detail or reply.error)
