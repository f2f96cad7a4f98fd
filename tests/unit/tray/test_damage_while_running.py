"""A journal in which damage is met while Lull runs is made anew there and then."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from lull_parts import EVERYTHING, Lull, Time, lull, play

from config.errors import JournalDamageError, JournalError
from journal import rescue
from tray import messages, not_kept

if TYPE_CHECKING:
    from pathlib import Path

DAMAGED = "The journal is damaged: please quit Lull and start it again"


def damage(run: Lull) -> None:
    """Have a text of the journal be none any more, of whatever was logged."""
    with contextlib.closing(sqlite3.connect(run.paths.journal)) as connection, connection:
        connection.execute("UPDATE entries SET note = CAST(x'ff' || 'mine' AS TEXT)")


def put_aside(run: Lull) -> list[Path]:
    return list(run.paths.journal.parent.glob("journal.damaged-*.sqlite3"))


def logged(run: Lull) -> list[str]:
    return [entry.item for entry in run.journal.entries(*EVERYTHING)]


def test_the_rest_of_a_day_that_damage_in_one_entry_once_cost(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            await run.act("log coffee")
            damage(run)
            await run.act("log tea")
            await run.settle()
            assert logged(run) == ["coffee", "tea"]
            assert run.menu.status.startswith("Next: ")
            assert run.screen.titles("reply").count("The journal was damaged") == 1
            assert len(put_aside(run)) == 1
            # It goes on as ever.
            await run.act("log water")
            assert logged(run) == ["coffee", "tea", "water"]
            assert run.today()["caffeine_mg"] == 175
            [first, *_] = run.journal.entries(*EVERYTHING)
            assert first.note.endswith("mine")

    play(scene())


def test_a_command_that_met_damage_is_refused_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            await run.act("log coffee")
            damage(run)
            with pytest.raises(JournalDamageError):
                await run.core.answer(messages.Today())
            assert (await run.core.answer(messages.Today()))["caffeine_mg"] == 100
            assert len(put_aside(run)) == 1

    play(scene())


def test_where_it_cannot_be_made_anew_the_menu_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def fail(*_: object, **__: object) -> None:
        tried.append(1)
        raise JournalError("The journal cannot be used", "the disk is full")

    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            await run.act("log coffee")
            damage(run)
            with monkeypatch.context() as patched:
                patched.setattr(rescue, "mend", fail)
                for _ in range(3):
                    with pytest.raises(JournalDamageError):
                        await run.core.answer(messages.Today())
                await run.settle()
            # Once an hour, and not at every look.
            assert len(tried) == 1
            assert run.menu.status == DAMAGED
            # It is open all the same, and what can be noted is.
            await run.core.answer(messages.Log(["tea"], id="b" * 32))
            assert run.journal.knows("b" * 32)
            monkeypatch.setattr(not_kept, "_HOUR_SECONDS", 0)
            with pytest.raises(JournalDamageError):
                await run.core.answer(messages.Today())
            await run.settle()
            assert run.menu.status != DAMAGED
            assert logged(run) == ["coffee", "tea"]

    play(scene())
