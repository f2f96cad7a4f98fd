"""What pyproject.toml cannot say: a build compiles the catalogues of the languages."""

import sys
from pathlib import Path

from setuptools import setup
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


setup(cmdclass={"build_py": BuildWithCatalogues})
