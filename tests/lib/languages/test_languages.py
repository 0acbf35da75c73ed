"""What people call the languages that there are words in."""

from __future__ import annotations

from adjudge.lib.languages import CHOICES, names
from adjudge.lib.words import languages


def test_a_language_goes_by_its_name_its_tag_and_what_its_file_says_besides():
    assert {"english": "en", "中文": "zh", "zh-hans": "zh", "chinese": "zh", "cn": "zh"}.items() <= names().items()
    assert CHOICES.values() == languages()
    assert set(names().values()) == set(languages())
