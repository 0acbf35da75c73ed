"""Filing: the public standing of a provider, and the working days within which it filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from adjudge import Artifact, Domain, Json, Kind, Reference, hookimpl
from adjudge.lib.words import say

PROVIDER = "filing.provider"
_NAMED_FILES = {
    "assessments": "report",
    "management_systems": "document",
    "reviews": "record",
    "inspection_pack": "document",
}
"""Lists of the document, and the member of their entries that names a file."""


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Return the domain ``filing``."""
    yield Domain(
        name="filing",
        title=say("listing.domain.filing"),
        kinds=(Kind(name=PROVIDER, files=("*.provider.yaml", "*.provider.yml", "*.provider.json")),),
        policies="adjudge.policies",
        schemas="adjudge.schemas",
        exports=("params",),
    )


@hookimpl
def adjudge_instruments() -> str:
    """Return the first-party instruments; each first-party plugin brings them, so that blocking one takes none away."""
    return "adjudge.policies.instruments"


@hookimpl
def adjudge_relates(artifact: Artifact) -> Iterator[Reference]:
    """Return the files that ``filing.provider.file_integrity`` expects; all of them are evidence."""
    provider = artifact.document
    for name, member in _NAMED_FILES.items():
        for i, entry in enumerate(provider[name]):
            yield Reference(pointer=f"/{name}/{i}/{member}/file", path=entry[member]["file"])
    records = provider.get("records", {})
    if "service" in records:
        yield Reference(pointer="/records/service", path=records["service"], kind="identity.service")
    for i, corpus in enumerate(records.get("corpora", ())):
        yield Reference(pointer=f"/records/corpora/{i}", path=corpus, kind="provenance.corpus")
    if provider["incident_plan"] is not None:
        yield Reference(pointer="/incident_plan/document/file", path=provider["incident_plan"]["document"]["file"])
    for i, audit in enumerate(provider.get("audits", ())):
        yield Reference(pointer=f"/audits/{i}/report/file", path=audit["report"]["file"])
    for i, evidence in enumerate(provider.get("evidence", ())):
        yield Reference(pointer=f"/evidence/{i}/file", path=evidence["file"])


@hookimpl
def adjudge_facts(artifact: Artifact) -> Mapping[str, Json]:
    """Count the working days of each filing, change and cancellation, made or not."""
    from .working_days import provider_facts

    return provider_facts(artifact.document["algorithms"], artifact.as_of, artifact.params)
