"""The documents of each format are those that conftest's own parser gives, and what is broken is an error with its line."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from adjudge.lib.documents import Document, Json, Source
from adjudge.lib.errors import ReadError
from adjudge.plugins.conftest.formats import FORMATS


def read(name: str, text: str) -> Document:
    data = text.encode()
    source = Source(path="a", real=Path("a"), data=data, sha256=sha256(data).hexdigest())
    (document,) = FORMATS[name].reader()(source)
    assert isinstance(document, Document)
    return document


def command(
    name: str, *value: str, sub: str = "", json: bool = False, flags: tuple[str, ...] = (), stage: int = 0
) -> Json:
    return {"Cmd": name, "SubCmd": sub, "JSON": json, "Flags": list(flags), "Value": list(value), "Stage": stage}


READ: dict[str, tuple[str, str, Json]] = {
    "codeowners": (
        "codeowners",
        "# all\n* @bob a@b.org # why\n/docs @org/writers\n",
        {
            "rules": [
                {
                    "pattern": "*",
                    "owners": [{"type": "username", "value": "bob"}, {"type": "email", "value": "a@b.org"}],
                    "comment": "why",
                    "lineNumber": 2,
                },
                {
                    "pattern": "/docs",
                    "owners": [{"type": "team", "value": "org/writers"}],
                    "comment": "",
                    "lineNumber": 3,
                },
            ]
        },
    ),
    "dockerfile": (
        "dockerfile",
        '# syntax=docker/dockerfile:1\n# first\nFROM --platform=linux/amd64 b AS a\nRUN apk add \\\n  # why\n  curl\nCMD ["sh", "-c"]\n',
        [
            [
                {**command("comment", "first"), "Flags": None},
                command("from", "b", "AS", "a", flags=("--platform=linux/amd64",)),
                command("run", "apk add   curl"),
                command("cmd", "sh", "-c", json=True),
            ]
        ],
    ),
    "dockerfile: other instructions": (
        "dockerfile",
        'FROM a\nENV A=1 B="x y"\nLABEL k v w\nARG X=1\nEXPOSE 80 443\nHEALTHCHECK NONE\nHEALTHCHECK CMD curl x\nONBUILD RUN x\n'
        "FROM b\nCOPY <<EOF /x\ntext\nEOF\nCOPY [broken\n",
        [
            [
                command("from", "a"),
                command("env", "A", "1", "=", "B", '"x y"', "="),
                command("label", "k", "v w", ""),
                command("arg", "X=1"),
                command("expose", "80", "443"),
                command("healthcheck", "NONE"),
                command("healthcheck", "CMD", "curl x"),
                command("onbuild", "x", sub="RUN"),
                command("from", "b", stage=1),
                command("copy", "<<EOF", "/x", stage=1),
                command("copy", "[broken", stage=1),
            ]
        ],
    ),
    "dotenv": (
        "dotenv",
        "# c\nexport A=1\nB=\"x ${A}\"\nC='$A'\nD=\\$A\n",
        {"A": "1", "B": "x 1", "C": "$A", "D": "$A"},
    ),
    "edn": (
        "edn",
        '; c\n{:a [1 2N nil true "x\\n"] :b #{:k} :c #inst "2032-01-01T12:20:50.520Z" :d #t 20 :e (a) #_gone :f \\x}',
        {
            ":a": ["1", "2", "<nil>", "true", "x\n"],
            ":b": "map[:k:true]",
            ":c": "2032-01-01 12:20:50.52 +0000 UTC",
            ":d": "#t 20",
            ":e": ["a"],
            ":f": "120",
        },
    ),
    "hcl2": (
        "hcl2",
        'resource "a" "b" {\n  x = "v-${var.y}"\n  n = 1\n  list = [true, var.z]\n  tags = { k = "v\\"" }\n'
        "  part {\n    y = null\n  }\n  text = <<-E\n    a\n     b\n  E\n}\n"
        'resource "a" "b" {\n}\nlocals {\n}\n',
        {
            "resource": {
                "a": {
                    "b": [
                        {
                            "x": "v-${var.y}",
                            "n": 1,
                            "list": [True, "${var.z}"],
                            "tags": {"k": 'v"'},
                            "part": [{"y": None}],
                            "text": "a\n b\n",
                        },
                        {},
                    ]
                }
            },
            "locals": [{}],
        },
    ),
    "ignore": (
        "ignore",
        "# c\n!x\\\\y\n\na \\",
        [
            [
                {"Kind": "Comment", "Value": "c", "Original": "# c"},
                {"Kind": "NegatedPath", "Value": "x\\y", "Original": "!x\\\\y"},
                {"Kind": "Empty", "Value": "", "Original": ""},
                {"Kind": "Path", "Value": "a ", "Original": "a \\"},
            ]
        ],
    ),
    "ini": (
        "ini",
        'top = 1\n[a.b]\n  Port = 80 ; c\nratio=0.5\non = true\nname = "x"\nhex = 0x1p4\nlong = a#b \\\n  c\nb = `a#b`\n[DEFAULT]\nx = 1\n',
        {"a.b": {"Port": 80, "ratio": 0.5, "on": True, "name": "x", "hex": 16, "long": "a", "b": "a#b"}},
    ),
    "jsonc": ("jsonc", '{"a": "//", /* b\n */ "c": 1 // d\n}', {"a": "//", "c": 1}),
    "properties": ("properties", "a=1\n! c\nb : x ${a}\n", {"a": "1", "b": "x ${a}"}),
    "spdx": (
        "spdx",
        "SPDXVersion: SPDX-2.2\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: a\n"
        "DocumentNamespace: https://a.example/b\nCreator: Tool: t\nCreated: 2021-08-26T01:46:00Z\n",
        {
            "spdxVersion": "SPDX-2.3",
            "dataLicense": "CC0-1.0",
            "SPDXID": "SPDXRef-DOCUMENT",
            "name": "a",
            "documentNamespace": "https://a.example/b",
            "creationInfo": {"created": "2021-08-26T01:46:00Z", "creators": ["Tool: t"]},
        },
    ),
    "toml": ("toml", "a = 1\n", {"a": 1}),
    "xml": (
        "xml",
        '<?xml version="1.0"?><a xmlns:n="u" n:k="v"><b>1</b><b/><c d="e"> text </c></a>',
        {"a": {"-n": "u", "-k": "v", "b": ["1", ""], "c": {"#content": "text", "-d": "e"}}},
    ),
    "yaml": (
        "yaml",
        "on: yes\nmode: 0644\ntag: !Ref x\n8: [!Sub y, 1_000]\n",
        {"true": True, "mode": 420, "tag": "x", "8": ["y", 1000]},
    ),
}


@pytest.mark.parametrize(("name", "text", "expected"), [READ[name] for name in sorted(READ)], ids=sorted(READ))
def test_a_document_is_what_conftest_gives(name: str, text: str, expected: Json):
    assert read(name, text).value == expected


BROKEN: dict[str, tuple[str, str, str, int]] = {
    "an address that is none": ("codeowners", "* @bob\n* bob\n", "conftest.owner", 2),
    "an end that is missing": ("dockerfile", "FROM a\nRUN <<X\n", "conftest.heredoc", 2),
    "an escape that is none": ("properties", "a=\\u00zz\n", "conftest.properties", 1),
    "an instruction that is none": ("dockerfile", "FROM a\nRUNN x\n", "conftest.dockerfile", 2),
    "deep EDN": ("edn", "[" * 200, "read.too_deep", 1),
    "no EDN": ("edn", '{:a\n"b" :c}', "conftest.edn", 2),
    "no HCL": ("hcl2", "a = 1\nb = = 2\n", "conftest.hcl", 2),
    "no INI": ("ini", "[a]\nb\n", "conftest.ini", 2),
    "no SPDX": ("spdx", "SPDXVersion: SPDX-2.2\nno tag\n", "conftest.spdx", 2),
    "no XML": ("xml", "<a>\n<b></a>", "domain.xml", 2),
    "no instruction": ("dockerfile", "# only\n", "read.empty", 1),
    "no parser": ("cue", "a: 1\n", "conftest.no_parser", 1),
    "no variable": ("dotenv", "A=1\nB\n", "conftest.dotenv", 2),
    "something behind EDN": ("edn", "1 2", "conftest.edn", 1),
}


@pytest.mark.parametrize(
    ("name", "text", "code", "line"), [BROKEN[name] for name in sorted(BROKEN)], ids=sorted(BROKEN)
)
def test_what_is_broken_is_an_error_at_its_line(name: str, text: str, code: str, line: int):
    with pytest.raises(ReadError) as refused:
        read(name, text)
    assert (refused.value.code, refused.value.line) == (code, line)


LIBRARIES = {"hcl2": "hcl2", "properties": "javaproperties", "spdx": "ply"}


@pytest.mark.parametrize(("name", "library"), sorted(LIBRARIES.items()))
def test_a_format_whose_library_is_missing_says_what_to_install(name, library, monkeypatch):
    for module in (library, f"{library}.yacc"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(ReadError) as refused:
        read(name, "a = 1\n")
    assert "adjudge[conftest]" in str(refused.value)


def test_places_are_those_of_lines():
    assert read("ignore", "a\nb\n").locate((0, 1, "Value")).line == 2
    assert read("dockerfile", "FROM a\n\nRUN x\n").locate((0, 1)).line == 3
    assert read("codeowners", "\n* @b\n").locate(("rules", 0)).line == 2
    assert read("jsonc", '{\n// c\n"a": 1}').locate(("a",)).line == 3
