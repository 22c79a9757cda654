"""The links of the package, made from the one field of pyproject.toml that names its address.

pyproject.toml alone can't leave a link out, and no address is decided yet. All else is said there.
"""

import tomllib
from pathlib import Path

from setuptools import setup

project = tomllib.loads(Path(__file__).with_name("pyproject.toml").read_text("utf-8"))
address = project["tool"]["alliance"]["address"].rstrip("/")
pages = {"Source": "", "Changes": "/blob/main/CHANGELOG.md", "Issues": "/issues"}
setup(project_urls={name: address + page for name, page in pages.items()} if address else {})
