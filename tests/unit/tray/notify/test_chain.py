from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ends import note
from quick_loop import run, settle

from config.language import in_english
from tray.notify.base import Note, Shown
from tray.notify.chain import NotifierChain

if TYPE_CHECKING:
    from collections.abc import Callable


class Way:
    """A notifier that works, or not."""

    def __init__(self, name: str, log: list[str]) -> None:
        self.name = name
        self.works = True
        self.raises = False
        self.gate: asyncio.Event | None = None
        self._log = log

    async def show(self, shown: Note) -> Shown:
        self._log.append(f"{self.name} show {shown.token}")
        if self.gate is not None:
            await self.gate.wait()
        if self.raises:
            raise KeyError(self.name)
        return Shown(ok=True, by=self.name, why="") if self.works else Shown.failed("broken")

    async def withdraw(self, slot: str) -> None:
        self._log.append(f"{self.name} withdraw {slot}")

    async def close(self) -> None:
        self._log.append(f"{self.name} close")


def three() -> tuple[Way, Way, Way, NotifierChain, list[str]]:
    log: list[str] = []
    ways = Way("first", log), Way("second", log), Way("third", log)
    return *ways, NotifierChain(ways), log


def test_the_first_that_works_shows_the_note() -> None:
    async def main() -> None:
        first, _, _, chain, log = three()
        assert (await chain.show(note())).by == "first"
        first.works = False
        assert (await chain.show(note(slot="reply"))).by == "second"
        first.works = True
        assert (await chain.show(note(slot="breathe"))).by == "first"
        assert "third show water-1" not in log

    run(main)


def test_a_note_shown_elsewhere_takes_the_old_one_off_the_screen() -> None:
    async def main() -> None:
        first, _, _, chain, log = three()
        await chain.show(note("a"))
        first.works = False
        await chain.show(note("b"))
        assert log[-1] == "first withdraw nudge"
        await chain.withdraw("nudge")
        await chain.withdraw("nudge")
        assert log[-2:] == ["first withdraw nudge", "second withdraw nudge"]

    run(main)


def test_a_note_that_nothing_shows_names_every_reason_and_leaves_the_old_one() -> None:
    async def main() -> None:
        first, second, third, chain, log = three()
        await chain.show(note("a"))
        first.works = second.works = False
        third.raises = True
        shown = await chain.show(note("b"))
        assert not shown.ok
        assert shown.why == (
            "first: broken, second: broken, third: an error that stands in the log"
        )
        await chain.withdraw("nudge")
        assert log[-1] == "first withdraw nudge"

    run(main)


def test_the_reasons_are_known_in_english_too(speak: Callable[[str], None]) -> None:
    speak("ar")

    async def main() -> None:
        first, second, *_ = three()
        first.raises = second.raises = True
        first.name, second.name = "dunst", "console"
        shown = await NotifierChain([first, second]).show(note())
        reason = "an error that stands in the log"
        assert in_english(shown.why) == f"dunst: {reason}, console: {reason}"
        assert reason not in shown.why

    run(main)


def test_an_empty_chain_says_so() -> None:
    async def main() -> None:
        assert (await NotifierChain([]).show(note())).why == "there is no way to show it"

    run(main)


def test_withdrawing_waits_for_the_note_on_its_way() -> None:
    async def main() -> None:
        first, _, _, chain, log = three()
        first.gate = asyncio.Event()
        showing = asyncio.create_task(chain.show(note()))
        await settle()
        withdrawing = asyncio.create_task(chain.withdraw("nudge"))
        await settle()
        assert log == ["first show water-1"]
        first.gate.set()
        await asyncio.gather(showing, withdrawing)
        assert log == ["first show water-1", "first withdraw nudge"]

    run(main)


def test_closing_closes_every_way() -> None:
    async def main() -> None:
        *_, chain, log = three()
        await chain.close()
        assert log == ["first close", "second close", "third close"]

    run(main)


def test_the_token_of_the_last_answer_is_that_of_whichever_way_has_one() -> None:
    of_a_click = "click-1"

    class Plain:
        name = "plain"

    class Bus:
        name = "bus"
        last_activation_token = of_a_click

    ways: Any = [Plain(), Bus()]
    assert NotifierChain(ways).last_activation_token == of_a_click
    assert not NotifierChain(ways[:1]).last_activation_token
