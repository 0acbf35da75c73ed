"""What labels, consents, agreements and prompts say, as people write them: each wording is read as what it says."""

from __future__ import annotations

from collections import Counter

import pytest
from wordings import expected_of, judged, wordings


@pytest.fixture(scope="module")
def said_of() -> dict[tuple[str, str], str]:
    """What the rules say of each text, asked once."""
    return judged("embedded")


@pytest.mark.parametrize(("sort", "said", "text"), [pytest.param(*each, id="-".join(each)) for each in wordings()])
def test_a_wording_says_what_it_says(said_of: dict[tuple[str, str], str], sort: str, said: str, text: str) -> None:
    assert said_of[sort, text] == expected_of(sort, said)


def test_there_are_enough_wordings_and_half_of_them_do_not_say_it() -> None:
    each = list(wordings())
    assert len({(sort, text) for sort, _, text in each}) == len(each) >= 200
    counts = Counter(said for _, said, _ in each)
    assert counts["negated"] + counts["unclear"] >= len(each) / 2
    chinese = sum(any("\u4e00" <= character <= "\u9fff" for character in text) for _, _, text in each)
    assert min(chinese, len(each) - chinese) >= len(each) / 5
