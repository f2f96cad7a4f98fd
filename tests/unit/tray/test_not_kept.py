"""A journal that takes nothing for a while: said in the menu, tried again, nothing noted twice."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest
from lull_parts import EVERYTHING, Lull, Time, lull, moment, play

from config.errors import JournalError
from config.kinds import NudgeKind
from tray import messages, not_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LINE = "Nothing can be noted now: it may only be read"


@contextlib.contextmanager
def closed(run: Lull) -> Iterator[None]:
    """Have the journal be read only, as on a disk that the system gave up on."""
    run.journal._connection.execute("PRAGMA query_only = ON")
    yield
    run.journal._connection.execute("PRAGMA query_only = OFF")


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(not_kept, "_AGAIN_SECONDS", 0)


async def until_well(run: Lull) -> None:
    while run.menu.status == LINE:  # noqa: ASYNC110 - the loop's own timer ends it
        await asyncio.sleep(0)


@pytest.mark.usefixtures("soon")
def test_a_click_that_could_not_be_noted_is_noted_later_for_when_it_was(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            with closed(run):
                await run.act("log coffee")
                assert run.screen.reply.title == "Not noted yet"
                assert run.screen.reply.body.endswith(
                    "; Lull tries again by itself, and says when it is noted"
                )
                assert run.menu.status == LINE
                run.time.set("10:15")
                await run.settle()
                assert run.menu.status == LINE
            await until_well(run)
            [entry] = run.journal.entries(*EVERYTHING)
            assert (entry.item, entry.source, entry.at) == ("coffee", "menu", moment("09:30"))
            await run.settle()
            assert run.screen.reply.title.startswith("Coffee noted")

    play(scene())


@pytest.mark.usefixtures("soon")
def test_what_was_noted_and_not_confirmed_is_not_noted_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            reply = run.core.reply

            def cut_off(*_: object) -> None:
                monkeypatch.setattr(run.core, "reply", reply)
                raise JournalError("The journal cannot be used", "it was there for a moment")

            monkeypatch.setattr(run.core, "reply", cut_off)
            await run.act("log coffee")
            await run.act("log tea")
            found = [entry.item for entry in run.journal.entries(*EVERYTHING)]
            assert found == ["coffee", "tea"]

    play(scene())


def test_a_command_that_was_refused_shows_in_the_menu_and_the_status(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            with closed(run):
                with pytest.raises(JournalError):
                    await run.core.answer(messages.Log(["coffee"], id="a"))
                assert run.menu.status == LINE
                assert (await run.core.answer(messages.Status()))["text"] == LINE
            # Not only by itself: whatever is refused next finds out.
            run.core.not_kept.look()
            assert run.menu.status != LINE
            assert (await run.core.answer(messages.Status()))["text"] != LINE

    play(scene())


def test_a_nudge_that_could_not_be_kept_shows_in_the_menu(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("14:30")) as run:
            with closed(run):
                await run.due(NudgeKind.CAFFEINE)
                assert run.menu.status == LINE

    play(scene())


def test_what_has_nothing_to_do_with_the_journal_changes_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            before = run.menu.status
            await run.act("log nonsense")
            assert run.screen.reply.title
            assert run.menu.status == before

    play(scene())


@pytest.mark.parametrize(("code", "end"), [("ar", "؛"), ("fr", ";")])
def test_the_reason_begins_and_ends_where_its_language_parts_a_sentence(
    tmp_path: Path, speak: Callable[[str], None], code: str, end: str
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            with closed(run):
                await run.act("log coffee")
                assert end in run.screen.reply.body
                assert end not in run.menu.status
                assert str(run.paths.journal) not in run.menu.status

    speak(code)
    play(scene())
