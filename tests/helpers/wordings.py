"""Real-life wordings with what they say, and what the rules say of them: one run judges them all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from adjudge import Options, judge

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = ROOT / "examples" / "launch"
RULES = {
    "label": "dubbing.project.label_wording",
    "synthesis": "dubbing.consent.names_ai_synthesis",
    "training": "dubbing.consent.names_training_use",
    "agreement": "dubbing.project.unlabelled_record",
    "prompt": "dubbing.project.minors_prompt",
}
CODES = {"negated": "negated", "unclear": "unclear", "wording": "silent", "duty": "negated"}
"""What a finding of each code says of the text; others, such as that a label is a translation, say nothing of it."""


def wordings() -> Iterator[tuple[str, str, str]]:
    """Yield each wording: the sort of text, what is expected, the text."""
    data = yaml.safe_load((ROOT / "tests" / "data" / "wordings.yaml").read_text(encoding="utf-8"))
    for sort, expected in data.items():
        for said, texts in expected.items():
            for text in texts:
                yield sort, said, text


def expected_of(sort: str, said: str) -> str:
    """Return what the rule can say: no words are prescribed for clauses and prompts, so what is missing there is unclear."""
    return "unclear" if said == "silent" and sort in {"agreement", "prompt"} else said


@cache
def judged(engine: str, opa: str | None = None) -> dict[tuple[str, str], str]:
    """Return what the rules say of each text: of a project with all labels, clauses and prompts, and a consent for each."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        texts = {sort: [text for each, _, text in wordings() if each == sort] for sort in RULES}
        (root / "all.project.json").write_text(json.dumps(_project(texts)), encoding="utf-8")
        consents = [(sort, text) for sort in ("synthesis", "training") for text in texts[sort]]
        for i, (sort, text) in enumerate(consents):
            (root / f"{i}.consent.json").write_text(json.dumps(_consent(sort, text)), encoding="utf-8")
        more = {"opa": opa} if opa else {}
        options = Options(as_of="2026-12-15", root=root, select=tuple(RULES.values()), engine=engine, more=more)
        judgement = judge(root, options=options)
    assert not judgement.summary.problems
    said = dict.fromkeys([(sort, text) for sort, _, text in wordings()], "states")
    rules = {rule: sort for sort, rule in RULES.items()}
    for verdict in judgement.verdicts:
        for outcome in verdict.outcomes:
            assert outcome.outcome != "error", outcome
            for finding in outcome.findings:
                sort = rules.get(outcome.rule)
                text = finding.details.get("text", finding.details.get("wording"))
                if sort and finding.code in CODES and text:
                    said[sort, text] = CODES[finding.code]
    return said


def _project(texts: dict[str, list[str]]) -> dict[str, Any]:
    project = yaml.safe_load((LAUNCH / "jobs/audio-drama/audio-drama.project.yaml").read_text(encoding="utf-8"))
    project["work"]["may_affect_minors"] = True
    first = project["deliverables"][0]
    first["labels"] = [
        {"form": "spoken", "at": "start", "text": text, "language": "en" if re.search("[A-Za-z]{3}", text) else "zh"}
        for text in texts["label"]
    ]
    prompt = {"form": "spoken", "before_content": True}
    project["deliverables"] = [first] + [
        {**first, "file": f"prompt-{i}.wav", "labels": [], "minors_prompt": {**prompt, "text": text}}
        for i, text in enumerate(texts["prompt"])
    ]
    supply = project["unlabelled_supply"][0]
    project["unlabelled_supply"] = [
        {**supply, "file": f"{i}.wav", "wording": text} for i, text in enumerate(texts["agreement"])
    ]
    return json.loads(json.dumps(project, default=_as_written))


def _consent(sort: str, text: str) -> dict[str, Any]:
    consent = yaml.safe_load((LAUNCH / "consents/performer-a.consent.yaml").read_text(encoding="utf-8"))
    consent["scope"]["wording" if sort == "synthesis" else "training_wording"] = text
    return json.loads(json.dumps(consent, default=_as_written))


def _as_written(day: date) -> str:
    return day.isoformat()
