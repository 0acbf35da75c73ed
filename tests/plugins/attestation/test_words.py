"""What ``attest``, ``verify`` and ``replay`` say, in English and in Chinese; the codes of refusals are in no language."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from catering import catering
from desk import Desk
from notary import Notary

from adjudge.cli import adjudge as command_line
from adjudge.lib.errors import UsageError

pytestmark = pytest.mark.slow  # whole releases, with their keys

CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
DIGEST = re.compile(r"[0-9a-f]{64}")
ENGLISH = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2,}")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    """A release that was attested with a capsule; nobody changes it."""
    made = Notary.make(tmp_path_factory.mktemp("attested"), Desk)
    made.attest("--capsule", "../dist.capsule.json")
    return made


@pytest.fixture
def attested(original: Notary, tmp_path: Path) -> Notary:
    """A release that was attested, to do with as one likes."""
    return original.copy(tmp_path)


def told(notary: Notary, *arguments: str, code: int) -> tuple[str, str]:
    """Run a command in both languages, and give what it says last, without clocks and digests."""
    said = []
    for language in ("en", "zh"):
        done = notary.project.adjudge(*arguments, "--lang", language)
        assert done.returncode == code, done.stdout + done.stderr
        last = (done.stderr or done.stdout).splitlines()[-1]
        said.append(DIGEST.sub("<digest>", CLOCK.sub("<clock>", last)))
    return checked(*said)


def mistaken(notary: Notary, *arguments: str) -> tuple[str, str]:
    """Run a command that cannot be run so, and give the error in both languages."""
    with contextlib.chdir(notary.project.root), pytest.raises(UsageError) as caught:
        command_line.main([*arguments], standalone_mode=False)
    return checked(caught.value.told("en"), caught.value.told("zh"))


def checked(english: str, chinese: str) -> tuple[str, str]:
    """Give both; there is no English in the Chinese, but for quotations."""
    assert not ENGLISH.search(re.sub("“.*?”", "", chinese)), chinese
    return english, chinese


def told_all(notary: Notary, *arguments: str, code: int) -> Iterator[str]:
    for language in ("en", "zh"):
        done = notary.project.adjudge(*arguments, "--lang", language)
        assert done.returncode == code, done.stdout + done.stderr
        yield done.stdout


# --- verify -----------------------------------------------------------------------------------------------------------

VERIFY = ("verify", "dist", "--attestation", "../dist.intoto.jsonl")
GATE = (*VERIFY, "--gate", "../gate.toml")


def forged(**changes: Any) -> Callable[[Notary], None]:
    """Let the predicate say something else, with a good signature."""
    return lambda notary: notary.forge(lambda statement: statement["predicate"].update(changes))


def written(text: str) -> Callable[[Notary], object]:
    return lambda notary: notary.attestation.write_text(text)


def signed_twice(notary: Notary) -> None:
    line = notary.attestation.read_text("utf-8").splitlines()[0]
    notary.attestation.write_text(f"{line}\n{line}\n", encoding="utf-8")


def signed_list(notary: Notary) -> None:
    from adjudge.lib.signing import sign, signer_of
    from adjudge.plugins.attestation.statement import PAYLOAD_TYPE

    line = sign(b"[]", PAYLOAD_TYPE, signer_of(str(notary.beside / "release.pem"), None, str))
    notary.attestation.write_text(f"{line}\n{line}\n", encoding="utf-8")


def swapped_summary(notary: Notary) -> None:
    before = notary.attestation.read_text().splitlines()
    forged(signed_at="2026-01-01T00:00:00Z")(notary)
    after = notary.attestation.read_text().splitlines()
    notary.attestation.write_text(f"{before[0]}\n{after[1]}\n")


def linked(notary: Notary) -> None:
    file = notary.project.root / "dist" / "README.md"
    file.unlink()
    file.symlink_to("a.service.json")


REFUSED: dict[str, tuple[Callable[[Notary], object], tuple[str, ...], str, str]] = {
    "other environment": (
        forged(environment="staging"),
        GATE,
        "refused (environment): it is for another environment: staging, not production",
        "已拒绝（environment）：该证明用于另一环境：staging，而非 production",
    ),
    "other gate": (
        forged(gate={"sha256": "0" * 64}),
        GATE,
        "refused (gate): another gate decided: it has the digest <digest>, not <digest>",
        "已拒绝（gate）：由另一门禁作出决定：其摘要为 <digest>，而非 <digest>",
    ),
    "denied": (
        forged(decision="deny"),
        GATE,
        "refused (decision): the decision is no pass: deny",
        "已拒绝（decision）：判定结果不是通过：deny",
    ),
    "clock": (
        forged(as_of="2016-01-01T00:00:00Z"),
        GATE,
        "refused (as_of): the clock of the rules is too far from the signing time: judged as of <clock>, signed at <clock>",
        "已拒绝（as_of）：规则的判定时点与签名时间相差过大：判定时点 <clock>，签名时间 <clock>",
    ),
    "future": (
        forged(as_of="2100-01-01T00:00:00Z", signed_at="2100-01-01T00:00:00Z"),
        GATE,
        "refused (future): it was signed later than now: <clock>",
        "已拒绝（future）：签名时间晚于当前时间：<clock>",
    ),
    "old": (
        forged(as_of="2016-01-01T00:00:00Z", signed_at="2016-01-01T00:00:00Z"),
        GATE,
        "refused (too_old): it was signed too long ago: at <clock>, more than 168 h ago",
        "已拒绝（too_old）：签名距今过久：签名时间 <clock>，已超过 168 小时",
    ),
    "empty": (
        lambda notary: notary.forge(
            lambda said: said["predicate"].update(exempt=[each["name"] for each in said["subject"]])
        ),
        GATE,
        "refused (empty): nothing was judged",
        "已拒绝（empty）：没有判定任何制品",
    ),
    "other key": (
        lambda notary: notary.forge(lambda _statement: None, key="other"),
        GATE,
        "refused (signature): no allowed key has signed it",
        "已拒绝（signature）：没有获准的密钥为其签名",
    ),
    "summary": (
        swapped_summary,
        GATE,
        "refused (summary): the summary does not belong to the verdict",
        "已拒绝（summary）：汇总声明与判定声明不对应",
    ),
    "one line": (
        written("{}\n"),
        GATE,
        "refused (malformed): it is not what adjudge writes: cut off, not JSON, not by its schema: "
        "two envelopes are expected, a line each",
        "已拒绝（malformed）：不是 adjudge 写出的内容：被截断、不是 JSON 或者不符合其模式：应为两个信封，各占一行",
    ),
    "twice the verdict": (
        signed_twice,
        GATE,
        ": it is a statement of the type urn:adjudge:verdict:v1 and one of the type https://slsa.dev/verification_summary/v1",
        "：应为一个类型为 urn:adjudge:verdict:v1 的声明和一个类型为 https://slsa.dev/verification_summary/v1 的声明",
    ),
    "a list": (signed_list, GATE, ": a statement is one JSON object", "：声明应为一个 JSON 对象"),
    "a subject outside": (
        lambda notary: notary.forge(lambda said: said["subject"][0].update(name="../a")),
        GATE,
        ": a subject is named twice, or is no path inside a folder",
        "：某个主体重复列出，或者不是目录内的路径",
    ),
    "changed": (
        lambda notary: notary.project.write("dist/README.md", "#!/bin/sh\n"),
        GATE,
        "refused (changed): README.md: a file is not the one that was judged",
        "已拒绝（changed）：README.md：文件与当时判定的不一致",
    ),
    "extra": (
        lambda notary: notary.project.write("dist/run.sh", ""),
        GATE,
        "refused (extra): run.sh: a file is there that was not judged",
        "已拒绝（extra）：run.sh：存在未经判定的文件",
    ),
    "missing": (
        lambda notary: (notary.project.root / "dist" / "README.md").unlink(),
        GATE,
        "refused (missing): README.md: a file that was judged is not there",
        "已拒绝（missing）：README.md：缺少经过判定的文件",
    ),
    "link": (
        linked,
        GATE,
        "refused (link): README.md: a symbolic link is in the place of a file or folder",
        "已拒绝（link）：README.md：文件或目录处为符号链接",
    ),
    "pipe": (
        lambda notary: os.mkfifo(notary.project.root / "dist" / "pipe"),
        GATE,
        "refused (irregular): pipe: this is no regular file",
        "已拒绝（irregular）：pipe：不是普通文件",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_has_its_reason_in_each_language(attested, name):
    mistake, arguments, *expected = REFUSED[name]
    mistake(attested)
    for wanted, said in zip(expected, told(attested, *arguments, code=1), strict=True):
        assert wanted in said


def test_a_statement_against_its_schema_is_refused_with_the_place(attested):
    forged(artifacts=[])(attested)
    english, chinese = told_all(attested, *GATE, code=1)
    assert ": /predicate/artifacts: " in english
    assert "：/predicate/artifacts：" in chinese


def test_json_has_reasons_in_english_whatever_the_language(attested):
    attested.project.write("dist/README.md", "#!/bin/sh\n")
    done = attested.project.adjudge(*GATE, "--json", "--lang", "zh")
    assert json.loads(done.stdout)["reasons"] == [
        {"code": "changed", "message": "a file is not the one that was judged", "file": "README.md"}
    ]


def test_the_language_comes_from_the_variable_too(attested):
    assert attested.project.adjudge(*GATE, env={"ADJUDGE_LANG": "zh"}).stdout.startswith("验证通过：5 个文件")


def test_what_is_verified_is_told_and_where_it_was_copied(attested):
    assert told(attested, *GATE, code=0) == (
        "verified: 5 files for production, judged as of <clock>, signed at <clock>",
        "验证通过：5 个文件，环境 production，判定时点 <clock>，签名时间 <clock>",
    )
    for language, end in (("en", ", copied to ../en\n"), ("zh", "，已复制到 ../zh\n")):
        done = attested.project.adjudge(*GATE, "--copy-to", f"../{language}", "--lang", language)
        assert done.stdout.endswith(end)


def test_what_keeps_a_check_from_its_end_is_told(attested):
    english, chinese = told(attested, *GATE, "--copy-to", "../nowhere/live", code=3)
    assert english.startswith("refused (not_checked): ../nowhere/live: it cannot be read or written: ")
    assert chinese.startswith("已拒绝（not_checked）：../nowhere/live：无法读取或写入：")
    attested.attestation.unlink()
    english, chinese = told(attested, *GATE, code=3)
    assert english.startswith("refused (not_checked): ../dist.intoto.jsonl: the attestation cannot be read: ")
    assert chinese.startswith("已拒绝（not_checked）：../dist.intoto.jsonl：证明无法读取：")


UNVERIFIABLE: dict[str, tuple[tuple[str, ...], str, str]] = {
    "folder": (
        ("verify", "nowhere", *GATE[2:]),
        "nowhere is no folder. Name the folder that is deployed.",
        "nowhere 不是目录。请指定所部署的目录。",
    ),
    "inside": (
        ("verify", "..", *VERIFY[2:], "--environment", "x", "--gate-digest", "0" * 64, "--key", "../release.pub"),
        "the attestation lies among the files that it is about. Keep it beside them.",
        "证明位于其所证明的文件之中。请将它放在这些文件之外。",
    ),
    "copy there": (
        (*GATE, "--copy-to", ".."),
        ".. is there already. Name a folder that is not there yet.",
        ".. 已存在。请指定尚不存在的目录。",
    ),
    "copy inside": (
        (*GATE, "--copy-to", "dist/live"),
        "dist/live lies among the files that are verified. Name a place outside.",
        "dist/live 位于受验证的文件之中。请指定其外的位置。",
    ),
    "other environment": (
        (*GATE, "--environment", "staging"),
        "the gate is for production, not staging. Name the gate of this one.",
        "该门禁用于 production，而非 staging。请指定本环境的门禁。",
    ),
    "age": (
        (*GATE, "--max-age", "169"),
        "--max-age is more than the 168 h of the gate. Under a gate, only tighten.",
        "--max-age 超过门禁规定的 168 小时。有门禁时只能收紧。",
    ),
    "no gate": (
        VERIFY,
        "it is not said which gate must have decided. Name it with --gate, or by --environment and --gate-digest.",
        "未说明应由哪个门禁作出决定。请用 --gate 指定，或用 --environment 和 --gate-digest 指定。",
    ),
    "no key": (
        (*GATE, "--key", "../other.pub"),
        "no key may have signed. Name public keys with --key, or in the gate as attestation.keys; they must meet.",
        "没有获准签名的密钥。请用 --key 或门禁的 attestation.keys 列出公钥；两处都列出时须有重合。",
    ),
}


@pytest.mark.parametrize("name", UNVERIFIABLE)
def test_what_cannot_be_verified_at_all_is_told_in_each_language(original, name):
    arguments, *expected = UNVERIFIABLE[name]
    for wanted, said in zip(expected, mistaken(original, *arguments), strict=True):
        assert wanted in said


def test_an_empty_variable_of_the_gate_is_told(original, monkeypatch):
    monkeypatch.setenv("ADJUDGE_GATE", "")
    assert mistaken(original, *VERIFY) == (
        "ADJUDGE_GATE is empty. Give it its value, or unset it.",
        "ADJUDGE_GATE 为空。请为它赋值，或取消设置。",
    )


# --- attest -----------------------------------------------------------------------------------------------------------

ATTEST = ("attest", "dist", "--gate", "../gate.toml", "--key", "../release.pem", "-o", "../dist.intoto.jsonl")


def test_what_is_attested_is_told(attested):
    assert told(attested, *ATTEST, code=0) == (
        "attested: dist, in ../dist.intoto.jsonl",
        "已出具证明：dist，写入 ../dist.intoto.jsonl",
    )


UNATTESTED: dict[str, tuple[tuple[str, ...], str, str]] = {
    "no gate": (
        ("attest", "dist", "--key", "../release.pem"),
        "an attestation needs a gate. Name it with --gate: it says what was asked for.",
        "出具证明需要门禁。请用 --gate 指定门禁，由它规定发布的要求。",
    ),
    "inside": (
        (*ATTEST[:-1], "dist/a.intoto.jsonl"),
        "dist/a.intoto.jsonl lies in the release. Write it beside the folder that is released.",
        "dist/a.intoto.jsonl 位于发布目录之内。请写到发布目录之外。",
    ),
    "foreign": (
        (*ATTEST[:-1], "../gate.toml"),
        "../gate.toml is there, and is no attestation or capsule. Name another file.",
        "../gate.toml 已存在，且不是证明或胶囊。请指定另一个文件。",
    ),
    "other key": (
        (*ATTEST[:4], "--key", "../other.pem", *ATTEST[6:]),
        "the key is none of those that may sign for the gate production. "
        "Sign with one of them, or add its public key to attestation.keys of the gate.",
        "该密钥无权为门禁 production 签名。请使用有权签名的密钥，或将其公钥加入门禁的 attestation.keys。",
    ),
    "no folder": (
        (*ATTEST[:-1], f"../gate.toml/{'a' * 300}"),
        "the attestation of an earlier run cannot be taken away: ",
        "无法移除先前运行写出的证明：",
    ),
}


@pytest.mark.parametrize("name", UNATTESTED)
def test_what_cannot_be_attested_is_told_in_each_language(attested, name):
    arguments, *expected = UNATTESTED[name]
    for wanted, said in zip(expected, mistaken(attested, *arguments), strict=True):
        assert wanted in said


def test_a_verdict_that_is_not_attested_is_told(attested):
    file = attested.project.root / "dist" / "a.service.json"
    file.rename(attested.project.root / "a.service.json")
    file.symlink_to("../a.service.json")
    english, chinese = told(attested, *ATTEST, code=3)
    assert english.endswith(
        "not attested: dist/a.service.json: the release holds a link, and what it leads to could change. "
        "Put the file itself there."
    )
    assert chinese.endswith(
        "未出具证明：dist/a.service.json: 发布中含有符号链接，其所指内容可能改变。请改为放入文件本身。"
    )


# --- replay -----------------------------------------------------------------------------------------------------------

REPLAY = ("replay", "../dist.capsule.json")


def changed(edit: Callable[[dict[str, Any]], object]) -> Callable[[Notary], None]:
    """Change a capsule."""

    def change(notary: Notary) -> None:
        file = notary.beside / "dist.capsule.json"
        said = json.loads(file.read_text("utf-8"))
        edit(said)
        file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")

    return change


def outcomes(said: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = next(
        each["outcomes"] for each in said["artifacts"] if each["path"] == "dist/a.service.json"
    )
    return found


OTHER: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "outcome": (
        lambda said: outcomes(said).update({"identity.service.real_name": "denied"}),
        "refused (outcomes): dist/a.service.json: judged again, a rule has another outcome: "
        "identity.service.real_name was denied, is passed",
        "已拒绝（outcomes）：dist/a.service.json：重新判定后，某条规则的结果不同："
        "identity.service.real_name 原为 denied，现为 passed",
    ),
    "outcome of no rule": (
        lambda said: outcomes(said).update({"identity.service.odd": "denied"}),
        ": identity.service.odd was denied, has no outcome now",
        "：identity.service.odd 原为 denied，现无结果",
    ),
    "no outcome": (
        lambda said: outcomes(said).pop("identity.service.real_name"),
        ": identity.service.real_name had no outcome, is passed",
        "：identity.service.real_name 原无结果，现为 passed",
    ),
    "report": (
        lambda said: said["artifacts"][0].update(size=1),
        "refused (report): judged again, the report is another one",
        "已拒绝（report）：重新判定后，报告不同",
    ),
    "policies": (
        lambda said: said["policies"][0].update(sha256="0" * 64),
        "refused (policies): other policies, schemas or parameters are installed than those that judged: of dubbing.consent",
        "已拒绝（policies）：已安装的策略、模式或参数与当时判定所用的不同：涉及类型 dubbing.consent",
    ),
    "kind": (
        lambda said: said["artifacts"][0].update(kind="tavern.menu"),
        ": there is no kind tavern.menu",
        "：没有类型 tavern.menu",
    ),
    "parameters": (
        lambda said: said["parameters"]["identity"].pop("log_retention_months"),
        ": the parameters come out otherwise",
        "：得出的参数不同",
    ),
}


@pytest.mark.parametrize("name", OTHER)
def test_what_comes_out_otherwise_is_told_in_each_language(attested, name):
    edit, *expected = OTHER[name]
    changed(edit)(attested)
    said = list(told_all(attested, *REPLAY, code=1))
    assert all(wanted in lines for wanted, lines in zip(expected, said, strict=True)), said


def test_the_same_report_is_told(attested):
    assert told(attested, *REPLAY, code=0) == (
        "replayed: 4 artifacts, the same report",
        "重放完成：4 个制品，报告一致",
    )


def test_what_is_no_capsule_or_cannot_be_judged_again_is_told(attested):
    english, chinese = mistaken(attested, *REPLAY, "--engine", "tavern")
    assert "there is no engine tavern. Known: auto, embedded, opa, opa-url." in english
    assert "没有引擎 tavern。已知引擎：auto、embedded、opa、opa-url。" in chinese
    changed(lambda said: said.update(engine="tavern"))(attested)
    assert told(attested, *REPLAY, code=3) == (
        "refused (not_checked): there is no engine tavern, which judged",
        "已拒绝（not_checked）：没有当时判定所用的引擎 tavern",
    )
    changed(lambda said: said.update(schema_version="2"))(attested)
    english, chinese = told(attested, *REPLAY, code=1)
    assert english.startswith("refused (malformed): dist.capsule.json: it is not what adjudge writes: ")
    assert chinese.startswith("已拒绝（malformed）：dist.capsule.json：不是 adjudge 写出的内容：")
    (attested.beside / "dist.capsule.json").unlink()
    english, chinese = told(attested, *REPLAY, code=3)
    assert english.startswith("refused (not_checked): ../dist.capsule.json: the capsule cannot be read: ")
    assert chinese.startswith("已拒绝（not_checked）：../dist.capsule.json：胶囊无法读取：")


def test_policies_that_cannot_be_loaded_any_more_are_told(tmp_path):
    made = Notary.make(tmp_path, Desk)
    made.project.plugin("catering", catering())
    made.project.write("dist/a.catering.yaml", "dishes:\n- name: soup\n  allergens: []\n")
    made.attest("--capsule", "../dist.capsule.json")
    rule = next(made.project.site.rglob("*.rego"))
    rule.write_text(rule.read_text() + "\ndeny contains\n")
    english, chinese = told_all(made, *REPLAY, code=3)
    assert "refused (not_checked): the policies cannot be loaded: the policy does not load: " in english
    assert "已拒绝（not_checked）：策略无法加载：策略无法加载：" in chinese
