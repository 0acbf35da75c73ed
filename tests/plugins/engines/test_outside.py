"""Programs of strangers: what hangs, takes too much or kills the engine costs one rule its verdict on one artifact."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adjudge.engine import Answer
from adjudge.lib.errors import EngineError, PolicyError, UnlistedError
from adjudge.lib.rego import limits
from adjudge.lib.rego.limits import EngineLimits
from adjudge.lib.words import say
from adjudge.model import Program
from adjudge.plugins.engines.embedded import outside as outside_module
from adjudge.plugins.engines.embedded import wire
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.embedded.outside import Outside

pytestmark = pytest.mark.slow  # they start processes, and wait for them

KIND = "dubbing.project"
DENY = 'deny contains {"path": ["a"]} if '
GOOD = f"{DENY}input.document == 1"
LOOP = (
    f"{DENY}{{\n\tinput.document == 2\n\tsome a in numbers.range(1, 99999)\n\tsome b in numbers.range(1, 99999)\n\t"
    "some c in numbers.range(1, 99999)\n\ta + b + c == -1\n}"
)
DOUBLES = "\n".join(
    [
        '_s0 := "xxxxxxxxxxxxxxxx"',
        *(f'_s{number + 1} := concat("", [_s{number}, _s{number}])' for number in range(30)),
        f"{DENY}{{\n\tinput.document == 3\n\tcount(_s30) == 1\n}}",
    ]
)
FAILS = f'{DENY}time.parse_rfc3339_ns(sprintf("%v", [input.document])) > 0'
PLACE = "dubbing/project/{0}/{0}.rego:1: "
OF = " (rule dubbing.project.{0}, plugin adjudge.plugins.domains.dubbing)"
TOO_LONG = f"{PLACE}it cannot be evaluated: it takes longer than 2 seconds{OF}. Mend what takes so long, or raise `time_limit`."
TOO_MUCH = (
    f"{PLACE}it cannot be evaluated: it takes more than 500 MiB of memory{OF}. "
    "Mend what takes so much, or raise `memory_limit`."
)


@pytest.fixture
def contained() -> Iterator[Callable[..., EmbeddedEngine]]:
    """An engine to which everybody is a stranger, or only those with another name than ``own``."""
    made: list[EmbeddedEngine] = []

    def one(seconds: int = 100, mebibytes: int = 500, own: str | None = None) -> EmbeddedEngine:
        made.append(EmbeddedEngine(Outside(EngineLimits(seconds, mebibytes), lambda plugin: plugin == own)))
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture
def odd_worker(monkeypatch, tmp_path) -> Callable[[EmbeddedEngine, str], None]:
    """Let an engine's process be one that behaves oddly."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "helpers"))
    monkeypatch.setenv("ODD_WORKER", str(tmp_path / "asked"))

    def change(engine: EmbeddedEngine, how: str) -> None:
        assert engine._outside is not None
        engine._outside._contained.target = f"odd_worker:{how}"

    return change


def plain(answer: Answer) -> dict[str, Any]:
    """Return an answer as data, rules by their last name."""
    return {
        rule_id.rpartition(".")[2]: str(said) if isinstance(said, EngineError) else dict(said)
        for rule_id, said in answer.rules.items()
    }


def answers(engine: EmbeddedEngine, program: Program, *documents: Any) -> list[Answer]:
    return engine.load([program]).ask(KIND, [json.dumps({"document": each}) for each in documents])()


def passed(*names: str) -> dict[str, Any]:
    return {name: {"deny": [[]]} for name in names}


DENIED = {"deny": [[{"path": ["a"]}]]}


def test_what_runs_for_ever_is_an_error_of_that_rule_on_that_artifact(contained, program):
    loaded = program({"good": GOOD, "loops": LOOP})
    before = time.monotonic()
    said = [plain(each) for each in answers(contained(seconds=2), loaded, 0, 1, 2, 1, 0)]
    assert time.monotonic() - before < 25
    assert said[0] == said[4] == passed("good", "loops")
    assert said[1] == said[3] == {**passed("loops"), "good": DENIED}
    assert said[2] == {**passed("good"), "loops": TOO_LONG.format("loops")}


