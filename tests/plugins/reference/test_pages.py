"""The reference in docs/ is up to date and complete, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from catering import PARAMS_SCHEMA, SCHEMA, catering
from first_party import FIRST_PARTY, LANGUAGES

from adjudge.lib.errors import PolicyError
from adjudge.lib.schema.translations import translations
from adjudge.loading.catalogue import Catalogue, Parameters
from adjudge.loading.registry import load
from adjudge.model import Domain
from adjudge.plugins.reference.pages import Pages

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"


@cache
def catalogue() -> Catalogue:
    made = Catalogue(registry=load())
    made.open_all()
    assert made.problems() == []
    return made


@cache
def pages(language: str) -> dict[str, str]:
    made = catalogue()
    domains = tuple(each.domain for each in made.opened() if each.plugin.name in FIRST_PARTY)
    instruments = tuple(filter(None, map(made.instruments.get, made.instruments.ids)))
    return Pages(catalogue=made, domains=domains, instruments=instruments, language=language).pages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_is_up_to_date(language: str) -> None:
    there = {file.name: file.read_text(encoding="utf-8") for file in (FOLDER / language).iterdir()}
    old = sorted(name for name in {*there, *pages(language)} if there.get(name) != pages(language).get(name))
    assert old == [], "run `adjudge reference docs/reference`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_stands_on_the_page_of_its_kind_with_all_its_words(language: str) -> None:
    for rule in catalogue().rules().values():
        if rule.plugin in FIRST_PARTY:
            page = pages(language)[f"{rule.kind}.md"]
            words = rule.words[language]
            assert f"### `{rule.id}`\n\n**{words.title}**\n" in page
            said = (words.description, words.remediation, *words.messages.values())
            assert [text for text in said if plain(text) not in plain(page)] == []
            assert [basis for basis in rule.basis if f"`{basis}`" not in page] == []


def plain(text: str) -> str:
    return " ".join(text.replace("&lt;", "<").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_schema_stands_on_its_page_with_all_its_words(language: str) -> None:
    for opened in catalogue().opened():
        if opened.plugin.name not in FIRST_PARTY:
            continue
        translated = translations(opened.domain.schemas, opened.domain.name, language, opened.plugin.name)
        for name, schema in opened.schemas.items():
            kind = f"{opened.domain.name}.{name.removesuffix('_facts')}"
            if name != "params" and kind not in {each.name for each in opened.domain.kinds}:
                continue  # of a file that is read beside an artifact, and has no page
            page = plain(pages(language)[f"{opened.domain.name if name == 'params' else kind}.md"]).replace("\\|", "|")
            for field, node in declared(schema):
                assert any(f"{before}{field}`" in page for before in ("`", ".")), (kind, field)
                said = [plain(str(node.get(key, ""))) for key in ("title", "description")]
                assert [text for text in said if translated.get(text, text) not in page] == []


@pytest.mark.parametrize(
    "domain",
    [each.domain for each in catalogue().opened() if each.plugin.name in FIRST_PARTY],
    ids=lambda domain: domain.name,
)
def test_a_translation_is_chinese(domain: Domain) -> None:
    found = translations(domain.schemas, domain.name, "zh", domain.name)
    assert [english for english, chinese in found.items() if not re.search("[\u4e00-\u9fff]", chinese)] == []


def test_what_has_no_translation_is_counted_and_named(site) -> None:
    site(
        catering=catering(
            {
                SCHEMA: ('"title": "Menu"', '"title": "Menu", "description": "What there is."'),
                "schemas/catering/zh.yaml": "Menu: 菜单\nFewest dishes: 最少菜数\n",
            }
        )
    )
    made = Catalogue(registry=load(blocked=FIRST_PARTY))
    made.open_all()
    (domain,) = (each.domain for each in made.opened())
    english, chinese = (
        Pages(catalogue=made, domains=(domain,), instruments=(), language=language) for language in LANGUAGES
    )
    assert english.untranslated() == {}
    assert chinese.untranslated() == {"catering": ["What there is.", "Facts of a menu", "Parameters of catering"]}
    page = chinese.pages()["catering.menu.md"]
    assert "# 菜单（`catering.menu`）\n\nWhat there is.\n" in page
    assert "\n2 条文字中有 1 条尚无中文。\n" in page
    assert "**最少菜数。**" in chinese.pages()["catering.md"]


@pytest.mark.parametrize("text", ["Menu: [菜单]\n", "Menu: ''\n", "Menu: null\n", "- Menu\n", "Menu: a\nMenu: b\n"])
def test_a_translation_that_is_none_is_refused(site, text: str) -> None:
    site(catering=catering({"schemas/catering/zh.yaml": text}))
    made = Catalogue(registry=load(blocked=FIRST_PARTY))
    made.open_all()
    (domain,) = (each.domain for each in made.opened())
    with pytest.raises(PolicyError) as caught:
        Pages(catalogue=made, domains=(domain,), instruments=(), language="zh").pages()
    assert (caught.value.file, caught.value.plugin, bool(caught.value.hint)) == ("catering/zh.yaml", "catering", True)


def declared(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema, wherever it stands."""
    if isinstance(node, dict):
        for name, child in node.get("properties", {}).items():
            yield name, child
        for key, child in node.items():
            if key not in ("examples", "enum", "const"):
                yield from declared(child if key not in ("properties", "$defs") else list(child.values()))
    elif isinstance(node, list):
        for child in node:
            yield from declared(child)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_stands_on_the_page_of_laws(language: str) -> None:
    page = pages(language)["instruments.md"]
    for name in catalogue().instruments.ids:
        instrument = catalogue().instruments.get(name)
        assert instrument is not None
        assert f"## `{name}`\n\n**{instrument.title[language]}**\n" in page
        for clause in instrument.clauses:
            assert f"| {clause.number} | {clause.summary[language]} |" in page


