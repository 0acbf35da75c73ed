"""What the engines and ``bundle`` say when something is wrong, in English and in Chinese."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from desk import Desk
from serving import HOST, free_port, web_server

from adjudge import load_settings, read_gate
from adjudge.lib.errors import AdjudgeError, EngineError, PolicyError, UsageError
from adjudge.lib.words import said
from adjudge.plugins.engines.embedded import engine as embedded_engine
from adjudge.plugins.engines.opa import adjudge_options, layout, server
from adjudge.plugins.engines.opa.contents import Bundle
from adjudge.plugins.engines.opa.engine import OpaEngine
from adjudge.plugins.engines.opa.remote import RemoteEngine, parse_address, read_token
from adjudge.plugins.engines.opa.signature import Signer

ENGLISH = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2,}")
KIND = "dubbing.project"


def told(error: AdjudgeError) -> tuple[str, str]:
    """Give message and next step in both languages; there is no English in the Chinese, but for quotations."""
    bare = type(error)(error.words, hint=error.next)
    english, chinese = bare.told("en"), bare.told("zh")
    assert not ENGLISH.search(re.sub("“.*?”", "", chinese)), chinese
    return english, chinese


# --- the embedded engine ----------------------------------------------------------------------------------------------

REFUSED = {
    "deny contains zzqqxx(1)": (
        "zzqqxx is an unknown function. Check its name and its import.",
        "未知函数 zzqqxx。请检查其名称及其 import。",
    ),
    'deny contains startwith("a", "b")': (
        "startwith is an unknown function. Did you mean startswith?",
        "未知函数 startwith。您是否要用 startswith？",
    ),
    "deny contains any([true])": (
        "any is no function of Rego v1. Write it with what Rego v1 has.",
        "any 不是 Rego v1 的函数。请用 Rego v1 提供的函数改写。",
    ),
    "import future.keywords.not\n\ndeny contains 1 if not { input.x }": (
        "the embedded engine has no `not` with a body. "
        "Name the body as a rule of its own, or run with --engine native or --engine opa.",
        "内嵌引擎不支持带规则体的 `not`。请将该规则体另写成一条规则，或改用 --engine native 或 --engine opa。",
    ),
    "deny contains crypto.md5(1)": (
        "the embedded engine lacks the builtin crypto.md5. Run with --engine native or --engine opa.",
        "内嵌引擎没有内置函数 crypto.md5。请改用 --engine native 或 --engine opa。",
    ),
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_refused_policy_is_told_in_each_language(text, embedded, program):
    with pytest.raises(PolicyError) as caught:
        embedded.load([program({"bad": text})])
    assert told(caught.value) == REFUSED[text]


def test_a_policy_that_does_not_load_is_told(embedded, program):
    with pytest.raises(PolicyError) as caught:
        embedded.load([program({"bad": "deny contains"})])
    error = caught.value
    assert error.message.startswith("the policy does not load: ")
    assert error.told("en").endswith(" Mend the policy; `opa check` explains more.")
    assert error.told("zh").endswith("。请改正该策略；`opa check` 会给出更多说明。")


def test_an_answer_that_cannot_be_read_is_told():
    error = embedded_engine._values("no JSON")
    assert isinstance(error, EngineError)
    assert error.message.startswith("the engine's answer cannot be read: ")
    assert error.told("zh").startswith("引擎的答复无法读取：")


# --- OPA without a server ---------------------------------------------------------------------------------------------

ODD = {
    ("deny contains input", r'"\ud83c"'): (
        "OPA cannot read the input: \\ud83c is half a character",
        "OPA 无法读取输入：“\\ud83c is half a character”",
    ),
    ("deny contains .5", "{}"): (
        "OPA's value cannot be written as JSON: .5 is no number of JSON. "
        "Write numbers as JSON has them, and keys of objects as texts.",
        "OPA 给出的值无法写成 JSON：“.5 is no number of JSON”。请按 JSON 的写法书写数值，并以文本作为对象的键。",
    ),
}


@pytest.mark.parametrize(("text", "document"), ODD)
def test_what_cannot_be_read_or_written_is_told_in_each_language(text, document, native, program):
    (answer,) = native.load([program({"odd": text})]).ask(KIND, [document])()
    (error,) = answer.rules.values()
    assert told(error) == ODD[text, document]


# --- an OPA of our own ------------------------------------------------------------------------------------------------


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], str]:
    """Write something that is run in the place of an OPA."""

    def write(text: str) -> str:
        file = tmp_path / "opa"
        file.write_text(text)
        file.chmod(0o755)
        return str(file)

    return write


STARTS = {
    "#!/bin/sh\nexit 3\n": (
        "opa ended at once: it said nothing. Install opa, or name it with --opa or ADJUDGE_OPA; where no gate names the engine, "
        "--engine embedded needs none.",
        "opa 启动后立即退出，未给出任何信息。请安装 opa，或用 --opa 或者 ADJUDGE_OPA 指定它；"
        "门禁未指定引擎时，也可改用无需 opa 的 --engine embedded。",
    ),
    "#!/bin/sh\necho this is something else\n": (
        "opa ended at once: this is something else. Install opa, ",
        "opa 启动后立即退出：“this is something else”。请安装 opa，",
    ),
    "#!/bin/sh\nexec sleep 60\n": (
        "opa did not answer within 0 s. Run again, or run with --engine embedded.",
        "opa 未在 0 秒内答复。请重新运行，或改用 --engine embedded。",
    ),
    "\x00no program\n": ("opa cannot be started: ", "opa 无法启动："),
    "#!/bin/sh\necho address already in use\n": (
        "opa found no free port. Run again, or run with --engine embedded.",
        "opa 找不到空闲端口。请重新运行，或改用 --engine embedded。",
    ),
}


def test_an_opa_without_a_temporary_folder_is_told_in_each_language(program, tmp_path, opa_binary, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(EngineError) as caught:
        OpaEngine(opa_binary).load([program({"echo": "deny contains 1"})])
    english, chinese = told(caught.value)
    assert english.startswith("opa cannot be given its policies, for which a temporary folder is needed: No such file")
    assert chinese.startswith("无法将策略交给 opa，这需要一个临时文件夹：没有该文件或文件夹")


@pytest.mark.parametrize("text", STARTS)
def test_an_opa_that_does_not_start_is_told_in_each_language(text, script, program, monkeypatch):
    if "sleep" in text:
        monkeypatch.setattr(server, "_READY_SECONDS", 0.4)
    with pytest.raises(EngineError) as caught:
        OpaEngine(script(text)).load([program({"echo": "deny contains 1"})])
    for wanted, line in zip(STARTS[text], told(caught.value), strict=True):
        assert line.startswith(wanted)


def test_another_opa_than_the_gates_is_told(script, program):
    with pytest.raises(UsageError) as caught:
        OpaEngine(script("#!/bin/sh\n"), sha256="0" * 64).load([program({"echo": "deny contains 1"})])
    assert told(caught.value) == (
        "this is another OPA than the gate's. Name the one with --opa.",
        "这不是门禁所指定的 OPA。请用 --opa 指定门禁要求的 OPA。",
    )


def test_a_policy_that_opa_refuses_is_told(opa, program):
    with pytest.raises(PolicyError) as caught:
        opa.load([program({"bad": 'deny contains startwith("a", "b")'})])
    english, chinese = told(caught.value)
    assert english.startswith("the policy does not load: ")
    assert chinese == "策略无法加载：“undefined function startwith”。请改正该策略；`opa check` 会给出更多说明。"


def test_two_policies_of_one_name_are_told(program):
    one, two = program({"echo": "deny contains 1"}), program({"echo": "deny contains 2"})
    with pytest.raises(PolicyError) as caught:
        layout.policies([one, two])
    assert told(caught.value) == ("two policies have the same name", "两个策略同名")


def test_a_policy_and_data_that_cannot_lie_there_are_told(program):
    made = program({"echo": "deny contains 1"})
    (module,) = made.modules
    with pytest.raises(PolicyError) as caught:
        layout.policies([made._replace(modules=(module._replace(file="system/x.rego"),))])
    assert told(caught.value)[1] == "策略不能放在此处。插件的策略应放在其自身领域之下。"
    with pytest.raises(PolicyError) as caught:
        layout.merge({"a": {"b": 1}}, {"a": {"b": 2}})
    assert told(caught.value) == ("data.a.b has two values. Give it once.", "data.a.b 有两个值。请只给出一个。")


# --- an OPA of somebody else ------------------------------------------------------------------------------------------

ADDRESSES = {
    "https://[::1": ("'https://[::1' is no URL: ", "'https://[::1' 不是 URL：“"),
    "http://opa.example.org": (
        "'http://opa.example.org' is not protected on its way. Use https; http is for this machine only.",
        "'http://opa.example.org' 在传输中不受保护。请使用 https；http 仅限本机。",
    ),
    "unix:///run/opa": (
        "'unix:///run/opa' is not the URL of an OPA. Write it as in https://opa.example.org:8181.",
        "'unix:///run/opa' 不是 OPA 的 URL。请按此形式填写：https://opa.example.org:8181。",
    ),
    "https://me:secret@opa.example.org": (
        "the URL of an OPA holds no password. Put a token into a file: --opa-token-file.",
        "OPA 的 URL 中不得含有密码。请将令牌放入文件，用 --opa-token-file 指定。",
    ),
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_is_none_is_told_in_each_language(url):
    with pytest.raises(UsageError) as caught:
        parse_address(url)
    for wanted, line in zip(ADDRESSES[url], told(caught.value), strict=True):
        assert line.startswith(wanted)


TOKENS = {
    "": (
        "the file holds no token. Write the token into it, on one line.",
        "文件中没有令牌。请将令牌写入该文件，占一行。",
    ),
    "密": (
        "the token cannot be read: it is no ASCII text. Name a file that holds it.",
        "令牌无法读取：不是 ASCII 文本。请指定存有令牌的文件。",
    ),
}


@pytest.mark.parametrize("text", TOKENS)
def test_a_file_without_a_token_is_told_in_each_language(text, tmp_path):
    (tmp_path / "token").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_token(tmp_path / "token")
    assert told(caught.value) == TOKENS[text]


def test_a_token_and_certificates_that_are_not_there_are_told(tmp_path):
    with pytest.raises(UsageError) as caught:
        read_token(tmp_path / "nowhere")
    english, chinese = told(caught.value)
    assert english.startswith("the token cannot be read: ")
    assert chinese.startswith("令牌无法读取：")
    with pytest.raises(UsageError) as caught:
        RemoteEngine("https://opa.example.org", lambda _names: Bundle((), (), {}), ca=tmp_path / "nowhere")
    assert told(caught.value) == (
        "the certificates cannot be read. Name a PEM file with --opa-ca.",
        "证书无法读取。请用 --opa-ca 指定 PEM 文件。",
    )


@contextmanager
def answering(*answers: tuple[int, Any]) -> Iterator[str]:
    """Answer each request in turn, the last for ever; gives the URL."""
    left = list(answers)

    class Stranger(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            status, answer = left.pop(0) if len(left) > 1 else left[0]
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    with web_server(Stranger) as port:
        yield f"http://{HOST}:{port}"


@pytest.fixture
def bundle(program) -> Bundle:
    return Bundle(["dubbing"], [program({"echo": "deny contains 1"})], {})


def served(revision: str) -> Mapping[str, Any]:
    manifest = {"revision": revision, "metadata": {"adjudge": {"domains": ["dubbing"]}}}
    return {"result": {"policies": {"manifest": manifest}}}


FAILED = {"code": "internal_error", "errors": [{"code": "eval_builtin_error", "message": "it cannot be done"}]}
STRANGERS = {
    "no bundle": (
        (200, {"result": {}}),
        " serves no bundle of adjudge. Let it load what `adjudge bundle` writes, and wait until it has.",
        " 未提供 adjudge 导出的包。请让它加载 `adjudge bundle` 写出的文件，并等待加载完成。",
    ),
    "a policy that fails": (
        (500, FAILED),
        "OPA cannot say what it serves: it cannot be done. Read its log.",
        "OPA 无法说明它提供的内容：“it cannot be done”。请查看其日志。",
    ),
    "another status": (
        (401, {"code": "unauthorized", "message": "not you"}),
        "OPA answered with status 401: not you. Check --opa-url and --opa-token-file.",
        "OPA 以状态码 401 答复：“not you”。请检查 --opa-url 和 --opa-token-file。",
    ),
    "no words": (
        (503, b""),
        "OPA answered with status 503. Check --opa-url and --opa-token-file.",
        "OPA 以状态码 503 答复。请检查 --opa-url 和 --opa-token-file。",
    ),
    "HTML": (
        (200, b"<html>"),
        "OPA's answer is no JSON. See whether the address is an OPA's.",
        "OPA 的答复不是 JSON。请确认该地址是 OPA 的地址。",
    ),
    "a list": (
        (200, []),
        "OPA's answer is no object: []. Check --opa-url and --opa-token-file.",
        "OPA 的答复不是对象：“[]”。请检查 --opa-url 和 --opa-token-file。",
    ),
    "another revision": (
        (200, served("0" * 64)),
        ". Export the bundle again with `adjudge bundle`, or judge by the same plugins and parameters as it was made of.",
        "。请用 `adjudge bundle` 重新导出该包，或者使用制作该包时的插件和参数进行判定。",
    ),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_server_that_does_not_serve_what_is_exported_is_told_in_each_language(name, bundle):
    answer, *expected = STRANGERS[name]
    with answering(answer) as url, pytest.raises(AdjudgeError) as caught:
        RemoteEngine(url, lambda _names: bundle).connect()
    for wanted, line in zip(expected, told(caught.value), strict=True):
        assert line.endswith(wanted)


def test_another_revision_names_both(bundle):
    with answering((200, served("0" * 64))) as url, pytest.raises(UsageError) as caught:
        RemoteEngine(url, lambda _names: bundle).connect()
    english, chinese = told(caught.value)
    wanted = f"serves the revision {'0' * 64} of dubbing, but plugins, parameters and data here make {bundle.revision}."
    assert wanted in english
    assert f"提供的 dubbing 修订版为 {'0' * 64}，而此处的插件、参数和数据得出 {bundle.revision}。" in chinese


def test_a_bundle_that_cannot_be_made_here_is_told_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    from adjudge.plugins.engines.opa.contents import make_bundle

    def exported(_names: Sequence[str]) -> Bundle:
        return make_bundle(load_settings().catalogue, ["tavern"])

    with answering((200, served("0" * 64))) as url, pytest.raises(UsageError) as caught:
        RemoteEngine(url, exported).connect()
    english, chinese = told(caught.value)
    assert (
        "of which no bundle can be made here: there is no domain tavern with kinds. Known: content_security, "
        in english
    )
    assert "而此处无法制作相应的包：没有含类型的领域 tavern。已知领域：content_security、" in chinese


def test_what_a_server_lacks_or_has_replaced_is_told(bundle, program):
    other = program({"other": "deny contains 1"})
    (held,) = bundle.programs
    with answering((200, served(bundle.revision)), (200, {"result": []})) as url:
        engine = RemoteEngine(url, lambda _names: bundle)
        found = [engine.load([each]).ask(KIND, ["{}"])()[0] for each in (other, held)]
        engine.close()
    absent, replaced_by = ([*answer.rules.values()][0] for answer in found)  # noqa: RUF015
    assert told(absent) == (
        f"the bundle that {url} serves does not have these rules of dubbing.project. "
        "Export a bundle with its domain, and have it served.",
        f"{url} 提供的包中没有类型 dubbing.project 的这些规则。请导出含有其领域的包，并部署到该服务器。",
    )
    assert told(replaced_by) == (
        f"{url} does not decide by the revision {bundle.revision} any more. It loaded another bundle; run again.",
        f"{url} 已不再依据修订版 {bundle.revision} 判定。它已加载另一个包；请重新运行。",
    )


def test_nobody_and_a_stranger_without_tls_are_told(bundle):
    with pytest.raises(EngineError) as caught:
        RemoteEngine(f"http://{HOST}:{free_port()}", lambda _names: bundle).connect()
    assert told(caught.value) == (
        "no OPA can be reached. See that it runs, and check --opa-url.",
        "无法连接到 OPA。请确认它正在运行，并检查 --opa-url。",
    )
    with answering((200, {})) as url, pytest.raises(EngineError) as caught:
        RemoteEngine(url.replace("http", "https"), lambda _names: bundle).connect()
    english, chinese = told(caught.value)
    assert english.startswith("OPA's certificate is not trusted: ")
    assert chinese.startswith("OPA 的证书不受信任：“")
    assert chinese.endswith("”。请用 --opa-ca 指定其签发机构。")


# --- options and gates ------------------------------------------------------------------------------------------------

LOOSENED = {
    "opa_url": ("https://opa.example.org", "", "asks another engine", "改用另一个引擎"),
    "opa_ca": (Path("ca.pem"), "", "chooses whom to trust", "自行选择信任对象"),
    "opa": ("sh", 'engine = "opa"\n', "names an OPA that the gate has no digest of", "指定了门禁中没有摘要的 OPA"),
    "opa with a digest": (
        "sh",
        f'engine = "opa"\nopa_sha256 = "{"0" * 64}"\n',
        "is another OPA than the gate's",
        "不是门禁所指定的 OPA",
    ),
}


@pytest.mark.parametrize("name", LOOSENED)
def test_what_loosens_a_gate_is_told_in_each_language(name, tmp_path):
    value, more, english, chinese = LOOSENED[name]
    (tmp_path / "project").mkdir()
    (tmp_path / "gate.toml").write_text(f'environment = "production"\n{more}[plugins.identity]\n')
    gate = read_gate(tmp_path / "gate.toml", tmp_path / "project", None)
    (how,) = (each.loosens for each in adjudge_options() if each.name == name.partition(" ")[0])
    assert how is not None
    words = how(gate, value)
    assert (said(words, "en"), said(words, "zh")) == (english, chinese)


# --- bundle -----------------------------------------------------------------------------------------------------------


def pem(folder: Path, key: Any, secret: Any = None) -> Path:
    encryption = secret or serialization.NoEncryption()
    file = folder / "key.pem"
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption))
    return file


KEYS: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "P-384": (
        lambda folder: pem(folder, ec.generate_private_key(ec.SECP384R1())),
        "the key is of a sort that does not sign bundles. Use a PEM file with a private RSA key of 2048 bits",
        "该密钥种类不能用于给包签名。请使用 PEM 文件，内含 2048 位以上的 RSA 私钥（RS256），",
    ),
    "encrypted": (
        lambda folder: pem(
            folder, ec.generate_private_key(ec.SECP256R1()), serialization.BestAvailableEncryption(b"sesame")
        ),
        "the key is encrypted. Give it as it is, in a file of your own.",
        "密钥已加密。请给出未加密的密钥，存放在仅您本人可读的文件中。",
    ),
    "no key": (lambda folder: folder / "text", "the file holds no private key. Use ", "文件中没有私钥。请使用 "),
    "nowhere": (lambda folder: folder / "nowhere", "the key cannot be read: ", "密钥无法读取："),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_does_not_sign_bundles_is_told_in_each_language(name, tmp_path):
    (tmp_path / "text").write_text("no key")
    make, *expected = KEYS[name]
    with pytest.raises(UsageError) as caught:
        Signer(make(tmp_path))
    for wanted, line in zip(expected, told(caught.value), strict=True):
        assert line.startswith(wanted)


def test_without_the_extra_the_line_that_installs_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(UsageError) as caught:
        Signer(tmp_path / "key.pem")
    assert told(caught.value) == (
        "signing needs the package cryptography. Install adjudge[bundle].",
        "签名需要软件包 cryptography。请安装 adjudge[bundle]。",
    )


def test_what_was_exported_is_told_in_each_language(tmp_path, opa_binary):
    desk = Desk.make(tmp_path)
    key = pem(tmp_path, rsa.generate_private_key(65537, 2048))
    bundle = ("bundle", "-o", "bundle.tar.gz", "--opa", opa_binary, "--domain", "identity")
    for arguments, wanted in (
        (("--lang", "en"), r"bundle of identity: \d+ kinds, \d+ rules, not signed, revision [0-9a-f]{64}\n"),
        (("--lang", "zh"), r"identity 的包：\d+ 个类型，\d+ 条规则，未签名，修订版 [0-9a-f]{64}\n"),
        (("--key", str(key), "--lang", "en"), r"bundle of .* rules, signed with RS256, revision [0-9a-f]{64}\n"),
        (("--key", str(key), "--lang", "zh"), r"identity 的包：.*，已用 RS256 签名，修订版 [0-9a-f]{64}\n"),
    ):
        done = desk.adjudge(*bundle, *arguments)
        assert re.fullmatch(wanted, done.stdout), done.stdout + done.stderr


def test_an_engine_without_a_server_and_a_server_of_the_configuration_are_told(tmp_path):
    desk = Desk.make(tmp_path)
    done = desk.adjudge("check", ".", "--engine", "opa-url")
    assert "the engine opa-url needs a server. Name it with --opa-url or ADJUDGE_OPA_URL." in done.stderr
    desk.write("adjudge.toml", f'opa_url = "http://{HOST}:1"\n')
    done = desk.adjudge("check", ".", "--opa-token-file", "token")
    assert "opa_url of the configuration names the server, and whoever can write that is sent no token" in done.stderr
