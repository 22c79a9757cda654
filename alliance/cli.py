"""The ``alliance`` command: thin. Each subcommand is one module in :mod:`alliance.commands`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from alliance import __version__

# name -> one line for ``alliance --help``; the module is only loaded when its command runs.
COMMANDS = {
    "lab": "Open the course in JupyterLab.",
    "run": "Run every lesson and solution, without a browser.",
    "sources": "List the sources and their editions.",
    "add": "Bring in full texts, or an article of your own.",
    "build": "Make exercises, solutions and the sealed key from the question files.",
    "release": "Make the students' copy: a folder and a zip, without solutions.",
    "grade": "Grade what was handed in: a gradebook and feedback.",
    "items": "Per question: how hard it was, and which mistakes the class made.",
    "handout": "Print a unit: digest, organiser, questions, without code or keys.",
    "doctor": "Check the installation and the course.",
}


def _here() -> dict[str, str]:
    """The commands of this copy: a student's has none of the teacher's."""
    folder = Path(__file__).with_name("commands")
    return {name: told for name, told in COMMANDS.items() if (folder / f"{name}.py").is_file()}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_here())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _here():
            return None
        return import_module(f"alliance.commands.{cmd_name}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_here().items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="alliance")
def group() -> None:
    """Read, mark and check: a course on the US–Japan alliance.

    Start with: alliance lab
    """


def main() -> None:
    """Entry point. Whatever happens, the user sees a sentence and not a traceback."""
    # A Windows console may not know a Japanese letter; a "?" is better than a crash.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        group(prog_name="alliance")
    except Exception as error:
        click.echo(f"alliance: {type(error).__name__}: {error}", err=True)
        click.echo("This should not happen. “alliance doctor” may tell why.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
