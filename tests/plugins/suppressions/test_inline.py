"""Inline waivers: real comments only, about one line only, and told where they do not count."""

from __future__ import annotations

import json

import pytest
from catering import PLUGIN, catering
from desk import Desk

RULE = "catering.menu.allergens"
DAY = "2026-11-02"
WAIVE = f"adjudge: waive {RULE} until 2026-12-31 by kitchen: the cook is ill"
ANY_FORM = {PLUGIN: ('files=("*.catering.yaml",)', 'files=("*.catering.*",)')}


@pytest.fixture
def kitchen(project: Desk) -> Desk:
    """A project with the plugin ``catering`` in which inline waivers count."""
    project.plugin("catering", catering(ANY_FORM))
    project.write("adjudge.toml", "inline_waivers = true\n")
    return project


def findings(kitchen: Desk, name: str, text: str | bytes, *more: str) -> dict[str, list[int]]:
    """Judge a file; return the lines of the findings that count, those that are waived, and those of what is told."""
    kitchen.write(name, text)
    said = json.loads(kitchen.adjudge("check", name, "-o", "json", "--as-of", DAY, *more).stdout)
    found: dict[str, list[int]] = {"denied": [], "waived": [], "told": []}
    for artifact in said["artifacts"]:
        for outcome in artifact["outcomes"]:
            for each in outcome.get("findings", ()):
                where = "told" if outcome["rule"] == "adjudge.waivers.inline" else "denied"
                found["waived" if each.get("excuse") else where].append(each["line"])
    return found


# --- what a comment is about ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_comment_behind_something_is_about_its_own_line_and_no_other(kitchen, end):
    text = f"dishes:\n- {{name: a}} # {WAIVE}\n- {{name: b}}\n".replace("\n", end)
    assert findings(kitchen, "a.catering.yaml", text) == {"denied": [3], "waived": [2], "told": []}


@pytest.mark.parametrize("above", [f"  # {WAIVE}\n", f"# {WAIVE}\n  # why\n"])
def test_a_comment_that_stands_alone_is_about_the_next_line_that_is_none(kitchen, above):
    line = 2 + above.count("\n")
    found = findings(kitchen, "a.catering.yaml", f"dishes:\n{above}- {{name: a}}\n- {{name: b}}\n")
    assert found == {"denied": [line + 1], "waived": [line], "told": []}


def test_a_comment_before_an_empty_line_is_about_that_line(kitchen):
    text = f"dishes:\n# {WAIVE}\n\n- {{name: a}}\n"
    assert findings(kitchen, "a.catering.yaml", text)["denied"] == [4]


@pytest.mark.parametrize(
    ("name", "text", "waived"),
    [
        ("a.catering.yaml", f"dishes: [{{name: a}}, # {WAIVE}\n  {{name: b}}]\n", [1]),
        ("a.catering.yaml", f"dishes:\n- &one {{name: a}} # {WAIVE}\n- *one\n", [2]),
        ("a.catering.yaml", f'dishes:\n- {{name: "a\n    b"}}\n- {{name: c}} # {WAIVE}\n', [4]),
        ("a.catering.yaml", f"dishes: # {WAIVE}\n- name: |\n    a\n# {WAIVE}\n- name: b\n", [5]),
        ("a.catering.yaml", f"dishes:\n- name: | # {WAIVE}\n    a\n", [2]),
        ("a.catering.yaml", f"dishes:\n- {{name: a}}\t# {WAIVE}\n", [2]),
        ("a.catering.toml", f'[[dishes]] # {WAIVE}\nname = """\na"""\n', [1]),
        ("a.catering.toml", f"dishes = [\n# {WAIVE}\n{{name = \"a\"}}, # nothing\n{{name = 'b'}}]\n", [3]),
    ],
    ids=["flow", "anchor", "folded", "below a block", "head of a block", "tab", "table", "array"],
)
def test_a_comment_in_any_construct_of_its_format_counts(kitchen, name, text, waived):
    assert findings(kitchen, name, text)["waived"] == waived


def test_a_comment_in_one_of_several_documents_is_about_its_own_line(kitchen):
    text = f"dishes:\n- {{name: a}} # {WAIVE}\n---\ndishes:\n- {{name: a}}\n"
    assert findings(kitchen, "a.catering.yaml", text) == {"denied": [5], "waived": [2], "told": []}


