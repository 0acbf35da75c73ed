"""What the dubbing plugin declares, what its schemas let through, and which files it asks the core to open."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from fnmatch import fnmatch
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest
import yaml

from adjudge.model import Artifact
from adjudge.plugins.domains import dubbing

DIGEST = "0" * 64
REVIEW = {"date": "2026-11-01", "role": "content safety editor", "method": "both", "result": "approved"}
LABEL = {"form": "spoken", "at": "start", "text": "本音频由人工智能生成", "language": "zh", "seconds": 4.5}
PROJECT: dict[str, Any] = {
    "kind": "dubbing.project",
    "work": {
        "id": "drama-014",
        "title": "Sample drama",
        "genre": "drama",
        "original_language": "zh",
        "may_affect_minors": False,
        "news_source": {"unit": "Sample unit", "standing": "published list", "address": "https://example.org/1"},
        "broadcast_number": {"type": "permit", "number": "0000"},
        "post_production_filing": {
            "authority": "Sample authority",
            "date": "2026-11-01",
            "receipt": {"file": "receipt.pdf", "sha256": DIGEST},
        },
        "rights": {
            "licensor": "Sample licensor",
            "uses": ["dubbing", "adaptation"],
            "territories": ["CN"],
            "from": "2026-01-01",
            "to": None,
            "licence": {"file": "licence.pdf", "sha256": DIGEST},
        },
    },
    "release": {
        "date": "2026-12-01",
        "territories": ["CN"],
        "channels": ["streaming platform"],
        "declarations": [
            {
                "channel": "streaming platform",
                "date": "2026-12-01",
                "record": {"file": "declared.png", "sha256": DIGEST},
            }
        ],
        "delivery": "file",
    },
    "scope": {"domestic_public": True, "public_opinion": False},
    "provider": {"name": "Sample provider"},
    "records": {"provider": "studio.provider.yaml", "service": "studio.service.yaml"},
    "engine": {
        "vendor": "Sample vendor",
        "model": "sample-model",
        "filings": [],
        "labels": {"audible": True, "metadata": True},
        "assessment": {
            "date": "2026-02-10",
            "assessor": "self",
            "report": {"file": "voice-model.pdf", "sha256": DIGEST},
        },
        "agreement": {"file": "service-agreement.pdf", "sha256": DIGEST},
    },
    "labelling_steps": [
        {"label": "audible", "step": "mastering", "readback": {"file": "readback.txt", "sha256": DIGEST}},
    ],
    "voices": [
        {"id": "lead", "type": "cloned", "performer": "performer-031", "consent": "consents/lead.consent.yaml"},
        {
            "id": "crowd",
            "type": "synthetic",
            "source": "nobody",
            "derived_from_person": False,
            "statement": {"vendor": "Sample vendor", "file": "statement.pdf", "sha256": DIGEST},
        },
        {
            "id": "extra",
            "type": "synthetic",
            "source": "vendor_library",
            "licence": {
                "vendor": "Sample reseller",
                "file": "voice-licence.pdf",
                "sha256": DIGEST,
                "uses": ["dub"],
                "territories": ["CN"],
                "languages": ["*"],
                "from": "2026-01-01",
                "to": None,
                "warranty": {"ai_synthesis": True, "sublicensing": True, "guardian": False, "clause": "8.1"},
                "chain": [
                    {
                        "licensor": "Sample vendor",
                        "licensee": "Sample reseller",
                        "file": "chain.pdf",
                        "sha256": DIGEST,
                        "from": "2026-01-01",
                        "to": "2028-12-31",
                    }
                ],
            },
        },
        {
            "id": "narrator",
            "type": "human",
            "performer": "performer-032",
            "under_14": False,
            "performance": {"rights": ["recording"], "contract": {"file": "performer.pdf", "sha256": DIGEST}},
        },
    ],
    "deliverables": [
        {
            "file": "out/01.wav",
            "media": "audio",
            "language": "en",
            "voices": ["lead", "crowd"],
            "synthetic": True,
            "labels": [LABEL],
            "sha256": DIGEST,
            "frame": {"width": 1920, "height": 1080},
            "minors_prompt": {"form": "spoken", "text": "请勿模仿", "before_content": True},
            "opening": {"title": "Sample drama", "number": "0000"},
        }
    ],
    "reviews": {
        "input": [
            REVIEW | {"language": "en", "no_script": "spoken live", "script": {"file": "01.srt", "sha256": DIGEST}}
        ],
        "output": [REVIEW | {"file": "out/01.wav"}],
    },
    "unlabelled_supply": [
        {
            "file": "out/02.wav",
            "recipient": "Sample platform",
            "requested_on": "2026-11-01",
            "supplied_on": "2026-11-02",
            "clause": "7.2",
            "wording": "用户应当添加显式标识。",
            "agreement": {"file": "agreement.pdf", "sha256": DIGEST},
            "log_retention_months": 6,
        }
    ],
    "evidence": [
        {
            "title": "Security assessment",
            "type": "assessment_report",
            "supports": "security_assessment",
            "file": "assessment.pdf",
            "sha256": DIGEST,
        }
    ],
}
FILE = {"file": "signed/031.pdf", "sha256": DIGEST}
SEPARATE = {"given_at": "2026-02-20T10:35:00+08:00", "form": "separate_item", "record": FILE}
WHAT = {"purposes": ["AI dubbing of one drama"], "methods": ["speech synthesis"], "types": ["voiceprint"]}
CONSENT: dict[str, Any] = {
    "id": "consent-031",
    "subject": {
        "id": "performer-031",
        "under_14": True,
        "age": 12,
        "age_band": "8_13",
        "own_income": False,
        "own_income_evidence": {"file": "contract.pdf", "sha256": DIGEST},
        "capacity": "limited",
    },
    "guardian": {
        "relation": "parent",
        "consent": SEPARATE,
        "demanded_on": "2026-02-21",
        "ratified_on": "2026-02-22",
        "ratification": {"file": "ratification.pdf", "sha256": DIGEST},
        "rules": {"file": "rules.pdf", "sha256": DIGEST},
    },
    "child": {
        "offline": False,
        "agreement": {"file": "agreement.pdf", "sha256": DIGEST},
        "officer": "children's information officer",
        "refusal_option": "item 3: I do not agree",
        "notice": {
            "operations": "recorded",
            "storage": "in Shanghai",
            "safeguards": "encrypted",
            "refusal": "nothing",
            "complaints": "by e-mail",
            "correction": "by e-mail",
        },
    },
    "handler": {
        "name": "Sample handler",
        "contact": "voice@example.org",
        "code": "91350100M000100Y43",
        "small_handler": {"persons": 4200, "counted_on": "2026-09-01"},
    },
    "notice": WHAT
    | {
        "date": "2026-02-20",
        "handler": "Sample handler",
        "contact": "voice@example.org",
        "retention": {"until": None, "determined_by": "one year after the release", "at_end": "delete"},
        "rights": "by e-mail",
        "necessity": "one voice",
        "impact": "mistaken identity",
        "document": {"file": "notice.pdf", "sha256": DIGEST},
    },
    "given_at": "2026-02-20T10:30:00+08:00",
    "form": "separate_document",
    "record": FILE,
    "scope": {
        "ai_synthesis": True,
        "wording": "同意使用人工智能技术合成本人声音",
        "wording_language": "zh",
        "training": True,
        "training_wording": "同意训练声音模型",
        "uses": ["dub"],
        "works": ["drama-014", "*"],
        "languages": ["en", "*"],
        "territories": ["CN"],
    },
    "term": {"from": "2026-03-01", "to": "2028-02-29"},
    "processing": WHAT | {"training": True},
    "impact_assessments": [
        {
            "file": "assessment.pdf",
            "sha256": DIGEST,
            "date": "2026-02-01",
            "covers": ["sensitive", "abroad"],
            "form": "report",
            "retention_years": 3,
        }
    ],
    "entrusted": [
        {
            "processor": "Sample vendor",
            "from": "2026-03-01",
            "contract": {"file": "contract.pdf", "sha256": DIGEST, "to": None, "clauses": {"purpose": "2.1"}},
            "record": {"file": "vendor.log", "sha256": DIGEST, "retention_years": 3},
            "assessment": {"file": "security.pdf", "sha256": DIGEST, "date": "2026-02-25"},
        }
    ],
    "supplies": [
        {
            "recipient": "Sample publisher",
            "from": "2026-03-01",
            "told": WHAT,
            "consent": SEPARATE,
            "record": {"file": "supply.log", "sha256": DIGEST, "retention_years": 3},
        }
    ],
    "publication": {"from": "2026-03-01", "consent": SEPARATE},
    "abroad": [
        {
            "recipient": "Sample host",
            "country": "SG",
            "from": "2026-03-01",
            "told": WHAT | {"rights": "by e-mail"},
            "mechanism": {"type": "standard_contract", "file": "standard.pdf", "sha256": DIGEST},
            "consent": SEPARATE,
        }
    ],
    "withdrawal": {"channel": "voice@example.org", "voice_model": "delete", "completed_at": None},
    "withdrawn_at": None,
}
DOCUMENTS = {"project": PROJECT, "consent": CONSENT}


class NoEvidence:
    """Evidence that nobody may ask for."""

    def open(self, path: str) -> bytes | None:
        raise AssertionError(path)

    parameter = open


def schema(name: str) -> dict[str, Any]:
    return json.loads((files("adjudge.schemas") / "dubbing" / f"{name}.json").read_text(encoding="utf-8"))


def is_valid(name: str, document: object) -> bool:
    return jsonschema_rs.Draft202012Validator(schema(name), validate_formats=True).is_valid(document)


def changed(name: str, *steps: str | int, **changes: Any) -> dict[str, Any]:
    """Return a whole document with some members of the object at ``steps`` changed; ``...`` takes one away."""
    document = copy.deepcopy(DOCUMENTS[name])
    place: Any = document
    for step in steps:
        place = place[step]
    for key, value in changes.items():
        if value is ...:
            del place[key.rstrip("_")]
        else:
            place[key.rstrip("_")] = value
    return document


def references(kind: str, document: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    artifact = Artifact(
        path="a",
        file="a",
        kind=kind,
        sha256=DIGEST,
        size=1,
        document=document,
        params={},
        evidence=NoEvidence(),
        as_of=datetime(2026, 11, 23, tzinfo=UTC),
    )
    return {each.pointer: (each.path, each.kind) for each in dubbing.adjudge_relates(artifact)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("drama.project.yaml", "dubbing.project"),
        ("a.project.yml", "dubbing.project"),
        ("a.project.json", "dubbing.project"),
        ("lead.consent.yaml", "dubbing.consent"),
        ("project.yaml", None),
        ("a.project.csv", None),
        ("a.project.yaml.bak", None),
    ],
)
def test_files_are_claimed_by_their_names(name: str, kind: str | None) -> None:
    (domain,) = dubbing.adjudge_domains()
    claims = [each.name for each in domain.kinds if any(fnmatch(name, pattern) for pattern in each.files)]
    assert claims == ([kind] if kind else [])


def test_a_manifest_names_consents_to_judge_and_files_to_hash() -> None:
    assert references("dubbing.project", PROJECT) == {
        "/records/provider": ("studio.provider.yaml", "filing.provider"),
        "/records/service": ("studio.service.yaml", "identity.service"),
        "/voices/0/consent": ("consents/lead.consent.yaml", "dubbing.consent"),
        "/deliverables/0/file": ("out/01.wav", "dubbing.media"),
        "/evidence/0/file": ("assessment.pdf", None),
        "/work/rights/licence/file": ("licence.pdf", None),
        "/reviews/input/0/script/file": ("01.srt", None),
        "/unlabelled_supply/0/agreement/file": ("agreement.pdf", None),
        "/engine/assessment/report/file": ("voice-model.pdf", None),
        "/labelling_steps/0/readback/file": ("readback.txt", None),
        "/release/declarations/0/record/file": ("declared.png", None),
        "/voices/3/performance/contract/file": ("performer.pdf", None),
        "/work/post_production_filing/receipt/file": ("receipt.pdf", None),
        "/engine/agreement/file": ("service-agreement.pdf", None),
        "/voices/1/statement/file": ("statement.pdf", None),
        "/voices/2/licence/file": ("voice-licence.pdf", None),
        "/voices/2/licence/chain/0/file": ("chain.pdf", None),
    }


def test_a_file_without_a_digest_beside_it_is_named_elsewhere() -> None:
    reviews = {"input": [], "output": [REVIEW | {"file": "out/01.wav"}]}
    assert references("dubbing.project", {"voices": [], "deliverables": [], "reviews": reviews}) == {}


def test_a_consent_names_every_file_that_proves_it() -> None:
    assert references("dubbing.consent", CONSENT) == {
        "/guardian/consent/record/file": ("signed/031.pdf", None),
        "/guardian/ratification/file": ("ratification.pdf", None),
        "/guardian/rules/file": ("rules.pdf", None),
        "/subject/own_income_evidence/file": ("contract.pdf", None),
        "/child/agreement/file": ("agreement.pdf", None),
        "/notice/document/file": ("notice.pdf", None),
        "/record/file": ("signed/031.pdf", None),
        "/impact_assessments/0/file": ("assessment.pdf", None),
        "/entrusted/0/contract/file": ("contract.pdf", None),
        "/entrusted/0/record/file": ("vendor.log", None),
        "/entrusted/0/assessment/file": ("security.pdf", None),
        "/supplies/0/consent/record/file": ("signed/031.pdf", None),
        "/supplies/0/record/file": ("supply.log", None),
        "/publication/consent/record/file": ("signed/031.pdf", None),
        "/abroad/0/mechanism/file": ("standard.pdf", None),
        "/abroad/0/consent/record/file": ("signed/031.pdf", None),
    }


def test_a_consent_of_an_adult_to_one_handler_names_what_it_has() -> None:
    none: dict[str, Any] = {"guardian": None, "entrusted": [], "supplies": [], "publication": None, "abroad": []}
    bare = CONSENT | none | {"notice": {"date": "2026-02-20"}}
    bare = {key: value for key, value in bare.items() if key != "child"}
    bare["subject"] = {"id": "performer-031", "under_14": False, "age": None}
    assert is_valid("consent", bare)
    assert references("dubbing.consent", bare).keys() == {"/record/file", "/impact_assessments/0/file"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_in_the_schema_is_a_reference_or_names_a_deliverable(name: str) -> None:
    """A path that the plugin forgets would never be hashed."""
    pointers = references(f"dubbing.{name}", DOCUMENTS[name])
    named = {"/".join("*" if step.isdigit() else step for step in pointer.split("/")) for pointer in pointers}
    elsewhere = {"/reviews/output/*/file", "/unlabelled_supply/*/file"} if name == "project" else set()
    assert set(paths(schema(name), schema(name))) == named | elsewhere


def test_every_path_of_a_consent_has_its_digest_beside_it() -> None:
    """What states no digest is not hashed, and dubbing.consent.file_integrity could not judge it."""
    holders = [part for part in objects(schema("consent")) if "file" in part["properties"]]
    assert holders
    for holder in holders:
        assert holder["properties"]["file"]["$ref"] == "#/$defs/path"
        assert {"file", "sha256"} <= set(holder["required"])


def paths(part: dict[str, Any], root: dict[str, Any], at: str = "") -> list[str]:
    reference = part.get("$ref", "")
    if reference == "#/$defs/path":
        return [at]
    if reference:
        return paths(root["$defs"][reference.rpartition("/")[2]], root, at)
    found = paths(part["items"], root, f"{at}/*") if "items" in part else []
    found += [each for one in part.get("oneOf", ()) for each in paths(one, root, at)]
    return found + [
        each for key, value in part.get("properties", {}).items() for each in paths(value, root, f"{at}/{key}")
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_whole_document_is_valid(name: str) -> None:
    assert is_valid(name, DOCUMENTS[name])


@pytest.mark.parametrize(("name", "key"), [(name, key) for name in DOCUMENTS for key in schema(name)["required"]])
def test_what_a_rule_branches_on_is_required(name: str, key: str) -> None:
    assert not is_valid(name, changed(name, **{key: ...}))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_object_is_closed_and_every_member_described(name: str) -> None:
    for part in objects(schema(name)):
        assert part["additionalProperties"] is False
        assert all("title" in member for member in part["properties"].values()), part["properties"].keys()


def objects(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [each for item in part for each in objects(item)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") in ("object", ["object", "null"]) else []
    return own + [each for item in part.values() for each in objects(item)]


@pytest.mark.parametrize(
    "document",
    [
        changed("project", extra=1),
        changed("project", "deliverables", 0, synthetic=...),
        changed("project", "deliverables", 0, labels=...),
        changed("project", "deliverables", 0, voices=[]),
        changed("project", "deliverables", 0, sha256="0" * 63),
        changed("project", "deliverables", 0, media="text"),
        changed("project", "deliverables", 0, language="English"),
        changed("project", "scope", domestic_public="yes"),
        changed("project", "scope", domestic_public=...),
        changed("project", "release", date="2026-13-01"),
        changed("project", "release", date="2026-12-01T00:00:00Z"),
        changed("project", "release", territories=["China"]),
        changed("project", "release", delivery="both"),
        changed("project", "reviews", "input", 0, role=" "),
        changed("project", "reviews", "output", 0, date=...),
        changed("project", "provider", code="sample"),
        changed("project", "work", may_affect_minors=...),
        changed("project", "work", "news_source", standing=...),
        changed("project", "work", "news_source", address="example.org/1"),
        changed("project", "work", "broadcast_number", type="licence"),
        changed("project", "engine", "assessment", date=...),
        changed("project", "engine", "assessment", report=...),
        changed("project", "engine", "assessment", assessor="vendor"),
        changed("project", "labelling_steps", 0, readback=...),
        changed("project", "labelling_steps", 0, label="spoken"),
        changed("project", "voices", 2, under_14="no"),
        changed("project", "deliverables", 0, "minors_prompt", before_content=...),
        changed("project", "deliverables", 0, "opening", title=...),
        changed("project", "deliverables", 0, "frame", width=0),
        changed("project", "deliverables", 0, "labels", 0, height=53.5),
        changed("project", "deliverables", 0, "labels", 0, seconds=0),
        changed("project", "deliverables", 0, "labels", 0, seconds=86401),
        changed("project", voices=[]),
        changed("project", kind="dubbing.consent"),
    ],
)
def test_a_manifest_with_a_defect_is_not_valid(document: dict[str, Any]) -> None:
    assert not is_valid("project", document)


@pytest.mark.parametrize(
    "document",
    [
        changed("consent", form="oral"),
        changed("consent", given_at="2026-02-20"),
        changed("consent", given_at="2026-02-20T10:30:00"),
        changed("consent", withdrawn_at=...),
        changed("consent", withdrawn_at="9999-12-31T00:00:00Z"),
        changed("consent", withdrawn_at="2026-12-31T23:59:60Z"),
        changed("consent", "term", to=...),
        changed("consent", "term", from_="soon"),
        changed("consent", "subject", under_14=...),
        changed("consent", "scope", ai_synthesis=1),
        changed("consent", "record", sha256=...),
        changed("consent", "subject", age=...),
        changed("consent", "subject", age=-1),
        changed("consent", "subject", age_band="15"),
        changed("consent", "subject", capacity="some"),
        changed("consent", "guardian", consent=...),
        changed("consent", "guardian", ratified_on="soon"),
        changed("consent", "guardian", demanded_on=None),
        changed("consent", "child", officer=" "),
        changed("consent", "child", rules="yes"),
        changed("consent", "child", "notice", storage=""),
        changed("consent", "handler", code="91350100m000100y43"),
        changed("consent", "handler", "small_handler", persons=-1),
        changed("consent", "handler", "small_handler", counted_on="2026"),
        changed("consent", "scope", uses=[]),
        changed("consent", "scope", uses=["dubbing"]),
        changed("consent", "scope", languages=["**"]),
        changed("consent", "entrusted", 0, "assessment", date=...),
        changed("consent", "notice", date=...),
        changed("consent", "notice", purposes=[]),
        changed("consent", "notice", rights=" "),
        changed("consent", "notice", "retention", at_end="keep"),
        changed("consent", "scope", training=...),
        changed("consent", "processing", training=...),
        changed("consent", "processing", types=[]),
        changed("consent", "impact_assessments", 0, retention_years=3.5),
        changed("consent", "impact_assessments", 0, covers=["everything"]),
        changed("consent", "entrusted", 0, contract=...),
        changed("consent", "entrusted", 0, record=...),
        changed("consent", "entrusted", 0, "contract", to=...),
        changed("consent", "supplies", 0, consent=...),
        changed("consent", "supplies", 0, from_=...),
        changed("consent", "publication", consent=...),
        changed("consent", "abroad", 0, mechanism=...),
        changed("consent", "abroad", 0, country="Singapore"),
        changed("consent", "withdrawal", channel=" "),
        changed("consent", "withdrawal", voice_model=...),
    ],
)
def test_a_consent_with_a_defect_is_not_valid(document: dict[str, Any]) -> None:
    assert not is_valid("consent", document)


def test_the_default_parameters_are_valid() -> None:
    data = yaml.safe_load((files("adjudge.policies") / "dubbing" / "data.yaml").read_text(encoding="utf-8"))
    assert is_valid("params", data["params"])


def test_parameters_have_no_words_for_chinese_labels() -> None:
    words = {"ai": ["机器"], "generation": ["制作"]}
    data = yaml.safe_load((files("adjudge.policies") / "dubbing" / "data.yaml").read_text(encoding="utf-8"))
    assert is_valid("params", data["params"] | {"label_words": {"fr": words}})
    assert not is_valid("params", data["params"] | {"label_words": {"zh": words}})


def test_the_instruments_are_where_the_plugin_says() -> None:
    assert (files(dubbing.adjudge_instruments()) / "pipl" / "data.yaml").is_file()
