"""A bare Debian without Python, as a folder that programs are started in.

Made with debootstrap from the mirror that this machine itself uses; needs root. What a program of
it sees of this machine is mounted for that program alone, so nothing stays mounted afterwards.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RELEASE = "bookworm"
_DEVICES = ("/proc", "/dev", "/sys")
_FONTS = ("/usr/share/fonts", "/usr/share/fontconfig", "/etc/fonts")
"""A bare system has none; every desktop brings some."""


class BareRoot:
    """The folder, and how programs are started in it."""

    def __init__(self, folder: Path) -> None:
        """Use the root in ``folder``, which is made where it is missing.

        Raises:
            subprocess.CalledProcessError: debootstrap failed.
            LookupError: No mirror is known, or there is a Python in the root.
        """
        self.folder = folder.resolve()
        if not (self.folder / "bin" / "sh").exists():
            bootstrap(self.folder)
        if pythons := sorted(self.folder.glob("usr/*bin/python*")):
            raise LookupError(f"there is a Python in it: {pythons[0]}")

    def command(
        self, words: Sequence[str], environ: Mapping[str, str], shown: Sequence[Path] = ()
    ) -> list[str]:
        """The words that start a program in the root.

        Args:
            words: The program, by its path in the root, and its arguments.
            environ: All of its environment.
            shown: Folders of this machine that it sees under the same path, beside its devices
                and fonts.
        """
        binds = [
            f"mkdir -p {target} && mount --rbind {source} {target}"
            for source, target in (
                (shlex.quote(str(place)), shlex.quote(f"{self.folder}{place}"))
                for place in (*map(Path, (*_DEVICES, *_FONTS)), *shown)
            )
        ]
        start = shlex.join(
            ["env", "-i", *(f"{key}={value}" for key, value in environ.items()), *words]
        )
        script = " && ".join([*binds, f"exec chroot {shlex.quote(str(self.folder))} {start}"])
        return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script]


def bootstrap(folder: Path, packages: Sequence[str] = ()) -> None:
    """Make a small Debian in a new folder.

    Args:
        folder: Where to.
        packages: What it has beside what every Debian has, by Debian's names.

    Raises:
        subprocess.CalledProcessError: debootstrap failed.
        LookupError: No mirror is known.
    """
    words = ["debootstrap", "--variant=minbase"]
    if packages:
        words.append(f"--include={','.join(packages)}")
    subprocess.run([*words, _RELEASE, folder, _mirror()], check=True, stdout=subprocess.DEVNULL)


def _mirror() -> str:
    """Where this machine takes Debian's packages from."""
    listed = [*Path("/etc/apt/sources.list.d").glob("*"), Path("/etc/apt/sources.list")]
    for path in listed:
        text = path.read_text("utf-8") if path.is_file() else ""
        for entry in re.split(r"\n\s*\n" if path.suffix == ".sources" else r"\n", text):
            place = re.search(r"^(?:URIs:|deb(?:\s+\[[^]]*\])?)\s+(\S+)", entry, re.MULTILINE)
            # Security updates and the like have suites of other names.
            if place and re.search(rf"\s{_RELEASE}\s(?:.*\s)?main\b", f"{entry}\n", re.DOTALL):
                return place[1]
    raise LookupError(f"apt knows no mirror of {_RELEASE}")
