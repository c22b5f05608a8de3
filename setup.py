"""The one thing that pyproject.toml cannot say: a wheel carries `resources/` as `sonorant/resources`."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent


class BuildWithResources(build_py):
    """Copies the resources beside the modules, except for an editable install: that one uses the checkout's own."""

    def run(self) -> None:
        """Build the modules, then add the resources."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib, "sonorant", "resources")
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(HERE / "resources", target)


setup(cmdclass={"build_py": BuildWithResources})
