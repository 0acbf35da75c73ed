"""What the identity plugin declares, and what its schemas let through to the rules."""

import json
from fnmatch import fnmatch
from importlib.resources import files
from types import SimpleNamespace

import jsonschema_rs
import pytest

from adjudge.plugins.domains import identity

SERVICE = {
    "service": "Example Dubbing",
    "service_types": ["other"],
    "domestic_public": True,
    "unlabelled_supply": False,
    "real_name": {"required_before": "publishing", "unverified_can_publish": False, "methods": ["mobile_number"]},
    "logs": [{"category": "login", "retention": {"value": 184, "unit": "days"}}],
    "complaints": {"entry": "https://example.org/c", "appeal": None, "process": None, "feedback_days": None},
    "user_rules": {"account_rules": None, "platform_convention": "https://example.org/convention"},
    "agreement": {
        "address": None,
        "accepted_by_registered_users": True,
        "acceptance_recorded": False,
        "label_methods": True,
        "label_styles": True,
        "reading_prompt": False,
    },
    "account_page": {"ip_location": True},
    "minors": {"mode": None, "anti_addiction": {"notice": None, "measures": []}},
    "sanctions": {"consecutive": 3, "daily": None, "measure": "suspension"},
}
ACCOUNT = {
    "id": "u-000001",
    "status": "active",
    "holder": "person",
    "age_group": "adult",
    "registered_at": "2026-01-31T09:00:00+08:00",
    "can_publish": True,
    "has_published": False,
    "method": "mobile_number",
    "verified_at": "2026-01-31T09:01:00+08:00",
    "plaintext_identity": [],
    "violations": [],
}


def is_valid(kind: str, document: object) -> bool:
    schema = json.loads(files("adjudge.schemas").joinpath(f"identity/{kind}.json").read_text("utf-8"))
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(document)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("dubbing.service.yaml", "identity.service"),
        ("a.service.json", "identity.service"),
        ("accounts.csv", "identity.account"),
        ("2026.accounts.jsonl", "identity.account"),
        ("myaccounts.csv", None),
        ("accounts.yaml", None),
        ("service.yaml", None),
    ],
)
def test_files_are_claimed_by_their_names(name, kind):
    (domain,) = identity.adjudge_domains()
    claims = [each.name for each in domain.kinds if any(fnmatch(name, pattern) for pattern in each.files)]
    assert claims == ([kind] if kind else [])


def test_accounts_are_records():
    (domain,) = identity.adjudge_domains()
    assert {kind.name: kind.shape for kind in domain.kinds} == {
        "identity.service": "document",
        "identity.account": "records",
    }


@pytest.mark.parametrize(("kind", "document"), [("service", SERVICE), ("account", ACCOUNT)])
def test_a_whole_document_is_valid(kind, document):
    assert is_valid(kind, document)
    assert is_valid(kind, {"kind": f"identity.{kind}", **document})


@pytest.mark.parametrize(
    ("kind", "document", "field"),
    [("service", SERVICE, field) for field in SERVICE]
    + [("account", ACCOUNT, field) for field in ACCOUNT if field != "verified_at"],
)
def test_what_a_rule_decides_by_cannot_be_left_out(kind, document, field):
    assert not is_valid(kind, {key: value for key, value in document.items() if key != field})


@pytest.mark.parametrize(("kind", "document"), [("service", SERVICE), ("account", ACCOUNT)])
def test_unknown_fields_are_refused(kind, document):
    assert not is_valid(kind, {**document, "typo": 1})


@pytest.mark.parametrize("value", ["2026-01-31", "2026-02-30T00:00:00Z", "2026-01-31T09:00:00", 1769821200])
def test_times_are_instants(value):
    assert not is_valid("account", {**ACCOUNT, "verified_at": value})


def test_email_cannot_become_an_accepted_method():
    params = {
        "accepted_methods": ["email"],
        "log_categories": [],
        "log_retention_months": 6,
        "sanction_burst_minutes": 10,
        "sanction_consecutive": 3,
        "sanction_daily": 5,
    }
    assert not is_valid("params", params)
    assert is_valid("params", {**params, "accepted_methods": ["network_id", "other_document"]})


def test_log_retention_names_its_legal_minimum():
    schema = json.loads(files("adjudge.schemas").joinpath("identity/params.json").read_text("utf-8"))
    assert schema["properties"]["log_retention_months"]["x-adjudge-legal"] == {"minimum": 6, "clause": "csl#23"}


@pytest.mark.parametrize(
    ("kind", "record", "expected"),
    [
        ("account", {"service": "studio.service.yaml"}, [("/service", "studio.service.yaml", "identity.service")]),
        ("account", {}, []),
        ("service", {"service": "Example Dubbing"}, []),
    ],
)
def test_the_service_of_an_account_is_followed(kind, record, expected):
    artifact = SimpleNamespace(kind=f"identity.{kind}", document=record)
    found = [(each.pointer, each.path, each.kind) for each in identity.adjudge_relates(artifact)]
    assert found == expected
