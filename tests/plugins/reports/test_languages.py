"""A report is in one language, whichever: Chinese without an English sentence, and one of which only some words are there."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from writers import WRITERS, writer

import adjudge
from adjudge import Options, Session, Summary, Verdict
from adjudge.lib import words as locale
from adjudge.lib.options import Given, Values
from adjudge.lib.rego.rule import Effective
from adjudge.lib.wording import wording
from adjudge.plugins.reports.html import markup
from adjudge.report import Context

pytestmark = pytest.mark.slow  # whole examples in every language

ROOT = Path(__file__).resolve().parents[3]
READ = ("text", "markdown", "github", "gitlab", "junit", "html")
"""The reports that people read; those of programs have both languages, or one where it says which."""

_CODE = re.compile(r"`[^`]*`|``.*?``|<code>.*?</code>|<pre>.*?</pre>", re.DOTALL)
_FRAME = re.compile(r"^ *\d+ \| .*$|^ *\| *\^ *$|^ *--> .*$", re.MULTILINE)
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|'[^']*'|「[^」]*」|《[^》]*》")
_NAMES = re.compile(r"[\w.*{}-]*[/_#@][\w./#*{}@:-]*|\b\w+\.\w[\w.]*|--[\w-]+|https?:\S+")
_SENTENCE = re.compile(r"(?<![\w-])[a-z]+(?:[,:;]? [a-z]+){2,}(?![\w-])")


def sentences(text: str) -> list[str]:
    """Return what reads as English: three words in lower case in a row that are no code, quotation, path or flag."""
    for kind in (_CODE, _FRAME, _QUOTED, _NAMES):
        text = kind.sub("·", text)
    return _SENTENCE.findall(text)


def test_the_search_for_english_finds_a_sentence_and_no_name() -> None:
    assert sentences("错误：the list is not closed") == ["the list is not closed"]
    assert (
        sentences("错误：此处为 `the list is not closed`，见 a.yaml:3:4 [too_long] “the cat sat here” x_y/the_z.w")
        == []
    )
    assert sentences("12 | title: the cat sat here\n   | ^ 标题过长") == []


@pytest.fixture(scope="module")
def judged() -> Iterator[tuple[Context, tuple[Verdict, ...], Summary]]:
    with Session(ROOT / "examples" / "broken", options=Options(as_of="2026-12-15")) as session:
        verdicts = tuple(session.verdicts())
        yield session.context(language="zh", verbosity=1), verdicts, session.summary()


def report(name: str, context: Context, verdicts: tuple[Verdict, ...], summary: Summary) -> str:
    stream = io.StringIO()
    made = writer(name)(stream, context)
    for verdict in verdicts:
        made.verdict(verdict)
    made.finish(summary)
    return stream.getvalue()


def readable(name: str, text: str) -> str:
    """Return of a report what is read as Chinese: of the page that part, of XML, JSON and commands the text."""
    if name == "gitlab":
        return "\n".join(entry["description"] for entry in json.loads(text))
    if name == "junit":
        text = re.sub(r'<testcase name="[^"]*"|file="[^"]*"|<[/?]?[a-z]+|/?>', "\n", text)
        return html.unescape(re.sub(r' (?:message|classname|name)="([^"]*)"', r"\n\1", text))
    if name == "html":
        for gone in (
            r"<(style|script|head|code|pre|mark)\b.*?</\1>",
            r'<(span|label)\b[^>]*? lang="en">.*?</\1>',
            r'<(span) class="(?:path|kind)">.*?</\1>',
        ):
            text = re.sub(gone, "·", text, flags=re.DOTALL)
        text = re.sub("<[^>]*>", "\n", text)
    return html.unescape(text).replace("%0A", "\n")


def content(context: Context, verdicts: tuple[Verdict, ...]) -> str:
    """Return what documents say, and instruments of themselves: rules quote it as it is."""
    return json.dumps([[each.document for each in verdicts], context.instruments.as_data()], ensure_ascii=False)


@pytest.mark.parametrize("name", READ)
def test_a_chinese_report_has_no_english_sentence(
    name: str, judged: tuple[Context, tuple[Verdict, ...], Summary]
) -> None:
    context, verdicts, _summary = judged
    quoted = content(context, verdicts)
    found = sentences(readable(name, report(name, *judged)))
    assert sorted({each for each in found if each not in quoted}) == []


# --- a language of which only some words are there ----------------------------------------------------------------


@pytest.fixture
def island(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Bring a third language with a few words of its own."""
    folder = tmp_path / "locale"
    shutil.copytree(ROOT / "locale", folder)
    (folder / "xx.yaml").write_text(
        'language:\n  name: "Xish"\n  tag: xx-Latn\n  colon: " = "\n'
        'report:\n  verdicts.deny: "noxx"\n  clause: "clauxx"\n  as_of: "{local}"\n  named: "{id}/{title}"\n'
        'coverage:\n  reach.whole: "coxxed"\nexplain:\n  basis: "baxxis"\n'
        'horizon:\n  horizon: "horixxon"\npages:\n  reference: "Referexx"\nlisting:\n  blocked: "bloxxed"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(locale, "folder", lambda: folder)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for known in (locale.section, locale._source, locale.languages, wording, markup.tags):
        known.cache_clear()


@pytest.mark.usefixtures("island")
@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_report_is_written_in_a_language_that_has_only_some_words(
    name: str, judged: tuple[Context, tuple[Verdict, ...], Summary]
) -> None:
    context, verdicts, summary = judged
    text = report(name, context._replace(language="xx"), verdicts, summary)
    assert text
    if name in ("text", "markdown", "html"):
        assert "noxx" in text
    if name == "text":
        assert "clauxx = " in text
        assert " rules passed" in text
        assert "2026-12-15T20:00:00+08:00" in text


@pytest.mark.usefixtures("island")
def test_the_page_shows_every_language_that_there_is(judged: tuple[Context, tuple[Verdict, ...], Summary]) -> None:
    text = report("html", *judged)
    assert '<span lang="en">deny</span><span lang="xx-Latn">noxx</span><span lang="zh-Hans">不通过</span>' in text
    assert '<label lang="xx-Latn"><input type="radio" name="lang" id="lang-xx" value="xx-Latn">Xish</label>' in text
    assert ':has(#lang-xx:checked) [lang="zh-Hans"]:not(html, .tongue *)' in text
    assert "dubbing.project/Dubbing project" in text


@pytest.mark.usefixtures("island")
def test_listings_and_pages_are_said_in_a_third_language_too() -> None:
    from adjudge.plugins.coverage.command import _text
    from adjudge.plugins.coverage.coverage import cover
    from adjudge.plugins.introspection.explain import _lines
    from adjudge.plugins.reference.pages import Pages

    settings = adjudge.load_settings(Options())
    settings.catalogue.open_all()
    settings = settings._replace(
        values=settings.values.joined(Values({"lang": (Given("lang", "xx", "caller", "lang"),)}))
    )
    rule = settings.catalogue.rules()["dubbing.project.explicit_label"]
    assert "baxxis =" in list(_lines(settings, rule))
    instrument = settings.catalogue.instruments.get("csl")
    assert instrument is not None
    covered = list(cover([instrument], settings.catalogue.rules().values(), datetime.now(UTC)))
    assert any("  coxxed  " in line for line in _text(covered, "xx"))
    domains = (settings.catalogue.open("dubbing").domain,)
    pages = Pages(catalogue=settings.catalogue, domains=domains, instruments=(), language="xx").pages()
    assert "# Referexx\n\n[English](../en/README.md) · [中文](../zh/README.md)\n" in pages["README.md"]


def test_the_clock_of_the_run_is_that_of_the_instruments_in_chinese_and_utc_in_english(
    judged: tuple[Context, tuple[Verdict, ...], Summary],
) -> None:
    context, verdicts, summary = judged
    assert "2026-12-15T20:00:00+08:00" in report("text", context, verdicts, summary)
    assert "2026-12-15T12:00:00Z" in report("text", context._replace(language="en"), verdicts, summary)


def test_a_kind_has_its_title_beside_it_in_chinese(judged: tuple[Context, tuple[Verdict, ...], Summary]) -> None:
    assert "（dubbing.project，配音项目）" in report("text", *judged)
    assert "（dubbing.project，配音项目）" in report("markdown", *judged)
    assert '<span lang="zh-Hans">dubbing.project（配音项目）</span>' in report("html", *judged)


@pytest.mark.parametrize("name", ["text", "markdown", "html", "github", "junit", "sarif"])
def test_a_time_from_which_a_rule_is_in_force_is_on_the_clock_of_its_instrument(name: str, run: Any, make: Any) -> None:
    law = run.instruments.get("labels")._replace(zone="Asia/Shanghai")
    run.instruments._read["labels"] = law
    later = "dubbing.project.later"
    run.rules[later] = make.rule(
        later, "Later", "以后", basis=("labels",), effective=Effective(since="2027-03-01T00:00:00Z")
    )
    finding = make.finding(later, 2, 5, "not yet", "尚未")
    outcome = make.outcome(later, "pending", finding, note="2027-03-01T00:00:00Z")
    text = run(name, [make.verdict("broken/demo.project.yaml", "warn", outcome)])
    assert "in force from 2027-03-01T08:00:00+08:00" in text
