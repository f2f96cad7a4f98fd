"""A notifier over a scripted bus, and a way to play a scene with it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from ends import Ends
from quick_loop import run
from scripted_bus import ScriptedBus

from tray.notify.base import Shown
from tray.notify.freedesktop import FreedesktopNotifier

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

SHOWN = Shown(ok=True, by="freedesktop", why="")


@dataclasses.dataclass
class Stage:
    bus: ScriptedBus
    ends: Ends
    notifier: FreedesktopNotifier


def play(scene: Callable[[Stage], Awaitable[None]], capabilities: list[str] | None = None) -> None:
    async def main() -> None:
        bus, ends = ScriptedBus(capabilities), Ends()
        notifier = FreedesktopNotifier(bus, ends.on_answer, ends.on_closed)
        ends.at_answer = lambda: notifier.last_activation_token
        await scene(Stage(bus, ends, notifier))

    run(main)
