"""Which kind an artifact is: all that speak must agree."""

from __future__ import annotations

import pytest

from adjudge.lib.errors import KindError, UsageError
from adjudge.lib.identify import Identifier, agree
from adjudge.model import Kind


def words(voices):
    """Give who says each kind in English."""
    return {kind: str(who) for kind, who in voices.items()}


KINDS = {
    kind.name: kind
    for kind in (
        Kind(name="catering.menu", files=("*.menu.yaml", "menu-[0-9].json", "MENU")),
        Kind(name="bakery.menu", files=("*.bakery.*",), match={"type": "object", "required": ["loaves"]}),
    )
}


@pytest.fixture
def identifier():
    return Identifier(kinds=KINDS, claims_by_path={"special/**": "bakery.menu", "halls/*.yaml": "catering.menu"})


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a/b/today.menu.yaml", {"catering.menu": "the file's name"}),
        (".menu.yaml", {"catering.menu": "the file's name"}),
        ("menu-7.json", {"catering.menu": "the file's name"}),
        ("a/MENU", {"catering.menu": "the file's name"}),
        ("a/menu", {"catering.menu": "the file's name"}),
        ("a/menus", {}),
        ("today.Menu.YAML", {"catering.menu": "the file's name"}),
        ("today.menu.yaml ", {"catering.menu": "the file's name"}),
        ("today\u2024menu.yaml", {"catering.menu": "the file's name"}),
        ("today.\uff4denu.yaml", {"catering.menu": "the file's name"}),
        ("Halls/A.yaml", {"catering.menu": "the configuration"}),
        ("a.menu.yaml/readme.md", {}),
        ("x.bakery.toml", {"bakery.menu": "the file's name"}),
        ("special/a/b.txt", {"bakery.menu": "the configuration"}),
        ("halls/a.yaml", {"catering.menu": "the configuration"}),
        ("halls/a/b.yaml", {}),
        ("special/a.menu.yaml", {"bakery.menu": "the configuration", "catering.menu": "the file's name"}),
    ],
)
def test_a_path_speaks_by_configuration_and_by_name(identifier, path, said):
    assert words(identifier.by_path(path)) == said


def test_a_reference_speaks_only_where_the_path_is_silent(identifier):
    who = "the document that refers to it"
    assert words(identifier.by_path("a.txt", "bakery.menu")) == {"bakery.menu": who}
    assert words(identifier.by_path("a.menu.yaml", "bakery.menu")) == {"catering.menu": "the file's name"}


def test_the_command_line_speaks_of_every_file():
    forced = Identifier(kinds=KINDS, forced="bakery.menu")
    assert words(forced.by_path("anything")) == {"bakery.menu": "--kind"}
    assert words(forced.by_path("a.menu.yaml")) == {"bakery.menu": "--kind", "catering.menu": "the file's name"}


@pytest.mark.parametrize("arguments", [{"forced": "no.kind"}, {"claims_by_path": {"*": "no.kind"}}])
def test_a_kind_that_nobody_has_cannot_be_claimed(arguments):
    with pytest.raises(UsageError, match=r"there is no kind no\.kind"):
        Identifier(kinds=KINDS, **arguments)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"kind": "catering.menu"}, {"catering.menu": "the document's `kind`"}),
        ({"loaves": 1}, {"bakery.menu": "its content"}),
        ({"kind": "bakery.menu", "loaves": 1}, {"bakery.menu": "the document's `kind`"}),
        (
            {"kind": "catering.menu", "loaves": 1},
            {"catering.menu": "the document's `kind`", "bakery.menu": "its content"},
        ),
        ({"kind": "ConfigMap"}, {}),
        ({"kind": "a.b.c"}, {}),
        ({"kind": 7}, {}),
        (["kind"], {}),
        (None, {}),
    ],
)
def test_a_document_speaks_by_its_kind_and_its_content(identifier, document, said):
    assert words(identifier.by_document(document)) == said


def test_a_dotted_kind_that_nobody_has_is_an_error(identifier):
    with pytest.raises(KindError, match=r"its kind is catering\.dinner, and there is no such kind"):
        identifier.by_document({"kind": "catering.dinner"})


def test_those_who_speak_agree():
    assert agree() is None
    assert agree({}, {}) is None
    assert agree({"catering.menu": "--kind"}, {"catering.menu": "its content"}) == "catering.menu"


def test_those_who_disagree_are_all_named():
    with pytest.raises(KindError) as caught:
        agree({"catering.menu": "--kind"}, {"catering.menu": "its content", "bakery.menu": "the file's name"})
    assert caught.value.message == "its kind is not clear: bakery.menu by the file's name and catering.menu by --kind"


def test_those_who_disagree_are_named_in_the_language_at_hand(identifier):
    with pytest.raises(KindError) as caught:
        agree(identifier.by_path("special/a.menu.yaml"), identifier.by_document({"loaves": 1}))
    assert caught.value.words["zh"] == "类型不明确：配置指明 bakery.menu，文件名指明 catering.menu"
