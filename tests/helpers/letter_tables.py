"""Write the tables of characters that keywords are compared by: run it where opencc and confusable-homoglyphs are.

``python tests/helpers/letter_tables.py`` writes them; a test compares what is shipped with what it makes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from string import ascii_letters, digits

FOLDER = Path(__file__).parents[2] / "plugins" / "domains" / "content_security"
IDEOGRAPHS = range(0x3400, 0xA000)
_WRITINGS = ("LATIN ", "CYRILLIC ", "GREEK ")
_STYLED = re.compile(
    r"LATIN LETTER SMALL CAPITAL ([A-Z])|(?:NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL|REGIONAL INDICATOR SYMBOL) LETTER ([A-Z])"
)
_LICENCE = """\
UNICODE LICENSE V3

COPYRIGHT AND PERMISSION NOTICE

Copyright © 1991-2024 Unicode, Inc.

NOTICE TO USER: Carefully read the following legal agreement. BY
DOWNLOADING, INSTALLING, COPYING OR OTHERWISE USING DATA FILES, AND/OR
SOFTWARE, YOU UNEQUIVOCALLY ACCEPT, AND AGREE TO BE BOUND BY, ALL OF THE
TERMS AND CONDITIONS OF THIS AGREEMENT. IF YOU DO NOT AGREE, DO NOT
DOWNLOAD, INSTALL, COPY, DISTRIBUTE OR USE THE DATA FILES OR SOFTWARE.

Permission is hereby granted, free of charge, to any person obtaining a
copy of data files and any associated documentation (the "Data Files") or
software and any associated documentation (the "Software") to deal in the
Data Files or Software without restriction, including without limitation
the rights to use, copy, modify, merge, publish, distribute, and/or sell
copies of the Data Files or Software, and to permit persons to whom the
Data Files or Software are furnished to do so, provided that either (a)
this copyright and permission notice appear with all copies of the Data
Files or Software, or (b) this copyright and permission notice appear in
associated Documentation.

THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY
KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF
THIRD PARTY RIGHTS.

IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS NOTICE
BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL INDIRECT OR CONSEQUENTIAL DAMAGES,
OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS,
WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THE DATA
FILES OR SOFTWARE.

Except as contained in this notice, the name of a copyright holder shall
not be used in advertising or otherwise to promote the sale, use or other
dealings in these Data Files or Software without prior written
authorization of the copyright holder."""
_ABOUT = {
    "simplified.txt": (
        "A simplified character, and the traditional ones that are written so: the single characters, U+3400 to U+9FFF,\n"
        "that OpenCC (https://github.com/BYVoid/OpenCC, Apache-2.0) turns into another by t2s.\n"
        "Written by tests/helpers/letter_tables.py."
    ),
    "look_alikes.txt": (
        "A letter or digit of ASCII, and the Latin, Cyrillic and Greek ones that look like it, as the table of confusables\n"
        "of UTS #39 says (https://www.unicode.org/Public/security/latest/confusables.txt, by way of confusable-homoglyphs),\n"
        "and letters that are called small capitals, negative circled or squared ones, or regional indicators.\n"
        "What compatibility or canonical decomposition makes of a character by itself is left out.\n"
        "Written by tests/helpers/letter_tables.py, and thereby changed: a selection of Unicode's data, another way round.\n\n"
        + _LICENCE
    ),
}


def simplified() -> dict[str, str]:
    """Return the simplified character of each traditional one, whatever the number of steps to it."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    table = {chr(code): convert(chr(code)) for code in IDEOGRAPHS}
    pairs = {one: other for one, other in table.items() if one != other and len(other) == 1}
    return {one: _last(pairs, one) for one in pairs}


def _last(pairs: Mapping[str, str], one: str) -> str:
    return _last(pairs, pairs[one]) if one in pairs else one


def look_alikes() -> dict[str, str]:
    """Return the letter or digit of ASCII that each character looks like."""
    data = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    pairs = dict(_styled())
    for plain in ascii_letters + digits:
        for one in (each["c"] for each in data.get(plain, ())):
            if len(one) == 1 and _is_foreign(one):
                # l, I and 1 are one class there: the case of the character tells a capital I from a small l
                wanted = "I" if plain in "lI1" and one.isupper() else plain
                pairs.setdefault(one, wanted)
    return pairs


def _is_foreign(character: str) -> bool:
    known = unicodedata.name(character, "").startswith(_WRITINGS)
    folds = unicodedata.normalize("NFKD", character)
    return known and character.isalnum() and not character.isascii() and folds == character


def _styled() -> Iterator[tuple[str, str]]:
    for code in range(0x80, 0x20000):
        match = _STYLED.fullmatch(unicodedata.name(chr(code), ""))
        if match:
            yield chr(code), match[1].lower() if match[1] else match[2]


def written(name: str, pairs: Mapping[str, str]) -> str:
    """Return the text of a table: a line for each character, then those that become it."""
    rows: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs.items():
        rows[other].append(one)
    about = "".join(f"# {line}".rstrip() + "\n" for line in _ABOUT[name].split("\n"))
    return about + "".join(f"{other} {''.join(sorted(ones))}\n" for other, ones in sorted(rows.items()))


TABLES = {"simplified.txt": simplified, "look_alikes.txt": look_alikes}

if __name__ == "__main__":
    for name, make in TABLES.items():
        (FOLDER / name).write_text(written(name, make()), "utf-8")
