"""``--opa-url``: an OPA that others run judges by the bundle that adjudge exported, or nothing is judged."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from catering import BAD_MENU, GOOD_MENU, MENU, RULE, catering
from notary import Notary
from serving import HOST, LOADED, NAME, REFUSED, Opa, Signing, between, free_port, repacked, serve, web_server
from wheels import Project

BUNDLE = "bundle.tar.gz"
AUTHZ = """package system.authz

default allow := false

allow if input.identity == "the-token"
"""


@pytest.fixture(scope="module")
def signing(tmp_path_factory) -> Signing:
    return Signing(tmp_path_factory.mktemp("keys"))


def furnish(project: Project) -> Project:
    """Install catering and bakery, and write a menu of each."""
    project.plugins(bakery=catering(domain="bakery"), catering=catering())
    project.write(MENU, BAD_MENU)
    project.write("menu.bakery.yaml", GOOD_MENU)
    return project


@pytest.fixture
def kitchen(project) -> Project:
    """Catering and bakery, with a menu of each."""
    return furnish(project)


@pytest.fixture(scope="module")
def release(opa_binary, signing, tmp_path_factory):
    """Export the signed bundle of some domains as it is made of another installation; gives its bytes."""
    project = furnish(Project.make(tmp_path_factory.mktemp("release")))

    @cache
    def export(*domains: str) -> bytes:
        named = [argument for domain in domains for argument in ("--domain", domain)]
        done = project.adjudge("bundle", "-o", BUNDLE, "--opa", opa_binary, "--key", str(signing.private), *named)
        assert done.returncode == 0, done.stderr
        return (project.root / BUNDLE).read_bytes()

    return export


@pytest.fixture
def exported(release, tmp_path):
    """Put the bundle of some domains into a folder of its own; gives its path."""

    def export(*domains: str) -> Path:
        bundle = tmp_path / "web" / BUNDLE
        bundle.parent.mkdir()
        bundle.write_bytes(release(*(domains or ("bakery", "catering"))))
        return bundle

    return export


@pytest.fixture(scope="module")
def opa(release, opa_binary, signing, tmp_path_factory) -> Iterator[Opa]:
    """An OPA that serves catering and bakery."""
    place = tmp_path_factory.mktemp("served")
    (place / "web").mkdir()
    (place / "web" / BUNDLE).write_bytes(release("bakery", "catering"))
    with serve(opa_binary, place / "web" / BUNDLE, place / "opa", signing=signing) as running:
        yield running


def refused(project, *arguments: str, code: int, env: dict[str, str] | None = None) -> str:
    """Judge; see that nothing is judged, and give what is said."""
    done = project.adjudge("check", *arguments, env=env)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.count("\n") == 1
    said: str = done.stderr
    return said


def notes(report: dict[str, Any]) -> dict[str, set[str]]:
    """Return the errors of each artifact, all of whose rules have one."""
    found: dict[str, set[str]] = {}
    for artifact in report["artifacts"]:
        if artifact["verdict"] == "error":
            assert {outcome["outcome"] for outcome in artifact["outcomes"]} == {"error"}
            found[artifact["path"]] = {outcome["note"] for outcome in artifact["outcomes"]}
    return found


# --- the server judges ----------------------------------------------------------------------------------------------


def test_the_server_judges_and_the_report_names_it(kitchen, opa):
    report = kitchen.json("--opa-url", opa.url)
    assert report["engine"] == "opa-url"
    assert {artifact["path"]: artifact["verdict"] for artifact in report["artifacts"]} == {
        MENU: "deny",
        "menu.bakery.yaml": "pass",
    }
    assert kitchen.json(env={"ADJUDGE_OPA_URL": opa.url})["engine"] == "opa-url"
    assert kitchen.json("--opa-url", opa.url, "--engine", "opa")["engine"] == "opa-url"
    kitchen.write("adjudge.toml", f"opa_url = {json.dumps(opa.url)}\n")
    assert kitchen.json()["engine"] == "opa-url"
    assert kitchen.json("--engine", "embedded")["engine"] == "embedded"


def test_a_server_is_asked_for_nothing_but_what_it_serves_and_is_never_written_to(kitchen, opa):
    before = len(opa.log())
    kitchen.json("--opa-url", opa.url)
    new = [entry for entry in opa.log()[before:] if entry["msg"] == "Received request."]
    asked = {(entry["req_method"], entry["req_path"]) for entry in new}
    assert asked == {
        ("POST", "/v1/data/system/bundles"),
        ("POST", "/v1/data/adjudge/bakery/menu/batch"),
        ("POST", "/v1/data/adjudge/catering/menu/batch"),
    }


def test_a_proxy_of_the_environment_is_not_asked(kitchen, opa):
    proxy = f"http://{HOST}:{free_port()}"
    environment = {"HTTP_PROXY": proxy, "http_proxy": proxy, "ALL_PROXY": proxy, "NO_PROXY": "", "no_proxy": ""}
    assert kitchen.json("--opa-url", opa.url, env=environment)["summary"]["exit_code"] == 1


def test_of_a_domain_that_the_bundle_lacks_every_rule_is_an_error(kitchen, exported, opa_binary, tmp_path, signing):
    with serve(opa_binary, exported("bakery"), tmp_path / "opa", signing=signing) as opa:
        report = kitchen.json("--opa-url", opa.url)
    assert report["summary"]["exit_code"] == 3
    assert report["summary"]["verdicts"]["pass"] == 1
    (note,) = notes(report)[MENU]
    assert f"the bundle that {opa.url} serves does not have these rules of catering.menu" in note


# --- its decision log -----------------------------------------------------------------------------------------------


def test_opas_decision_log_is_joined_to_the_report(kitchen, exported, opa_binary, signing, tmp_path):
    for number in range(5):
        kitchen.write(f"{number}.catering.yaml", BAD_MENU.replace("soup", f"soup {number}"))
    with serve(opa_binary, exported(), tmp_path / "opa", signing=signing, decision_log=True) as opa:
        report = kitchen.json("--opa-url", opa.url)
        revision = opa.ask("system/bundles", {})[NAME]["manifest"]["revision"]
        decisions = opa.decisions()
    assert len(report["artifacts"]) == 7
    for artifact in report["artifacts"]:
        kind, (outcome,), position = artifact["kind"], artifact["outcomes"], artifact["decision"]["position"]
        decision = decisions[artifact["decision"]["id"]]
        assert decision["path"] == f"adjudge/{kind.replace('.', '/')}/batch"
        assert decision["input"]["batch"][position]["artifact"]["sha256"] == artifact["sha256"]
        (found,) = decision["result"][position][outcome["rule"]]["deny"]
        assert [each["dish"] for each in found] == [finding["details"]["dish"] for finding in outcome["findings"]]
        assert decision["bundles"] == {NAME: {"revision": revision}}
    places = {tuple(artifact["decision"].values()) for artifact in report["artifacts"]}
    assert len(places) == 7
    assert len({decision for decision, _ in places}) == 3  # neighbours of one kind are asked about together


def test_without_a_decision_log_the_report_has_no_ids(kitchen, opa):
    assert not [artifact for artifact in kitchen.json("--opa-url", opa.url)["artifacts"] if "decision" in artifact]


# --- another revision -----------------------------------------------------------------------------------------------

CHANGES = {
    "a parameter": lambda project: project.write("adjudge.toml", "[params.catering]\nfewest_dishes = 1\n"),
    "a policy": lambda project: project.plugins(catering=catering({RULE: ("some i, dish in", "some i,  dish in")})),
    "METADATA": lambda project: project.plugins(catering=catering({RULE: ("severity: high", "severity: low")})),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_server_with_another_revision_than_this_adjudge_would_export_judges_nothing(kitchen, opa, change):
    served = opa.ask("system/bundles", {})[NAME]["manifest"]["revision"]
    change(kitchen)
    said = refused(kitchen, "--opa-url", opa.url, code=2)
    assert f"{opa.url} serves the revision {served} of bakery, catering, but plugins, parameters and data here" in said
    assert said.count(served) == 1


def test_a_plugin_that_is_not_here_is_another_revision(kitchen, opa):
    said = refused(kitchen, "--opa-url", opa.url, "--disable-plugin", "bakery", code=2)
    assert "of which no bundle can be made here: there is no domain bakery" in said


def test_a_bundle_that_is_loaded_in_the_middle_of_a_run_does_not_judge(kitchen, opa):
    def other(number, response):
        status, kind, body = response
        said = json.loads(body)
        if number:
            said["provenance"]["bundles"][NAME]["revision"] = "0" * 64
        return status, kind, json.dumps(said).encode()

    with between(opa, other) as url:
        report = kitchen.json("--opa-url", url)
    assert report["summary"]["exit_code"] == 3
    assert report["summary"]["verdicts"]["pass"] + report["summary"]["verdicts"]["deny"] == 1
    ((note,),) = notes(report).values()
    assert f"{url} does not decide by the revision " in note


# --- no answer, or none that counts ---------------------------------------------------------------------------------

MEDDLING = {
    "hangs up": (None, "OPA cannot be reached any more"),
    "HTML": ((200, "text/html", b"<html>Welcome</html>"), "OPA's answer is no JSON"),
    "redirects": ((302, "text/html", b""), "OPA redirects to another place"),
    "out of order": ((503, "text/plain", b"later"), "OPA answered with status 503"),
    "undefined": ((200, "application/json", b'{"provenance": {}}'), "does not decide by the revision"),
    "no provenance": ((200, "application/json", b'{"result": []}'), "does not decide by the revision"),
}


@pytest.mark.parametrize(("response", "says"), MEDDLING.values(), ids=MEDDLING)
def test_a_server_that_goes_astray_costs_what_it_has_not_judged_its_verdict(kitchen, opa, response, says):
    with between(opa, lambda number, said: said if number == 0 else response) as url:
        report = kitchen.json("--opa-url", url)
    assert report["summary"]["exit_code"] == 3
    assert sorted(report["summary"]["verdicts"].values()) == [0, 0, 1, 1]
    ((note,),) = notes(report).values()
    assert says in note


def test_a_server_that_is_killed_is_not_waited_for(kitchen, exported, opa_binary, signing, tmp_path):
    def kill(number, response):
        if number:
            opa.process.kill()
            opa.process.wait()
            return None
        return response

    with serve(opa_binary, exported(), tmp_path / "opa", signing=signing) as opa, between(opa, kill) as url:
        report = kitchen.json("--opa-url", url)
    assert report["summary"]["exit_code"] == 3
    assert len(notes(report)) == 1
    assert f"{opa.url}: no OPA can be reached" in refused(kitchen, "--opa-url", opa.url, code=3)


def test_nobody_there_is_exit_3(kitchen):
    url = f"http://{HOST}:{free_port()}"
    assert refused(kitchen, "--opa-url", url, code=3).startswith(f"error: {url}: no OPA can be reached. See that it ")


def manifest(**changes: Any) -> bytes:
    """Return what a server says of its bundles when one is that of adjudge, but for changes."""
    said = {"revision": "0" * 64, "roots": [""], "metadata": {"adjudge": {"domains": ["catering"]}}, **changes}
    return json.dumps({"result": {"x": {"manifest": said}}}).encode()


FAILED = b'{"code": "internal_error", "errors": [{"code": "eval_builtin_error", "message": "no"}]}'
STRANGERS = {
    "HTML": (200, b"<html>Welcome</html>", "OPA's answer is no JSON"),
    "a policy that fails": (500, FAILED, "OPA cannot say what it serves: no"),
    "words that act on a terminal": (401, b'{"code": "x", "message": "\\u001b[31mno"}', "status 401:  [31mno. Check"),
    "no bundles": (200, b'{"result": []}', "serves no bundle of adjudge"),
    "no manifest": (200, b'{"result": {"x": {"etag": ""}}}', "serves no bundle of adjudge"),
    "a bundle of somebody else": (200, manifest(metadata={}), "serves no bundle of adjudge"),
    "no domains": (200, manifest(metadata={"adjudge": {"domains": []}}), "serves no bundle of adjudge"),
    "odd domains": (200, manifest(metadata={"adjudge": {"domains": ["a\n"]}}), "serves no bundle of adjudge"),
    "an odd revision": (200, manifest(revision="\x1b[31m"), "serves no bundle of adjudge"),
    "no revision": (200, manifest(revision=None), "serves no bundle of adjudge"),
}


@pytest.mark.parametrize(("status", "body", "says"), STRANGERS.values(), ids=STRANGERS)
def test_a_server_that_does_not_say_what_it_serves_judges_nothing(kitchen, status, body, says):
    class Stranger(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    with web_server(Stranger) as port:
        assert says in refused(kitchen, "--opa-url", f"http://{HOST}:{port}", code=3)


TAMPERED = {
    "a policy": lambda bundle: repacked(bundle, f"{RULE.removeprefix('policies/')}", lambda rego: rego + b"\n"),
    "a parameter": lambda bundle: repacked(
        bundle, "data.json", lambda data: data.replace(b'"fewest_dishes":0', b'"fewest_dishes":9')
    ),
    "the revision": lambda bundle: repacked(
        bundle, ".manifest", lambda text: text.replace(b'"revision":"', b'"revision":"0')
    ),
    "no signature": lambda bundle: repacked(bundle, ".signatures.json", lambda _: b'{"signatures": []}'),
    "truncated": lambda bundle: bundle[: len(bundle) // 2],
    "truncated inside": lambda bundle: gzip.compress(gzip.decompress(bundle)[:4096]),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_a_bundle_that_somebody_tampered_with_is_loaded_by_no_opa(
    kitchen, exported, opa_binary, signing, tmp_path, tamper
):
    bundle = exported()
    bundle.write_bytes(tamper(bundle.read_bytes()))
    with serve(opa_binary, bundle, tmp_path / "opa", signing=signing, until_it_says=REFUSED) as opa:
        assert f"{opa.url} serves no bundle of adjudge" in refused(kitchen, "--opa-url", opa.url, code=3)


def test_the_key_of_somebody_else_is_refused_too(exported, opa_binary, tmp_path):
    other = Signing(tmp_path)
    with serve(opa_binary, exported(), tmp_path / "opa", signing=other, until_it_says=REFUSED) as opa:
        assert LOADED not in {entry["msg"] for entry in opa.log()}


# --- who may ask, and whom ------------------------------------------------------------------------------------------


@pytest.fixture
def guarded(exported, opa_binary, signing, tmp_path) -> Iterator[Opa]:
    """An OPA that wants a token."""
    arguments = ("--authentication", "token", "--authorization", "basic", "authz.rego")
    with serve(
        opa_binary, exported(), tmp_path / "opa", signing=signing, files={"authz.rego": AUTHZ}, arguments=arguments
    ) as running:
        yield running


def test_the_token_comes_from_a_file(kitchen, guarded):
    kitchen.write("../token", "the-token\n")
    assert kitchen.json("--opa-url", guarded.url, "--opa-token-file", "../token")["engine"] == "opa-url"
    environment = {"ADJUDGE_OPA_URL": guarded.url, "ADJUDGE_OPA_TOKEN_FILE": "../token"}
    assert kitchen.json(env=environment)["engine"] == "opa-url"


def test_a_wrong_token_or_none_is_exit_3(kitchen, guarded):
    kitchen.write("../token", "guess")
    for more in ([], ["--opa-token-file", "../token"]):
        assert "OPA answered with status 401" in refused(kitchen, "--opa-url", guarded.url, *more, code=3)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "holds no token"),
        ("two words", "holds no token"),
        ("a\r\nHost: b", "holds no token"),
        ("密", "no ASCII text"),
    ],
)
def test_a_file_without_a_token_is_exit_2(kitchen, content, says):
    kitchen.write("../token", content)
    url = f"http://{HOST}:1"
    assert says in refused(kitchen, "--opa-url", url, "--opa-token-file", "../token", code=2)
    assert "No such file" in refused(kitchen, "--opa-url", url, "--opa-token-file", "../gone", code=2)


def test_no_token_goes_to_a_server_that_the_configuration_names(kitchen):
    kitchen.write("../token", "the-token")
    kitchen.write("adjudge.toml", f'opa_url = "http://{HOST}:1"\n')
    said = refused(kitchen, env={"ADJUDGE_OPA_TOKEN_FILE": "../token"}, code=2)
    assert said.startswith("error: adjudge.toml:1:1: opa_url of the configuration names the server")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://opa.example.org:8181", "is not protected on its way"),
        ("http://127.0.0.1.example.org", "is not protected on its way"),
        ("https://me:secret@opa.example.org", "holds no password"),
        ("https://opa.example.org/opa", "is not the URL of an OPA"),
        ("https://opa.example.org?x=1", "is not the URL of an OPA"),
        ("opa.example.org:8181", "is not the URL of an OPA"),
        ("unix:///run/opa", "is not the URL of an OPA"),
        ("https://opa.example.org:port", "is no URL"),
        ("https://[::1", "is no URL"),
    ],
)
def test_an_address_that_cannot_be_trusted_or_read_is_exit_2(kitchen, url, says):
    said = refused(kitchen, "--opa-url", url, code=2)
    assert says in said
    assert "secret" not in said


def test_an_engine_in_this_process_asks_nobody(kitchen):
    said = refused(kitchen, "--engine", "embedded", "--opa-url", f"http://{HOST}:1", code=2)
    assert "asks no --opa-url" in said


def certificate(folder: Path) -> tuple[str, str]:
    """Return a certificate of loopback that signs itself, and its key, in PEM."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "opa")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return built.public_bytes(pem).decode(), secret.decode()


