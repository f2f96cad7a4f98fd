"""``lull backup``: copies of the journal made, listed, and put back; a damaged one made anew."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from typing import TYPE_CHECKING, Final

from config.errors import InputError
from journal import backup as copies
from tray.clock import Clock
from tray.commands import alone

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from config.paths import Paths

_HINT: Final = "end it first (lull quit), or add --restart, which ends it and starts it again"


def backup(options: argparse.Namespace, paths: Paths) -> int:
    """``lull backup``."""
    if options.restart and options.what not in {"restore", "recover"}:
        raise InputError("Not understood", "--restart goes with lull backup restore and recover")
    if options.name is not None and options.what != "restore":
        raise InputError("Not understood", "a NAME goes with lull backup restore")
    os.umask(0o077)
    does = {"now": _now, "list": _list, "restore": _restore, "recover": _recover}
    return does[options.what](options, paths)


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


@contextlib.contextmanager
def _alone(options: argparse.Namespace, paths: Paths) -> Iterator[bool]:
    """While no Lull runs; gives whether one ran, which is started again after the block."""
    was_running = options.restart and alone.end(paths)
    try:
        with alone.alone(paths, _HINT):
            yield was_running
    finally:
        if was_running:
            alone.start(paths)


def _restore(options: argparse.Namespace, paths: Paths) -> int:
    clock = Clock()
    with _alone(options, paths) as was_running:
        aside = copies.restore(paths.journal, options.name or "", clock.local(clock.now()))
    kept = "" if aside is None else f" The journal of before is kept: {aside}"
    facts = {"aside": None if aside is None else str(aside), "restarted": was_running}
    _tell(options, facts, f"Restored.{kept}")
    return 0


def _recover(options: argparse.Namespace, paths: Paths) -> int:
    from journal.rescue import mend  # noqa: PLC0415 - for this alone

    clock = Clock()
    with _alone(options, paths) as was_running:
        told = mend(paths.journal, clock.local(clock.now()), deep=True)
    if told is None:
        facts = None
        sentence = "Nothing is wrong with the journal; it stays as it is."
    else:
        facts = {**dataclasses.asdict(told), "restarted": was_running}
        instead = f" lull backup restore puts {told.copy} back alone." if told.copy else ""
        sentence = f"{told.why}. {told.sentence}{instead}"
    _tell(options, facts, sentence)
    return 0


def _tell(options: argparse.Namespace, facts: object, sentence: str) -> None:
    print(json.dumps(facts, indent=2) if options.json else sentence)
