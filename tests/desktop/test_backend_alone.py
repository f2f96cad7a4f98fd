"""The tray backend and its transport taken out of Lull: copied elsewhere, they show an icon."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import tray_driver as tray
from harness import wait_for
from unmeasured import unmeasured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Desktop

    Factory = Callable[..., Desktop]

TAKEN = ("tray/bus", "tray/icon/status_notifier")
PROGRAM = """\
import sys

from PIL import Image

from tray.bus.connection import Bus
from tray.icon.status_notifier.backend import StatusNotifierIcon
from tray.icon.status_notifier.pystray_loader import Menu, MenuItem

ours = [
    name
    for name, module in sys.modules.items()
    if name.partition(".")[0] in {"config", "journal", "tips", "tray", "windows"}
    and not (getattr(module, "__file__", None) or "").startswith(sys.argv[1])
]
assert not ours, ours

bus = Bus()
bus.start()
menu = Menu(
    MenuItem("Hello", lambda: print("hello", flush=True), default=True),
    MenuItem("More", Menu(MenuItem("Quit", lambda icon: icon.stop()))),
)
icon = StatusNotifierIcon(
    "alone", Image.new("RGB", (64, 64), "teal"), "Alone", menu, bus=bus,
    on_host=lambda absence: print("absence", absence, flush=True),
)
icon.run()
bus.stop()
print("ended", flush=True)
"""


def test_the_backend_shows_an_icon_with_nothing_else_of_lull(
    desktop_factory: Factory, tmp_path: Path
) -> None:
    for folder in TAKEN:
        shutil.copytree(tray.ROOT / folder, tmp_path / folder)
    for package in ("tray", "tray/icon"):
        (tmp_path / package / "__init__.py").touch()
    program = tmp_path / "alone.py"
    program.write_text(PROGRAM)
    desktop = desktop_factory(panel="xfce")
    empty = tray.bar(desktop)

    env = unmeasured(desktop.env) | {"PYTHONPATH": str(tmp_path)}
    icon = desktop.spawn(sys.executable, str(program), str(tmp_path), name="icon", env=env)

    at = tray.icon_centre(desktop, empty)
    wait_for(lambda: "absence None" in icon.output(), 10.0, "a host")
    desktop.click(*at)
    wait_for(lambda: "hello" in icon.output(), 5.0, "the default row")
    tray.pick(desktop, at, "More", "Quit")
    assert icon.process.wait(10.0) == 0
    assert icon.output().endswith("ended\n")