def test_only_a_certificate_of_a_known_authority_is_trusted(kitchen, exported, opa_binary, signing, tmp_path):
    public, secret = certificate(tmp_path)
    arguments = ("--tls-cert-file", "cert.pem", "--tls-private-key-file", "key.pem")
    files = {"cert.pem": public, "key.pem": secret}
    with serve(
        opa_binary, exported(), tmp_path / "opa", signing=signing, files=files, arguments=arguments, tls=True
    ) as opa:
        assert "certificate is not trusted" in refused(kitchen, "--opa-url", opa.url, code=3)
        kitchen.write("ca.pem", public)
        assert kitchen.json("--opa-url", opa.url, "--opa-ca", "ca.pem")["engine"] == "opa-url"
        kitchen.write("adjudge.toml", f'opa_url = "{opa.url}"\nopa_ca = "ca.pem"\n')
        assert kitchen.json(MENU)["engine"] == "opa-url"
        other, _ = certificate(tmp_path)
        kitchen.write("ca.pem", other)
        assert "certificate is not trusted" in refused(kitchen, "--opa-url", opa.url, code=3)
    assert "the certificates cannot be read" in refused(kitchen, "--opa-url", opa.url, "--opa-ca", "gone", code=2)


# --- under a gate ---------------------------------------------------------------------------------------------------

