"""The HTML report is one closed file: nothing in it runs, loads or marks up but what adjudge put there."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.lib.escape import brief
from adjudge.lib.rego.rule import SEVERITIES
from adjudge.lib.wording import wording

Run = Callable[..., str]
VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """Reads a page: elements with attributes, their texts, and whether every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.code: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert len(attrs) == len(dict(attrs)), (tag, attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.code[self._open[-1]] = self.code.get(self._open[-1], "") + data
        elif data.strip():
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def page(run: Run, make: SimpleNamespace) -> Any:
    def write(verdicts: Any = None, **more: Any) -> Page:
        return Page(run("html", make.bad() if verdicts is None else verdicts, **more))

    return write


@pytest.mark.parametrize("which", ["bad", "hostile"])
def test_the_policy_allows_the_one_style_and_script_and_nothing_else(
    page: Any, make: SimpleNamespace, which: str
) -> None:
    found = page(getattr(make, which)())
    (policy,) = (meta["content"] for meta in found.all("meta") if meta.get("http-equiv"))
    hashes = {name: b64encode(sha256(text.encode()).digest()).decode() for name, text in found.code.items()}
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert (len(found.all("script")), len(found.all("style"))) == (1, 1)


@pytest.mark.parametrize("which", ["bad", "hostile"])
def test_nothing_is_loaded_and_no_attribute_runs(page: Any, make: SimpleNamespace, which: str) -> None:
    found = page(getattr(make, which)(), problems=(make.plugin_problem(),))
    for tag, attributes in found.elements:
        assert tag not in {"img", "link", "iframe", "object", "embed", "base"}
        assert not {name for name in attributes if name.startswith("on") or name in ("src", "style", "action")}
        assert re.match(r"#|https://example\.org/", attributes.get("href") or "#")
    assert "@import" not in found.code["style"]
    assert "url(" not in found.code["style"]


def test_hostile_text_is_shown_as_text(page: Any, make: SimpleNamespace) -> None:
    found = page(make.hostile())
    calm = {tag for tag, _ in page(problems=(make.plugin_problem(),)).elements}
    assert {tag for tag, _ in found.elements} <= calm
    for text in filter(None, make.texts):
        assert any(brief(text) in shown for shown in found.texts), text
    assert found.code == page().code


def test_an_address_that_would_run_is_no_link(page: Any, run: Any, make: SimpleNamespace) -> None:
    for file in run.instruments._files.values():
        file.write_text(file.read_text("utf-8").replace("https://example.org", "javascript:alert"), "utf-8")
    assert not [link for link in page().all("a") if not (link["href"] or "").startswith("#")]


def test_the_decision_the_counts_and_every_outcome_are_named(page: Any, make: SimpleNamespace) -> None:
    found = page()
    texts = " ".join(found.texts)
    assert wording("en")("report.verdicts.error") in texts
    assert wording("zh")("report.verdicts.error") in texts
    rows = [attributes for tag, attributes in found.elements if tag == "li" and "data-severity" in attributes]
    assert len(rows) == sum(len(verdict.outcomes) for verdict in make.bad())
    assert {row["data-severity"] for row in rows} <= set(SEVERITIES)
    assert {row["data-domain"] for row in rows} == {"dubbing"}
    for verdict in make.bad():
        assert verdict.path in found.texts


def test_each_instrument_says_which_cited_clauses_were_checked_and_how(run: Run, make: SimpleNamespace) -> None:
    text = run("html", make.bad())
    section = text.partition(wording("en")("report.page.coverage"))[2].partition(wording("en")("report.page.rules"))[0]
    assert "Label Provisions" in section
    assert re.search(r"Audio has a label\..*explicit_label", section, re.DOTALL)
    assert f'1 <span lang="en">{wording("en")("report.outcomes.denied")}</span>' in section
    assert "GB 1-2025" in section


def test_clauses_that_no_rule_cites_are_listed(page: Any, run: Any, make: SimpleNamespace) -> None:
    file = run.instruments._files["labels"]
    more = '{"number": "9", "summary": {"en": "Records are kept.", "zh": "保存记录。"}, "checkable": false}'
    file.write_text(file.read_text("utf-8").replace('"checkable": true}', f'"checkable": true}}, {more}'), "utf-8")
    assert "Records are kept." in page().texts


def test_every_text_that_has_two_languages_is_there_in_both(page: Any) -> None:
    languages = [attributes["lang"] for tag, attributes in page().elements if tag == "span" and "lang" in attributes]
    assert languages.count("en") == languages.count("zh-Hans") > 100


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_it_opens_in_the_language_of_the_run(page: Any, language: str, tag: str) -> None:
    found = page(language=language)
    assert found.all("html")[0]["lang"] == tag
    assert [radio["value"] for radio in found.all("input") if radio["type"] == "radio" and "checked" in radio] == [tag]


def test_it_can_be_used_without_a_mouse_and_without_eyes(page: Any, make: SimpleNamespace) -> None:
    found = page()
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {
        (link["href"] or "").removeprefix("#") for link in found.all("a") if (link["href"] or "").startswith("#")
    } <= set(ids)
    assert len(found.all("h1")) == 1
    assert found.all("details")[0].keys() >= {"data-verdict"}
    assert all("type" in button for button in found.all("button"))
    assert found.all("output")[0]["aria-live"] == "polite"
    assert len(found.all("legend")) == 3


def test_what_passed_is_folded_and_the_rest_is_open(page: Any, make: SimpleNamespace) -> None:
    folded = {box["data-verdict"]: "open" not in box for box in page().all("details") if "data-verdict" in box}
    assert folded == {"deny": False, "error": False, "pass": True}


def test_more_artifacts_than_memory_should_hold_are_written_all_the_same(
    run: Run, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("html", make.bad())
    monkeypatch.setattr("adjudge.plugins.reports.html.writer._KEPT", 100)
    assert run("html", make.bad()) == whole


def test_engine_apart_the_same_run_gives_the_same_bytes(run: Run, make: SimpleNamespace) -> None:
    assert run("html", make.bad()) == run("html", make.bad(), verbosity=1, colour=True)


def test_what_belongs_to_no_artifact_is_there(page: Any, make: SimpleNamespace) -> None:
    texts = page(problems=(make.plugin_problem(),), unclaimed=("broken/notes.md",)).texts
    assert {"broken/notes.md", "catering/plugin.py:3"} <= set(texts)
    assert any("No module named 'yamlish'" in text for text in texts)


def test_an_instrument_that_cannot_be_read_costs_its_block_only(page: Any, run: Any) -> None:
    for file in run.instruments._files.values():
        file.write_text("[]", encoding="utf-8")
    assert any("the file is no instrument" in text for text in page().texts)
