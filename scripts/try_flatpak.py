"""Builds the Flatpak and starts it, with a Debian in the place of its runtime.

``.venv/bin/python scripts/try_flatpak.py FOLDER [--pictures FOLDER]``: FOLDER is made, and holds
everything, flatpak's own installation included; it may be removed afterwards. The runtime of the
manifest cannot be had without a network; what stands in for it has the same name, and Debian's
Python. So this tries the manifest's commands and permissions, and not what KDE's runtime brings. It
needs root, debootstrap, flatpak, flatpak-builder, elfutils, and what the tests on a desktop need.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bare_root import bootstrap
from environment import debian_names
from first_day import live, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from harness import Desktop

ROOT = Path(__file__).resolve().parent.parent
APP_ID = "org.lull.Lull"
MANIFEST = Path("packaging") / "flatpak" / f"{APP_ID}.yml"
PYTHON = "3.11"
"""Of the Debian that stands in."""
_METADATA = """\
[Runtime]
name={name}
runtime={platform}/x86_64/{version}
sdk={sdk}/x86_64/{version}

[Environment]
DEB_PYTHON_INSTALL_LAYOUT=deb
"""
"""Debian's pip would else install below ``local``, where no other's does."""


class Trial:
    """The folder with all of it."""

    def __init__(self, folder: Path) -> None:
        """Make the folder; nothing is built yet."""
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True)
        self.home = self.folder / "home"
        self.home.mkdir()

    def run(self, *words: str | Path, inside: Path | None = None) -> None:
        """Run a command with the folder as its home.

        Raises:
            RuntimeError: It failed; the text is what it said.
        """
        done = subprocess.run(
            words,
            cwd=inside or self.folder,
            env={**os.environ, "HOME": str(self.home), "XDG_DATA_HOME": ""},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, words))}\n{done.stdout}")

    def install_runtime(self, platform: str, sdk: str, version: str) -> None:
        """Have flatpak install a Debian under these names."""
        debian = self.folder / "debian"
        bootstrap(debian, ["python3", "python3-pip", "fonts-dejavu-core", *debian_names("run")])
        for name in (platform, sdk):
            built = self.folder / name
            shutil.copytree(debian / "usr", built / "usr", symlinks=True)
            shutil.copytree(debian / "etc", built / "usr" / "etc", symlinks=True)
            # Every runtime's Python looks into the program too.
            path = built / "usr" / "lib" / "python3" / "dist-packages" / "app.pth"
            path.write_text("/app/lib/python3/dist-packages\n")
            metadata = _METADATA.format(name=name, platform=platform, sdk=sdk, version=version)
            (built / "metadata").write_text(metadata)
            for empty in ("files", "export"):
                (built / empty).mkdir()
            export = ("flatpak", "build-export", "--runtime", "--files=usr", "--disable-fsync")
            self.run(*export, "repo", name, version)
            shutil.rmtree(built)
        shutil.rmtree(debian)
        self.run("flatpak", "--user", "remote-add", "--no-gpg-verify", "here", "repo")
        wanted = (f"{platform}//{version}", f"{sdk}//{version}")
        self.run("flatpak", "--user", "install", "--noninteractive", "here", *wanted)

    def build(self) -> None:
        """Have flatpak-builder build the program from its manifest, and install it."""
        sources = self.folder / "sources"
        for name in ("requirements/run.txt", "LICENSE"):
            (sources / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, sources / name)
        manifest = sources / MANIFEST
        manifest.parent.mkdir(parents=True)
        # Debian has the program that would read the data for software centres elsewhere.
        manifest.write_text(f"{(ROOT / MANIFEST).read_text('utf-8')}appstream-compose: false\n")
        wheels = (ROOT / "scripts" / "flatpak_wheels.py", manifest.parent / "wheels")
        self.run(sys.executable, *wheels, "--python", PYTHON)
        builder = ("flatpak-builder", "--user", "--install", "--disable-rofiles-fuse")
        self.run(*builder, "build", manifest, inside=self.folder)

    def start(
        self, _desktop: Desktop, words: Sequence[str], environ: Mapping[str, str]
    ) -> list[str]:
        """The words that start the program beside a desktop."""
        own = {name: value for name, value in environ.items() if not name.endswith("_HOME")}
        pairs = [f"{name}={value}" for name, value in {**own, "HOME": str(self.home)}.items()]
        return ["env", "-i", *pairs, "flatpak", "run", APP_ID, *words]


def runtime() -> tuple[str, str, str]:
    """The runtime, its development files and their version, as the manifest names them."""
    text = (ROOT / MANIFEST).read_text("utf-8")
    named = dict(re.findall(r"^(runtime|sdk|runtime-version): '?([\w.]+)'?$", text, re.MULTILINE))
    return named["runtime"], named["sdk"], named["runtime-version"]


def main() -> int:
    """Try it and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to; must not be there")
    parser.add_argument("--pictures", type=Path, help="a folder for PNGs of the desktop")
    asked = parser.parse_args()
    trial = Trial(asked.folder)
    trial.install_runtime(*runtime())
    say("a Debian is installed as the runtime")
    trial.build()
    say("flatpak-builder built and installed it")
    live(trial.start, str(trial.home / ".var" / "app" / APP_ID / "data"), asked.pictures)
    say("the Flatpak works on a Debian in the place of its runtime")
    return 0


if __name__ == "__main__":
    sys.exit(main())
