"""Whatever a policy does costs one artifact, and no more than its time and memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from adjudge.lib.errors import PolicyError

SALTY = 'deny contains {"path": ["salt"]} if input.document.salt > 5'
SOUND = {"salt": 9}
LOOP = "deny contains 1 if {\n\tinput.document.bad\n\tsome x in numbers.range(1, 100000000)\n\tx < 0\n}"
REACH = """deny contains count(p) if {
	input.document.bad
	nodes := numbers.range(1, 14)
	p := graph.reachable_paths({sprintf("%d", [n]): [sprintf("%d", [m]) | some m in nodes] | some n in nodes}, ["1"])
}"""
SHIFT = "deny contains bits.lsh(1, input.document.by) if input.document.bad"
DOUBLE = 'deny contains count(t31) if input.document.bad\n\nt0 := "aaaaaaaaaaaaaaaa"\n' + "\n".join(
    f't{n} := concat("", [t{n - 1}, t{n - 1}])' for n in range(1, 32)
)
CANNOT = "catering/menu/bad/bad.rego:1: it cannot be evaluated: "
TIME = "it takes longer than 1 second (rule catering.menu.bad, plugin adjudge_catering). Mend what takes so long, or raise `time_limit`."
MEMORY = "it takes more than 256 MiB of memory (rule catering.menu.bad, "


@pytest.mark.parametrize("text", [LOOP, REACH, SHIFT], ids=["loop", "one builtin", "one huge number"])
def test_what_takes_too_long_costs_one_rule_of_one_artifact(text, make, program, ask):
    begun = time.monotonic()
    documents = [SOUND] * 3 + [{**SOUND, "bad": 1, "by": 4_000_000_000}] + [SOUND] * 3
    said = ask(make(seconds=1), program({"bad": text, "salty": SALTY}), *documents)
    assert all(each["salty"] == {"deny": [[{"path": ["salt"]}]]} for each in said)
    bad = said.pop(3)["bad"]
    assert bad == CANNOT + TIME
    assert all(each["bad"] == {"deny": [[]]} for each in said)
    assert time.monotonic() - begun < 12


@pytest.mark.parametrize("by", [20_000_000_000, 4_000_000_000_000])
@pytest.mark.parametrize("text", [DOUBLE, SHIFT], ids=["text", "number"])
def test_what_takes_too_much_memory_costs_one_rule_of_one_artifact(text, by, make, program, ask):
    documents = [SOUND, {**SOUND, "bad": 1, "by": by}, SOUND]
    said = ask(make(seconds=20, mebibytes=256), program({"bad": text, "salty": SALTY}), *documents)
    assert all(each["salty"] == {"deny": [[{"path": ["salt"]}]]} for each in said)
    assert said.pop(1)["bad"].startswith(CANNOT + MEMORY)
    assert all(each["bad"] == {"deny": [[]]} for each in said)


def test_several_bad_artifacts_are_each_an_error(make, program, ask):
    documents = [{**SOUND, "bad": 1} if number % 3 == 1 else SOUND for number in range(7)]
    said = ask(make(seconds=1), program({"bad": REACH, "salty": SALTY}), *documents)
    assert [isinstance(each["bad"], str) for each in said] == [False, True, False, False, True, False, False]
    assert all(each["salty"] == {"deny": [[{"path": ["salt"]}]]} for each in said)


def test_a_worker_that_dies_is_started_again(make, program):
    engine = make()
    session = engine.load([program({"salty": SALTY})])
    before = engine.desk().pid
    os.kill(before, signal.SIGKILL)
    (answer,) = session.ask("catering.menu", ['{"document": {"salt": 9}}'])()
    error = answer.rules["catering.menu.salty"]
    assert "its process ended by SIGKILL" in str(error)  # it died of this artifact, as far as anybody can tell
    (answer,) = session.ask("catering.menu", ['{"document": {"salt": 9}}'])()
    assert answer.rules["catering.menu.salty"]["deny"] == [[{"path": ["salt"]}]]
    assert engine.desk().pid != before


def test_what_does_not_compile_in_time_is_refused_and_its_rule_named(make, program):
    chain = "deny contains x if x := " + " + ".join(["input.document.salt"] * 40_000)
    begun = time.monotonic()
    with pytest.raises(PolicyError) as caught:
        make(seconds=1).load([program({"long": chain, "salty": SALTY})])
    assert (caught.value.rule, caught.value.file) == ("catering.menu.long", "catering/menu/long/long.rego")
    assert caught.value.told("en").endswith(". Mend what takes so long, or raise `time_limit`.")
    assert caught.value.told("zh").endswith("请改正耗时过长之处，或调高 `time_limit`。")
    assert time.monotonic() - begun < 15


def test_to_ask_is_not_to_wait(make, program):
    session = make(seconds=2).load([program({"bad": LOOP})])
    begun = time.monotonic()
    pending = [session.ask("catering.menu", ['{"document": {"bad": 1}}', "{}"]) for _ in range(2)]
    assert time.monotonic() - begun < 1.5
    assert [len(each()) for each in pending] == [2, 2]
    assert time.monotonic() - begun > 2


def test_a_closed_engine_ends_what_is_evaluated(make, program):
    engine = make(seconds=60)
    pending = engine.load([program({"bad": REACH})]).ask("catering.menu", ['{"document": {"bad": 1}}'] * 3)
    time.sleep(0.3)
    begun = time.monotonic()
    engine.close()
    assert ["its process was ended" in str(each.rules["catering.menu.bad"]) for each in pending()] == [True] * 3
    assert time.monotonic() - begun < 5


def test_a_rule_that_exceeds_its_limit_again_and_again_is_asked_no_more(make, program):
    text = "deny contains 1 if {\n\tinput.document.bad\n\tbits.lsh(1, 4000000000000) > 0\n}"
    session = make(mebibytes=64).load([program({"bad": text, "salty": SALTY})])
    inputs = ['{"document": {"salt": 9, "bad": 1}}'] * 12
    answers = [*session.ask("catering.menu", inputs)(), *session.ask("catering.menu", inputs[:3])()]
    assert all(each.rules["catering.menu.salty"] == {"deny": [[{"path": ["salt"]}]]} for each in answers)
    said = [str(each.rules["catering.menu.bad"]) for each in answers]
    assert all("it takes more than 64 MiB of memory" in each for each in said[:10])
    assert all(": it has exceeded a limit on 10 artifacts, and is asked no more (rule " in each for each in said[10:])


# --- other processes --------------------------------------------------------------------------------------------------

FORKING = """
    from adjudge_opa.engine import NativeEngine
    import os

    engine = NativeEngine(executable=EXECUTABLE)
    session = engine.load([make_program({"salty": SALTY})])
    text = '{"document": {"salt": 9}}'

    def asked():
        answers = session.ask("catering.menu", [text] * 200)()
        return all(each.rules["catering.menu.salty"]["deny"] == [[{"path": ["salt"]}]] for each in answers)

    assert asked()
    pending = session.ask("catering.menu", [text] * 200)
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            os._exit(0 if asked() and asked() else 1)
        children.append(child)
    assert len(pending()) == 200 and asked()
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert asked()
    engine.close()
    print("sound")
