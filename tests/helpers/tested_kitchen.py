"""The plugin `catering` with tests and examples of its rule, whose command runs in this process. tests/conftest.py makes this
file importable.
"""

from __future__ import annotations

from pathlib import Path

from catering import PACKAGE
from desk import Desk

RULE_TEST = "policies/catering/menu/allergens/allergens_test.rego"
TESTS = """package catering.menu.allergens_test

import data.catering.menu.allergens

test_declared_allergens_pass if {
	count(allergens.deny) == 0 with input as _menu({"name": "Soup", "allergens": []})
}

test_absent_allergens_are_denied if {
	count(allergens.deny) == 1 with input as _menu({"name": "Soup"})
}

_menu(dish) := {"document": {"dishes": [dish]}}
"""
FAILING = TESTS.replace('{"name": "Soup"}', '{"name": "Soup", "allergens": []}')


class Kitchen(Desk):
    """A project beside the plugin `catering`, of which the tests can be written anew."""

    @property
    def policies(self) -> Path:
        """The folder of its policies."""
        return self.site / PACKAGE / "policies"

    def tests(self, text: str, path: str = RULE_TEST) -> Path:
        """Write a test file of the plugin."""
        file = self.site / PACKAGE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def example(self, path: str, text: str = "dishes:\n- {name: Soup, allergens: [celery]}\n") -> None:
        """Write an example of a rule, below `tests/examples/`."""
        self.write(f"tests/examples/{path}", text)