def test_what_takes_all_memory_is_an_error_of_that_rule_on_that_artifact(contained, program):
    loaded = program({"good": GOOD, "doubles": DOUBLES})
    said = [plain(each) for each in answers(contained(), loaded, 1, 3, 1)]
    assert said[0] == said[2] == {**passed("doubles"), "good": DENIED}
    assert said[1] == {**passed("good"), "doubles": TOO_MUCH.format("doubles")}


def test_the_error_is_told_in_chinese_too(contained, program):
    (answer,) = answers(contained(seconds=2), program({"loops": LOOP}), 2)
    error = answer.rules["dubbing.project.loops"]
    assert isinstance(error, EngineError)
    assert error.told("zh") == (
        "dubbing/project/loops/loops.rego:1: 无法求值：耗时超过 2 秒"
        "（规则 dubbing.project.loops，插件 adjudge.plugins.domains.dubbing）。请改正耗时过长之处，或调高 `time_limit`。"
    )


def test_chains_below_the_limit_are_evaluated(contained, program):
    deep = "\n".join(f"_f{n}(x) := _f{n + 1}(x)" for n in range(240))
    loaded = program({"good": GOOD, "deep": f"{deep}\n_f240(x) := x\n\n{DENY}_f0(input.document) == 7"})
    assert [plain(each) for each in answers(contained(), loaded, 7, 1)] == [
        {**passed("good"), "deep": DENIED},
        {**passed("deep"), "good": DENIED},
    ]


def test_a_rule_that_exceeds_a_limit_again_and_again_is_asked_no_more(contained, program, monkeypatch):
    monkeypatch.setattr(outside_module, "MOST", 2)
    monkeypatch.setattr(limits, "MOST", 2)
    engine, loaded = contained(seconds=2), program({"good": GOOD, "loops": LOOP})
    session = engine.load([loaded])
    loops, good = json.dumps({"document": 2}), json.dumps({"document": 1})
    first = [plain(each)["loops"] for each in session.ask(KIND, [loops, loops])()]
    assert all("longer than 2 second" in each for each in first)
    (after,) = session.ask(KIND, [good])()
    assert plain(after) == {
        "good": DENIED,
        "loops": f"{PLACE}it has exceeded a limit on 2 artifacts, and is asked no more{OF}. Mend the rule.".format(
            "loops"
        ),
    }
    error = after.rules["dubbing.project.loops"]
    assert isinstance(error, EngineError)
    assert error.words["zh"] == "该规则已在 2 个制品上超出限制，不再求值"


def test_rules_that_take_too_long_only_together_are_all_errors(contained, program, odd_worker):
    engine = contained(seconds=2)
    odd_worker(engine, "slow_together")
    (answer,) = answers(engine, program({"good": GOOD, "other": GOOD}), 1)
    assert plain(answer) == {
        name: f"it cannot be evaluated: it takes longer than 2 seconds{OF}. "
        "Mend what takes so long, or raise `time_limit`.".format(name)
        for name in ("good", "other")
    }


def test_what_ends_once_and_not_when_it_is_asked_again_has_its_answer(contained, program, odd_worker):
    engine = contained()
    odd_worker(engine, "dies_once")
    assert plain(answers(engine, program({"good": GOOD}), 1)[0]) == {"good": DENIED}


def test_a_worker_that_fails_is_an_error_of_all_rules(contained, program, odd_worker):
    engine = contained()
    odd_worker(engine, "fails")
    (answer,) = answers(engine, program({"good": GOOD}), 1)
    assert "it failed: RuntimeError: no" in plain(answer)["good"]


def test_failures_of_builtins_are_those_of_the_engine_in_process(contained, program):
    loaded = program({"good": GOOD, "fails": FAILS})
    here = [plain(each) for each in answers(EmbeddedEngine(), loaded, 1, "2026-01-01T00:00:00Z")]
    assert [plain(each) for each in answers(contained(), loaded, 1, "2026-01-01T00:00:00Z")] == here
    assert "time.parse_rfc3339_ns" in here[0]["fails"]


