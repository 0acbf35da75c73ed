"""The embedded engine alone: set an input, evaluate, throw the answer away. ``python bare_embedded.py FOLDER``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import regorus


def main(folder: Path) -> None:
    engine = regorus.Engine()
    for file in sorted((folder / "bundle").rglob("*.rego")):
        engine.add_policy(file.name, file.read_text("utf-8"))
    engine.add_data_json((folder / "bundle" / "data.json").read_text("utf-8"))
    query = f"data.{(folder / 'package').read_text('utf-8')}.outcomes"
    with (folder / "inputs.jsonl").open(encoding="utf-8") as stream:
        begin = time.perf_counter()
        for line in stream:
            engine.set_input_json(line)
            engine.eval_query_as_json(query)
        (folder / "seconds").write_text(str(time.perf_counter() - begin), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
