"""A plugin of anybody reads files of any size, and its findings stand where the bytes are."""

from __future__ import annotations

import json

import pytest
from workshop import Bench, tiny

from adjudge import Place

CODE = """
from adjudge import Document, Domain, Kind, Place, Reader, ReadError, Reference


@hookimpl
def adjudge_domains():
    yield Domain(
        name="disc",
        title={"en": "Discs"},
        kinds=(Kind(name="disc.image", files=("*.img",)), Kind(name="disc.set", files=("*.set.json",))),
        policies="adjudge_disc.policies",
        schemas="adjudge_disc.schemas",
    )


@hookimpl
def adjudge_readers():
    yield Reader(name="image", suffixes=(".img",), read=read, pieces=True)


@hookimpl
def adjudge_relates(artifact):
    if artifact.kind == "disc.set":
        for i, path in enumerate(artifact.document["images"]):
            yield Reference(pointer=f"/images/{i}", path=path, kind="disc.image")
        for i, path in enumerate(artifact.document.get("samples", ())):
            yield Reference(pointer=f"/samples/{i}", path=path, kind="")


def read(source):
    with open("reads", "a") as log:
        log.write(source.path + "\\n")
    if source.read(0, 4) != b"DISC":
        raise ReadError("it is no disc", file=source.path, hint="Make it again.")
    at = source.size - 4
    document = {"size": source.size, "last": source.read(at, 4).decode()}
    if document["last"] == "SWAP":
        source.real.write_bytes(b"DISCotherEND.")
    place = lambda steps: Place(offset=at, box="trailer") if steps else Place(offset=0)
    yield Document(value=document, locate=place, sha256=source.sha256, size=source.size)
"""
RULE = """# METADATA
# scope: package
# title: An image ends as it should
# schemas:
#   - input.document: schema.disc.image
# custom:
#   severity: high
#   message: "it ends with {last}"
package disc.image.ends

deny contains {"path": ["last"], "last": input.document.last} if input.document.last != "END."
"""
RULE_OF_SETS = """# METADATA
# scope: package
# title: The images of a set are of one size
# schemas:
#   - input.document: schema.disc.set
# custom:
#   severity: high
#   message: "{path} has another end"
package disc.set.alike

deny contains finding if {
	some i, entry in input.related
	entry.kind == "disc.image"
	entry.document.last != "END."
	finding := {"path": ["images", i], "related": [{"artifact": entry.path, "path": ["last"]}], "msg": "another end"}
}
"""


def schema(**properties: object) -> str:
    closed = {"type": "object", "additionalProperties": False, "properties": properties, "required": [*properties][:1]}
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "It", **closed})


@pytest.fixture
def bench(tmp_path, monkeypatch):
    texts = {"type": "array", "items": {"type": "string"}}
    with Bench.made(tmp_path, monkeypatch) as bench:
        files = {
            **tiny("disc", CODE),
            "adjudge_disc/policies/disc/image/ends/ends.rego": RULE,
            "adjudge_disc/policies/disc/set/alike/alike.rego": RULE_OF_SETS,
            "adjudge_disc/schemas/disc/image.json": schema(size={"type": "integer"}, last={"type": "string"}),
            "adjudge_disc/schemas/disc/set.json": schema(images=texts, samples=texts),
        }
        bench.plugin("disc", files)
        yield bench


def image(bench: Bench, name: str, last: bytes, size: int = 100) -> None:
    with (bench.root / name).open("wb") as file:
        file.write(b"DISC")
        file.seek(size - 4)
        file.write(last)


def test_no_limit_of_documents_applies(bench):
    image(bench, "big.img", b"END.", size=(64 << 20) + 1000)
    (verdict,) = bench.judge("big.img").verdicts
    assert (verdict.verdict, verdict.size) == ("pass", (64 << 20) + 1000)
    assert verdict.document == {"size": verdict.size, "last": "END."}


def test_a_finding_stands_at_its_offset(bench):
    image(bench, "odd.img", b"ODD.")
    (verdict,) = bench.judge("odd.img").verdicts
    (finding,) = (finding for outcome in verdict.outcomes for finding in outcome.findings)
    assert finding.place == Place(offset=96, box="trailer")


def test_it_is_read_once_however_many_name_it(bench):
    image(bench, "odd.img", b"ODD.")
    bench.write("a.set.json", json.dumps({"images": ["odd.img"]}))
    bench.write("b.set.json", json.dumps({"images": ["odd.img"]}))
    verdicts = {verdict.path: verdict for verdict in bench.judge(".").verdicts}
    assert verdicts["a.set.json"].verdict == verdicts["b.set.json"].verdict == "deny"
    assert (bench.root / "reads").read_text() == "odd.img\n"
    (finding,) = (finding for outcome in verdicts["a.set.json"].outcomes for finding in outcome.findings)
    (other,) = finding.related
    assert other.place == Place(file="odd.img", offset=96, box="trailer")


def test_evidence_of_a_name_that_is_claimed_is_not_judged(bench):
    image(bench, "sample.img", b"ODD.")
    image(bench, "good.img", b"END.")
    bench.write("a.set.json", json.dumps({"images": ["good.img"], "samples": ["sample.img", "gone.img"]}))
    verdicts = {verdict.path: verdict for verdict in bench.judge("a.set.json").verdicts}
    assert {path: verdict.verdict for path, verdict in verdicts.items()} == {"good.img": "pass", "a.set.json": "pass"}
    assert [file.path for file in verdicts["a.set.json"].evidence] == ["gone.img", "sample.img"]


def test_a_file_that_its_reader_sees_change_is_an_error(bench):
    image(bench, "swap.img", b"SWAP")
    (verdict,) = bench.judge("swap.img").verdicts
    assert verdict.verdict == "error"
    assert verdict.problem is not None
    assert "changed while it was judged" in verdict.problem.message


def test_what_the_reader_refuses_is_an_error(bench):
    bench.write("no.img", "text")
    (verdict,) = bench.judge("no.img").verdicts
    assert verdict.problem is not None
    assert (verdict.problem.message, verdict.problem.plugin) == ("it is no disc", "disc")
