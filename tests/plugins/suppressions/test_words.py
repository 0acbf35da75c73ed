"""What is said of waivers, signatures and baselines that cannot be read, in each language."""

from __future__ import annotations

import json

import pytest
from neighbours import GOOD, service
from notary import write_keys
from wheels import problems

WAIVERS = "adjudge-waivers.yaml"
MEMBERS = {"artifact": GOOD, "rule": "identity.service.real_name", "fingerprint": 7}


@pytest.mark.parametrize(
    ("arguments", "en", "zh"),
    [
        (
            ("sign", "folder", "--key", "key.pem"),
            "error: folder: the file cannot be read: this is a folder, not a file. Check the path.\n",
            "错误：folder: 无法读取文件：这是文件夹，不是文件。请检查路径。\n",
        ),
        (
            ("baseline", "--file", "folder"),
            "error: folder: the baseline cannot be read: this is a folder, not a file. Name it with --file.\n",
            "错误：folder: 无法读取基线：这是文件夹，不是文件。请用 --file 指明基线。\n",
        ),
        (
            ("check", "--baseline", "base.json"),
            "error: base.json: this is no baseline: a member of a finding is no text. "
            "Name another file, or delete this one and record it again with `adjudge baseline`.\n",
            "错误：base.json: 这不是基线：某个问题的成员不是文本。"
            "请指明其他文件，或删除此文件后用 `adjudge baseline` 重新记录。\n",
        ),
    ],
    ids=["sign", "baseline", "member"],
)
def test_what_cannot_be_read_is_exit_2_in_both_languages(project, arguments, en, zh):
    project.write(GOOD, service())
    project.write("folder/a.txt", "")
    project.write("base.json", json.dumps({"schema_version": "1", "findings": [MEMBERS]}))
    for language, said in (("en", en), ("zh", zh)):
        done = project.adjudge(*arguments, "--lang", language)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_signature_that_cannot_be_read_waives_nothing_and_is_told(project):
    write_keys(project.root.parent, "approver")
    gate = 'environment = "production"\n[plugins.identity]\n[waivers]\nkeys = ["approver.pub"]\n'
    (project.root.parent / "gate.toml").write_text(gate, encoding="utf-8")
    project.write(GOOD, service())
    project.write(WAIVERS, "waivers: []\n")
    project.write(f"{WAIVERS}.sig/a.txt", "")
    (problem,) = problems(project.json("--gate", "../gate.toml"))
    why = f"its signature {WAIVERS}.sig cannot be read: this is a folder, not a file"
    assert (problem["file"], problem["message"]) == (WAIVERS, why)
    done = project.adjudge("check", "--gate", "../gate.toml", "--lang", "zh")
    assert done.returncode == 3
    assert f"无法读取其签名 {WAIVERS}.sig：这是文件夹，不是文件" in done.stdout
    assert "豁免均不生效。" in done.stdout
