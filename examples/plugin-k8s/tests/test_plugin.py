"""The package is whole. The tests of the rules lie beside them, and pytest finds them there."""

from __future__ import annotations

from adjudge import load_settings


def test_every_rule_loads() -> None:
    catalogue = load_settings().catalogue
    assert catalogue.open("k8s").folder.rules
    assert list(catalogue.problems()) == []