GATE = 'environment = "production"\n{}\n[plugins.catering]\n'


def test_the_gate_names_the_server(kitchen, opa):
    gate = str(kitchen.write("../gate.toml", GATE.format(f'opa_url = "{opa.url}"')))
    assert kitchen.json("--gate", gate)["engine"] == "opa-url"
    assert kitchen.json("--gate", gate, "--opa-url", opa.url)["engine"] == "opa-url"
    elsewhere = f"http://{HOST}:1"
    assert "--opa-url asks another engine" in refused(kitchen, "--gate", gate, "--opa-url", elsewhere, code=2)
    assert "ADJUDGE_OPA_URL asks another engine" in refused(
        kitchen, "--gate", gate, code=2, env={"ADJUDGE_OPA_URL": elsewhere}
    )
    assert "--engine is not opa" in refused(kitchen, "--gate", gate, "--engine", "embedded", code=2)
    assert "--opa-ca chooses whom to trust" in refused(kitchen, "--gate", gate, "--opa-ca", MENU, code=2)
    kitchen.write("adjudge.toml", f'opa_url = "{elsewhere}"\n')
    assert refused(kitchen, "--gate", gate, code=2).startswith("error: adjudge.toml:1:1: opa_url of the configuration")


def test_a_gate_that_names_no_server_lets_nobody_name_one(kitchen, opa):
    for first in ("", 'engine = "opa"'):
        gate = str(kitchen.write("../gate.toml", GATE.format(first)))
        assert "asks another engine" in refused(kitchen, "--gate", gate, "--opa-url", opa.url, code=2)


