"""What pyproject.toml cannot say: which things a build makes besides copying the sources."""

import os
import re
import sys
from datetime import date
from pathlib import Path, PurePosixPath

from setuptools import Command, setup
from setuptools.command.build import build
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "scripts"))

import catalogues  # noqa: E402 - found through the line before


class BuildWithCatalogues(build_py):
    """Copies the rooms, and puts the compiled catalogues beside them."""

    def run(self) -> None:
        """Called by setuptools."""
        super().run()
        # In a checkout that is installed as it is, they stand beside their sources.
        root = ROOT if self.editable_mode else Path(self.build_lib)
        catalogues.compile_all(ROOT, root / catalogues.FOLDER)


class BuildShare(Command):
    """Makes the files that belong below ``share`` beside the ``bin`` of the program."""

    description = "make desktop entry, icons, man page and completions"
    user_options = ()
    editable_mode = False

    def initialize_options(self) -> None:
        """Called by setuptools."""
        self.build_base = ""

    def finalize_options(self) -> None:
        """Called by setuptools."""
        self.build_base = self.get_finalized_command("build").build_base

    def run(self) -> None:
        """Called by setuptools."""
        if self.editable_mode:
            return  # a checkout is no prefix; `lull desktop install` makes them from there
        # From what was built, since the languages were compiled there; and nothing is left there.
        sys.dont_write_bytecode = True
        os.environ["LULL_LANGUAGE"] = "en"  # whoever builds it
        sys.path.insert(0, self.get_finalized_command("build").build_lib)
        from tray.share.files import system_files  # noqa: PLC0415 - found through the line before

        version = self.distribution.get_version()
        made = Path(self.build_base) / "share"
        held = list(self.distribution.data_files or ())
        for name, data in system_files(version, released(version)).items():
            file = made / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            held.append((str(PurePosixPath("share", name).parent), [str(file)]))
        self.distribution.data_files = held


class BuildAll(build):
    """Everything that a build makes."""

    sub_commands = [*build.sub_commands, ("build_share", None)]  # noqa: RUF012 - setuptools' own way


def released(version: str) -> date | None:
    """The day on which the changelog says that a version was released; None if it was not."""
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    head = rf"^## \[?{re.escape(version)}\]? - (\d{{4}}-\d\d-\d\d)$"
    found = re.search(head, changes, re.MULTILINE)
    return date.fromisoformat(found[1]) if found else None


setup(cmdclass={"build": BuildAll, "build_py": BuildWithCatalogues, "build_share": BuildShare})
