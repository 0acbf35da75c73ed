"""Which security risks of GB/T 45654-2025, Annex A, keywords and reviews of scripts are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from .library import read_yaml

FILE = "risks.yaml"
_RISK = re.compile(r"A\.(?:1\.[1-8]|2\.[1-9]|3\.[1-5]|4\.[1-7]|5\.[12])")


def touched(category: str, risk: str | None) -> list[str]:
    """Return the risks of a keyword: the one that the library names where there is such a risk, else its category's."""
    return [risk] if risk is not None and _RISK.fullmatch(risk) else [*of_categories()[category]]


def named(covers: Iterable[str]) -> list[str]:
    """Return the risks that a review names, by themselves or by category, sorted."""
    return sorted({risk for name in covers for risk in of_categories().get(name, (name,))})


@cache
def of_categories() -> Mapping[str, tuple[str, ...]]:
    """Return the risks of each category."""
    from importlib.resources import files

    data = (files("adjudge.plugins.domains.content_security") / FILE).read_bytes()
    return {category: tuple(risks) for category, risks in read_yaml(FILE, data).value.items()}