@pytest.mark.parametrize("first", ['engine = "embedded"\nopa_url = "https://opa.example.org"', 'opa_ca = "ca.pem"'])
def test_a_gate_that_contradicts_itself_is_exit_2(kitchen, first):
    gate = str(kitchen.write("../gate.toml", GATE.format(first)))
    assert "gate.toml" in refused(kitchen, "--gate", gate, code=2)


def test_an_attestation_says_by_which_revision_a_server_judged_and_replays_without_it(opa_binary, signing, tmp_path):
    notary = Notary.make(tmp_path)
    shutil.rmtree(notary.project.root / "dist" / "consents")
    bundle = notary.beside / "web" / BUNDLE
    bundle.parent.mkdir()
    done = notary.project.adjudge(
        "bundle",
        "-o",
        str(bundle),
        "--key",
        str(signing.private),
        "--domain",
        "identity",
        "--opa",
        opa_binary,
    )
    assert done.returncode == 0, done.stderr
    with serve(opa_binary, bundle, tmp_path / "opa", signing=signing, decision_log=True) as opa:
        notary.gate(first=f'opa_url = "{opa.url}"\n')
        notary.attest("--capsule", "../dist.capsule.json")
        revision = opa.ask("system/bundles", {})[NAME]["manifest"]["revision"]
    predicate = notary.statements()[0]["predicate"]
    assert predicate["engine"] == {"name": "opa-url", "revision": revision}
    assert notary.verify().returncode == 0
    for engine in ((), ("--engine", "embedded")):
        again = notary.project.adjudge("replay", "../dist.capsule.json", "--opa", opa_binary, *engine)
        assert again.returncode == 0, again.stdout + again.stderr
