"""Values to call builtins with: typed, by a seed, among them those of which engines disagree."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random
from typing import Any

LETTERS = 'abcXYZ019 -_./:中文生成，。éßİıΣςσſK🎉𝒜ǅﬁ\u3000\u00a0\n\t"\\<&>%{}$１２ΑΙᾳ'
WORDS = ["", "a", "ab", "abc", "中", "文生", "é", "ß", "İ", "ΑΣ", "🎉", "ſ", "K", " 5", "１２", "\u3000", "\u2028", "<&>", '"', "\\", "$1", "\x00", "\x7f", "\u200b", "\ufeff"]  # fmt: skip  # noqa: E501
NUMBERS = [0, 1, -1, 2, 7, 10, -3, 255, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 0.7, 1e-7, 1e21, 1e300, 1e22, 100.25, 2**31, 2**53 - 1, 2**53, 2**53 + 1, 2**62, 2**63 - 1, 2**63, 2**64 - 1, -(2**53), -(2**63), 1.0, 100.0, 1700000000000000000]  # fmt: skip  # noqa: E501
TEXTS = [*WORDS, "5", "-3", "0x10", "1_000", "1e3", "+1", "Infinity", "NaN", ".5", "5.", "007", "0.25", "2026-02-28T00:00:00Z", "2026-02-28t00:00:00z", "2026-02-28 00:00:00Z", "2026-02-28T00:00:60Z", "2026-02-30T00:00:00Z", "2026-02-28T00:00:00,5Z", "2026-02-28T00:00:00+24:00", "1h30m", "1d", "1.2.3", "v1.0.0", "1.0", "1.0.0-rc.1", "10.0.0.0/8", "010.0.0.0/8", "10.1.2.3", "::ffff:10.0.0.1", "2001:db8::/126", "YQ==", "YR==", "YQ", "YQ=\n=", '{"a":1}', '{"a":1.0}', "[18446744073709551616]", '"\\ud800"', "{", "a*", "(a|b)+", r"\d+", "a:*", "[0-9]", "UTC", "Local", "2006-01-02"]  # fmt: skip  # noqa: E501
COLLECTIONS: list[Any] = [[], {}, [1], ["a", "b"], [0.1, 0.2], [1, 2, 3], {"a": 1}, {"中": [1]}, {"a": {"b": None}}, [[1], [2]], [{"a": 1}, [1]], [None, True, "x", 3], [1.0], {"": "x"}, {"a": "b", "ab": "c"}, [1700000000000000000, "Asia/Shanghai"], [1700000000000000000, "UTC", "2006-01-02"], [2, "Local"], ["."], [":"], ["，"], [2**53, 1]]  # fmt: skip  # noqa: E501
EDGES: list[Any] = [None, True, False, *NUMBERS, *TEXTS, *COLLECTIONS]


def _short(text: str) -> float:
    return float(text) if len(text) < 12 else 1.5


class Values:
    """A source of values."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.one_of = self.random.choice
        self.below = self.random.randrange

    def text(self, most: int = 12, letters: str = LETTERS) -> str:
        few = letters is LETTERS and self.below(4) == 0  # then parts of a text are in it, and overlap
        return "".join(self.one_of("1a中" if few else letters) for _ in range(self.below(most)))

    def filled(self, most: int = 4) -> str:
        return self.text(most) or self.one_of("ab中")

    def whole(self, beyond: int = 2**53) -> int:
        pick = self.below(4)
        if pick == 0:
            return self.below(-20, 20)
        if pick == 1:
            return self.below(-(10**6), 10**6)
        if pick == 2:
            return self.one_of([-1, 1]) * (beyond - 1 - self.below(3))
        return self.below(-beyond + 1, beyond)

    def decimal(self) -> float:
        value = round(self.random.uniform(-1000, 1000), self.below(1, 8))
        return value if abs(value) >= 1 and not value.is_integer() else 2.5

    def scalar(self) -> Any:
        return self.one_of([None, True, False, self.text(5), self.whole(), self.decimal()])

    def list(self, most: int = 6) -> list[Any]:
        return [
            self.one_of([self.scalar(), self.scalar(), [self.text(2), self.whole()], {self.text(2): self.scalar()}])
            for _ in range(self.below(most))
        ]

    def object(self, depth: int = 2) -> dict[str, Any]:
        return {
            self.one_of(["a", "b", "中", "é", "", "1", "x y"]): self.object(depth - 1)
            if depth and self.below(4) == 0
            else self.one_of([self.scalar(), [self.whole()]])
            for _ in range(self.below(5))
        }

    def plain(self) -> Any:
        """Return what sprintf and JSON are proven for."""
        letters = 'abcXYZ019 -_./中文é🎉\n\t"\\<&>ß，'
        return self.one_of(
            [
                self.text(8, letters),
                self.whole(),
                None,
                True,
                [self.text(4, letters), self.whole()],
                {self.text(3, letters): self.whole(), "b": [None, self.text(3, letters)]},
                [[], {}, [{"a": [1]}]],
            ]
        )

    def nanoseconds(self) -> int:
        return self.one_of([self.below(0, 2_145_916_800 * 10**9), self.below(0, 2 * 10**18)])

    def instant(self) -> str:
        day = datetime(1970, 1, 1) + timedelta(seconds=self.below(-(2**32), 2**33))
        if self.below(5) == 0:
            day = datetime(1, 1, 1) + timedelta(seconds=self.below(315_537_897_599))
        fraction = f".{self.below(10**12):012}"[: self.below(2, 14)] if self.below(3) == 0 else ""
        zone = self.one_of(["Z", "+08:00", "-05:30", "+00:00", "-00:00", "+23:59"])
        return f"{day.year:04}{day:-%m-%dT%H:%M:%S}{fraction}{zone}"

    def version(self) -> str:
        parts = ".".join(str(self.below(self.one_of([3, 30, 10**17]))) for _ in range(3))
        return parts + self.one_of(["", "", "-rc.1", "-alpha", "-1", "-a-b.2", "+build.5", "-rc.10+x"])

    def json(self) -> str:
        value = self.one_of([self.object(), self.text(9), self.whole(2**40), 0.25, [None, -1.5, True], "x"])
        written = json.dumps(json.loads(json.dumps(value), parse_float=_short), ensure_ascii=False)
        return self.one_of([written, written, written.replace("中", "\\u4e2d"), '{"a":', "[1,]", "no"])

    # --- patterns ---------------------------------------------------------------------------------------------------

    def pattern(self, depth: int = 2) -> str:
        """Return a pattern of the grammar that is proven."""
        return "|".join(self._sequence(depth) for _ in range(self.one_of([1, 1, 1, 2])))

    def _sequence(self, depth: int) -> str:
        return "".join(self._repeated(depth) for _ in range(self.below(1, 5)))

    def _repeated(self, depth: int) -> str:
        pick = self.below(12)
        if pick == 0:
            return self.one_of(["^", "$", r"\b"])
        if pick == 1 and depth:
            opening = self.one_of(["(", "(?:", f"(?P<n{self.below(10**6)}>"])
            atom = f"{opening}{self.pattern(depth - 1)})"
        elif pick in (2, 3):
            atom = self.one_of([r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", "."])
        elif pick in (4, 5):
            items = [
                r"\d",
                r"\w",
                r"\s",
                r"\W",
                "a-f",
                "0-9",
                "一-龥",
                "é",
                "中",
                "_",
                ".",
                r"\-",
                r"\]",
                "ＡＢ",
                "+",
                "&&",
            ]
            inside = "".join(self.one_of(items) for _ in range(self.below(1, 4)))
            atom = f"[{self.one_of(['', '^'])}{inside}]"
        else:
            atom = self.one_of(["a", "b", "c", "0", "1", "中", "é", " ", "-", r"\.", r"\$", "ſ", "K", "１", "/", ":", "ab", r"\x41", r"\t"])  # fmt: skip  # noqa: E501
        return atom + self.one_of(["", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,}", "*?", "+?"])

    def glob(self) -> str:
        parts = ["a", "b", "c", "*", "**", ".", ":", "/", "中", "é", "x.com"]
        found = "".join(self.one_of(parts) for _ in range(self.below(1, 6)))
        while "***" in found:
            found = found.replace("***", "**")
        return found
