"""A real OPA as a server of our own, and servers that only look like one."""

from __future__ import annotations

import http.client
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors
from adjudge.lib.rego.limits import EngineLimits
from adjudge.plugins.engines.opa import engine as opa_module
from adjudge.plugins.engines.opa.engine import OpaEngine, OpaSession
from adjudge.plugins.engines.opa.server_log import ServerLog

ECHO = "deny contains input.document"
KIND = "dubbing.project"


def errors(answers):
    """Return the errors of answers that hold nothing else."""
    found = [said for answer in answers for said in answer.rules.values()]
    assert all(isinstance(said, EngineError) for said in found)
    return [said.message for said in found]


def inputs(*documents):
    return [json.dumps({"document": document}) for document in documents]


# --- the process --------------------------------------------------------------------------------------------------


def test_a_missing_opa_names_the_next_step(program, tmp_path):
    with pytest.raises(EngineError, match="no opa to run") as caught:
        OpaEngine(str(tmp_path / "opa")).load([program({"echo": ECHO})])
    assert (
        caught.value.hint
        == "Install opa, or name it with --opa or ADJUDGE_OPA; where no gate names the engine, --engine embedded needs none."
    )


def test_an_opa_that_is_named_comes_before_the_path(program, opa_binary, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    engine = OpaEngine(opa_binary)
    try:
        assert engine.load([program({"echo": ECHO})]).pid
    finally:
        engine.close()


def test_what_is_no_opa_ends_at_once(program, tmp_path):
    fake = tmp_path / "opa"
    fake.write_text("#!/bin/sh\necho this is something else >&2\nexit 3\n")
    fake.chmod(0o755)
    with pytest.raises(EngineError, match="opa ended at once: this is something else"):
        OpaEngine(str(fake)).load([program({"echo": ECHO})])


def folders(tmp_path):
    return list(tmp_path.glob("adjudge-opa-*"))


@pytest.fixture
def temporary(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_closing_kills_opa_and_removes_its_folder(opa, program, temporary):
    pid = opa.load([program({"echo": ECHO})]).pid
    assert len(folders(temporary)) == 1
    opa.close()
    opa.close()
    assert not folders(temporary)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_refused_policy_leaves_nothing_behind(opa, program, temporary):
    with pytest.raises(PolicyError):
        opa.load([program({"bad": "deny contains"})])
    assert not folders(temporary)


def test_loading_again_leaves_earlier_sessions_alive_until_the_engine_is_closed(opa, program, temporary):
    first = opa.load([program({"echo": ECHO})])
    second = opa.load([program({"other": ECHO})])
    for session, name in ((first, "echo"), (second, "other"), (first, "echo")):
        (answer,) = session.ask(KIND, inputs(1))()
        assert answer.rules == {f"{KIND}.{name}": {"deny": [[1]]}}
    assert first.pid != second.pid
    opa.close()
    for session in (first, second):
        assert errors(session.ask(KIND, inputs(1))()) == ["OPA was stopped"]
    assert not folders(temporary)


def test_a_refused_policy_leaves_earlier_sessions_alive(opa, program, temporary):
    session = opa.load([program({"echo": ECHO})])
    with pytest.raises(PolicyError):
        opa.load([program({"bad": "deny contains"})])
    (answer,) = session.ask(KIND, inputs(1))()
    assert answer.rules == {f"{KIND}.echo": {"deny": [[1]]}}
    assert len(folders(temporary)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a child to its parent")
def test_opa_dies_with_a_parent_that_is_killed(opa_binary, tmp_path):
    script = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
import conftest
engine = conftest.OpaEngine({opa_binary!r})
print(engine.load([conftest.make_program({{"echo": "deny contains 1"}})]).pid, flush=True)
time.sleep(60)
"""
    # What a killed parent leaves of its folder goes where the test's own files go.
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{child}/cmdline").is_file() and Path(f"/proc/{child}/cmdline").read_bytes():
        assert time.monotonic() < deadline, "opa outlived its parent"
        time.sleep(0.02)


# --- who may ask --------------------------------------------------------------------------------------------------


def get(port, path, token=None, method="GET", body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    connection.request(method, path, body=body, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_nobody_asks_or_changes_anything_without_the_token(opa, program):
    server = opa.load([program({"echo": ECHO})])._server
    for token in (None, "guess"):
        for path in ("/health", "/v1/data", "/v1/data/dubbing", "/v1/policies", "/v1/config", "/"):
            assert get(server.port, path, token) == 401
        assert get(server.port, "/v1/policies/x", token, "PUT", "package x") == 401
        assert get(server.port, "/v1/data/system", token, "PUT", "{}") == 401
    assert get(server.port, "/v1/data/dubbing", server.token) == 200


def test_the_bundle_is_this_users_alone_and_does_not_hold_the_token(opa, program, temporary):
    server = opa.load([program({"echo": ECHO})])._server
    (folder,) = folders(temporary)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not [path for path in folder.rglob("*") if path.is_file() and server.token in path.read_text()]
    assert server.token not in Path(f"/proc/{server.pid}/cmdline").read_text() if sys.platform == "linux" else True


def test_opa_gets_none_of_our_environment(opa, program, monkeypatch):
    monkeypatch.setenv("OPA_RUN_LOG_LEVEL", "nonsense")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert opa.load([program({"echo": ECHO})]).ask(KIND, inputs(1))()[0].rules[f"{KIND}.echo"] == {"deny": [[1]]}


@pytest.mark.parametrize("file", ["system/authz/more.rego", "adjudge/x/x.rego", "../x.rego", "/x.rego"])
def test_no_policy_lies_where_it_could_open_the_door(file, opa, program):

    loaded = program({"echo": ECHO})
    stray = loaded.modules[0]._replace(file=file)
    with pytest.raises(PolicyError, match="cannot lie here"):
        opa.load([loaded._replace(modules=(*loaded.modules, stray))])


def test_data_of_two_programs_is_merged_unless_it_disagrees(opa, program):
    one = program({"echo": ECHO}, data={"dubbing": {"params": {"a": 1}}, "instruments": {"x": {}}})
    two = program(
        {"two": "deny contains data.dubbing.params.a"}, data={"dubbing": {"params": {"a": 1}}}, kind="dubbing.voice"
    )
    (answer,) = opa.load([one, two]).ask("dubbing.voice", inputs(1))()
    assert answer.rules == {"dubbing.voice.two": {"deny": [[1]]}}
    other = program({"two": ECHO}, data={"dubbing": {"params": {"a": 2}}}, kind="dubbing.voice")
    with pytest.raises(PolicyError, match=r"data\.dubbing\.params\.a has two values"):
        opa.load([one, other])


# --- what can go wrong while it runs ------------------------------------------------------------------------------


SLOW = """deny contains count([1 |
	some x in numbers.range(1, input.document.slow)
	some y in numbers.range(1, 3000)
	x + y == 0
])"""
BUILTIN = """deny contains count(p) if {
	nodes := numbers.range(1, input.document.slow)
	p := graph.reachable_paths({sprintf("%d", [n]): [sprintf("%d", [m]) | some m in nodes] | some n in nodes}, ["1"])
}"""
DOUBLING = 'deny contains count(t31) if input.document.slow\n\nt0 := "aaaaaaaaaaaaaaaa"\n' + "\n".join(
    f't{n} := concat("", [t{n - 1}, t{n - 1}])' for n in range(1, 32)
)


@pytest.fixture
def limited(opa_binary):
    """Make engines with limits, which are closed at the end."""
    made = []

    def make(**limits):
        made.append(OpaEngine(opa_binary, limits=EngineLimits(**limits)))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


def test_a_killed_opa_is_started_again(opa, program):
    session = opa.load([program({"echo": ECHO, "more": ECHO})])
    before = session.pid
    os.kill(before, signal.SIGKILL)
    answers = session.ask(KIND, inputs(*range(300)))()
    assert [answer.rules[f"{KIND}.echo"] for answer in answers] == [{"deny": [[number]]} for number in range(300)]
    assert session.pid != before


def test_an_opa_that_dies_whenever_it_is_asked_is_an_error_with_the_signal(opa, program, monkeypatch):
    session = opa.load([program({"echo": ECHO})])
    query = session._line._client.__class__.query

    def killed(client, *arguments):
        os.kill(session.pid, signal.SIGKILL)
        return query(client, *arguments)

    monkeypatch.setattr(session._line._client.__class__, "query", killed)
    (said,) = errors(session.ask(KIND, inputs(1))())
    assert said == "it cannot be evaluated: its process ended by SIGKILL"


@pytest.mark.parametrize(("text", "size"), [(SLOW, 1_000_000), (BUILTIN, 13)], ids=["loop", "builtin"])
def test_what_takes_too_long_costs_one_rule_of_one_artifact(text, size, limited, program):
    session = limited(seconds=1).load([program({"slow": text, "echo": ECHO})])
    documents = [{"slow": 1}] * 5
    documents[2] = {"slow": size}
    answers = session.ask(KIND, inputs(*documents))()
    assert [answer.rules[f"{KIND}.echo"] for answer in answers] == [{"deny": [[each]]} for each in documents]
    said = [answer.rules[f"{KIND}.slow"] for answer in answers]
    assert str(said.pop(2)).startswith(
        "dubbing/project/slow/slow.rego:1: it cannot be evaluated: it takes longer than 1 second (rule "
    )
    assert len(said) == 4
    assert not [each for each in said if isinstance(each, EngineError)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what another process gets")
def test_what_takes_too_much_memory_costs_one_rule_of_one_artifact(limited, program):
    loaded = limited(seconds=20, mebibytes=256).load([program({"double": DOUBLING, "echo": ECHO})])
    answers = loaded.ask(KIND, inputs({}, {"slow": 1}, {}))()
    assert [answer.rules[f"{KIND}.echo"] for answer in answers] == [
        {"deny": [[each]]} for each in ({}, {"slow": 1}, {})
    ]
    said = [answer.rules[f"{KIND}.double"] for answer in answers]
    assert str(said.pop(1)).startswith(
        "dubbing/project/double/double.rego:1: it cannot be evaluated: it takes more than 256 MiB of"
    )
    assert said == [{"deny": [[]]}] * 2


def test_an_opa_that_cannot_be_started_again_is_not_waited_for(opa, program, monkeypatch):
    session = opa.load([program({"echo": ECHO})])
    monkeypatch.setattr(session._server, "_binary", "/nowhere")
    os.kill(session.pid, signal.SIGKILL)
    begin = time.monotonic()
    for _ in range(20):
        found = errors(session.ask(KIND, inputs(*range(300)))())
        assert len(found) == 300
        assert {each.partition(":")[0] for each in found} == {"opa cannot be started"}
    assert time.monotonic() - begin < 10


def test_closing_does_not_wait_for_a_slow_policy(opa, program):
    pending = opa.load([program({"slow": SLOW})]).ask(KIND, inputs({"slow": 3000}))
    begin = time.monotonic()
    opa.close()
    assert errors(pending()) == ["OPA was stopped"]
    assert time.monotonic() - begin < 10


def test_all_mistakes_are_told_at_once(opa, program):
    with pytest.raises(PolicyErrors) as caught:
        opa.load([program({"a": "deny contains startwith(1)", "b": ECHO, "c": "deny contains stopwith(1)"})])
    assert [(each.rule, each.line) for each in caught.value.errors] == [(f"{KIND}.a", 3), (f"{KIND}.c", 3)]


@pytest.mark.parametrize("text", ['http.send({"url": "file:///etc/passwd"})', 'http["send"]({})', "time.now_ns()"])
def test_what_no_policy_may_ask_for_is_refused_before_a_server_starts(text, opa, program):
    with pytest.raises(PolicyError, match=r"no policy may|asks") as caught:
        opa.load([program({"bad": f"deny contains {text}"})])
    assert caught.value.rule == f"{KIND}.bad"
    assert not opa._sessions


def test_a_local_zone_is_utc_whatever_tz_says(opa, program, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    session = opa.load([program({"zone": 'deny contains time.clock([0, "Local"])'})])
    assert session.ask(KIND, inputs(1))()[0].rules[f"{KIND}.zone"] == {"deny": [[[0, 0, 0]]]}


def test_print_is_shown_escaped_with_its_rule_and_line_once(opa, program, capfd):
    rules = {
        "loud": 'deny contains 1 if {\n\tprint("name", input.document)\n\tinput.document\n}',
        "bad": "deny contains to_number(input.document)",
    }
    session = opa.load([program(rules)])
    session.ask(KIND, inputs("\x1b[31mred\u202e", "7", "::error::"))()
    said = capfd.readouterr()
    assert said.out == ""
    place = "dubbing/project/loud/loud.rego:4:2: dubbing.project.loud: print: name"
    assert sorted(said.err.splitlines()) == [f"{place} 7", f"{place} ::error::", f"{place} \\x1b[31mred\\u202e"]


def test_batches_are_answered_in_order_however_many_there_are(opa, program):
    session = opa.load([program({"echo": ECHO})])
    pendings = [session.ask(KIND, inputs(*range(first, first + 450))) for first in (0, 450)]
    said = [answer.rules[f"{KIND}.echo"]["deny"][0][0] for pending in pendings for answer in pending()]
    assert said == list(range(900))


def test_large_inputs_are_divided_by_size(opa, program, monkeypatch):
    monkeypatch.setattr(opa_module, "_MAX_BODY", 1000)
    asked = []
    session = opa.load([program({"echo": "deny contains count(input.document)"})])
    client = session._line._client
    query = client.query
    monkeypatch.setattr(client, "query", lambda *a: (asked.append(len(a[2])), query(*a))[1])
    assert len(session.ask(KIND, inputs(*["x" * 400] * 5))()) == 5
    assert len(asked) == 3


# --- servers that only look like OPA ------------------------------------------------------------------------------

RESPONSES = {
    "redirect": (302, {"Location": "/v1/data/elsewhere"}, b""),
    "html": (200, {"Content-Type": "text/html"}, b"<html>welcome</html>"),
    "html error": (500, {"Content-Type": "text/html"}, b"<html>oops</html>"),
    "error": (500, {}, b'{"code": "internal_error", "message": "storage fell over"}'),
    "error without reason": (500, {}, b""),
    "unauthorized": (401, {}, b'{"code": "unauthorized", "message": "request rejected by administrative policy"}'),
    "too many": (429, {}, b""),
    "unavailable": (503, {}, b"[]"),
    "undefined": (200, {}, b"{}"),
    "one short": (200, {}, b'{"result": [{}]}'),
    "no list": (200, {}, b'{"result": {"0": {}, "1": {}}}'),
    "no outcomes": (200, {}, b'{"result": [1, null]}'),
    "other rules": (200, {}, b'{"result": [{"x.y.z": {"deny": [[]]}}, {"x.y.z": {"deny": [[]]}}]}'),
    "no rules": (200, {}, b'{"result": [{}, {}]}'),
    "no heads": (200, {}, b'{"result": [{"dubbing.project.echo": {}}, {"dubbing.project.echo": []}]}'),
    "a bare head": (
        200,
        {},
        b'{"result": [{"dubbing.project.echo": {"deny": {}}}, {"dubbing.project.echo": {"deny": 0}}]}',
    ),
    "an array": (200, {}, b"[]"),
    "an infinite number": (200, {}, b'{"result": [{"dubbing.project.echo": {"deny": [[1e999]]}}, NaN]}'),
    "cut off": (200, {"Content-Length": "100"}, b'{"result": ['),
    "deep": (200, {}, b'{"result": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "no bytes": (200, {}, b""),
    "odd evaluation errors": (500, {}, b'{"code": "internal_error", "errors": [{"code": "eval_builtin_error"}]}'),
    "errors of another shape": (500, {}, b'{"code": "internal_error", "errors": {"0": 1}}'),
}


class Fake:
    """A server that gives one response to everything, in the place of a session's own."""

    token = "secret"
    pid = 0
    log = ServerLog(prints=False)

    def __init__(self, response):
        self.asked = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def do_GET(self):
                fake.asked.append((self.command, self.path))
                status, headers, body = response
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def restart(self, *, late):
        raise EngineError("it cannot be started again")

    def stop(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture(params=RESPONSES)
def fake(request) -> Iterator[Fake]:
    made = Fake(RESPONSES[request.param])
    yield made
    if made._thread.is_alive():
        made.stop()


def test_whatever_another_server_says_is_an_error_of_every_rule(fake, program):
    session = OpaSession(fake, [program({"echo": ECHO})], 30)
    try:
        found = errors(session.ask(KIND, inputs(1, 2))())
    finally:
        session.close()
    assert len(found) == 2
    assert all(message and len(message) < 300 for message in found)
    assert {method for method, _ in fake.asked} == {"POST"}
    assert not [path for _, path in fake.asked if "elsewhere" in path]


def test_a_stranger_on_the_port_is_not_sent_the_token(program, opa_binary, monkeypatch):
    import adjudge.plugins.engines.opa.server as server_module

    seen = []
    stranger = Fake((200, {}, b'{"result": "guess"}'))
    monkeypatch.setattr(server_module, "_READY_SECONDS", 3.0)
    monkeypatch.setattr(server_module, "_free_port", lambda: stranger.port)
    monkeypatch.setattr(BaseHTTPRequestHandler, "handle", lambda handler: _record(handler, seen))
    try:
        with pytest.raises(EngineError, match="no free port"):
            OpaEngine(opa_binary).load([program({"echo": ECHO})])
    finally:
        stranger.stop()
    assert seen
    assert not [headers for headers in seen if "Authorization" in headers]


def _record(handler, seen):
    handler.close_connection = True
    handler.handle_one_request()
    seen.append(dict(getattr(handler, "headers", {})))