# --- what is no comment ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.catering.yaml", f'dishes:\n- {{name: "# {WAIVE}"}}\n'),
        ("a.catering.yaml", f"dishes:\n- {{name: '# {WAIVE}'}}\n"),
        ("a.catering.yaml", f"dishes:\n- name: |\n    a\n    # {WAIVE}\n- name: b\n"),
        ("a.catering.yaml", f"dishes:\n- name: >-\n\n    # {WAIVE}\n- name: b\n"),
        ("a.catering.yaml", f'dishes:\n- name: "a\n    # {WAIVE}"\n- name: b\n'),
        ("a.catering.yaml", f"dishes:\n- name: 'a#{WAIVE.replace(': ', ':')}'\n"),
        ("a.catering.toml", f'[[dishes]]\nname = "# {WAIVE}"\n'),
        ("a.catering.toml", f"[[dishes]]\nname = '''\n# {WAIVE}\n'''\n[[dishes]]\nname = 'b'\n"),
        ("a.catering.toml", f'dishes = [\n{{name = """# {WAIVE}"""}},\n{{name = "b"}}]\n'),
        ("a.catering.json", f'{{"dishes": [{{"name": "# {WAIVE}"}}]}}'),
        ("a.catering.json", f'{{"dishes": [{{"name": "// {WAIVE}"}},\n{{"name": "b"}}]}}'),
        ("a.catering.jsonl", f'{{"dishes": [{{"name": "# {WAIVE}"}}]}}\n'),
    ],
)
def test_words_in_a_string_a_block_or_a_cell_waive_nothing_and_are_not_told(kitchen, name, text):
    found = findings(kitchen, name, text)
    assert (found["waived"], found["told"]) == ([], [])


def test_a_comment_of_a_related_file_waives_nothing_of_what_names_it(kitchen):
    kitchen.write("recipe.txt", f"# {WAIVE}\n" * 5)
    assert findings(kitchen, "a.catering.yaml", "dishes:\n- {name: a, recipe: recipe.txt}\n")["denied"] == [2]


# --- the comments of a stranger's format ----------------------------------------------------------------------------

SLIPS = """
def read_slip(source):
    import hashlib
    from adjudge import Document, Place
    lines = source.data.decode().splitlines()
    names = [(n, line.partition(";")[0].strip()) for n, line in enumerate(lines, 1)]
    rows = [(n, name) for n, name in names if name]
    value = {"kind": "catering.menu", "dishes": [{"name": name} for _, name in rows]}
    def locate(steps):
        return Place(rows[steps[1]][0] if len(steps) > 1 else 1, 1)
    yield Document(value=value, locate=locate, sha256=source.sha256, size=len(source.data))


def comments_of(source):
    from adjudge.lib.formats.comments import line_comments
    lines = source.data.decode().splitlines()
    parts = [(n, line.partition(";")) for n, line in enumerate(lines, 1)]
    return line_comments((n, text, not before.strip()) for n, (before, sign, text) in parts if sign)
"""
NO_READER = "def read_slip(source):\n    raise NotImplementedError\n"
SLIP = f"soup ; {WAIVE}\n; {WAIVE}\nbread\ntea\n"


def slips(project: Desk, reader: str, comments: str = SLIPS) -> None:
    text = str(catering()["adjudge_catering/__init__.py"]).replace(NO_READER, comments)
    text = text.replace('suffixes=(".cateringslip",), read=read_slip', f'suffixes=(".cateringslip",), {reader}')
    project.plugin("catering", {**catering(), "adjudge_catering/__init__.py": text})
    project.write("adjudge.toml", "inline_waivers = true\n")


@pytest.mark.parametrize("comments", ["comments_of", '"adjudge_catering:comments_of"'])
def test_a_stranger_says_where_the_comments_of_its_format_are(project, comments):
    slips(project, f"read=read_slip, comments={comments}")
    assert findings(project, "a.cateringslip", SLIP) == {"denied": [4], "waived": [1, 3], "told": []}


def test_a_format_whose_reader_says_nothing_of_comments_has_none(project):
    slips(project, "read=read_slip")
    assert findings(project, "a.cateringslip", SLIP)["waived"] == []


