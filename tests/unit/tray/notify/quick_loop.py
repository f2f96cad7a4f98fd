"""An event loop whose time is its own: where it would wait for a timer, the time has come."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class _JumpingSelector(selectors.DefaultSelector):
    passed_seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(None)
        events = super().select(0)
        if not events:
            self.passed_seconds += max(0.0, timeout)
        return events


class QuickLoop(asyncio.SelectorEventLoop):
    """Runs hours of timers in no time."""

    def __init__(self) -> None:
        self.jumps = _JumpingSelector()
        super().__init__(self.jumps)

    def time(self) -> float:
        return 1000.0 + self.jumps.passed_seconds


def run(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run ``main`` on a quick loop; whatever a callback raises fails the test."""
    errors: list[dict[str, Any]] = []
    with asyncio.Runner(loop_factory=QuickLoop) as runner:
        runner.get_loop().set_exception_handler(lambda _loop, context: errors.append(context))
        runner.run(main())
    assert not errors, errors


async def settle() -> None:
    """Let everything run that is ready, and what that makes ready."""
    for _ in range(12):
        await asyncio.sleep(0)
