"""Change one thing at a time in the launch pack: what still passes needs a reason in tests/data/vacuity.yaml.

python tests/vacuity_gate.py             judge all; exit 1 for a change without a reason, or a reason without a change
python tests/vacuity_gate.py --skeleton  print what has no reason yet, as entries of that file to be filled in
python tests/vacuity_gate.py --prune     judge all, and take the reasons out of the file that no change needs any more
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).with_name("helpers")))

from mutating import AS_OF, LAUNCH, REASONS, Pack, reasons  # it is found by the line above

from adjudge.plugins.authoring.vacuity.reasons import Indifference, skeleton, told, unnoticed, weighed, written


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--skeleton", action="store_true")
    parser.add_argument("--prune", action="store_true")
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    with Pack(LAUNCH, AS_OF) as pack:
        everything = list(pack.mutants())
        left = list(unnoticed(everything, fits=pack.fits, passes=pack.passes))
    outcome = weighed(left, reasons())
    print(f"{len(everything)} changes, {len(left)} pass, {time.monotonic() - began:.0f} s", file=sys.stderr)
    if asked.prune:
        prune(outcome.idle)
        outcome = outcome._replace(idle=[])
    if asked.skeleton:
        print(written(skeleton(outcome.unexplained)), end="")
        return 1 if outcome.unexplained else 0
    for words in told(outcome):
        print(words)
    return 1 if outcome.unexplained or outcome.idle else 0


def prune(idle: Iterable[Indifference]) -> None:
    """Write the file of reasons without some; what is written above the first stays."""
    text = REASONS.read_text("utf-8")
    kept = [reason for reason in reasons() if reason not in set(idle)]
    REASONS.write_text(text[: text.index("- kind:")] + written(kept), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
