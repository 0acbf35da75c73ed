"""What the titles and descriptions of a domain's schemas say in another language.

``<domain>/<language>.yaml`` beside the schemas maps the English text to the other one: what two fields say is translated
once, a text that changes is untranslated again, and judging reads none of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from adjudge import Domain
from adjudge.lib.documents import NOTHING
from adjudge.lib.errors import PolicyError
from adjudge.lib.installed import package_root
from adjudge.lib.rego.folder import read_yaml
from adjudge.lib.words import say


def translations(domain: Domain, language: str, plugin: str) -> Mapping[str, str]:
    """Return the texts of a domain in a language by the English ones. Raises PolicyError for a file that is none."""
    if language == "en" or not domain.schemas:
        return NOTHING
    entry = package_root(domain.schemas) / domain.name / f"{language}.yaml"
    if not entry.is_file():
        return NOTHING
    name = f"{domain.name}/{language}.yaml"
    found = read_yaml(entry.read_bytes(), name, plugin=plugin)
    for english, text in found.items():
        if not isinstance(text, str) or not text.strip():
            raise PolicyError(say("command.no_translation", english=english[:60]), file=name, plugin=plugin)
    return {plain(english): text for english, text in found.items()}


def plain(text: str) -> str:
    """Return a text as it is looked up: on one line."""
    return " ".join(text.split())
