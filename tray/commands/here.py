"""The journal and what works on it, opened in the process of a command."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from config import settings as settings_module
from config.paths import make_folders
from config.usable import usable_settings
from journal.file import place_to_read
from journal.store import Journal
from tips.drinks import load_drinks
from tray.clock import Clock
from tray.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.paths import Paths
    from config.settings import Settings


@contextlib.contextmanager
def open_desk(paths: Paths, *, strict: bool = True, writes: bool = True) -> Iterator[Desk]:
    """The journal and what works on it, in this process.

    Args:
        paths: Where the files are.
        strict: Whether settings that are not valid are an error; where they do not matter (logging
            a coffee must not fail over a typo elsewhere) the last good ones stand in.
        writes: Whether anything is to be kept; who only looks leaves no file or folder behind
            where there was none.

    Raises:
        SettingsError: The settings are not valid, and ``strict``.
        JournalError: The journal cannot be used.
    """
    os.umask(0o077)
    if writes:
        make_folders(paths)
    settings = (
        settings_module.load(paths.settings) if strict else usable_settings_or_defaults(paths)
    )
    clock = Clock()
    with contextlib.ExitStack() as stack:
        place = paths.journal if writes else stack.enter_context(place_to_read(paths.journal))
        journal = stack.enter_context(Journal.open(place, clock.now))
        yield Desk(journal, clock, settings, load_drinks())


def usable_settings_or_defaults(paths: Paths) -> Settings:
    """The settings in use, whatever is wrong with the file."""
    return usable_settings(paths) or settings_module.default_settings()
