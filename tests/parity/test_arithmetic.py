"""First-party rules reckon with whole numbers below 2 to the power of 53, and with fractions never: they only compare them.

Beyond that engines differ: one has the fractions of the processor, the other more digits.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from decimal import ROUND_HALF_UP, Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from installed_rules import installed
from wheels import Project

from adjudge.engine import Engine
from adjudge.lib.rego.rule import Module
from adjudge.plugins.authoring.lint.finding import LintFinding
from adjudge.plugins.authoring.lint.syntax import trees, walk
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.engine import OpaEngine

ROOT = Path(__file__).resolve().parents[2]
POLICIES = Path(import_module("adjudge.policies").__path__[0])
EXACT = 2**53
LONGEST = 2**27
"""Characters of a text, entries of a list: documents of more than a hundred million do not come this far."""


# --- which rules reckon, and with what ------------------------------------------------------------------------------


def most(schema: str, *steps: str) -> int:
    """Return the maximum of a whole number in a first-party schema."""
    domain, _, name = schema.partition(".")
    node: Any = installed().open(domain).schemas[name]
    for step in steps:
        node = node[step]
    types = {node["type"]} if isinstance(node["type"], str) else set(node["type"])
    assert types <= {"integer", "null"}
    assert node["minimum"] >= 0
    return int(node["maximum"])


def param(domain: str, name: str) -> int:
    return most(f"{domain}.params", "properties", name)


def counts() -> int:
    kinds = ("content_security.evaluation", "provenance.annotation", "provenance.corpus")
    return max(most(kind, "$defs", "count") for kind in kinds)


def retention() -> int:
    kept = most("content_security.review_log", "properties", "retention", "properties", "value")
    logs = most("identity.service", "properties", "logs", "items", "properties", "retention", "properties", "value")
    months = max(param("identity", "log_retention_months"), param("content_security", "review_log_retention_months"))
    return max(12 * max(kept, logs), 92 * months)


def shares() -> int:
    percents = [
        *(param("content_security", name) for name in ("generated_pass_rate", "refusal_rate", "over_refusal_rate")),
        *(param("provenance", name) for name in ("corpus_illegal_ratio", "manual_pass_rate", "automatic_pass_rate")),
        param("provenance", "automatic_sample_ratio"),
    ]
    return counts() * max(100, *percents)


def frames() -> int:
    frame = "properties", "deliverables", "items", "properties", "frame", "properties"
    sizes = [most("dubbing.project", *frame, side) for side in ("width", "height")]
    label = most("dubbing.project", "$defs", "label", "properties", "height")
    return max(100 * label, max(sizes) * param("dubbing", "video_label_percent"))


def durations() -> int:
    stated = most("dubbing.project", "properties", "deliverables", "items", "properties", "duration")
    played = most("dubbing.media", "properties", "duration")
    return max(stated, played + param("dubbing", "media_duration_tolerance"), 86400 * 1000)  # or a label's seconds


LARGEST: Mapping[str, Callable[[], int]] = {
    "dubbing/lib/videos/videos.rego": frames,
    "dubbing/project/media_agrees/media_agrees.rego": durations,
    "dubbing/project/label_pace/label_pace.rego": lambda: 60_000_000 * LONGEST,
    "dubbing/project/chinese_subtitles/chinese_subtitles.rego": lambda: 2 * LONGEST,  # deliverables
    "dubbing/project/vendor_voice_licensed/vendor_voice_licensed.rego": lambda: LONGEST,  # steps of a licence
    "filing/provider/audit/audit.rego": lambda: 9999,  # years
    "lib/statements/statements.rego": lambda: LONGEST,  # pieces of a text
    "lib/words/words.rego": lambda: LONGEST,  # pieces of a text
    "lib/numbers/numbers.rego": lambda: 18 * 30 * 30,  # of 18 characters that a pattern has let through
    "lib/retention/retention.rego": retention,
    "lib/shares/shares.rego": shares,
}
"""What the largest number can be with which a policy reckons."""

WIDE: Mapping[str, Callable[[], int]] = {
    "filing/provider/incident_report/incident_report.rego": lambda: (
        3600
        * 10**9
        * max(param("filing", name) for name in ("incident_report_hours", "incident_report_hours_critical"))
    ),
    "identity/account/sanctioned_is_suspended/sanctioned_is_suspended.rego": lambda: (
        60 * 10**9 * param("identity", "sanction_burst_minutes")
    ),
    "lib/dates/dates.rego": lambda: 8 * 3600 * 10**9,
    "provenance/corpus/source_recorded/source_recorded.rego": lambda: counts() * DESCRIBED,
}
"""Reckon with whole numbers of 64 bits, which both engines add and subtract alike, and `sum` too. What is added to the
nanoseconds of an instant, which schemas end with the year 2199 (below 2 to the power of 62.7), or is the whole sum."""

DESCRIBED = 64 * 2**20 // 64
"""Sources that one document has room for: a document has at most 64 MiB, a source more than 64 characters."""


def reckoning() -> Iterator[str]:
    """Yield the first-party policies with `+ - * / %`, `sum` or `product`."""
    files = [file for file in sorted(POLICIES.rglob("*.rego")) if not file.name.endswith("_test.rego")]
    named = [Module(file.relative_to(POLICIES).as_posix(), file.read_text("utf-8"), "adjudge") for file in files]
    for tree in trees(named):
        assert not isinstance(tree, LintFinding)
        names = {str(call["fcn"]["Var"]["value"]) for call in walk(tree.rules, "Call") if "Var" in call["fcn"]}
        if any(True for _ in walk(tree.rules, "ArithExpr")) or names & {"sum", "product"}:
            yield tree.file


SETS = {
    "content_security/lib/entries/entries.rego",
    "dubbing/lib/credentials/credentials.rego",
    "dubbing/lib/works/works.rego",
    "dubbing/project/performer_rights/performer_rights.rego",
    "lib/negations/negations.rego",
}
"""Where `-` takes a set from a set."""


def test_every_policy_that_reckons_is_known() -> None:
    assert set(reckoning()) == {*LARGEST, *WIDE, *SETS}


@pytest.mark.parametrize("file", LARGEST)
def test_what_a_policy_reckons_with_is_exact(file: str) -> None:
    assert LARGEST[file]() < EXACT


@pytest.mark.parametrize("file", WIDE)
def test_what_a_policy_adds_to_an_instant_or_sums_up_has_room_in_64_bits(file: str) -> None:
    assert WIDE[file]() < 2**60


# --- fractions ------------------------------------------------------------------------------------------------------

SLOWEST, FASTEST = 120, 160  # characters a minute
SECONDS = [
    1e-7,
    5e-7,
    4.9999999e-7,
    1e-5,
    0.00001,
    3.0,
    12,
    86400,
    0.5,
    1e-20,
    5.0000005,
    3.7499995,
    3.7499994999999998,
]


def labels() -> list[tuple[int, float]]:
    """Return spoken labels, characters and seconds, many of them within microseconds of the limits."""
    chance = random.Random(10)
    found: list[tuple[int, float]] = [(characters, seconds) for characters in (0, 1, 10) for seconds in SECONDS]
    while len(found) < 4_000:
        characters = chance.choice([0, 1, 2, 3, 7, 10, 20, 33, 100, 999])
        limit = characters * 60 / chance.choice([SLOWEST, FASTEST])
        seconds = chance.choice(
            [
                chance.uniform(1e-7, 86400),
                limit + chance.uniform(-3e-6, 3e-6),
                round(limit + chance.randint(-3, 3) * 1e-6, 6),
                round(limit + chance.choice([-1.5e-6, -0.5e-6, 0.5e-6, 1.5e-6]), 7),
            ]
        )
        if 0 < seconds <= 86400:
            found.append((characters, seconds))
    return found


def spoken(characters: int, seconds: float) -> str:
    label = {"form": "spoken", "text": "音" * characters, "seconds": seconds}
    document = {
        "scope": {"domestic_public": True},
        "voices": [{"id": "v", "type": "synthetic"}],
        "deliverables": [{"file": "a.wav", "synthetic": True, "voices": ["v"], "labels": [label]}],
    }
    return json.dumps({"document": document, "related": [], "facts": {}, "as_of": "2026-12-15T12:00:00Z"})


def pace(characters: int, seconds: float) -> set[str]:
    """Return what a label is, reckoned without any error: durations count to the nearest microsecond."""
    microseconds = (Decimal(repr(seconds)) * 10**6).quantize(Decimal(1), ROUND_HALF_UP)
    slow = {"slow"} if characters * 60 * 10**6 < SLOWEST * microseconds else set()
    return slow | ({"fast"} if characters * 60 * 10**6 > FASTEST * microseconds else set())


def test_the_pace_of_a_label_is_exact_on_both_engines(engine: Engine) -> None:
    opened = installed().open("dubbing")
    params = opened.params
    assert (params["label_pace_minimum"], params["label_pace_maximum"]) == (SLOWEST, FASTEST)
    (rule,) = (each for each in opened.folder.rules if each.id == "dubbing.project.label_pace")
    session = engine.load([installed().program("dubbing.project", [rule])])
    asked = labels()
    answers = session.ask("dubbing.project", [spoken(*label) for label in asked])()
    said = [
        {finding["code"] for finding in answer.rules[rule.id]["warn"][0]} - {"unmeasured"}  # type: ignore[index,call-overload]
        for answer in answers
    ]
    expected = [pace(*label) for label in asked]
    assert said == expected
    assert sum(map(bool, expected)) > 1_000


@pytest.fixture(params=["embedded", "opa"])
def engine(request: pytest.FixtureRequest, opa_binary: str) -> Iterator[Engine]:
    """Each engine in turn."""
    with closing(EmbeddedEngine() if request.param == "embedded" else OpaEngine(opa_binary)) as made:
        yield made


# --- numbers in other spellings -------------------------------------------------------------------------------------

RECKONED = [
    "data/voices.corpus.yaml",
    "data/voices.annotation.yaml",
    "content/launch.evaluation.yaml",
    "service/studio.service.yaml",
]
_NUMBER = re.compile(r"(?<=: )([0-9]+)(?=$|[,}])", re.MULTILINE)


@pytest.mark.parametrize("spelling", ["{0}.0", "1000000000000", "1.0e+12", "1.0e+300", "18446744073709551615"])
def test_a_whole_number_is_one_however_it_is_written(spelling: str, same_report: Any, project: Project) -> None:
    changed = 0
    for name in RECKONED:
        text = (ROOT / "examples" / "launch" / name).read_text(encoding="utf-8")
        text, count = _NUMBER.subn(lambda found: spelling.format(found[1]), text)
        project.write(name, text)
        changed += count
    assert changed > 20
    report = json.loads(same_report(project.adjudge))
    assert "error" not in {said["verdict"] for said in report["artifacts"]}
