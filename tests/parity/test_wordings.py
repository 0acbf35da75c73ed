"""OPA reads the wordings of labels, consents, agreements and prompts as the embedded engine does."""

from __future__ import annotations

from wordings import judged


def test_opa_says_the_same_of_each_wording(opa_binary: str) -> None:
    assert judged("opa", opa_binary) == judged("embedded")