@pytest.mark.parametrize("text", ["deny contains zzqqxx(1)", "deny contains", "deny contains x if y == 1"])
def test_refusals_when_loading_are_those_of_the_engine_in_process(text, contained, program):
    refused: list[PolicyError] = []
    for engine in (EmbeddedEngine(), contained()):
        with pytest.raises(PolicyError) as caught:
            engine.load([program({"bad": text, "good": GOOD})])
        refused.append(caught.value)
    assert [(type(each), each.told("en"), each.told("zh")) for each in refused[:1]] * 2 == [
        (type(each), each.told("en"), each.told("zh")) for each in refused
    ]


def test_a_rule_that_cannot_be_loaded_in_time_costs_no_other(contained, program, odd_worker):
    engine = contained(seconds=2)
    odd_worker(engine, "slow_loading")
    with pytest.raises(PolicyError) as caught:
        engine.load([program({"good": GOOD, "slow": f"{GOOD}\n# loads slowly"})])
    error = caught.value
    assert error.told("en") == (
        f"{PLACE}the policy cannot be loaded: it takes longer than 2 seconds{OF}. "
        "Mend what takes so long, or raise `time_limit`."
    ).format("slow")
    assert error.words["zh"] == "策略无法加载：耗时超过 2 秒"
    assert engine.load([program({"good": GOOD})]).ask(KIND, ['{"document": 1}'])()


def test_a_machine_that_starts_no_process_is_told(contained, program, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    (answer,) = answers(contained(), program({"good": GOOD}), 1)
    error = answer.rules["dubbing.project.good"]
    assert isinstance(error, EngineError)
    assert error.message == (
        "the rules cannot be evaluated: no process can be started for it: No such file or directory"
    )
    assert error.words["zh"] == "规则无法求值：无法为其启动进程：没有该文件或文件夹"


def test_programs_of_our_own_stay_in_this_process(contained, program, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    loaded = program({"good": GOOD})
    engine = contained(own="adjudge.plugins.domains.dubbing")
    assert plain(answers(engine, loaded, 1)[0]) == {"good": DENIED}
    house = loaded._replace(modules=tuple(module._replace(plugin="house") for module in loaded.modules))
    (answer,) = answers(engine, house, 1)
    assert "no process can be started" in plain(answer)["good"]


def test_several_programs_share_a_process_and_survive_its_end(contained, program):
    engine = contained(seconds=2)
    other = program({"good": GOOD}, kind="dubbing.consent")
    session = engine.load([program({"loops": LOOP}), other])
    later = engine.load([program({"fails": FAILS})])
    one, two = json.dumps({"document": 1}), json.dumps({"document": 2})
    pending = [
        session.ask(KIND, [two, one]),
        session.ask("dubbing.consent", [one, two]),
        later.ask(KIND, ['{"document": "2026-01-01T00:00:00Z"}']),
    ]
    said = [[plain(each) for each in wait()] for wait in pending]
    assert "longer than 2 second" in said[0][0]["loops"]
    assert said[0][1] == passed("loops")
    assert said[1] == [{"good": DENIED}, passed("good")]
    assert said[2] == [{"fails": DENIED}]


def test_a_document_that_is_no_json_is_an_error_of_all_rules(contained, program):
    (answer,) = contained().load([program({"good": GOOD})]).ask(KIND, ["{"])()
    assert "cannot read the input" in plain(answer)["good"]


@pytest.mark.parametrize(
    "error",
    [
        PolicyError(say("embedded.unknown", name="f"), file="a.rego", line=3, column=4, rule="a.b", plugin="p"),
        UnlistedError({"en": "odd", "zh": "怪"}, hint={"en": "Mend it."}),
        EngineError(say("rego.builtin", name=say("read.foreign", text="x"), more=[1, None, ("a", 2.5)])),
        EngineError("plain", hint="Plainly."),
    ],
)
def test_errors_survive_the_way_between_processes(error):
    again = wire.error_in(json.loads(json.dumps(wire.error_out(error))))
    assert type(again) is type(error)
    assert [again.told(language) for language in ("en", "zh")] == [error.told(language) for language in ("en", "zh")]
    assert again.code == error.code


def test_an_error_that_no_engine_has_comes_back_as_one_of_the_engine():
    said = {"type": "AdjudgeError", "words": {"texts": {"en": "x"}}, "next": None}
    places = dict.fromkeys(("file", "line", "column", "rule", "plugin"))
    assert type(wire.error_in(said | places)) is EngineError
