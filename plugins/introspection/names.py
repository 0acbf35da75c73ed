"""Names of kinds and what schemas say, in the language of a listing."""

from __future__ import annotations

from collections.abc import Mapping

from adjudge import Settings
from adjudge.lib.errors import PluginError
from adjudge.lib.schema.translations import on_one_line, translations
from adjudge.lib.wording import wording


def texts_of(settings: Settings, domain: str) -> Mapping[str, str]:
    """Return what the schemas of a domain say in the language of the settings, by the English texts. Raises PolicyError."""
    plugin = settings.registry.owners[domain].name
    return translations(settings.registry.domains[domain].schemas, domain, settings.language, plugin)


def kind_named(settings: Settings, kind: str) -> str:
    """Return a kind with its title beside it; the kind alone where its domain cannot be opened, which is told elsewhere."""
    domain = kind.partition(".")[0]
    try:
        title = str(settings.catalogue.schema(kind).get("title", ""))
        title = texts_of(settings, domain).get(on_one_line(title), title)
    except (PluginError, KeyError):
        title = ""
    return wording(settings.language)("listing.named", id=kind, title=title) if title else kind
