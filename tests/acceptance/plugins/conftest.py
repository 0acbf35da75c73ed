"""Both engines, for what must hold on each."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["embedded", "opa"])
def engine(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The options of each engine in turn; the second needs OPA."""
    if request.param == "embedded":
        return ("--engine", "embedded")
    return ("--engine", "opa", "--opa", request.getfixturevalue("opa_binary"))
