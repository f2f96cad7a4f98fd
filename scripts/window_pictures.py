"""Make the pictures in docs/screenshots anew: every window and step, in each look.

    python scripts/window_pictures.py [--into FOLDER] [--look LOOK] [NAME...]

NAME is what happens in one home (told, new, check, welcome, check-in, breathe, still, settings,
report, noted, empty, reading); all by default. It needs what the desktop tests need; run ./test
once before. The steps are walked by keyboard, as in the tests. "still" breathes to the end, and
takes two minutes a look.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "desktop"))

from harness import Desktop  # noqa: E402 - found through the line above
from noted_home import PROFILE as NOTED_PROFILE  # noqa: E402 - likewise
from noted_home import note_ten_weeks  # noqa: E402 - likewise
from screen_reader import ScreenReader  # noqa: E402 - likewise
from window_driver import Opener  # noqa: E402 - likewise
from window_steps import (  # noqa: E402 - likewise
    again_steps,
    breathe_steps,
    check_in_steps,
    draft_steps,
    emergency_steps,
    empty_look_back_steps,
    frame,
    log_steps,
    look_back_steps,
    open_steps,
    reading_steps,
    report_steps,
    settings_steps,
    welcome_steps,
    whole_breathe_steps,
)

PICTURES = ROOT / "docs" / "screenshots"
SCREEN = "1280x720x24"
LOOKS = {
    "light": {"LULL_THEME": "light"},
    "dark": {"LULL_THEME": "dark"},
    "200": {"LULL_THEME": "light", "LULL_TEXT_SCALE": "200"},
    "contrast": {"LULL_THEME": "contrast-dark"},
}
SHOWS_A_FOLDER = frozenset({"lull itself"})
"""Steps that are left out: they show where files are on the computer that takes the pictures."""

COLOURS = 128
"""A picture has few colours; a palette of so many keeps it small and its text clean."""

PROFILE = '[profile]\nage_band = "16_39"\nconditions = []\nmedicines = []\n'
"""Somebody for whom a simple twitch calls for simple steps."""

Steps = Callable[[Opener], Iterator[str]]


class Scene(NamedTuple):
    """One window from its opening on.

    Attributes:
        window: The window.
        label: How the names of its pictures begin.
        steps: The way through it.
        home: Scenes with the same name happen in the same home, one after the other.
        settings: The settings file of a new home; empty for none.
        wishes: What the person wants of their desktop, as environment variables.
        noted: Whether something was noted in a new home, for ten weeks.
    """

    window: str
    label: str
    steps: Steps
    home: str
    settings: str = ""
    wishes: tuple[tuple[str, str], ...] = ()
    noted: bool = False


SCENES = (
    Scene("log", "log", log_steps, "told", PROFILE),
    Scene("log", "again", again_steps, "told"),
    Scene("log", "open", open_steps, "new"),
    Scene("log", "draft", draft_steps, "new"),
    Scene("check", "emergency", emergency_steps, "check"),
    Scene("welcome", "welcome", welcome_steps, "welcome"),
    Scene("check_in", "check-in", check_in_steps, "check-in"),
    Scene("breathe", "breathe", breathe_steps, "breathe"),
    Scene("breathe", "still", whole_breathe_steps, "still", wishes=(("LULL_MOTION", "reduced"),)),
    Scene("settings", "settings", settings_steps, "settings", noted=True),
    Scene("report", "report", report_steps, "report", NOTED_PROFILE, noted=True),
    Scene("look_back", "look-back", look_back_steps, "noted", noted=True),
    Scene("look_back", "look-back-empty", empty_look_back_steps, "empty"),
    Scene("about", "about", reading_steps, "reading"),
    Scene("when_to_get_help", "help", reading_steps, "reading"),
)


def take(desktop: Desktop, person: Opener, path: Path) -> None:
    """A picture of the window alone, once it has come to rest."""
    desktop.xdotool("mousemove", "1279", "719")
    before = desktop.screenshot()
    for _ in range(50):
        desktop.xdotool("sleep", "0.1")
        after = desktop.screenshot()
        if after.tobytes() == before.tobytes():
            break
        before = after
    picture = before.crop(frame(desktop, person)).convert("RGB").quantize(COLOURS)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)


def file_name(step: str) -> str:
    """A step's name in the name of a file: "where, answered" is "where-answered"."""
    return re.sub(r"[^a-z0-9]+", "-", step.lower()).strip("-")


def main() -> None:
    """Take the pictures of the named homes, or of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    homes = dict.fromkeys(scene.home for scene in SCENES)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(homes))
    parser.add_argument("--into", type=Path, default=PICTURES, help="the folder; docs by default")
    parser.add_argument("--look", choices=LOOKS, help="one look; all by default")
    chosen = parser.parse_args()
    names = chosen.names or list(homes)
    for look, wishes in LOOKS.items():
        if chosen.look not in {None, look}:
            continue
        with Desktop(screen=SCREEN, timezone="Europe/London") as desktop:
            reader = ScreenReader(desktop)
            for scene in (scene for scene in SCENES if scene.home in names):
                home = desktop.folder / f"home-{scene.home}"
                if scene.settings:
                    home.mkdir()
                    (home / "settings.toml").write_text(scene.settings, "utf-8")
                if scene.noted:
                    note_ten_weeks(home)
                environ = wishes | dict(scene.wishes)
                person = Opener(desktop, reader, scene.window, home, LANG="en_GB.UTF-8", **environ)
                for number, step in enumerate(scene.steps(person), start=1):
                    if step in SHOWS_A_FOLDER:
                        continue
                    name = f"{scene.label}-{number}-{file_name(step)}.png"
                    take(desktop, person, chosen.into / look / name)
                person.child.end()
            reader.end()


if __name__ == "__main__":
    main()
