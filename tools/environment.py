"""The direct dependencies in pyproject.toml → environment.yml, for conda."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def direct_pins(project: dict) -> list[str]:
    """Return the direct dependencies in pyproject.toml: to use the project, to build it, to work on it."""
    groups = project["dependency-groups"].values()
    return [*project["project"]["dependencies"], *(pin for group in groups for pin in group)]


def environment(project: dict) -> str:
    """Return the text of environment.yml: Python, pip, and what pip installs."""
    python = project["project"]["requires-python"].removeprefix(">=")  # the oldest, which CI uses
    pip = [*direct_pins(project), "-e ."]
    return "\n".join(
        [
            "# Written by `make lock` from pyproject.toml, where each pin has its reason.",
            "name: militant-unity",
            "channels: [conda-forge]",
            "dependencies:",
            f"  - python={python}",
            "  - pip",
            "  - pip:",
            *(f'      - "{pin}"' for pin in pip),
            "",
        ]
    )


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (ROOT / "environment.yml").write_text(environment(project), encoding="utf-8")
