from __future__ import annotations

import asyncio
import contextlib
import errno
import io
import os
import pty
import termios
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

import pytest
from ends import Ends, note
from quick_loop import run, settle

from tray.notify.base import Closed, Shown
from tray.notify.console import ConsoleNotifier, in_foreground, note_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

AT = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)


class Terminal:
    """A real pseudo-terminal: the person types at `keyboard`, the program reads `stdin`."""

    def __init__(self, stdin: TextIO, keyboard: int) -> None:
        self.stdin = stdin
        self.keyboard = keyboard

    def type(self, typed: str) -> None:
        os.write(self.keyboard, typed.encode())

    def hang_up(self) -> None:
        os.close(self.keyboard)
        self.keyboard = -1


@contextlib.contextmanager
def terminal() -> Iterator[Terminal]:
    keyboard, program = pty.openpty()
    attributes = termios.tcgetattr(program)
    attributes[3] &= ~termios.ECHO
    termios.tcsetattr(program, termios.TCSANOW, attributes)
    with os.fdopen(program) as stdin:
        made = Terminal(stdin, keyboard)
        yield made
        if made.keyboard >= 0:
            made.hang_up()


class Stage:
    def __init__(self, on: Terminal, **changes: Any) -> None:  # noqa: ANN401 - arguments of several types
        self.on = on
        self.output = io.StringIO()
        self.ends = Ends()
        arguments: dict[str, Any] = {"output": self.output, "answers": on.stdin, "now": lambda: AT}
        self.notifier = ConsoleNotifier(
            self.ends.on_answer, self.ends.on_closed, **arguments | changes
        )

    async def type(self, typed: str, *, then: Callable[[], bool]) -> None:
        """Type, and wait until that has had its effect."""
        self.on.type(typed)
        await until(then)


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(100_000):
        if condition():
            return
        await asyncio.sleep(0)
    pytest.fail("it never came")


def play(scene: Callable[[Stage], Coroutine[Any, Any, None]], **changes: Any) -> None:  # noqa: ANN401 - arguments of several types
    with terminal() as on:

        async def main() -> None:
            stage = Stage(on, **changes)
            await scene(stage)
            await stage.notifier.close()

        run(main)


def test_a_note_is_printed_with_the_time_and_its_answers() -> None:
    assert note_lines(note(), AT) == (
        "14:30  Time for a glass of water: Small sips count too.\n"
        "       [1] Had a glass  [2] Later  [3] Not today"
    )


def test_a_note_without_body_or_buttons_is_one_short_line() -> None:
    assert note_lines(note(body="", buttons=()), AT) == "14:30  Time for a glass of water"


def test_nothing_that_is_printed_can_command_the_terminal() -> None:
    wild = note(title="\x1b[2Ja\x07", body="b\x1b]0;c\x07\nd\re", buttons=())
    assert note_lines(wild, AT) == "14:30  a: b d e"


def test_a_typed_number_answers_the_newest_note() -> None:
    async def scene(stage: Stage) -> None:
        shown = await stage.notifier.show(note("a"))
        assert shown == Shown(ok=True, by="terminal", why="")
        await stage.notifier.show(note("b", slot="reply"))
        await stage.notifier.show(note("c", slot="third", buttons=()))
        ends = stage.ends.all
        await stage.type("2\n", then=lambda: len(ends) == 1)
        await stage.type("1\n", then=lambda: len(ends) == 2)
        assert ends == [("b", "later"), ("a", "glass")]

    play(scene)


def test_several_lines_at_once_are_several_answers() -> None:
    async def scene(stage: Stage) -> None:
        await stage.notifier.show(note("a"))
        await stage.notifier.show(note("b", slot="reply"))
        await stage.type("3\n1\n", then=lambda: len(stage.ends.all) == 2)
        assert stage.ends.all == [("b", "not_today"), ("a", "glass")]

    play(scene)