@pytest.mark.parametrize(
    ("body", "en", "zh"),
    [
        ("return [7]", "a reader gives int for a comment", "读取器给出的注释是 int"),
        ("raise KeyError('x')", "KeyError", "KeyError"),
    ],
)
def test_comments_of_a_stranger_that_are_none_are_an_error_and_waive_nothing(project, body, en, zh):
    slips(project, "read=read_slip, comments=comments_of", f"{SLIPS}\n\ndef comments_of(source):\n    {body}\n")
    project.write("a.cateringslip", SLIP)
    for language, said in (("en", en), ("zh", zh)):
        done = project.adjudge("check", "a.cateringslip", "--as-of", DAY, "--lang", language)
        assert done.returncode == 3
        assert said in done.stdout


# --- what is told ---------------------------------------------------------------------------------------------------

FORM = "it is written `adjudge: waive RULE until YYYY-MM-DD by OWNER: REASON`"
ZH_FORM = "写法为 `adjudge: waive 规则 until YYYY-MM-DD by 责任人: 理由`"


@pytest.mark.parametrize(
    ("comment", "en", "zh"),
    [
        (f"adjudge: waive {RULE} by kitchen: ill", f"it names no last day; {FORM}", f"未写明最后一日；{ZH_FORM}"),
        (
            f"adjudge: waive {RULE} until 2026/12/31 by kitchen: ill",
            "2026/12/31 is no day; write YYYY-MM-DD",
            "2026/12/31 不是日期；请写作 YYYY-MM-DD",
        ),
        (
            f"adjudge: waive {RULE} until 2026-13-31 by kitchen: ill",
            "2026-13-31 is no day; write YYYY-MM-DD",
            "2026-13-31 不是日期；请写作 YYYY-MM-DD",
        ),
        (
            f"adjudge: waive {RULE}, other.rule until 2026-12-31 by kitchen: ill",
            "it names several rules; write one for each",
            "列出了多条规则；请每条规则各写一行",
        ),
        (f"adjudge: waive {RULE} until 2026-12-31: ill", f"it names no owner; {FORM}", f"未写明责任人；{ZH_FORM}"),
        (f"adjudge: waive {RULE} until 2026-12-31 by : ill", f"it names no owner; {FORM}", f"未写明责任人；{ZH_FORM}"),
        (f"adjudge: waive {RULE} until 2026-12-31 by kitchen:", "it gives no reason", "未写明理由"),
        (f"adjudge: waive {RULE} until 2026-12-31 by kitchen: \u200b\u3164", "it gives no reason", "未写明理由"),
        (f"adjudge: waive {RULE} until 2026-12-31 by kitchen", FORM, ZH_FORM),
        (f"Adjudge: waive {RULE} until 2026-12-31 by kitchen: ill", FORM, ZH_FORM),
        (f"adjudge： waive {RULE} until 2026-12-31 by kitchen: ill", FORM, ZH_FORM),
        (f"adjudge waive {RULE} until 2026-12-31 by kitchen: ill", FORM, ZH_FORM),
        ("adjudge: waive catering.* until 2026-12-31 by kitchen: ill", FORM, ZH_FORM),
        (
            "adjudge: waive catering.menu.salt until 2026-12-31 by kitchen: ill",
            "catering.menu.salt is no rule that this file was judged by, or one that cannot be waived",
            "判定此文件时没有规则 catering.menu.salt，或者该规则不可豁免",
        ),
        (
            "adjudge: waive catering.menu.schema until 2026-12-31 by kitchen: ill",
            "catering.menu.schema is no rule that this file was judged by, or one that cannot be waived",
            "判定此文件时没有规则 catering.menu.schema，或者该规则不可豁免",
        ),
        (
            f"adjudge: waive {RULE} until 2026-11-01 by kitchen: ill",
            "its last day, 2026-11-01, is over",
            "最后一日 2026-11-01 已过",
        ),
        (
            f"adjudge: waive {RULE} until 2027-12-31 by kitchen: ill",
            "its last day, 2027-12-31, is more than 90 days away",
            "最后一日 2027-12-31 距今超过 90 日",
        ),
    ],
)
def test_an_inline_waiver_that_does_not_count_is_told_at_its_line(kitchen, comment, en, zh):
    text = f"dishes:\n- {{name: a}} # {comment}\n"
    assert findings(kitchen, "a.catering.yaml", text) == {"denied": [2], "waived": [], "told": [2]}
    for language, said in (("en", f"this inline waiver excuses nothing: {en}"), ("zh", f"此行内豁免不生效：{zh}")):
        done = kitchen.adjudge("check", "a.catering.yaml", "--as-of", DAY, "--lang", language)
        assert said in done.stdout, done.stdout


