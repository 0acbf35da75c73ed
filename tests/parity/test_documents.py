"""Generated documents, whatever optional fields they have or lack, get the same answers from the embedded engine and OPA.

Documents are made from the schemas of the kinds themselves, so that a new kind is under test from its first day. Most
texts come from a small pool, because rules compare them with each other.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from first_party import FIRST_PARTY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import share
from wheels import command

from adjudge.engine import Answer, EngineSession
from adjudge.lib.errors import EngineError
from adjudge.lib.schema import Validator
from adjudge.lib.schema.formats import asserts
from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine

LAUNCH = Path(__file__).resolve().parents[2] / "examples" / "launch"
AS_OF = "2026-12-15T12:00:00Z"
NAMES = ["a", "b"]
TEXTS = [
    *NAMES,
    "out/a.wav",
    "en",
    "en-US",
    "zh",
    "zh-Hans",
    "ja",
    "CN",
    "SG",
    "*",
    "0" * 64,
    "f" * 64,
    "2026-01-31",
    "2026-12-15",
    "2026-12-16",
    "0001-01-01",
    "9999-12-31",
    "2026-12-15T12:00:00Z",
    "2026-12-15T20:00:00+08:00",
    "2026-12-15T12:00:00.000000001Z",
    "2020-02-29T23:59:59-23:59",
    "2026-12-15T12:00:00.1234567891Z",
    "1677-01-01T00:00:00Z",
    "2262-12-31T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "人工智能",
    "本音频由人工智能生成",
    "AI合成",
    "made by AI, generated",
    "CHAIN GENERATED",
    "资格证书",
    "certified by A1",
    " ",
    "\t生成",
    "e\u0301",
    "001191000000MA0000007C10000",
    "I3",
    "U9",
    "网信算备000000000000000000000号",
    "Example-Name-20260101",
    "Example-Name-20260101S0001",
]


@cache
def catalogue() -> Catalogue:
    made = Catalogue(registry=load(blocked=(), required=None))
    made.open_all()
    assert made.problems() == []
    return made


def kinds() -> list[str]:
    registry = catalogue().registry
    return [kind for kind in sorted(registry.kinds) if registry.owner(kind).name in FIRST_PARTY]


# --- documents from schemas -----------------------------------------------------------------------------------------


def documents(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Return documents that satisfy a schema; those that still break it are thrown away."""
    return values(schema, schema).filter(Validator(schema, "generated.json").is_valid)


