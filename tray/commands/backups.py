"""``lull backup``: copies of the journal made, listed, and put back; a damaged one made anew."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from typing import TYPE_CHECKING, Final

from config.errors import InputError
from config.language import N_, tr, trn
from journal import backup as copies
from journal.kept import kept
from tray.clock import Clock
from tray.commands import alone

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from config.paths import Paths
    from journal.kept import Kept

_HINT: Final = N_("end it first (lull quit), or add --restart, which ends it and starts it again")


def backup(options: argparse.Namespace, paths: Paths) -> int:
    """``lull backup``."""
    if options.restart and options.what not in {"restore", "recover"}:
        detail = tr("--restart goes with lull backup restore and recover")
        raise InputError(tr("Not understood"), detail)
    if options.name is not None and options.what != "restore":
        raise InputError(tr("Not understood"), tr("a NAME goes with lull backup restore"))
    os.umask(0o077)
    does = {"now": _now, "list": _list, "restore": _restore, "recover": _recover}
    return does[options.what](options, paths)


def _now(options: argparse.Namespace, paths: Paths) -> int:
    made = copies.back_up(paths.journal, Clock().today())
    told = tr("There is no journal yet.")
    if made is not None:
        told = tr("Copied and checked: {name}", name=made.name)
    _tell(options, {"name": None if made is None else made.name}, told)
    return 0


def _list(options: argparse.Namespace, paths: Paths) -> int:
    there = kept(paths.journal, Clock().zone)
    rows = [
        {
            "name": one.name,
            "day": one.day.isoformat(),
            "at": None if one.at is None else one.at.isoformat(timespec="minutes"),
            "entries": one.entries,
            "before": one.before,
            "path": str(one.path),
        }
        for one in there
    ]
    _tell(options, rows, "\n".join(map(_line, there)) or tr("There is no backup yet."))
    return 0


def _line(one: Kept) -> str:
    told = [f"{one.at:%Y-%m-%d %H:%M}"] if one.at is not None else []
    if one.entries is None:
        told.append(tr("it cannot be read"))
    else:
        told.append(trn("{n} entry", "{n} entries", one.entries))
    told += [tr("the journal before a copy was put back")] if one.before else []
    return f"{one.name}  {', '.join(told)}"


@contextlib.contextmanager
def _alone(options: argparse.Namespace, paths: Paths) -> Iterator[bool]:
    """While no Lull runs; gives whether one ran, which is started again after the block."""
    was_running = options.restart and alone.end(paths)
    try:
        with alone.alone(paths, tr(_HINT)):
            yield was_running
    finally:
        if was_running:
            alone.start(paths)


def _restore(options: argparse.Namespace, paths: Paths) -> int:
    clock = Clock()
    with _alone(options, paths) as was_running:
        aside = copies.restore(paths.journal, options.name or "", clock.local(clock.now()))
    told = tr("Restored.")
    if aside is not None:
        command = f"lull backup restore {aside.stem}"
        told = tr(
            "Restored. The journal of before is kept: {path}. To go back: {command}",
            path=aside,
            command=command,
        )
    facts = {"aside": None if aside is None else str(aside), "restarted": was_running}
    _tell(options, facts, told)
    return 0


def _recover(options: argparse.Namespace, paths: Paths) -> int:
    from journal.rescue import mend  # noqa: PLC0415 - for this alone

    clock = Clock()
    with _alone(options, paths) as was_running:
        told = mend(paths.journal, clock.local(clock.now()), deep=True)
    if told is None:
        facts = None
        sentence = tr("Nothing is wrong with the journal; it stays as it is.")
    else:
        facts = {**dataclasses.asdict(told), "restarted": was_running}
        sentence = f"{told.why}. {told.sentence}"
        if told.copy:
            alone_ = tr("lull backup restore puts {name} back alone.", name=told.copy)
            sentence = f"{sentence} {alone_}"
    _tell(options, facts, sentence)
    return 0


def _tell(options: argparse.Namespace, facts: object, sentence: str) -> None:
    print(json.dumps(facts, indent=2) if options.json else sentence)
