"""Two neighbours for whatever is hostile: a service that passes and one that is denied. Both must keep their verdict.

tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wheels import Project, outcome

GOOD, DENIED = "good.service.json", "wrong.service.yaml"
BROKEN_RULE = "identity.service.real_name"

SERVICE: Mapping[str, Any] = {
    "service": "Example Dubbing",
    "service_types": ["other"],
    "other_type": "dubbing to order",
    "domestic_public": True,
    "unlabelled_supply": False,
    "real_name": {"required_before": "publishing", "unverified_can_publish": False, "methods": ["mobile_number"]},
    "logs": [
        {"category": category, "retention": {"value": 6, "unit": "months"}}
        for category in ("login", "operation", "generation", "moderation")
    ],
    "complaints": {
        "entry": "https://example.org/complaints",
        "appeal": "https://example.org/appeals",
        "process": "https://example.org/process",
        "feedback_days": 15,
    },
    "user_rules": {
        "account_rules": "https://example.org/accounts",
        "platform_convention": "https://example.org/convention",
    },
    "agreement": {
        "address": "https://example.org/agreement",
        "accepted_by_registered_users": True,
        "acceptance_recorded": True,
        "label_methods": True,
        "label_styles": True,
        "reading_prompt": True,
    },
    "account_page": {"ip_location": True},
    "minors": {"mode": None, "anti_addiction": {"notice": "settings", "measures": ["time_limit"]}},
    "sanctions": {"consecutive": 3, "daily": 5, "measure": "suspension"},
}
ACCOUNT: Mapping[str, Any] = {
    "id": "u-000001",
    "status": "active",
    "holder": "person",
    "age_group": "adult",
    "registered_at": "2026-01-18T09:00:00+08:00",
    "can_publish": True,
    "has_published": False,
    "method": "mobile_number",
    "verified_at": "2026-01-18T09:20:00+08:00",
    "plaintext_identity": [],
    "violations": [],
}
CONSENT: Mapping[str, Any] = {
    "id": "consent-1",
    "subject": {"id": "performer-a", "under_14": False, "age": None},
    "handler": {"name": "Example Studio", "contact": "privacy@example.org"},
    "given_at": "2025-12-20T10:30:00+08:00",
    "form": "separate_document",
    "record": {"file": "record.txt", "sha256": "0" * 64},
    "guardian": None,
    "notice": {
        "date": "2025-12-20",
        "handler": "Example Studio",
        "contact": "privacy@example.org",
        "purposes": ["AI dubbing of the work"],
        "methods": ["speech synthesis"],
        "types": ["voiceprint"],
        "retention": {"until": "2099-12-31", "at_end": "delete"},
        "rights": "by e-mail",
        "necessity": "one voice",
        "impact": "mistaken identity",
    },
    "scope": {
        "ai_synthesis": True,
        "wording": "同意使用人工智能技术合成本人声音",
        "training": False,
        "works": ["drama-1"],
        "languages": ["en"],
        "territories": ["CN", "SG"],
    },
    "term": {"from": "2026-01-01", "to": "2099-12-31"},
    "processing": {
        "purposes": ["AI dubbing of the work"],
        "methods": ["speech synthesis"],
        "types": ["voiceprint"],
        "training": False,
    },
    "impact_assessments": [],
    "entrusted": [],
    "supplies": [],
    "publication": None,
    "abroad": [],
    "withdrawal": {"channel": "privacy@example.org", "voice_model": "none", "completed_at": None},
    "withdrawn_at": None,
}
MANIFEST: Mapping[str, Any] = {
    "work": {
        "id": "drama-1",
        "title": "Example",
        "genre": "drama",
        "original_language": "zh",
        "may_affect_minors": False,
        "rights": {
            "licensor": "Example Studio",
            "uses": ["dubbing", "translation", "network_communication"],
            "territories": ["SG"],
            "from": "2026-01-01",
            "to": None,
        },
    },
    "release": {"date": "2026-03-20", "territories": ["SG"], "channels": ["platform"], "delivery": "stream"},
    "scope": {"domestic_public": False, "public_opinion": False},
    "provider": {"name": "Example Studio"},
    "voices": [{"id": "heroine", "type": "human", "performer": "performer-a", "under_14": False}],
    "deliverables": [],
    "reviews": {"input": [], "output": []},
}


def service(**changes: Any) -> str:
    """Return a service as JSON, with changes at its top level."""
    return json.dumps({**SERVICE, **changes})


def account(**changes: Any) -> str:
    """Return an account as a line of JSON Lines; a change to None takes the key away."""
    return json.dumps({name: value for name, value in {**ACCOUNT, **changes}.items() if value is not None}) + "\n"


def consent(record: str, sha256: str = "0" * 64, **changes: Any) -> str:
    """Return a consent whose signed record, named on line 15, is the file ``record``; it holds the assessment as well."""
    proof = {"file": record, "sha256": sha256}
    assessment = {**proof, "date": "2026-01-01", "covers": ["sensitive"], "retention_years": 3}
    changed = {**CONSENT, "record": proof, "impact_assessments": [assessment], **changes}
    return json.dumps(changed, ensure_ascii=False, indent=1)


def settle(project: Project) -> None:
    """Write the two neighbours."""
    project.write(GOOD, service())
    unverified = {**SERVICE["real_name"], "unverified_can_publish": True}
    project.write(DENIED, json.dumps({**SERVICE, "real_name": unverified}, indent=1))


def undisturbed(report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """See that the neighbours have their verdicts; give what is said of everything else, by path."""
    said = {artifact["path"]: artifact for artifact in report["artifacts"]}
    assert said.pop(GOOD)["verdict"] == "pass"
    assert said.pop(DENIED)["verdict"] == "deny"
    assert outcome(report, DENIED, BROKEN_RULE) == "denied"
    return said


def only_error(project: Project, *arguments: str, **options: Any) -> dict[str, Any]:
    """Judge; see that the neighbours stand, that exactly one other artifact is an error, and give its problem.

    The problem says in which file it is and what to do next.
    """
    report = project.json(*arguments, **options)
    assert report["summary"]["exit_code"] == 3
    assert report["problems"] == []
    (artifact,) = undisturbed(report).values()
    assert artifact["verdict"] == "error"
    problem: dict[str, Any] = artifact["problem"]
    assert problem["hint"].endswith(".")
    return problem


def place(said: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    """Return file, line and column of a problem."""
    return said.get("file"), said.get("line"), said.get("column")
