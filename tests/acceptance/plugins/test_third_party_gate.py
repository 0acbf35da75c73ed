"""Under a gate: whatever a third party adds, and nobody thinks of the gate, the gate holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wheels import Project
from workshop import GOOD, LIGHT, PARTS, PROTOTYPE, Bench, open_workshop, tiny, workshop

from adjudge import Judgement, UsageError
from adjudge.control.options import OWN
from adjudge.loading.batteries import declared

NOT_SAID = "is an option that does not say how it loosens a gate (lenient)"


@pytest.fixture
def bench(tmp_path, monkeypatch):
    """A workshop in this process, with three good parts."""
    with Bench.made(tmp_path, monkeypatch) as made:
        made.plugin("workshop", workshop())
        made.write(PARTS, GOOD * 3)
        yield made


def gate(bench: Bench | Project, first: str = "", tables: str = "") -> Path:
    """Write a gate beside a project that asks for the workshop; ``first`` stands before its tables."""
    file = bench.root.parent / "gate.toml"
    file.write_text(f'environment = "production"\n{first}[plugins.workshop]\n{tables}', encoding="utf-8")
    return file


def refused(bench: Bench, **options: Any) -> str:
    with pytest.raises(UsageError) as caught:
        bench.judge(**options)
    return str(caught.value)


def waived(judgement: Judgement) -> int:
    return judgement.summary.outcomes.get("waived", 0)


# --- everybody says how -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", [*OWN.values(), *declared("options")], ids=lambda option: option.name)
def test_every_option_of_adjudges_own_says_how_it_loosens(option):
    assert callable(option.loosens)


# --- an option that nobody thought of the gate for --------------------------------------------------------------------


def test_an_option_is_added_nobody_thinks_of_the_gate_and_the_gate_holds(project):
    """Through the installed command: by flag, by variable alone, by the judged tree, and as the gate says it."""
    open_workshop(project)
    project.write(PARTS, GOOD * 3)
    closed = ("check", "--gate", str(gate(project)))
    for arguments, env, said in (
        (["--lenient"], {}, f"error: --lenient {NOT_SAID}"),
        ([], {"WORKSHOP_LENIENT": "1"}, f"error: WORKSHOP_LENIENT {NOT_SAID}"),
    ):
        done = project.adjudge(*closed, *arguments, env=env)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"{said}, which the gate production does not allow")
    project.write("adjudge.toml", "# convenience\n[workshop]\nlenient = true\n")
    done = project.adjudge(*closed)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: adjudge.toml:3:1: workshop.lenient of the configuration {NOT_SAID}")
    gate(project, tables="[workshop]\nlenient = true\n")
    done = project.adjudge(*closed, "--lenient", "--most-parts", "2", env={"WORKSHOP_LENIENT": "1"})
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("way", ["caller", "variable", "configuration"])
def test_without_a_word_on_the_gate_it_is_refused_whoever_says_it(bench, way):
    if way == "configuration":
        bench.write("adjudge.toml", "[workshop]\nlenient = true\n")
    said = refused(
        bench,
        gate=gate(bench),
        more={"lenient": True} if way == "caller" else {},
        environment={"WORKSHOP_LENIENT": "true"} if way == "variable" else {},
    )
    assert NOT_SAID in said


@pytest.mark.parametrize("way", ["caller", "variable", "configuration"])
def test_a_value_that_the_gate_says_too_loosens_nothing(bench, way):
    if way == "configuration":
        bench.write("adjudge.toml", "[workshop]\nlenient = true\n")
    judgement = bench.judge(
        gate=gate(bench, tables='[workshop]\nlenient = true\nmost_parts = "1"\n'),
        more={"lenient": True} if way == "caller" else {},
        environment={"WORKSHOP_LENIENT": "true"} if way == "variable" else {},
    )
    assert judgement.exit_code == 0


def test_another_value_than_the_gates_is_refused(bench):
    strict = gate(bench, tables="[workshop]\nlenient = false\n")
    assert NOT_SAID in refused(bench, gate=strict, environment={"WORKSHOP_LENIENT": "1"})


def test_the_gates_own_value_counts_where_nobody_else_speaks_and_before_whoever_does(bench):
    closed = gate(bench, tables='[workshop]\nmost_parts = "2"\n')
    assert bench.judge(gate=closed).exit_code == 1
    assert bench.judge(gate=closed, more={"most_parts": "5"}).exit_code == 1
    assert bench.judge(gate=closed, environment={"WORKSHOP_MOST_PARTS": "5"}).exit_code == 1


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ("[workshop]\nlenient = 1\n", "workshop.lenient of the gate is 1, not true or false"),
        ("[workshop]\nlenientt = true\n", "workshop.lenientt is no option of the plugin workshop"),
        ("[workshopp]\nlenient = true\n", "workshopp is a key that is not allowed here"),
    ],
)
def test_a_table_of_the_gate_that_cannot_be_is_a_mistake_at_its_place(bench, tables, says):
    assert refused(bench, gate=gate(bench, tables=tables)).startswith("gate.toml:")
    assert says in refused(bench, gate=gate(bench, tables=tables))


# --- an option that says how it loosens -------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["caller", "variable", "configuration"])
def test_one_that_says_how_it_loosens_is_asked(bench, way):
    def said(value: str) -> dict[str, Any]:
        if way == "configuration":
            bench.write("adjudge.toml", f'[workshop]\nmost_parts = "{value}"\n')
        return {
            "gate": gate(bench),
            "more": {"most_parts": value} if way == "caller" else {},
            "environment": {"WORKSHOP_MOST_PARTS": value} if way == "variable" else {},
        }

    assert "lets more than ten parts pass, which the gate production does not allow" in refused(bench, **said("11"))
    assert bench.judge(**said("10")).exit_code == 0
    assert bench.judge(**said("2")).exit_code == 1


def test_a_word_on_the_gate_that_fails_is_an_error_of_the_plugin_and_no_leave(project):
    """``loosens`` is a stranger's code as any hook: what it raises or returns opens no gate, and is not adjudge's fault."""
    open_workshop(project)
    project.write(PARTS, GOOD)
    done = project.adjudge("check", "--gate", str(gate(project)), "--most-parts", "many")
    assert (done.returncode, done.stdout) == (3, "")
    assert "workshop" in done.stderr
    assert "adjudge itself failed" not in done.stderr


@pytest.mark.parametrize("answer", ["None", "True", "7", "False", "0", "()", "['x']"])
def test_a_word_on_the_gate_that_is_no_text_opens_nothing(bench, answer):
    bench.plugin(
        "vague",
        tiny(
            "vague",
            f"""
            @hookimpl
            def adjudge_options():
                yield Option(name="vague", loosens=lambda gate, value: {answer})
            """,
        ),
    )
    with pytest.raises(Exception, match="vague"):
        bench.judge(gate=gate(bench, tables="[plugins.vague]\n"), more={"vague": "x"})


# --- a foreign engine -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["variable", "configuration"])
@pytest.mark.parametrize("gated", [False, True])
def test_a_foreign_engine_that_no_flag_and_no_gate_names_is_refused(bench, way, gated):
    if way == "configuration":
        bench.write("adjudge.toml", 'engine = "bench"\n')
    env = {"ADJUDGE_ENGINE": "bench"} if way == "variable" else {}
    said = refused(bench, environment=env, gate=gate(bench) if gated else None)
    assert said.startswith({"variable": "ADJUDGE_ENGINE ", "configuration": "adjudge.toml:1:1: engine "}[way])
    assert ("is not auto" if gated else "names the engine bench of the plugin workshop") in said


def test_through_the_command_it_is_exit_2_and_names_the_way_out(project):
    open_workshop(project)
    for env in ({"ADJUDGE_ENGINE": "bench"}, {}):
        done = project.adjudge("check", env=env)
        assert (done.returncode, done.stdout) == (2, "")
        assert (
            "the engine bench of the plugin workshop, which counts only when a gate or the command line" in done.stderr
        )
        assert done.stderr.endswith("Say --engine bench.\n")
        project.write("adjudge.toml", 'engine = "bench"\n')
    assert project.json("--engine", "bench")["engine"] == "bench"


def test_by_the_gate_it_counts_and_another_then_does_not(bench):
    closed = gate(bench, first='engine = "bench"\n')
    bench.write(PARTS, GOOD + LIGHT)
    assert bench.judge(gate=closed).exit_code == 1
    assert bench.judge(gate=closed, engine="bench").exit_code == 1
    assert "engine is not bench" in refused(bench, gate=closed, engine="embedded")
    assert "engine is not auto" in refused(bench, gate=gate(bench), engine="bench")


NOT_ITS_PLACE = """
@hookimpl
def adjudge_engines():
    yield EngineType(name="kind", make="adjudge_kind.engine:make", instead_of={instead_of!r})


