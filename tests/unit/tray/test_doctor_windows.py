"""What ``lull doctor`` says of the windows, by what the dynamic linker misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tray import doctor, qt_trouble

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("missing", "ok", "detail"),
    [
        ([], True, "no library is missing"),
        (None, None, "whether a library is missing cannot be told without ldd"),
        (
            ["libEGL.so.1", "libxcb-cursor.so.0"],
            False,
            (
                "libegl1, libxcb-cursor0 are missing. On Debian and Ubuntu: sudo apt install "
                "libegl1 libxcb-cursor0"
            ),
        ),
    ],
)
def test_every_package_that_the_windows_miss_is_named(
    monkeypatch: pytest.MonkeyPatch,
    missing: list[str] | None,
    *,
    ok: bool | None,
    detail: str,
) -> None:
    looked_at: list[Path] = []

    def libraries(plugin: Path) -> list[str] | None:
        looked_at.append(plugin)
        return missing

    monkeypatch.setattr(qt_trouble, "missing_libraries", libraries)
    assert doctor._windows({}) == doctor.Finding("Windows", ok=ok, detail=detail)
    assert doctor._windows({"WAYLAND_DISPLAY": "wayland-7"}).ok is ok
    assert [plugin.name for plugin in looked_at] == ["libqxcb.so", "libqwayland.so"]


def test_windows_without_their_toolkit_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_trouble, "platform_plugin", lambda _: None)
    finding = doctor._windows({})
    assert finding.ok is False
    assert finding.detail.startswith("The Python package PySide6-Essentials is missing.")
