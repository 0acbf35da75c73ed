"""Where a document says that it is for."""

from __future__ import annotations

import pytest

from adjudge.lib.jurisdictions import jurisdictions_of


@pytest.mark.parametrize(
    ("pointer", "document", "codes"),
    [
        (None, {"places": ["CN"]}, set()),
        ("/places", {"places": ["CN", "US"]}, {"CN", "US"}),
        ("/a/place", {"a": {"place": "CN"}}, {"CN"}),
        ("/places", {}, set()),
        ("/places", {"places": ["CN", "*"]}, set()),
        ("/places", {"places": ["CN", 7]}, set()),
        ("/places", "CN", set()),
    ],
)
def test_what_is_no_code_could_be_any_place(pointer: str | None, document: object, codes: set[str]) -> None:
    assert jurisdictions_of(pointer, document) == codes
