from __future__ import annotations

import asyncio
import importlib.util
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ends import Ends, note
from quick_loop import run, settle

from tray.notify.base import Closed, Shown
from tray.notify.portable import PortableNotifier, obstacle, plyer_notify, plyer_texts

if TYPE_CHECKING:
    from collections.abc import Callable


class Plyer:
    """A stand-in for plyer; it hangs until `release` where `hangs` is set."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.error: Exception | None = None
        self.release = threading.Event()
        self.release.set()
        self.thread = 0

    def __call__(self, **arguments: object) -> None:
        self.calls.append(arguments)
        self.thread = threading.get_ident()
        self.release.wait()
        if self.error is not None:
            raise self.error


def make(plyer: Callable[..., None], ends: Ends, **changes: Any) -> PortableNotifier:  # noqa: ANN401 - arguments of several types
    defaults: dict[str, Any] = {"find_obstacle": lambda: "", "notify": plyer}
    return PortableNotifier(ends.on_answer, ends.on_closed, **defaults | changes)


def test_a_note_goes_to_plyer_in_another_thread() -> None:
    plyer, ends = Plyer(), Ends()

    async def main() -> None:
        notifier = make(plyer, ends, platform="linux", icon=Path("/i.png"))
        assert await notifier.show(note(stay_seconds=29.6)) == Shown(ok=True, by="plyer", why="")

    asyncio.run(main())
    assert plyer.thread != threading.get_ident()
    assert plyer.calls == [
        {
            "title": "Time for a glass of water",
            "message": "Small sips count too. Answer in the tray menu.",
            "app_name": "Lull",
            "app_icon": "/i.png",
            "timeout": 30,
        }
    ]


def test_without_a_time_of_its_own_the_usual_time_is_asked_for() -> None:
    plyer = Plyer()

    async def main() -> None:
        await make(plyer, Ends()).show(note(buttons=()))

    asyncio.run(main())
    assert plyer.calls[0]["timeout"] == 10
    assert plyer.calls[0]["app_icon"] == ""


def test_an_error_of_plyer_is_a_note_that_was_not_shown() -> None:
    plyer, ends = Plyer(), Ends()

    async def main() -> None:
        notifier = make(plyer, ends)
        plyer.error = NotImplementedError("No usable implementation found!")
        shown = await notifier.show(note())
        assert shown == Shown(ok=False, by="", why="plyer: No usable implementation found!")
        plyer.error = KeyError()
        assert (await notifier.show(note())).why == "plyer: KeyError"
        await notifier.close()

    asyncio.run(main())
    assert ends.all == []


def test_a_hung_plyer_is_left_behind_and_not_called_again_until_it_returns() -> None:
    plyer, ends = Plyer(), Ends()
    plyer.release.clear()

    async def main() -> None:
        notifier = make(plyer, ends)
        assert (await notifier.show(note())).why == "plyer does not answer"
        assert (await notifier.show(note())).why == "plyer still hangs in an earlier notification"
        assert len(plyer.calls) == 1
        thread = next(each for each in threading.enumerate() if each.name == "plyer")
        assert thread.daemon
        plyer.release.set()
        await asyncio.to_thread(thread.join)
        await settle()
        assert ends.all == []

    run(main)


def test_a_plyer_that_returns_after_the_end_disturbs_nobody() -> None:
    plyer = Plyer()
    plyer.release.clear()

    async def main() -> None:
        await make(plyer, Ends()).show(note())

    run(main)
    thread = next(each for each in threading.enumerate() if each.name == "plyer")
    plyer.release.set()
    thread.join()


def test_every_note_ends_once() -> None:
    ends = Ends()

    async def main() -> None:
        notifier = make(Plyer(), ends)
        await notifier.show(note("a"))
        await notifier.show(note("b"))
        await notifier.withdraw("nudge")
        await notifier.withdraw("nudge")
        await notifier.show(note("c", stay_seconds=0))
        await asyncio.sleep(0.01)
        await notifier.show(note("d"))
        await notifier.close()
        assert (await notifier.show(note("e"))).why == "Lull is closing"

    asyncio.run(main())
    assert ends.all == [
        ("a", Closed.REPLACED),
        ("b", Closed.WITHDRAWN),
        ("c", Closed.EXPIRED),
        ("d", Closed.WITHDRAWN),
    ]


def test_nothing_is_called_where_there_is_an_obstacle() -> None:
    plyer = Plyer()

    async def main() -> None:
        notifier = make(plyer, Ends(), find_obstacle=lambda: "in the way")
        assert await notifier.show(note()) == Shown.failed("in the way")

    run(main)
    assert plyer.calls == []


def test_windows_gets_short_texts_cut_at_a_word() -> None:
    title, message = plyer_texts(note(title="word " * 20, body="some words " * 40), "win32")
    assert len(title) <= 64
    assert title.endswith("word…")
    assert len(message) <= 256
    assert message.endswith("words… Answer in the tray menu.")
    _, plain = plyer_texts(note(body="some words " * 40, buttons=()), "win32")
    assert 240 < len(plain) <= 256


def test_linux_gets_no_markup_and_no_leading_dash() -> None:
    title, message = plyer_texts(note(title="-5 degrees", body="--help <b>", buttons=()), "linux")
    assert title == "\u20135 degrees"
    assert message == "\u2013-help &lt;b&gt;"


def test_macos_gets_the_texts_as_they_are() -> None:
    texts = plyer_texts(note(title="-5", body="<b>", buttons=()), "darwin")
    assert texts == ("-5", "<b>")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_only_linux_has_obstacles(platform: str, tmp_path: Path) -> None:
    assert obstacle(platform, tmp_path) == ""


def test_a_folder_that_plyer_takes_for_flatpak_is_an_obstacle(tmp_path: Path) -> None:
    assert "Flatpak" in obstacle("linux", tmp_path)


@pytest.mark.parametrize("installed", ["", "notify-send", "dbus"])
def test_linux_needs_a_program_or_a_library(
    installed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name == installed or None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name == installed)
    why = obstacle("linux", tmp_path / "app")
    assert why == ("" if installed else "neither notify-send nor python3-dbus is installed")


def test_the_real_plyer_is_given_every_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/said\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    plyer_notify(title="T", message="B", app_name="Lull", app_icon="", timeout=3)
    assert (tmp_path / "said").read_text().splitlines()[:2] == ["T", "B"]