@pytest.mark.parametrize("typed", ["0", "4", "99999999", "yes", "-1", "²", "1 2", "\x00"])
def test_what_is_no_answer_gets_a_hint(typed: str) -> None:
    async def scene(stage: Stage) -> None:
        await stage.notifier.show(note())
        await stage.type(
            f"{typed}\n", then=lambda: "Type a number from 1 to 3" in stage.output.getvalue()
        )
        await stage.type(" 1 \n", then=lambda: bool(stage.ends.all))
        assert stage.ends.all == [("water-1", "glass")]

    play(scene)


def test_a_single_button_is_asked_for_by_its_number() -> None:
    async def scene(stage: Stage) -> None:
        await stage.notifier.show(note(buttons=note().buttons[:1]))
        await stage.type("x\n", then=lambda: "Type 1, then Enter." in stage.output.getvalue())

    play(scene)


def test_lines_without_a_question_are_ignored() -> None:
    async def scene(stage: Stage) -> None:
        await stage.notifier.show(note("a"))
        await stage.type("\n1\n7\n", then=lambda: bool(stage.ends.all))
        await settle()
        assert "Type a number" not in stage.output.getvalue()

    play(scene)


def test_the_end_of_the_input_stops_the_reading_and_nothing_else() -> None:
    async def scene(stage: Stage) -> None:
        loop = asyncio.get_running_loop()
        await stage.notifier.show(note("a"))
        descriptor = stage.on.stdin.fileno()
        await stage.type("\x04", then=lambda: stage.notifier._descriptor is None)
        assert loop.remove_reader(descriptor) is False
        assert (await stage.notifier.show(note("b"))).ok
        assert loop.remove_reader(descriptor) is False

    play(scene)


def test_a_terminal_that_hangs_up_stops_the_reading() -> None:
    async def scene(stage: Stage) -> None:
        await stage.notifier.show(note("a"))
        stage.on.hang_up()
        await until(lambda: stage.notifier._descriptor is None)
        assert (await stage.notifier.show(note("b"))).ok

    play(scene)


def test_an_error_of_the_terminal_stops_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(stage: Stage) -> None:
        def read(_descriptor: int, _count: int) -> bytes:
            raise OSError(errno.EIO, "hung up")

        await stage.notifier.show(note("a"))
        with monkeypatch.context() as patch:
            patch.setattr("tray.notify.console.os.read", read)
            await stage.type("1\n", then=lambda: stage.notifier._descriptor is None)
        assert stage.ends.all == []

    play(scene)


def test_a_terminal_is_not_read_from_the_background() -> None:
    front = [False]

    async def scene(stage: Stage) -> None:
        loop = asyncio.get_running_loop()
        descriptor = stage.on.stdin.fileno()
        stage.on.type("2\n")
        await stage.notifier.show(note("a"))
        await stage.notifier.show(note("b"))
        await asyncio.sleep(10)
        assert loop.remove_reader(descriptor) is False
        front[0] = True
        await asyncio.sleep(2)
        await until(lambda: len(stage.ends.all) == 2)
        assert stage.ends.all == [("a", Closed.REPLACED), ("b", "later")]

    play(scene, foreground=lambda _descriptor: front[0])


def test_reading_ends_when_the_program_is_sent_to_the_background() -> None:
    front = [True]

    async def scene(stage: Stage) -> None:
        loop = asyncio.get_running_loop()
        descriptor = stage.on.stdin.fileno()
        await stage.notifier.show(note())
        front[0] = False
        await stage.type("1\n", then=lambda: stage.notifier._retry is not None)
        assert loop.remove_reader(descriptor) is False
        assert stage.ends.all == []
        front[0] = True
        await asyncio.sleep(3)
        await until(lambda: bool(stage.ends.all))

    play(scene, foreground=lambda _descriptor: front[0])


def test_nobody_looks_at_the_terminal_again_once_nothing_waits_for_an_answer() -> None:
    looks: list[int] = []

    def background(descriptor: int) -> bool:
        looks.append(descriptor)
        return False

    async def scene(stage: Stage) -> None:
        await stage.notifier.show(note())
        await stage.notifier.withdraw("nudge")
        await asyncio.sleep(3)
        count = len(looks)
        await asyncio.sleep(100)
        assert len(looks) == count
        await stage.notifier.show(note())

    play(scene, foreground=background)