def test_a_comment_that_only_speaks_of_adjudge_is_not_told(kitchen):
    text = "# adjudge checks this file, see the waivers\ndishes:\n- {name: a} # not adjudge: waive\n"
    assert findings(kitchen, "a.catering.yaml", text)["told"] == []


def test_a_waiver_behind_the_comment_of_another_tool_counts(kitchen):
    text = f"dishes:\n- {{name: a}} # yamllint disable-line # {WAIVE} #3202\n"
    assert findings(kitchen, "a.catering.yaml", text)["waived"] == [2]


def test_nothing_is_told_where_comments_do_not_count(project):
    project.plugin("catering", catering(ANY_FORM))
    found = findings(project, "a.catering.yaml", "dishes:\n- {name: a} # adjudge: waive\n")
    assert found == {"denied": [2], "waived": [], "told": []}


def test_a_file_that_cannot_be_judged_is_told_of_its_writing_only(kitchen):
    text = f"dishes:\n- {{name: 1}} # {WAIVE}\n# adjudge: waive\n"
    assert findings(kitchen, "a.catering.yaml", text) == {"denied": [2], "waived": [], "told": [3]}


# --- with the formats of a domain -----------------------------------------------------------------------------------

TERMS = "content_security.script.illegal_terms"
EXCUSE = f"adjudge: waive {TERMS} until 2026-12-31 by desk: it is a quotation"
CUE = "00:00:0{n}.000 --> 00:00:0{n}.900\nforbidden\n"


@pytest.fixture
def desk(project: Desk) -> Desk:
    """A project with a library of keywords in which inline waivers count."""
    project.write("adjudge.toml", 'inline_waivers = true\n[params.content_security]\nkeyword_library = "lib.csv"\n')
    project.write("lib.csv", "term,category\nforbidden,I1\n")
    project.write("lib.csv.meta.yaml", "updated: 2026-11-01T09:00:00+08:00\n")
    return project


def terms(desk: Desk, name: str, text: str) -> dict[str, list[int]]:
    return findings(desk, name, text, "--select", TERMS)


@pytest.mark.parametrize("note", [f"NOTE {EXCUSE}", f"NOTE\nchecked by hand\n{EXCUSE}"])
def test_a_note_that_no_viewer_sees_is_about_the_cue_that_comes_next(desk, note):
    text = f"WEBVTT\n\n{note}\n\n{CUE.format(n=1)}\n{CUE.format(n=2)}"
    first = 5 + note.count("\n") + 1
    assert terms(desk, "a.vtt", text) == {"denied": [first + 3], "waived": [first], "told": []}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\nforbidden # {EXCUSE}\n"),
        ("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n# {EXCUSE}\nforbidden\n"),
        ("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\nNOTE {EXCUSE}\nforbidden\n"),
        ("a.vtt", f"WEBVTT\n\n{CUE.format(n=1).replace('forbidden', f'NOTE {EXCUSE}{chr(10)}forbidden')}"),
        ("a.vtt", f"WEBVTT\n\nSTYLE\n/* {EXCUSE} */\n\n{CUE.format(n=1)}"),
        ("a.vtt", f"WEBVTT {EXCUSE}\n\n{CUE.format(n=1)}"),
    ],
)
def test_what_viewers_see_or_players_use_waives_nothing(desk, name, text):
    found = terms(desk, name, text)
    assert (found["waived"], found["told"]) == ([], [])
    assert found["denied"]


def test_a_comment_beside_the_other_fields_of_a_table_counts_for_these(desk):
    rule = "content_security.keyword_library.fresh"
    (desk.root / "lib.csv.meta.yaml").write_text(
        f"# adjudge: waive {rule} until 2026-12-31 by desk: it comes on Monday\nupdated: 2020-01-01T09:00:00+08:00\n"
        "# adjudge: waive\n"
    )
    kind = ("--kind", "content_security.keyword_library", "--select", rule)
    found = findings(desk, "lib.csv", "term,category\nforbidden,I1\n", *kind)
    assert found == {"denied": [], "waived": [2], "told": [3]}


def test_a_cell_waives_nothing(desk):
    text = (
        'term,category\n"# adjudge: waive content_security.keyword_library.known_risks until 2026-12-31 by d: r",Z9\n'
    )
    kind = ("--kind", "content_security.keyword_library", "--select", "content_security.keyword_library.known_risks")
    found = findings(desk, "other.csv", text, *kind)
    assert found["waived"] == []
