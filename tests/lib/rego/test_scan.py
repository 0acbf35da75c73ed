"""What the scan of a policy's text sees."""

from __future__ import annotations

import pytest

from adjudge.lib.rego.scan import aliases, column_of, line_of, scan


def names(text: str) -> list[str]:
    return [name.text for name in scan(text).names]


def test_it_knows_the_package_and_its_line():
    found = scan("# a comment\n\npackage catering.menu\n\ndeny := 1\n")
    assert (found.package, found.package_line) == ("catering.menu", 3)


@pytest.mark.parametrize("text", ["", "package", "deny := 1", "# package catering\n", '"package catering"'])
def test_a_text_without_package_has_none(text):
    assert (scan(text).package, scan(text).package_line) == (None, 1)


@pytest.mark.parametrize(
    "text",
    [
        "# data.bakery",
        '"data.bakery"',
        "`data.bakery`",
        r'"\"data.bakery"',
        "`#` # data.bakery",
        "x[0].data.bakery",
        "input.data.bakery",
        "some_data",
    ],
)
def test_strings_comments_and_fields_are_no_references(text):
    assert scan(f"package a\n\nx := {text}\n").references() == []


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("data.bakery.params", "data.bakery.params"),
        ('data["bakery"]', "data"),
        ("data [0]", "data"),
        ("f(data)", "data"),
        ('"#" == data.bakery # "', "data.bakery"),
        ("`\n# ` == data.bakery", "data.bakery"),
        ('"unclosed == data.bakery', "data.bakery"),
    ],
)
def test_every_reference_is_seen(text, reference):
    assert [name.text for name in scan(f"package a\n\nx := {text}\n").references()] == [reference]


def test_heads_are_the_names_outside_brackets():
    found = scan("package a\n\napplies if {\n\tinner\n}\n\ndeny contains {x} if { warn }\n")
    assert {"applies", "deny"} <= found.heads
    assert not {"inner", "x", "warn"} & found.heads


@pytest.mark.parametrize(
    ("text", "offset"),
    [('x := $"{data.b}"', 5), ("x := $`{data.b}`", 5), ('x := "$" # $"', None), ("x := `$` + 1", None), ("", None)],
)
def test_it_tells_of_the_first_template_string(text, offset):
    assert scan(text).template == offset


def test_lines_and_columns_count_from_one():
    text = "a\n\tbc"
    assert (line_of(text, text.index("c")), column_of(text, text.index("c"))) == (2, 3)
    assert (line_of(text, 0), column_of(text, 0)) == (1, 1)


def test_imports_bind_names():
    text = """package a
import data.catering.lib.dishes
import data.catering.lib.words as w
import rego.v1
import data.catering as
"""
    assert aliases(scan(text)) == {
        "dishes": "data.catering.lib.dishes",
        "w": "data.catering.lib.words",
        "v1": "rego.v1",
        "catering": "data.catering",
    }


def test_an_import_of_nothing_binds_nothing():
    assert aliases(scan("package a\nimport")) == {}
