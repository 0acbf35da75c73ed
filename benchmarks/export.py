"""Write down what adjudge gives to its engine for one file: ``python export.py FILE FOLDER``.

FOLDER gets the policies and data as a bundle (``bundle/``), the package that is asked (``package``) and each input on
a line of its own (``inputs.jsonl``).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import corpus

from adjudge.lib.clock import parse_as_of
from adjudge.session.session import make_run, make_tree
from adjudge.session.settings import make_settings


class Recorder:
    """An engine that only remembers what it was given."""

    name = "recorder"
    batch = 1

    def load(self, programs: Sequence[Any]) -> Recorder:
        self.programs = programs
        return self

    def ask(self, _kind: str, _inputs: Sequence[str]) -> Any:
        raise NotImplementedError

    def close(self) -> None:
        """Do nothing."""


def main(file: Path, folder: Path) -> None:
    settings = make_settings(None, (), None)
    tree = make_tree(settings, file.parent)
    recorder = Recorder()
    work = make_run(settings, tree, recorder, parse_as_of(corpus.AS_OF))
    folder.mkdir(parents=True)
    with (folder / "inputs.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(f"{question}\n" for question in work.questions(file.name))
    (program,) = recorder.programs
    modules = {module.file: module.text for module in program.modules}
    for name, text in {**modules, "adjudge/entry.rego": program.entry}.items():
        path = folder / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "bundle" / "data.json").write_text(json.dumps(program.data), "utf-8")
    (folder / "package").write_text(f"adjudge.{program.kind}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
