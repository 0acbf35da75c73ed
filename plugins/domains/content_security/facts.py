"""The facts of a script: the keyword library, what it finds, and what a reviewer decided of each hit."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from adjudge import Artifact, ReadError
from adjudge.lib.documents import Json
from adjudge.lib.words import say

from .keywords import Hit, fold
from .library import open_library, read_yaml
from .risks import named, touched
from .runs import place_of
from .shown import readings

if TYPE_CHECKING:
    from adjudge.lib.schema import Validator

REVIEW = ".review.yaml"
_STRICTEST_LAST = ("cleared", "mitigated", "confirmed")
Decisions: TypeAlias = dict[tuple[Any, ...], dict[str, "Json"]]


def script_facts(artifact: Artifact) -> dict[str, Json]:
    """Return ``library``, ``hits``, ``review`` and ``risks`` as ``script_facts.json`` describes them.

    Raises ReadError for a library or a review that is wrong, JudgeError for a script of nothing but hits.
    """
    library = open_library(artifact)
    review, decisions = _review(artifact)
    cues = artifact.document["cues"]
    found: dict[tuple[Any, ...], Hit] = {}
    for texts, others in readings(cues):
        for hit in library.find(texts, others):
            found.setdefault((hit.cue, hit.text, hit.offset, hit.entry), hit)
    hits = [_hit(cues, hit, decisions) for hit in sorted(found.values(), key=attrgetter("cue", "text", "offset"))]
    covers = review["covers"] if review is not None and review["current"] else None
    return {
        "library": {
            "path": artifact.params["keyword_library"],
            "sha256": library.sha256,
            "entries": len(library.entries),
            "allowed": len(library.allowed),
            "updated": library.updated,
            "sample": library.sample,
        },
        "hits": hits,
        "review": review,
        "risks": {
            "hit": sorted({risk for hit in hits for risk in hit["risks"]}),
            "reviewed": None if covers is None else named(covers),
        },
    }


def _hit(cues: Json, hit: Hit, decisions: Decisions) -> dict[str, Json]:
    line, column = place_of(cues[hit.cue], hit.text, hit.offset)
    fact: dict[str, Json] = {
        "term": hit.entry.term,
        "found": hit.found,
        "entry": hit.entry.line,
        "category": hit.entry.category,
        "risks": touched(hit.entry.category, hit.entry.risk),
        "list": "illegal" if hit.entry.category.startswith("I") else "undesirable",
        "cue": hit.cue + 1,
        "cell": cues[hit.cue].get("id") if "lane" in cues[hit.cue] else None,
        "line": line,
        "column": column,
        "start": cues[hit.cue].get("start"),
        "path": ["cues", hit.cue, "text", hit.text, hit.offset],
    }
    fitting = [decisions[key] for key in _keys(fact) if key in decisions]
    fact["disposition"] = max(fitting, key=_strictness, default=None)
    return fact


def _keys(fact: Mapping[str, Json]) -> Iterator[tuple[Any, ...]]:
    """Return every way in which a disposition can name this hit."""
    term = fold(fact["term"])
    return product((term, None), (fact["category"], None), (fact["cue"], None), (fact["line"], None))


def _strictness(disposition: Mapping[str, Json]) -> int:
    return _STRICTEST_LAST.index(disposition["decision"])


def _review(artifact: Artifact) -> tuple[dict[str, Json] | None, Decisions]:
    """Read the review beside the script. What it decided counts only for the version of the script that it names."""
    path = artifact.file + REVIEW
    data = artifact.evidence.open(posixpath.basename(path))
    if data is None:
        return None, {}
    document = read_yaml(path, data)
    review = document.value
    for error in _validator().errors(review):
        place = document.locate(error.steps)
        raise ReadError(
            say("domain.review", why=error.message),
            file=path,
            line=place.line,
            column=place.column,
        )
    current = review["script_sha256"].lower() == artifact.sha256
    fact = {
        "path": path,
        "sha256": sha256(data).hexdigest(),
        "current": current,
        "role": review["reviewer"]["role"],
        "reviewed_at": review["reviewed_at"],
        "result": review["result"],
        "covers": review.get("covers"),
        "library": review["library_sha256"].lower() if "library_sha256" in review else None,
    }
    return fact, _decisions(review.get("dispositions", [])) if current else {}


def _decisions(dispositions: Json) -> Decisions:
    decisions: Decisions = {}
    for one in dispositions:
        term = fold(one["term"]) if "term" in one else None
        key = (term, one.get("category"), one.get("cue"), one.get("line"))
        disposition = {"decision": one["decision"], "reason": one["reason"]}
        decisions[key] = max(decisions.get(key, disposition), disposition, key=_strictness)
    return decisions


@cache
def _validator() -> Validator:
    import json

    from adjudge.lib.installed import package_root
    from adjudge.lib.schema import Validator
    from adjudge.lib.schema.translations import translator

    text = (package_root("adjudge.schemas") / "content_security" / "review.json").read_text(encoding="utf-8")
    return Validator(
        json.loads(text), "content_security/review.json", translator("adjudge.schemas", "content_security")
    )