@hookimpl
def adjudge_options():
    yield Option(name="kind_url", env="KIND_URL", engine="kind", loosens=never)
"""
PASSES_ALL = """
from adjudge.engine import answer_of


class Kind:
    name = "kind"
    batch = 1

    def build(self):
        return {}

    def load(self, programs):
        self.rules = {program.kind: program.rules for program in programs}
        return self

    def ask(self, kind, inputs):
        passed = {rule.id: {"deny": [[]]} for rule in self.rules[kind]}
        return lambda: [answer_of(self.rules[kind], passed) for _ in inputs]

    def close(self):
        pass


def make(setup):
    return Kind()
"""


@pytest.mark.parametrize("instead_of", [None, "embedded"])
@pytest.mark.parametrize("way", ["variable", "configuration"])
@pytest.mark.parametrize("said", ["nothing", "engine of the caller", "gate", "engine of the gate"])
def test_an_option_of_a_foreign_engine_does_not_bring_it_in_by_the_back_door(bench, instead_of, way, said):
    """A variable or the judged tree would else have a stranger judge, where nobody named it; under a gate even so."""
    bench.plugin("kind", tiny("kind", NOT_ITS_PLACE.format(instead_of=instead_of), engine=PASSES_ALL))
    bench.write(PARTS, LIGHT)
    if way == "configuration":
        bench.write("adjudge.toml", '[kind]\nkind_url = "x"\n')
    gates = {"gate": "", "engine of the gate": 'engine = "embedded"\n'}
    options: dict[str, Any] = {
        "environment": {"KIND_URL": "x"} if way == "variable" else {},
        "engine": "embedded" if said == "engine of the caller" else None,
        "gate": gate(bench, gates[said], "[plugins.kind]\n") if said in gates else None,
    }
    try:
        judgement = bench.judge(**options)
    except UsageError:
        return
    refused_plugin = instead_of == "embedded"  # which is not its own, so that the plugin does not count, and is told
    assert judgement.exit_code == (3 if refused_plugin else 1), (
        "the part weighs nothing, and the stranger lets all pass"
    )
    assert "workshop.part.weighed" in [reason.name for reason in judgement.summary.reasons]


# --- a foreign suppressor ---------------------------------------------------------------------------------------------


def test_a_suppressor_that_the_gate_does_not_list_is_refused_by_name_and_else_does_not_count(bench):
    bench.write(PARTS, PROTOTYPE)
    closed = gate(bench)
    judgement = bench.judge(gate=closed)
    assert (judgement.exit_code, waived(judgement)) == (1, 0)
    said = refused(bench, gate=closed, suppressors=("workshop",))
    assert "lets workshop suppress findings, which the gate production does not allow" in said


def test_one_that_the_gate_lists_counts_with_and_without_a_flag(bench):
    bench.write(PARTS, PROTOTYPE)
    closed = gate(bench, first='suppressors = ["workshop"]\n')
    for suppressors in ((), ("workshop",)):
        judgement = bench.judge(gate=closed, suppressors=suppressors)
        assert (judgement.exit_code, waived(judgement)) == (0, 1)


def test_through_the_command_a_flag_under_a_gate_is_refused_and_the_gates_word_counts(project):
    open_workshop(project)
    project.write(PARTS, PROTOTYPE)
    done = project.adjudge("check", "--gate", str(gate(project)), "--suppressor", "workshop")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: --suppressor lets workshop suppress findings")
    done = project.adjudge("check", "--gate", str(gate(project)))
    assert (done.returncode, "nobody named it: it does not count" in done.stderr) == (1, True)
    done = project.adjudge("check", "-o", "json", "--gate", str(gate(project, 'suppressors = ["workshop"]\n')))
    assert (done.returncode, "warning" in done.stderr) == (0, False)
    assert json.loads(done.stdout)["summary"]["outcomes"]["waived"] == 1


def test_a_suppressor_that_checks_too_still_checks_when_nobody_names_it(bench):
    """What it would excuse does not count; what it denies does."""
    bench.plugin(
        "both",
        tiny(
            "both",
            """
            class Both(Suppressor, Check):
                def at(self, as_of):
                    return self

                def suppression(self, verdict, finding, fingerprint, names):
                    return Suppression(by="both", reason="so")

                def verdicts(self, totals):
                    finding = Finding(rule="both.x", severity="high", place=Place(1, 1), message={"en": "no"})
                    yield self.denied("both", "both.order", (finding,))

            @hookimpl
            def adjudge_session(ready):
                yield Both()
            """,
        ),
    )
    judgement = bench.judge()
    assert [verdict.path for verdict in judgement.verdicts][-1] == "both"
    assert judgement.exit_code == 1
