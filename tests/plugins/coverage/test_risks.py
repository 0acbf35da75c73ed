"""`adjudge coverage --risks`: which of the 31 risks the scripts of a job touch, and which their reviews looked for."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files

import jsonschema
import pytest
from desk import Desk

SCHEMA = json.loads((files("adjudge.schemas") / "adjudge" / "coverage.json").read_text(encoding="utf-8"))
SCRIPT = "1\n00:00:01,000 --> 00:00:02,000\nsample widget\n"


@pytest.fixture
def desk(tmp_path):
    """A job of two scripts: one with a review that says what it looked for, one without any."""
    desk = Desk.make(tmp_path)
    desk.write("adjudge.toml", '[params.content_security]\nkeyword_library = "words.csv"\n')
    desk.write("words.csv", "term,category,risk\nwidget,I9,\nsample,U1,A.4.2\n")
    desk.write("words.csv.meta.yaml", 'updated: "2026-11-20T00:00:00+08:00"\n')
    desk.write("job/a.srt", SCRIPT)
    desk.write("job/b.srt", SCRIPT.replace("sample", "another"))
    desk.write(
        "job/a.srt.review.yaml",
        f"script_sha256: {sha256(SCRIPT.encode()).hexdigest()}\nreviewed_at: 2026-11-22T10:00:00+08:00\n"
        "reviewer: {role: content reviewer}\nresult: approved\ncovers: [A.1.6, I8]\n",
    )
    return desk


def test_each_risk_names_the_scripts_that_touch_it_and_the_reviews_that_looked_for_it(desk):
    done = desk.adjudge("coverage", "--risks", "job", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(said)
    risks = said["risks"]
    assert (risks["artifacts"], risks["silent"]) == (["job/a.srt", "job/b.srt"], ["job/b.srt"])
    assert len(risks["members"]) == 31
    found = {
        each["id"]: (each["hit"], each["reviewed"]) for each in risks["members"] if each["hit"] or each["reviewed"]
    }
    assert found == {
        "A.1.6": (["job/a.srt", "job/b.srt"], ["job/a.srt"]),
        "A.1.7": ([], ["job/a.srt"]),
        "A.4.2": (["job/a.srt"], []),
    }


def test_people_read_it_in_both_languages(desk):
    english = desk.adjudge("coverage", "--risks", "job").stdout.splitlines()
    assert "A.1.6  touched in 2  reviewed in 1  violence, obscenity and pornography" in english
    assert english[-1].startswith("scripts: 2, risks: 31, touched by keywords: 2, looked for in reviews: 2")
    chinese = desk.adjudge("coverage", "--risks", "job", "--lang", "zh", "--markdown").stdout.splitlines()
    assert chinese[0] == "# 脚本涉及的安全风险"
    assert "| A.1.6 | 2 个脚本命中 | 1 个脚本已审核 | 宣扬暴力、淫秽色情 |" in chinese


def test_a_job_without_scripts_touches_nothing(desk):
    desk.write("job2/readme.txt", "nothing")
    done = desk.adjudge("coverage", "--risks", "job2", "--json")
    assert done.returncode == 0
    assert not any(each["hit"] or each["reviewed"] for each in json.loads(done.stdout)["risks"]["members"])


def test_a_script_that_cannot_be_looked_at_is_told(desk):
    desk.write("job/c.srt", "no cue")
    done = desk.adjudge("coverage", "--risks", "job")
    assert done.returncode == 3
    assert "job/c.srt" in done.stderr


def test_it_is_about_no_instrument(desk):
    done = desk.adjudge("coverage", "pipl", "--risks", "job")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--risks" in done.stderr
