"""The question whether nudges that are closed again and again are to stay, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from tray import easing, remembered, replies
from tray.trial_nudges import decided, kept_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tray.desk import Desk
    from tray.notify.base import Note, Notifier


async def ask(desk: Desk, notifier: Notifier) -> None:
    """Ask about one kind, if there is one to be asked about; each is asked about once, ever.

    Raises:
        JournalError: The journal cannot be read or written.
    """
    # "It is off" would not be so: what a self-test has planned comes until its last day.
    planned = decided(kept_trial(desk.journal), desk.clock.today())
    kind = easing.unwanted(desk.journal, desk.settings, desk.clock.now(), planned)
    if kind is not None:
        shown = await notifier.show(replies.keep_or_stop(kind))
        if shown.ok:
            remembered.set_told(desk.journal, easing.asked(kind))


def is_answer(key: str) -> bool:
    """Whether a button's ``key`` says that a kind is to be kept, or to be stopped."""
    return key.startswith((replies.KEEP, replies.STOP))


def carry_out(key: str, desk: Desk, settings_file: Path) -> Note:
    """Have a kind come as before, or no more; what is said of it.

    Args:
        key: The button's key; see `is_answer`.
        desk: The journal and what works on it.
        settings_file: Where a kind is switched off; the watch over it does the rest.

    Raises:
        LullError: It could not be done.
    """
    if key.startswith(replies.KEEP):
        kind = NudgeKind(key.removeprefix(replies.KEEP))
        desk.ease(kind)
        return replies.kept(kind)
    from config.write import set_values  # noqa: PLC0415 - tomlkit is needed here alone

    kind = NudgeKind(key.removeprefix(replies.STOP))
    set_values(settings_file, {f"nudges.{kind}.on": False})
    return replies.stopped(kind)