def test_withdrawing_and_expiring_say_so_for_a_note_with_answers() -> None:
    async def scene(stage: Stage) -> None:
        await stage.notifier.show(note("a"))
        await stage.notifier.withdraw("nudge")
        await stage.notifier.withdraw("nudge")
        await stage.notifier.show(note("b", buttons=()))
        await stage.notifier.withdraw("nudge")
        await stage.notifier.show(note("c", stay_seconds=5))
        await asyncio.sleep(6)
        assert stage.output.getvalue().count("(over: Time for a glass of water)") == 2
        assert stage.ends.all == [
            ("a", Closed.WITHDRAWN),
            ("b", Closed.WITHDRAWN),
            ("c", Closed.EXPIRED),
        ]

    play(scene)


def test_closing_ends_the_open_notes() -> None:
    async def scene(stage: Stage) -> None:
        await stage.notifier.show(note())
        await stage.notifier.close()
        await settle()
        assert stage.ends.all == [("water-1", Closed.WITHDRAWN)]
        assert (await stage.notifier.show(note())).why == "Lull is closing"

    play(scene)


@pytest.mark.parametrize(
    ("broken", "why"), [(BrokenPipeError("gone"), "gone"), (ValueError("closed"), '"closed"')]
)
def test_a_terminal_that_cannot_be_written_is_a_note_that_was_not_shown(
    broken: Exception, why: str
) -> None:
    class Broken(io.StringIO):
        fails = False

        def write(self, _text: str) -> int:
            if self.fails:
                raise broken
            return 0

    output = Broken()

    async def scene(stage: Stage) -> None:
        assert (await stage.notifier.show(note("a"))).ok
        output.fails = True
        shown = await stage.notifier.show(note("b"))
        assert shown == Shown.failed(f"the terminal cannot be written: {why}")
        await stage.notifier.withdraw("nudge")
        await settle()
        assert stage.ends.all == [("a", Closed.WITHDRAWN)]

    play(scene, output=output)


def test_a_terminal_with_few_characters_gets_what_it_can_show() -> None:
    raw = io.BytesIO()
    output = io.TextIOWrapper(raw, encoding="ascii")

    async def scene(stage: Stage) -> None:
        assert (await stage.notifier.show(note(title="Café", buttons=()))).ok
        assert raw.getvalue() == b"14:30  Caf?: Small sips count too.\n"

    play(scene, output=output)


@pytest.mark.parametrize("kind", ["pipe", "nothing", "closed"])
def test_only_a_terminal_is_read(kind: str) -> None:
    read, write = os.pipe()
    stream: TextIO | None = os.fdopen(read)
    assert stream is not None
    os.write(write, b"1\n")
    with stream, os.fdopen(write):
        if kind == "nothing":
            stream.close()
            stream = None
        elif kind == "closed":
            stream.close()

        async def scene(stage: Stage) -> None:
            assert (await stage.notifier.show(note())).ok
            assert stage.notifier._descriptor is None
            await settle()
            assert stage.ends.all == []

        play(scene, answers=stream)


def test_a_loop_that_cannot_wait_for_a_terminal_prints_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene(stage: Stage) -> None:
        loop = asyncio.get_running_loop()

        def add_reader(*_arguments: object) -> None:
            raise NotImplementedError

        monkeypatch.setattr(loop, "add_reader", add_reader)
        assert (await stage.notifier.show(note())).ok
        assert stage.notifier._descriptor is None

    play(scene)


def show_by_default() -> None:
    async def main() -> None:
        ends = Ends()
        notifier = ConsoleNotifier(ends.on_answer, ends.on_closed)
        assert (await notifier.show(note())).ok

    run(main)


def test_standard_streams_are_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    show_by_default()
    assert "Time for a glass of water" in capsys.readouterr().out


def test_a_terminal_that_does_not_control_this_process_may_be_read() -> None:
    with terminal() as on:
        assert in_foreground(on.stdin.fileno())


@pytest.mark.usefixtures("odd_zone")
def test_a_note_is_shown_in_a_zone_that_python_knows_no_offset_of(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_by_default()
    assert "Time for a glass of water" in capsys.readouterr().out
