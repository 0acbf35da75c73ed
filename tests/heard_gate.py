"""Every code of an error has been provoked by a test, and reads as it should in every language.

``tox -e coverage`` runs it at its end. Its argument, or ``HEARD_FOLDER``, is the folder into which tests/helpers/heard.py
has written what it heard.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
NO_ERRORS = frozenset({"coverage", "error", "explain", "help", "horizon", "language", "listing", "pages", "report"})
"""Sections of words that a report or a page is made of; other tests look at those."""

UNPROVOKED: frozenset[str] = frozenset()
"""Codes that no test can provoke; each with a comment that says why."""


def read(folder: Path, kind: str) -> set[str]:
    return {line for file in folder.glob(f"*.{kind}") for line in file.read_text("utf-8").splitlines()}


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["HEARD_FOLDER"])
    entries = yaml.safe_load((ROOT / "locale" / "en.yaml").read_text("utf-8"))
    codes = {f"{name}.{code}" for name, texts in entries.items() if name not in NO_ERRORS for code in texts}
    codes = {code for code in codes if not re.search(r"_(zero|one)$", code)}
    heard, wrong = read(folder, "codes"), read(folder, "wrong")
    silent = sorted(codes - heard - UNPROVOKED)
    idle = sorted(UNPROVOKED & heard)
    for title, found in (("never provoked", silent), ("provoked after all", idle), ("read wrongly", sorted(wrong))):
        if found:
            print(f"{title}: {len(found)}", *found, sep="\n  ")
    print(f"{len(codes & heard)} of {len(codes)} codes of errors were provoked")
    return 1 if silent or idle or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