def test_the_pages_say_nothing_of_the_configuration() -> None:
    made = Catalogue(
        registry=load(), layers=[Parameters({"identity": {"log_retention_months": 77}}, lambda _steps: {})]
    )
    made.open_all()
    (identity,) = (each.domain for each in made.opened() if each.domain.name == "identity")
    page = Pages(catalogue=made, domains=(identity,), instruments=(), language="en").pages()["identity.md"]
    assert json.dumps(77) not in page
    assert page == pages("en")["identity.md"]


ODD_MENU = """
{
  "title": "Menu",
  "type": "object",
  "required": ["dishes"],
  "minProperties": 2,
  "dependentRequired": {"by": ["dishes"]},
  "additionalProperties": false,
  "properties": {
    "dishes": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/dish"}},
    "by": {
      "oneOf": [
        {"title": "A person", "description": "Who cooks.", "type": "object", "additionalProperties": false,
         "dependentRequired": {"name": ["role"]},
         "properties": {"name": {"type": "string"}, "role": {"type": "string", "examples": ["", "a|b `c` <d>"]}}},
        {"type": "null"}
      ]
    }
  },
  "$defs": {
    "dish": {
      "type": "object",
      "required": ["name"],
      "additionalProperties": false,
      "properties": {
        "name": {"title": "Name <of it>", "description": "As on the `<card>`.", "type": "string"},
        "allergens": {"type": "array", "items": {"type": "string"}},
        "recipe": {"type": "string"},
        "side": {"description": "What comes with it.", "$ref": "#/$defs/dish"}
      }
    }
  }
}
"""


def test_what_a_table_cannot_say_in_words_it_says_in_the_schemas_own(site) -> None:
    bound = '"x-adjudge-legal": {"clause": "catering-kitchen-code#7", "minimum": 0}, "title": "Fewest dishes"'
    site(catering=catering({SCHEMA: ODD_MENU, PARAMS_SCHEMA: ('"title": "Fewest dishes"', bound)}))
    made = Catalogue(registry=load(blocked=FIRST_PARTY))
    made.open_all()
    assert made.problems() == []
    (domain,) = (each.domain for each in made.opened())
    pages = Pages(catalogue=made, domains=(domain,), instruments=(), language="en").pages()
    rows = pages["catering.menu.md"].splitlines()
    assert 'Also: `{"dependentRequired": {"by": ["dishes"]}}`' in rows
    assert "| `dishes[].name` | text (required) | **Name &lt;of it>.** As on the `<card>`. |" in rows
    assert "| `dishes[].side` | mapping | What comes with it. Its fields are those shown above. |" in rows
    assert "| `by` | mapping or `null` |  |" in rows
    person = 'Alternative A person. Also: `{"dependentRequired": {"name": ["role"]}}`.'
    assert f"| `by` | mapping | **A person.** Who cooks. {person} |" in rows
    assert "| `by.role` | text | Alternative A person. Example: ``a\\|b `c` <d>``. |" in rows
    meaning = "**Fewest dishes.** Default: `0`. `catering-kitchen-code#7` sets the bound: 0 at least."
    assert f"| `fewest_dishes` | integer, 0 at least | {meaning} |" in pages["catering.md"].splitlines()