def values(schema: Mapping[str, Any], root: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return values({**root["$defs"][schema["$ref"].rpartition("/")[2]], **without(schema, "$ref")}, root)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return st.one_of([values({**without(schema, several), **one}, root) for one in schema[several]])
    if isinstance(schema["type"], list):
        return st.one_of([values({**schema, "type": one}, root) for one in schema["type"]])
    return MAKERS[schema["type"]](schema, root)


def without(schema: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name != key}


def an_object(schema: Mapping[str, Any], root: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    members = {name: values(member, root) for name, member in schema.get("properties", {}).items()}
    required = set(schema.get("required", ()))
    return st.fixed_dictionaries(
        {name: member for name, member in members.items() if name in required},
        optional={name: member for name, member in members.items() if name not in required},
    )


def an_array(schema: Mapping[str, Any], root: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    least = schema.get("minItems", 0)
    unique = json.dumps if schema.get("uniqueItems") else None
    return st.lists(values(schema["items"], root), min_size=least, max_size=least + 2, unique_by=unique)


def a_string(schema: Mapping[str, Any], _root: Mapping[str, Any]) -> st.SearchStrategy[str]:
    def fits(text: str) -> bool:
        return (
            len(text) >= schema.get("minLength", 0)
            and re.search(schema.get("pattern", ""), text) is not None
            and ("format" not in schema or asserts(schema["format"])(text))
        )

    pool = [text for text in TEXTS if fits(text)]
    names = [text for text in NAMES if fits(text)]
    choices = [st.sampled_from(each) for each in (names, names, pool) if each]
    if "format" not in schema and "pattern" not in schema:
        choices.append(st.text(st.characters(codec="utf-8"), max_size=8).filter(fits))
    return st.one_of(choices) if choices else st.from_regex(schema["pattern"], fullmatch=True)


def a_number(schema: Mapping[str, Any], _root: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    low = schema.get("minimum", schema.get("exclusiveMinimum", -1000) + 1)
    whole = st.one_of(
        st.integers(low, min(low + 10, schema.get("maximum", low + 10))),
        st.integers(low, schema.get("maximum", 2**63 - 1)),
    )
    return whole if schema["type"] == "integer" else st.one_of(whole, st.floats(low, low + 100).map(abs))


MAKERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], st.SearchStrategy[Any]]] = {
    "object": an_object,
    "array": an_array,
    "string": a_string,
    "integer": a_number,
    "number": a_number,
    "boolean": lambda _schema, _root: st.booleans(),
    "null": lambda _schema, _root: st.none(),
}


# --- questions ------------------------------------------------------------------------------------------------------


@cache
def questions(kind: str) -> st.SearchStrategy[str]:
    """Return policy inputs of a kind, as JSON texts."""
    facts = catalogue().facts_schema(kind)
    return st.builds(
        question,
        st.just(kind),
        documents(catalogue().schema(kind)),
        st.just({}) if facts is None else documents(facts),
        st.lists(entries(kind), max_size=4),
    )


def entries(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return entries of ``input.related``; the reference that they belong to is drawn later, by its number."""
    consents = documents(catalogue().schema("dubbing.consent"))
    digests = st.sampled_from(["0" * 64, "f" * 64])
    artifacts = st.fixed_dictionaries(
        {
            "reference": st.integers(0, 9),
            "path": st.just("a"),
            "size": st.just(1),
            "sha256": digests,
            "kind": st.sampled_from(["dubbing.consent", "identity.service"]),
            "verdict": st.sampled_from(["pass", "warn", "deny", "error"]),
            "document": st.one_of(st.none(), consents),
        }
    )
    files = st.fixed_dictionaries(
        {
            "reference": st.integers(0, 9),
            "path": st.just("a"),
            "size": st.none(),
            "sha256": st.one_of(st.none(), digests),
            "kind": st.none(),
            "verdict": st.none(),
            "document": st.none(),
        }
    )
    return st.one_of(artifacts, files) if kind.startswith("dubbing.") else files


def question(kind: str, document: Any, facts: Any, related: list[dict[str, Any]]) -> str:
    pointers = list(references(document))
    placed = [
        {"pointer": pointers[entry["reference"] % len(pointers)], **without(entry, "reference")}
        for entry in related
        if pointers
    ]
    artifact = {"path": "a", "kind": kind, "sha256": "0" * 64, "size": 1}
    asked = {"artifact": artifact, "document": document, "related": placed, "facts": facts, "as_of": AS_OF}
    return json.dumps(asked, ensure_ascii=False)


def references(value: Any, at: str = "") -> Iterator[str]:
    """Yield the pointer of every place in a document that names a file."""
    for step, member in members_of(value):
        if step in ("file", "consent") and isinstance(member, str):
            yield f"{at}/{step}"
        yield from references(member, f"{at}/{step}")


# --- examples, disturbed --------------------------------------------------------------------------------------------


@cache
def examples(kind: str) -> list[str]:
    """Return the policy inputs of the launch pack's artifacts of a kind: nothing is wrong with them."""
    asked = [text for file in sorted(LAUNCH.rglob("*")) for text in inputs(file)]
    return [text for text in asked if json.loads(text)["artifact"]["kind"] == kind]


@cache
def inputs(file: Path) -> list[str]:
    """Return what `adjudge inspect` prints for a file, an object an artifact."""
    if not is_claimed(file):
        return []
    done = subprocess.run(
        [*command(), "inspect", str(file.relative_to(LAUNCH)), "--as-of", AS_OF],
        cwd=LAUNCH,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    decoder, at, found = json.JSONDecoder(), 0, []
    while at < len(done.stdout.rstrip()):
        value, at = decoder.raw_decode(done.stdout, at)
        found.append(json.dumps(abridged(value), ensure_ascii=False))
        at += 1
    return found


def abridged(value: Any) -> Any:
    """Cut lists after 40 members: of ten thousand keywords hardly one would be disturbed, and slowly."""
    if isinstance(value, dict):
        return {key: abridged(member) for key, member in value.items()}
    return [abridged(member) for member in value[:40]] if isinstance(value, list) else value


def is_claimed(file: Path) -> bool:
    patterns = (pattern for kind in catalogue().registry.kinds.values() for pattern in kind.files)
    return any(fnmatch(file.name, pattern) for pattern in patterns)


@st.composite
def disturbed(draw: st.DrawFn, kind: str) -> str:
    """Return an example from which some members are taken, or others put in their place; its schema still holds."""
    text = draw(st.sampled_from(examples(kind)))
    for _ in range(draw(st.integers(1, 12))):
        said = json.loads(text)
        members = [place for part in ("document", "facts", "related") for place in places(said[part])]
        holder, key = draw(st.sampled_from(members))
        if draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = draw(st.one_of(st.sampled_from([*TEXTS, 0, 1, True, False, None]), st.just([])))
        if is_question(kind, said):
            text = json.dumps(said, ensure_ascii=False)
    return text


def is_question(kind: str, said: Any) -> bool:
    """Return whether policies may be asked this: they see only what satisfies its schema."""
    return (
        holds(kind, said["document"])
        and holds(f"{kind}_facts", said["facts"])
        and all(is_entry(entry) for entry in said["related"])
    )


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every member below a value, as its container and its key."""
    for step, member in members_of(value):
        yield value, step
        yield from places(member)


def members_of(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def is_entry(value: Any) -> bool:
    keys = {"pointer", "path", "kind", "sha256", "size", "verdict", "document"}
    if not isinstance(value, dict) or value.keys() != keys or value["kind"] not in (None, *kinds()):
        return False
    if value["kind"] is None or value["document"] is None:
        return value["document"] is None
    return value["verdict"] in ("pass", "warn", "deny", "error") and holds(value["kind"], value["document"])


@cache
def validator(name: str) -> Validator | None:
    domain, _, schema = name.partition(".")
    found = catalogue().open(domain).schemas.get(schema)
    return Validator(found, f"{name}.json") if found is not None else None


def holds(name: str, value: Any) -> bool:
    """Return whether a document, or the facts of a kind, satisfy their schema; a kind without facts has none."""
    found = validator(name)
    return found.is_valid(value) if found is not None else value == {}


# --- both engines ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sessions(native_worker: str) -> Iterator[tuple[EngineSession, EngineSession]]:
    from adjudge_opa.engine import NativeEngine

    programs = [catalogue().program(kind, catalogue().judges(kind)[0]) for kind in kinds()]
    native = NativeEngine(executable=native_worker)
    yield EmbeddedEngine().load(programs), native.load(programs)
    native.close()


def plain(answer: Answer) -> dict[str, Any]:
    """Return an answer as data: findings in order, errors as a report shows them."""
    return {
        rule: str(said) if isinstance(said, EngineError) else {head: ordered(value) for head, value in said.items()}
        for rule, said in answer.rules.items()
    }


def ordered(value: list[Any]) -> list[Any]:
    return [sorted(map(json.dumps, each)) if isinstance(each, list) else each for each in value]


def agree(sessions: tuple[EngineSession, EngineSession], kind: str, asked: list[str]) -> None:
    embedded, native = (list(map(plain, session.ask(kind, asked)())) for session in sessions)
    for text, ours, theirs in zip(asked, embedded, native, strict=True):
        assert theirs == ours, text


THOROUGH = settings(share(2), suppress_health_check=list(HealthCheck))


@pytest.mark.hypothesis
@pytest.mark.parametrize("kind", kinds())
def test_both_engines_say_the_same_of_generated_documents(
    sessions: tuple[EngineSession, EngineSession], kind: str
) -> None:
    @THOROUGH
    @given(st.lists(questions(kind), min_size=1, max_size=8))
    def check(asked: list[str]) -> None:
        agree(sessions, kind, asked)

    check()


@pytest.mark.hypothesis
@pytest.mark.parametrize("kind", kinds())
def test_both_engines_say_the_same_of_examples_in_which_something_is_missing_or_changed(
    sessions: tuple[EngineSession, EngineSession], kind: str
) -> None:
    @THOROUGH
    @given(st.lists(disturbed(kind), min_size=1, max_size=8))
    def check(asked: list[str]) -> None:
        agree(sessions, kind, asked)

    check()
