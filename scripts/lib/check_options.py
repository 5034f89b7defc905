"""Parses a script's options with its own parser, before anything is installed or built for it.

    check_options.py PROGRAM.py ARGUMENT...

Runs the program of this folder up to its parser's answer: 0 where the options are good or ask for help, 2 and the usage
on standard error where they are not. What only the script's environment has (NumPy, scikit-learn and the like) is
imported as a stand-in, so the plain interpreter will do.
"""

import argparse
import importlib.machinery
import runpy
import sys
import types
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path
from unittest.mock import MagicMock

FOLDER = Path(__file__).parent


class StandIn(types.ModuleType):
    """A module that has everything and does nothing."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> MagicMock:
        if name.startswith("__"):
            raise AttributeError(name)
        return MagicMock()


class StandIns(MetaPathFinder, Loader):
    """Finds what is neither the standard library's nor in this folder."""

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names or (FOLDER / f"{top}.py").exists():
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


def main() -> None:
    program, *arguments = sys.argv[1:]
    parse = argparse.ArgumentParser.parse_args

    def parse_and_leave(parser, *given, **named):
        parse(parser, *given, **named)
        sys.exit()

    argparse.ArgumentParser.parse_args = parse_and_leave
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, StandIns())
    sys.argv = [str(FOLDER / program), *arguments]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
