"""What people call the languages that there are words in: by its own name, its tag, and what else its file says."""

from __future__ import annotations

from collections.abc import Mapping

from .options import Choices
from .words import languages, section


def names() -> Mapping[str, str]:
    """Return the language by each of its names, in lower case: ``{"english": "en", "中文": "zh", "chinese": "zh"}``."""
    found: dict[str, str] = {}
    for language in languages():
        own = section(language, "language")
        for name in (*(str(own.get(key, "")) for key in ("name", "tag")), *str(own.get("also", "")).split()):
            found.setdefault(name.casefold(), language)
    found.pop("", None)
    return found


CHOICES = Choices(languages, names)
"""The languages as the choices of an option."""
