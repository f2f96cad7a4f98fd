"""``lull backup``: copies of the journal made, listed, and put back."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final

from config.errors import InputError
from journal import backup as copies
from tray.clock import Clock
from tray.commands import alone

if TYPE_CHECKING:
    import argparse

    from config.paths import Paths

_HINT: Final = "end it first (lull quit), or add --restart, which ends it and starts it again"


def backup(options: argparse.Namespace, paths: Paths) -> int:
    """``lull backup``."""
    if options.restart and options.what != "restore":
        raise InputError("Not understood", "--restart goes with lull backup restore")
    if options.name is not None and options.what != "restore":
        raise InputError("Not understood", "a NAME goes with lull backup restore")
    os.umask(0o077)
    return {"now": _now, "list": _list, "restore": _restore}[options.what](options, paths)


def _now(options: argparse.Namespace, paths: Paths) -> int:
    made = copies.back_up(paths.journal, Clock().today())
    told = "There is no journal yet." if made is None else f"Copied and checked: {made.name}"
    _tell(options, {"name": None if made is None else made.name}, told)
    return 0


def _list(options: argparse.Namespace, paths: Paths) -> int:
    there = copies.backups(copies.folder_of(paths.journal))
    rows = [{"name": b.name, "day": b.day.isoformat(), "path": str(b.path)} for b in there]
    _tell(options, rows, "\n".join(b.name for b in there) or "There is no backup yet.")
    return 0


def _restore(options: argparse.Namespace, paths: Paths) -> int:
    was_running = options.restart and alone.end(paths)
    clock = Clock()
    try:
        with alone.alone(paths, _HINT):
            name = options.name or ""
            aside = copies.restore(paths.journal, name, clock.local(clock.now()))
    finally:
        if was_running:
            alone.start(paths)
    kept = "" if aside is None else f" The journal of before is kept: {aside}"
    facts = {"aside": None if aside is None else str(aside), "restarted": was_running}
    _tell(options, facts, f"Restored.{kept}")
    return 0


def _tell(options: argparse.Namespace, facts: object, sentence: str) -> None:
    print(json.dumps(facts, indent=2) if options.json else sentence)