"""

WAITING = """
    import signal

    from adjudge.lib.rego.limits import EngineLimits
    from adjudge_opa.engine import NativeEngine

    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background inherit that it is ignored
    engine = NativeEngine(executable=EXECUTABLE, limits=EngineLimits(seconds=600))
    session = engine.load([make_program({"bad": REACH})])
    print(engine.desk().pid, flush=True)
    try:
        session.ask("catering.menu", ['{"document": {"bad": 1}}'])()
    finally:
        engine.close()
"""


def script(tmp_path: Path, worker: str, text: str) -> list[str]:
    """Write a program that makes an engine; what it uses of these tests stands in it."""
    given = "".join(f"{name} = {globals()[name]!r}\n" for name in ("SALTY", "REACH"))
    file = tmp_path / "script.py"
    helpers = [str(Path(__file__).parent), *(each for each in sys.path if each.endswith(("tests/helpers", "src")))]
    file.write_text(
        f"import sys\nsys.path[:0] = {helpers!r}\nfrom conftest import make_program\nEXECUTABLE = {worker!r}\n{given}"
        + textwrap.dedent(text)
    )
    return [sys.executable, "-W", "ignore::DeprecationWarning", str(file)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_has_a_worker_of_its_own(tmp_path, worker):
    done = subprocess.run(script(tmp_path, worker, FORKING), capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("sound\n", "", 0)


@pytest.fixture
def waiting(tmp_path, worker):
    """A process that waits for a worker which is busy for a long time, and the worker's number."""
    child = subprocess.Popen(
        script(tmp_path, worker, WAITING), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    number = int(child.stdout.readline())
    time.sleep(0.3)
    yield child, number
    child.kill()
    child.communicate()


def gone(number: int, seconds: float = 3) -> bool:
    """Return whether a process ends within some time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_an_interrupt_ends_promptly(waiting):
    child, number = waiting
    begun = time.monotonic()
    child.send_signal(signal.SIGINT)
    child.wait(5)
    assert time.monotonic() - begun < 3
    assert gone(number)


def test_the_worker_dies_with_who_started_it(waiting):
    child, number = waiting
    child.kill()
    child.wait()
    assert gone(number)
