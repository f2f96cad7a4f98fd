"""The draft of the log window: what was answered so far, kept a moment after each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from config.errors import LullError
from windows.log_book import fresh_id
from windows.log_flow import PageName

if TYPE_CHECKING:
    from journal.draft import Draft
    from windows.log_book import LogBook
    from windows.log_flow import LogFlow

DRAFT_MS: Final = 250
"""How long an answer may be on the screen before it is in the draft, once nothing more comes."""
LONGEST_MS: Final = 2000
"""Likewise, while somebody types on without a rest."""


class DraftKeeper(QObject):
    """Keeps the answers about one twitch until it is saved."""

    failed = Signal(str)
    """The answers could not be kept, in words for the person; once for each twitch, and again where
    others would take their place."""

    def __init__(self, parent: QObject, book: LogBook, flow: LogFlow, *, keeps: bool) -> None:
        """Begin with a twitch of which nothing is kept yet.

        Args:
            parent: What it ends with.
            book: Where drafts are kept.
            flow: The answers.
            keeps: Whether anything is kept; see `drop`.
        """
        super().__init__(parent)
        self._rest = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._rest, self._longest):
            timer.timeout.connect(self.keep)
        self.keeps = keeps
        self.begin(book, flow)

    def begin(self, book: LogBook, flow: LogFlow) -> None:
        """Keep the answers about another twitch from now on."""
        self._book, self._flow = book, flow
        self._told = False
        self.twitch_id = fresh_id()
        """The id of the draft, and of the twitch once it is saved."""

    def soon(self) -> None:
        """Keep the answers a moment after the last of several."""
        self._rest.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> bool:
        """Keep the answers so far, at once; False where that did not work."""
        self._wait_no_longer()
        if not self.keeps or self._flow.page is PageName.SAVED:
            return True
        if self._flow.empty:
            self._book.forget_draft(self.twitch_id)  # every answer was taken back
            return True
        try:
            self._book.keep_draft(self.twitch_id, *self._flow.draft())
        except LullError as error:
            if not self._told:
                self._told = True
                self.failed.emit(error.told)
            return False
        return True

    def forget(self) -> None:
        """Take the draft away, since its twitch is saved."""
        self._wait_no_longer()
        self._book.forget_draft(self.twitch_id)

    def _wait_no_longer(self) -> None:
        self._rest.stop()
        self._longest.stop()

    def drop(self) -> None:
        """Take the draft away, and keep nothing from now on."""
        self.keeps = False
        self.forget()

    def left(self) -> Draft | None:
        """The newest draft that was left, apart from this one."""
        drafts = self._book.drafts()
        return next((draft for draft in drafts if draft.id != self.twitch_id), None)

    def go_on_with(self, draft: Draft) -> bool:
        """Take up the answers of a draft that was left; one that makes no sense is taken away.

        Returns:
            Whether it was; not where what was answered since cannot be kept.
        """
        # That has a draft of its own then, and is offered the next time.
        self._told = False
        if not self.keep():
            return False
        if self._flow.take_draft(draft.data, self._book.now() - draft.saved_at):
            self.twitch_id = draft.id
        else:
            self._book.forget_draft(draft.id)
        return True
