"""Make the pictures in docs/screenshots anew: every window and step, in each look.

    python scripts/window_pictures.py [NAME...]

NAME is a window (log, welcome, about, when_to_get_help); all of them by default. It needs what the
desktop tests need; run ./test once before. The steps are walked by keyboard.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "desktop"))

from harness import Desktop  # noqa: E402 - found through the line above
from screen_reader import ScreenReader  # noqa: E402 - likewise
from window_driver import Opener  # noqa: E402 - likewise
from window_steps import frame  # noqa: E402 - likewise

PICTURES = ROOT / "docs" / "screenshots"
SCREEN = "1280x720x24"
LOOKS = {
    "light": {"LULL_THEME": "light"},
    "dark": {"LULL_THEME": "dark"},
    "200": {"LULL_THEME": "light", "LULL_TEXT_SCALE": "200"},
    "contrast": {"LULL_THEME": "contrast-dark"},
}
COLOURS = 128
"""A picture has few colours; a palette of so many keeps it small and its text clean."""

PROFILE = '[profile]\nage_band = "16_39"\nconditions = []\nmedicines = []\n'
"""Somebody for whom a simple twitch calls for simple steps."""

Steps = Callable[[Opener], Iterator[str]]


def log(person: Opener) -> Iterator[str]:
    """A simple twitch of an eyelid."""
    yield "1-where"
    person.tab_to("Type a place")
    person.type("eyelid")
    person.press("Return")
    for choice in ("Today", "Flicker", "Coffee, tea", "Little or bad sleep"):
        person.choose(choice)
    yield "2-where-answered"
    person.press("alt+n")
    person.wait_words("Anything else?")
    yield "3-signs"
    person.press("alt+n")
    person.wait_words("Leave them open")
    yield "4-signs-left-open"
    person.press("alt+o")
    person.wait_words("A few more")
    yield "5-more-signs"
    person.press("alt+o")
    person.wait_words("What to do")
    yield "6-advice"
    person.press("alt+w")
    person.wait_words("Where this comes from")
    person.tab_to("Hide where")
    yield "7-advice-sources"
    person.press("alt+s")
    person.wait_words("Saved")
    yield "8-saved"


def again(person: Opener) -> Iterator[str]:
    """The same twitch on the same day."""
    person.wait_words("The same as earlier today?")
    yield "9-again"


def emergency(person: Opener) -> Iterator[str]:
    """A sign that needs help now."""
    person.tab_to("Type a place")
    person.type("eyelid")
    person.press("Return")
    for choice in ("Today", "Flicker"):
        person.choose(choice)
    person.press("alt+n")
    person.wait_words("Anything else?")
    person.choose("Has one side of your face dropped?")
    yield "signs-ticked"
    person.press("alt+o")
    person.wait_words("Get emergency help now")
    yield "advice"


def welcome(person: Opener) -> Iterator[str]:
    """All six steps."""
    headlines = ("Welcome to Lull", "Your day", "Which nudges", "About you", "Conditions", "ready")
    for number, headline in enumerate(headlines, start=1):
        person.wait_words(headline)
        if headline == "About you":
            person.choose("Under 16")
        yield str(number)
        person.press("alt+n")


def reading(person: Opener) -> Iterator[str]:
    """The page and its search."""
    yield "1-page"
    person.press("ctrl+f")
    person.type("doctor")
    person.press("Return")
    person.wait_words("1 of ")
    yield "2-search"


def breathe(person: Opener) -> Iterator[str]:
    """Two minutes; the end is told with the picture of a whole breath in between."""
    person.wait_words("Breath 1 of 12")
    yield "1-breath"


WINDOWS: dict[str, tuple[tuple[str, str, Steps], ...]] = {
    "log": (("log", "log", log), ("log", "log", again), ("check", "emergency", emergency)),
    "welcome": (("welcome", "welcome", welcome),),
    "breathe": (("breathe", "breathe", breathe),),
    "about": (("about", "about", reading),),
    "when_to_get_help": (("when_to_get_help", "help", reading),),
}


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


def main() -> None:
    """Take the pictures of the named windows, or of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(WINDOWS))
    names = parser.parse_args().names or list(WINDOWS)
    for look, wishes in LOOKS.items():
        with Desktop(screen=SCREEN, timezone="Europe/London") as desktop:
            reader = ScreenReader(desktop)
            for name in names:
                for window, label, steps in WINDOWS[name]:
                    home = desktop.folder / f"home-{name}"
                    if name == "log":
                        home.mkdir(exist_ok=True)
                        (home / "settings.toml").write_text(PROFILE, "utf-8")
                    person = Opener(desktop, reader, window, home, LANG="en_GB.UTF-8", **wishes)
                    for step in steps(person):
                        take(desktop, person, PICTURES / look / f"{label}-{step}.png")
                    person.child.end()
            reader.end()


if __name__ == "__main__":
    main()
