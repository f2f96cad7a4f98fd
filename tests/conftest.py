"""What holds for every test: a home of its own, no network, no desktop of the machine."""

from __future__ import annotations

import shutil
import signal
import socket
import time
from typing import TYPE_CHECKING

import pytest
from examples import examples
from hypothesis import HealthCheck, settings

from config import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A busy machine may hold any example up: a deadline would tell of the machine, not of Lull.
settings.register_profile(
    "lull", max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("lull")

DESKTOP_VARIABLES = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "DBUS_SYSTEM_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
    "SESSION_MANAGER",
    "LULL_HOME",
)

LANGUAGE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME", language.VARIABLE)


def pytest_configure() -> None:
    """Let Ctrl+C end what a test starts, also where the run itself began with ``&``."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


WAIT = (
    "desktop/test_lull_and_presence.py",
    "desktop/test_long_life.py",
    "program/test_full_disk.py",
    "desktop/",
)
"""Below tests/: what waits for other programs, some of it for a minute; the longest first."""
COMPUTE = ("test_", "program/", "faults/", "")
"""What does not; what takes a while first, and what fills the gaps last."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deal what waits among what computes, so that no processor is idle while something waits."""
    top = config.rootpath / "tests"

    def place(item: pytest.Item) -> int:
        where = item.path.relative_to(top).as_posix()
        return next(n for n, start in enumerate(WAIT + COMPUTE) if where.startswith(start))

    kinds: tuple[list[pytest.Item], list[pytest.Item]] = ([], [])
    for item in sorted(items, key=place):
        kinds[place(item) >= len(WAIT)].append(item)
    dealt = [(n / len(kind), item) for kind in kinds for n, item in enumerate(kind)]
    items[:] = [item for _, item in sorted(dealt, key=lambda one: one[0])]


class _UnixSocketOnly(socket.socket):
    """Lull promises that no network socket is ever opened; a test that opens one fails."""

    def __init__(
        self,
        family: int = -1,
        type: int = -1,  # noqa: A002 - the name that socket.socket gives it
        proto: int = -1,
        fileno: int | None = None,
    ) -> None:
        chosen = socket.AF_INET if family == -1 and fileno is None else family
        if chosen in (socket.AF_INET, socket.AF_INET6):
            pytest.fail("a network socket was opened")
        super().__init__(family, type, proto, fileno)


@pytest.fixture(autouse=True)
def no_network_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that opens an internet socket in its own process."""
    monkeypatch.setattr(socket, "socket", _UnixSocketOnly)


@pytest.fixture(autouse=True)
def own_home(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """A home folder of the test's own, and nothing inherited of the machine's session.

    It goes when the test has passed: to remove all of them takes a disk long, where nothing else
    runs meanwhile.
    """
    failed = request.session.testsfailed
    for name in DESKTOP_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    home = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("LULL_HOME", str(home / "lull"))
    yield home
    if request.session.testsfailed == failed:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English as nobody's country has it, whatever the machine and the test before spoke."""
    for name in LANGUAGE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    language.begin(str)
    yield
    language.begin(str)


@pytest.fixture
def odd_zone() -> Iterator[str]:
    """A zone that the system takes and of which Python knows no offset: a day behind UTC."""
    with pytest.MonkeyPatch.context() as zone:
        zone.setenv("TZ", "UTC+24")
        time.tzset()
        yield "UTC+24"
    time.tzset()


@pytest.fixture
def speak(in_english: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:  # noqa: ARG001 - set up before it
    """Have Lull speak another language from now on, in this process and in those it starts."""

    def start(name: str) -> None:
        monkeypatch.setenv(language.VARIABLE, name)
        language.begin(str)

    return start
