"""The error family: every error that a person may read is one of these."""

from __future__ import annotations


class LullError(Exception):
    """An error with a title and a detail, both written for the person who reads them.

    Attributes:
        title: What went wrong, in a few words, without a full stop.
        detail: Where and what to do about it, on one line.
        exit_code: What the command line exits with: 2 for bad input, 1 for anything else.
    """

    exit_code = 1

    def __init__(self, title: str, detail: str) -> None:
        """Keep the two texts; line breaks in them become spaces, so that an error is one line."""
        self.title = " ".join(title.split())
        self.detail = " ".join(detail.split())
        super().__init__(f"{self.title}: {self.detail}")


class InputError(LullError):
    """A command, an argument or a control message that Lull does not understand."""

    exit_code = 2


class SettingsError(LullError):
    """A settings file that cannot be used; the detail names the field's path."""

    exit_code = 2


class CatalogError(LullError):
    """Shipped data (tips, drinks, pages) that breaks a rule of its format."""


class JournalError(LullError):
    """The journal could not be read or written."""


class DesktopError(LullError):
    """Something of the desktop (tray, notifications, session bus) is not usable."""
