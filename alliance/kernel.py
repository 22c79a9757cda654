"""The surroundings in which a notebook gives the same outputs everywhere."""

from __future__ import annotations

from pathlib import Path

# A kernel on this machine, for this machine: its warning about networks says nothing to a teacher.
QUIET_KERNEL = ["--IPKernelApp.log_level=40"]


def fixed_environment(home: Path) -> dict[str, str]:
    """What a notebook's kernel gets when its outputs are to be the same everywhere."""
    return {
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "ALLIANCE_HOME": str(home),
        "ALLIANCE_LANGUAGE": "en",
        # Without this a frozen debugger prints warnings into a notebook's output.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
