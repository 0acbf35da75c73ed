"""What a commit hook adds to the check itself: finding out what refers to the files that changed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench import Bench, Row, at_most
from conftest_side import adjudge
from measure import Command, compare

LAUNCH = Path(__file__).parents[1] / "examples" / "launch"
CHANGED = "consents/performer-a.consent.yaml"


def measure(bench: Bench) -> Iterator[Row]:
    """Compare the hook on one changed consent with a check of the same artifacts, named."""
    if not LAUNCH.is_dir():
        return
    hook = adjudge("check", "--skip-unclaimed", "--with-referrers", CHANGED)
    said = subprocess.run([*hook, "-o", "json"], cwd=LAUNCH, env=bench.env, capture_output=True, check=False)
    judged = sorted({artifact["file"] for artifact in json.loads(said.stdout)["artifacts"]})
    ours = Command(name="hook", arguments=hook, folder=LAUNCH, env=bench.env, codes=(0, 1))
    theirs = Command(
        name="check",
        arguments=adjudge("check", "--skip-unclaimed", *judged),
        folder=LAUNCH,
        env=bench.env,
        codes=(0, 1),
    )
    pair = compare(ours, theirs, bench.short)
    yield at_most(
        f"the hook on one consent of examples/launch, over a check of the same {len(judged)} files", pair, 1.2
    )
