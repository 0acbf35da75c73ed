"""The engine ``auto``: who judges which rules of a kind, and what is said where nobody does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.engine import Answer, Decision, Engine, EngineSession, Pending
from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors, UnlistedError, UnlistedValueError
from adjudge.lib.options import Given, Values
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.model import Program
from adjudge.plugins.engines.auto.engine import AutoEngine, make
from adjudge.plugins.engines.auto.session import AutoSession, Share
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.engine import OpaEngine

KIND = "dubbing.project"
OWN, HOUSE = f"{KIND}.count", f"house.{KIND}.count"
LISTED = "deny contains {{}} if count(input.document) > {}\n".format
OFF_LIST = 'deny contains {"hash": crypto.sha256("a")} if count(input.document) > 1\n'
BROKEN = "deny contains zzqqxx(1)\n"
NO_LIBRARIES: Mapping[str, str] = {}


def program(rules: Mapping[str, str], libraries: Mapping[str, str] = NO_LIBRARIES, kind: str = KIND) -> Program:
    """Make a program of rules by id and of libraries by package, each given without its package line."""
    made = tuple(
        Rule(
            id=name,
            domain=name.partition(".")[0],
            kind=kind,
            severity="high",
            words={"en": Words(title=name)},
            heads=frozenset({"deny"}),
            file=file_of(name),
            line=1,
            plugin=name.partition(".")[0],
        )
        for name in sorted(rules)
    )
    modules = [
        Module(file=file_of(name), text=f"package {name}\n\n{text}", plugin=name.partition(".")[0])
        for name, text in sorted({**rules, **libraries}.items())
    ]
    data = {name: {"params": {"named": name}} for name in sorted({rule.domain for rule in made})}
    return Program(kind=kind, rules=made, modules=tuple(modules), data=data, entry=entry_module(kind, made))


def file_of(package: str) -> str:
    return f"{package.replace('.', '/')}/{package.rpartition('.')[2]}.rego"


class Makes:
    """Makes engines by name, as a setup does, and remembers which were wanted."""

    def __init__(self, **engines: Callable[[], Engine]) -> None:
        self.engines = engines
        self.wanted: list[str] = []

    def __call__(self, name: str) -> Engine | None:
        self.wanted.append(name)
        return self.engines[name]() if name in self.engines else None


@pytest.fixture
def auto(opa_binary: str) -> Iterator[Callable[..., tuple[AutoEngine, Makes]]]:
    """Make an engine of the real ones; another ``opa`` or ``native`` can be given, or none."""
    with ExitStack() as stack:

        def make(
            before: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None, **engines: Any
        ) -> tuple[AutoEngine, Makes]:
            known = {"embedded": EmbeddedEngine, "opa": lambda: OpaEngine(opa_binary), **engines}
            makes = Makes(**{name: each for name, each in known.items() if each is not None})
            engine = AutoEngine(makes, before=before)
            stack.callback(engine.close)
            return engine, makes

        yield make


def asked(session: EngineSession, *documents: Any, kind: str = KIND) -> list[dict[str, Any]]:
    """Return the answers on documents, by rule; errors as they are."""
    return [
        dict(answer.rules) for answer in session.ask(kind, [json.dumps({"document": each}) for each in documents])()
    ]


def refusal(engine: Engine, *programs: Program) -> list[PolicyError]:
    with pytest.raises(PolicyErrors) as caught:
        engine.load(programs)
    return list(caught.value.errors)


NOT_DENIED, DENIED = {"deny": [[]]}, {"deny": [[{}]]}


@pytest.mark.parametrize(
    ("origin", "order"),
    [("command line", ["opa", "native"]), ("caller", ["opa", "native"]), ("variable", ["native", "opa"])],
)
def test_whoever_types_the_opa_to_take_means_that_one_though_native_is_installed(origin, order):
    makes = Makes(embedded=EmbeddedEngine)
    values = Values({"opa": (Given("opa", "opa", origin, "--opa"),)})
    engine = make(SimpleNamespace(gate=None, options=values, other=makes, judged={}))
    refusal(engine, program({OWN: OFF_LIST}))
    assert [each for each in makes.wanted if each != "embedded"] == order
    engine.close()


# --- who judges -------------------------------------------------------------------------------------------------------


def test_what_is_on_the_list_costs_no_other_engine(auto):
    engine, makes = auto()
    session = engine.load([program({OWN: LISTED(1), HOUSE: LISTED(2)})])
    assert asked(session, "a", "ab", "abc") == [
        {OWN: NOT_DENIED, HOUSE: NOT_DENIED},
        {OWN: DENIED, HOUSE: NOT_DENIED},
        {OWN: DENIED, HOUSE: DENIED},
    ]
    assert makes.wanted == ["embedded"]
    assert session.batch == EmbeddedEngine().load([]).batch
    assert engine.judged() == {KIND: {"dubbing": ("embedded",), "house": ("embedded",)}}


def test_a_house_rule_that_is_off_the_list_moves_its_own_domains_rules_only(auto):
    engine, makes = auto()
    rules = {OWN: LISTED(1), HOUSE: OFF_LIST, f"house.{KIND}.short": LISTED(2)}
    session = engine.load([program(rules)])
    found = asked(session, "a", "ab", "abc")
    assert [each[OWN] for each in found] == [NOT_DENIED, DENIED, DENIED]
    assert [len(each[HOUSE]["deny"][0]) for each in found] == [0, 1, 1]
    assert [each[f"house.{KIND}.short"] for each in found] == [NOT_DENIED, NOT_DENIED, DENIED]
    assert makes.wanted == ["embedded", "native", "opa"]
    assert engine.judged() == {KIND: {"dubbing": ("embedded",), "house": ("opa",)}}
    assert engine.builds().keys() == {"embedded", "opa"}
    assert engine.build().keys() == {"embedded_version", "opa_sha256"}


def test_a_rule_of_the_kinds_own_that_is_off_the_list_leaves_the_house_rules_where_they_are(auto):
    engine, _ = auto()
    session = engine.load([program({OWN: OFF_LIST, HOUSE: LISTED(1)})])
    assert [len(each[OWN]["deny"][0]) for each in asked(session, "a", "ab")] == [0, 1]
    assert engine.judged() == {KIND: {"dubbing": ("opa",), "house": ("embedded",)}}


def test_another_kind_stays_where_it_is(auto):
    engine, _ = auto()
    other = "dubbing.consent"
    listed = program({f"{other}.count": LISTED(1)}, kind=other)
    session = engine.load([program({OWN: OFF_LIST}), listed])
    assert asked(session, "ab", kind=other) == [{f"{other}.count": DENIED}]
    assert engine.judged() == {other: {"dubbing": ("embedded",)}}
    assert len(asked(session, "ab")) == 1
    assert engine.judged() == {KIND: {"dubbing": ("opa",)}, other: {"dubbing": ("embedded",)}}


def test_a_helper_that_is_off_the_list_moves_those_that_reach_it(auto):
    engine, _ = auto()
    helper = "near(x) := crypto.sha256(x)\n"
    rules = {OWN: LISTED(1), HOUSE: "deny contains {} if data.house.lib.far.far(input.document)\n"}
    far = 'far(x) if data.house.lib.near.near(x) != ""\n'
    session = engine.load([program(rules, {"house.lib.near": helper, "house.lib.far": far})])
    assert asked(session, "ab") == [{OWN: DENIED, HOUSE: DENIED}]
    assert engine.judged() == {KIND: {"dubbing": ("embedded",), "house": ("opa",)}}


def test_each_sees_the_data_of_its_own_domain(auto):
    engine, _ = auto()
    text = "deny contains {{}} if data.{}.params.named == input.document\n".format
    rules = {OWN: text("dubbing"), HOUSE: text("house"), f"house.{KIND}.hash": OFF_LIST}
    (first, second) = asked(engine.load([program(rules)]), "dubbing", "house")
    assert (first[OWN], first[HOUSE]) == (DENIED, NOT_DENIED)
    assert (second[OWN], second[HOUSE]) == (NOT_DENIED, DENIED)


def test_native_comes_before_the_opa_on_path(auto, native_worker):
    from adjudge_opa.engine import NativeEngine

    engine, makes = auto(native=lambda: NativeEngine(executable=native_worker))
    asked(engine.load([program({OWN: OFF_LIST})]), "a")
    assert "opa" not in makes.wanted
    assert engine.judged() == {KIND: {"dubbing": ("native",)}}


def test_a_rule_that_no_engine_takes_is_its_own_error_and_moves_nothing(auto):
    engine, makes = auto()
    (error,) = refusal(engine, program({OWN: LISTED(1), HOUSE: BROKEN}))
    assert (error.rule, type(error)) == (HOUSE, PolicyError)
    assert makes.wanted == ["embedded"]


def test_what_opa_refuses_as_well_is_the_error_of_that_rule(auto):
    engine, _ = auto()
    twice = OFF_LIST + "deny contains {} if { x := 1; x := 2 }\n"
    with pytest.raises(PolicyError) as caught:
        engine.load([program({OWN: LISTED(1), HOUSE: twice})])
    assert caught.value.rule == HOUSE
    assert not isinstance(caught.value, UnlistedError)


def test_the_answers_of_several_engines_on_one_artifact_are_one_object(auto):
    engine, _ = auto()
    session = engine.load([program({OWN: LISTED(1), HOUSE: OFF_LIST})])
    texts = [json.dumps({"document": each}) for each in ("a", "b")]
    first, second = session.ask(KIND, texts)()
    assert first is second


class Dead:
    """An engine that does not start."""

    name = "native"

    def build(self) -> Mapping[str, str]:
        return {}

    def load(self, programs: Sequence[Program]) -> EngineSession:
        raise EngineError("its worker is gone")

    def close(self) -> None:
        pass


def missing() -> Engine:
    return OpaEngine("/nowhere/opa")


# --- where there is no OPA --------------------------------------------------------------------------------------------

NEXT = (
    "Run with --engine native or --engine opa. No OPA takes it here: there is no opa to run. "
    "Install adjudge-opa, or have an opa on PATH.",
    "请改用 --engine native 或 --engine opa。此处没有 OPA 可以接手：没有可运行的 opa。"
    "请安装 adjudge-opa，或将 opa 放到 PATH 中。",
)


def test_without_opa_each_rule_that_is_off_the_list_says_what_is_and_the_ways_out(auto):
    engine, _ = auto(opa=missing)
    (error,) = refusal(engine, program({OWN: LISTED(1), HOUSE: OFF_LIST}))
    assert isinstance(error, UnlistedError)
    assert (error.rule, error.file, error.line, error.plugin) == (HOUSE, file_of(HOUSE), 3, "house")
    assert error.message == "the embedded engine lacks the builtin crypto.sha256"
    assert error.next is not None
    assert (error.next["en"], error.next["zh"]) == NEXT


def test_one_that_does_not_start_is_no_reason_to_pass(auto):
    engine, makes = auto(native=Dead)
    (error,) = refusal(engine, program({OWN: OFF_LIST}))
    assert "No OPA takes it here: its worker is gone. " in error.told("en")
    assert "opa" not in makes.wanted


def test_where_the_gate_lets_none_judge_that_is_said(auto):
    engine, _ = auto(opa=None)
    (error,) = refusal(engine, program({OWN: OFF_LIST}))
    assert error.told("en").endswith(
        " Run with --engine native or --engine opa. The gate knows no OPA that may judge: "
        "add [plugins.native] (adjudge-opa) or opa_sha256 to it, and auto asks that one."
    )
    assert error.told("zh").endswith(
        "。门禁未写明任何可以判定的 OPA：请在门禁中添加 [plugins.native]（adjudge-opa）或 opa_sha256，auto 即可使用该 OPA。"
    )


# --- values that are off the list -------------------------------------------------------------------------------------


class Doubtful:
    """The embedded engine, which would not decide a rule whose id ends in ``shy`` on a document that holds ``?``."""

    name = "embedded"

    def __init__(self) -> None:
        self._engine = EmbeddedEngine()

    def build(self) -> Mapping[str, str]:
        return self._engine.build()

    def load(self, programs: Sequence[Program]) -> EngineSession:
        return DoubtfulSession(self._engine.load(programs), {each.kind: each for each in programs})

    def close(self) -> None:
        self._engine.close()


class DoubtfulSession:
    batch = 16

    def __init__(self, session: EngineSession, programs: Mapping[str, Program]) -> None:
        self._session, self._programs = session, programs

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        answers = self._session.ask(kind, inputs)()
        return lambda: [self._doubted(kind, *each) for each in zip(inputs, answers, strict=True)]

    def _doubted(self, kind: str, text: str, answer: Answer) -> Answer:
        shy = [rule for rule in self._programs[kind].rules if rule.id.endswith("shy") and "?" in text]
        said = {
            rule.id: UnlistedValueError("no such letters", file=rule.file, line=3, rule=rule.id, hint="Run.")
            for rule in shy
        }
        return replace(answer, rules={**answer.rules, **said}) if shy else answer


SHY = f"house.{KIND}.shy"
QUESTION = 'deny contains {} if contains(input.document, "?")\n'


def test_values_that_are_off_the_list_are_put_to_an_opa_for_that_domain_and_artifact(auto):
    engine, makes = auto(embedded=Doubtful)
    rules = {OWN: LISTED(1), SHY: QUESTION, HOUSE: QUESTION}
    session = engine.load([program(rules)])
    assert asked(session, "a", "b") == [{OWN: NOT_DENIED, SHY: NOT_DENIED, HOUSE: NOT_DENIED}] * 2
    assert makes.wanted == ["embedded"]
    assert asked(session, "a", "b?", "c", "d?") == [
        {OWN: NOT_DENIED, SHY: NOT_DENIED, HOUSE: NOT_DENIED},
        {OWN: DENIED, SHY: DENIED, HOUSE: DENIED},
        {OWN: NOT_DENIED, SHY: NOT_DENIED, HOUSE: NOT_DENIED},
        {OWN: DENIED, SHY: DENIED, HOUSE: DENIED},
    ]
    assert engine.judged() == {KIND: {"dubbing": ("embedded",), "house": ("embedded", "opa")}}


def test_without_opa_they_are_an_error_of_that_rule_with_the_ways_out(auto):
    engine, _ = auto(embedded=Doubtful, opa=missing)
    session = engine.load([program({OWN: LISTED(1), SHY: QUESTION, HOUSE: QUESTION})])
    (found,) = asked(session, "b?")
    assert (found[OWN], found[HOUSE]) == (DENIED, DENIED)
    assert isinstance(found[SHY], UnlistedValueError)
    assert found[SHY].told("en") == (
        f"{file_of(SHY)}:3: no such letters (rule {SHY}). Run. No OPA takes it here: there is no opa to run. "
        "Install adjudge-opa, or have an opa on PATH."
    )


# --- judged again -----------------------------------------------------------------------------------------------------


def test_what_judged_before_judges_again(auto, opa_binary):
    before = {KIND: {"dubbing": ("native",), "house": ("embedded",)}}
    engine, makes = auto(before, native=lambda: OpaEngine(opa_binary))
    asked(engine.load([program({OWN: LISTED(1), HOUSE: LISTED(1)})]), "ab")
    assert engine.judged() == before
    assert "opa" not in makes.wanted


def test_what_judged_before_and_is_gone_is_an_error(auto):
    engine, _ = auto({KIND: {"dubbing": ("native",)}})
    with pytest.raises(EngineError) as caught:
        engine.load([program({OWN: LISTED(1)})])
    assert (
        str(caught.value)
        == "the engine native judged before, and is not here. Install it, or name another with --engine."
    )
    assert caught.value.told("zh") == "此前参与判定的引擎 native 不在此处。请安装该引擎，或用 --engine 指定其他引擎。"


def test_what_the_embedded_engine_judged_alone_no_other_judges_again(auto):
    engine, makes = auto({KIND: {"dubbing": ("embedded",)}})
    (error,) = refusal(engine, program({OWN: OFF_LIST}))
    assert error.told("en").endswith("The embedded engine judged it alone before: name another engine with --engine.")
    assert error.told("zh").endswith("。此前仅由内嵌引擎判定：请用 --engine 指定其他引擎。")
    assert makes.wanted == ["embedded"]


# --- one answer of several --------------------------------------------------------------------------------------------


class Said:
    """A session that gives one answer to everything."""

    batch = 3

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def ask(self, _kind: str, inputs: Sequence[str]) -> Pending:
        return lambda: [self._answer] * len(inputs)


def test_the_decision_of_a_log_is_kept():
    own, house = program({OWN: LISTED(1)}), program({HOUSE: LISTED(1)})
    decision = Decision(id="d", position=4)
    shares = [
        Share("embedded", Said(Answer(rules={OWN: NOT_DENIED})), own),
        Share("opa", Said(Answer(rules={HOUSE: DENIED}, decision=decision)), house),
    ]
    session = AutoSession({KIND: shares}, lambda _program, _domain: {"en": "never"})
    first, second = session.ask(KIND, ["1", "2"])()
    assert (first.rules, first.decision) == ({OWN: NOT_DENIED, HOUSE: DENIED}, decision)
    assert first is not second
