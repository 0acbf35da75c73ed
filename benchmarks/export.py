"""Write down what adjudge gives to its engine for one file: ``python export.py FILE FOLDER``.

FOLDER gets the policies and data as a bundle (``bundle/``), the package that is asked (``package``) and each input on
a line of its own (``inputs.jsonl``).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import corpus

from adjudge import Options, Session


def main(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    options = Options(root=file.parent, as_of=corpus.AS_OF, engine="embedded")
    with Session(file, options=options) as session, (folder / "inputs.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(f"{question}\n" for question in session.questions(file.name))
        (judged,) = session.judged_kinds()
    program = judged.program
    modules = {module.file: module.text for module in program.modules}
    for name, text in {**modules, "adjudge/entry.rego": program.entry}.items():
        path = folder / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "bundle" / "data.json").write_text(json.dumps(program.data), "utf-8")
    (folder / "package").write_text(f"adjudge.{program.kind}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
