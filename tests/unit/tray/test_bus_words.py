"""Why there is no bus, for a person."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from hard_coded import hard_coded

from config.language import PSEUDO
from tray.bus.address import NoBusError, open_bus
from tray.bus_words import why_no_bus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (None, "no answer"),
        (NoBusError("none"), "no session bus was started here"),
        (EOFError("the bus closed the connection"), "the bus closed the connection"),
        (OSError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED)), "Connection refused"),
        (TimeoutError(), "Connection timed out"),
        (ValueError("not enough values"), "its address or its answer makes no sense"),
    ],
)
def test_why_there_is_no_bus_is_said_in_the_language(
    trouble: Exception | None, why: str, speak: Callable[[str], None]
) -> None:
    assert why_no_bus(trouble) == why
    speak(PSEUDO)
    assert hard_coded(why_no_bus(trouble)) == []


def test_outside_of_a_session_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with pytest.raises(NoBusError):
        open_bus("SESSION")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(FileNotFoundError) as caught:
        open_bus("SESSION")
    assert why_no_bus(caught.value) == "No such file or directory"
