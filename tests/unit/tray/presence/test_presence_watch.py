from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from small_bus import play, settle

from tray.clock import Clock
from tray.presence import watch as watch_module
from tray.presence.base import Presence
from tray.presence.source import Answer, Fact, NotKnownError, flag
from tray.presence.watch import SourceWatch, combine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from small_bus import Stage

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Fixed:
    """A source that does what a test says."""

    def __init__(
        self, fact: Fact, answer: Callable[[], Awaitable[float | bool]], name: str = "fixed"
    ) -> None:
        self.fact = fact
        self.name = name
        self._answer = answer
        self.stopped = 0

    async def ask(self) -> float | bool:
        return await self._answer()

    def stop(self) -> None:
        self.stopped += 1


def says(fact: Fact, value: float | bool) -> Fixed:  # noqa: FBT001 - an answer is one or the other
    async def answer() -> float | bool:
        return value

    return Fixed(fact, answer)


def fails(fact: Fact, error: Exception) -> Fixed:
    async def answer() -> float | bool:
        raise error

    return Fixed(fact, answer)


def hangs(fact: Fact) -> Fixed:
    async def answer() -> float | bool:
        await asyncio.Event().wait()
        return True

    return Fixed(fact, answer)


def watch_of(*sources: Fixed, on_stop: Callable[[], None] = lambda: None) -> SourceWatch:
    clock = Clock(lambda: NOON, UTC)
    return SourceWatch(sources, clock, asyncio.get_running_loop(), on_stop)


def look(*sources: Fixed) -> Presence:
    async def run() -> Presence:
        with mock.patch.object(watch_module, "ANSWER_SECONDS", 0.01):
            return await watch_of(*sources).look()

    return asyncio.run(run())


def answer(fact: Fact, value: float | bool | None) -> Answer:  # noqa: FBT001 - see says
    return Answer(fact, "somebody", value)


def test_what_no_source_knows_is_not_known() -> None:
    assert look() == Presence(NOON)
    assert combine(NOON, [answer(fact, None) for fact in Fact]) == Presence(NOON)


@pytest.mark.parametrize(
    ("values", "expected"),
    [((None, None), None), ((40.0, None), 40.0), ((4000.0, 3.0), 3.0), ((None, 0.0), 0.0)],
)
def test_any_source_that_saw_input_counts(
    values: tuple[float | None, ...], expected: float | None
) -> None:
    answers = [answer(Fact.IDLE, value) for value in values]
    assert combine(NOON, answers).idle_seconds == expected


@pytest.mark.parametrize(
    ("fact", "attribute"),
    [
        (Fact.LOCKED, "locked"),
        (Fact.DO_NOT_DISTURB, "do_not_disturb"),
        (Fact.FULL_SCREEN, "full_screen"),
    ],
)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((None, None), None),
        ((None, False), False),
        ((False, False), False),
        ((False, True), True),
        ((True, None), True),
    ],
)
def test_one_yes_is_a_yes_and_silence_is_neither(
    fact: Fact, attribute: str, values: tuple[bool | None, ...], *, expected: bool | None
) -> None:
    presence = combine(NOON, [answer(fact, value) for value in values])
    assert getattr(presence, attribute) is expected


def test_every_fact_is_in_a_look() -> None:
    presence = look(
        says(Fact.IDLE, 12.5),
        says(Fact.LOCKED, value=True),
        says(Fact.DO_NOT_DISTURB, value=False),
        says(Fact.FULL_SCREEN, value=True),
        says(Fact.SUSPEND, value=False),
    )
    assert presence == Presence(NOON, 12.5, locked=True, do_not_disturb=False, full_screen=True)


def test_a_source_that_hangs_is_not_known_and_keeps_nobody_waiting() -> None:
    presence = look(hangs(Fact.LOCKED), says(Fact.IDLE, 3.0), hangs(Fact.DO_NOT_DISTURB))
    assert presence == Presence(NOON, 3.0)


def test_a_source_that_breaks_is_logged_and_not_known(caplog: pytest.LogCaptureFixture) -> None:
    broken = fails(Fact.LOCKED, ZeroDivisionError("no"))
    assert look(broken, says(Fact.IDLE, 3.0)) == Presence(NOON, 3.0)
    assert "fixed could not be asked" in caplog.text


def test_each_answer_carries_its_source_and_the_reason_why_it_is_not_known() -> None:
    async def run() -> list[Answer]:
        with mock.patch.object(watch_module, "ANSWER_SECONDS", 0.01):
            absent = fails(Fact.LOCKED, NotKnownError("it does not run"))
            odd = fails(Fact.IDLE, ValueError())
            return await watch_of(absent, hangs(Fact.SUSPEND), odd).answers()

    assert asyncio.run(run()) == [
        Answer(Fact.LOCKED, "fixed", None, "it does not run"),
        Answer(Fact.SUSPEND, "fixed", None, "no answer in time"),
        Answer(Fact.IDLE, "fixed", None, "it could not be asked: ValueError"),
    ]


def test_after_the_end_nobody_is_asked() -> None:
    async def run() -> None:
        ended: list[bool] = []
        source = says(Fact.IDLE, 3.0)
        watch = watch_of(source, on_stop=lambda: ended.append(True))
        await watch.stop()
        await watch.stop()
        assert (source.stopped, ended) == (1, [True])
        assert await watch.look() == Presence(NOON)

    asyncio.run(run())


def test_the_sources_connect_before_the_first_look_and_that_may_be_cut_short() -> None:
    async def run() -> None:
        asked: list[str] = []
        never = asyncio.Event()

        async def answer() -> float:
            asked.append("asked")
            try:
                await never.wait()
            finally:
                asked.append("left")
            return 1.0

        watch = watch_of(Fixed(Fact.IDLE, answer))
        watch.begin()
        await settle()
        assert asked == ["asked"]
        await watch.stop()
        await settle()
        assert asked == ["asked", "left"]

    asyncio.run(run())


@pytest.mark.parametrize("value", [1, 0, "true", None, (True,), 1.0])
def test_only_yes_and_no_are_yes_and_no(value: object) -> None:
    assert flag(True) is True  # noqa: FBT003 - the value itself is looked at
    assert flag(False) is False  # noqa: FBT003 - likewise
    with pytest.raises(NotKnownError):
        flag(value)


# -- changes


def test_a_burst_of_changes_is_told_once() -> None:
    async def scene(on: Stage) -> None:
        for _ in range(3):
            on.changes.changed()
        assert await on.told() == ["changed"]
        on.changes.changed()
        assert await on.told() == ["changed"]

    play(scene)


def test_a_suspend_is_told_at_once() -> None:
    async def scene(on: Stage) -> None:
        on.changes.suspend(begins=True)
        on.changes.suspend(begins=False)
        assert on.heard.told == ["asleep", "awake"]

    play(scene)


def test_after_the_end_nothing_is_told_not_even_what_was_under_way() -> None:
    async def scene(on: Stage) -> None:
        on.changes.changed()
        on.changes.end()
        on.changes.changed()
        on.changes.suspend(begins=True)
        on.changes.end()
        assert await on.told() == []

    play(scene)
