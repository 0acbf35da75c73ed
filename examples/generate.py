"""Write the large lists of the launch pack: keywords and questions at the sizes that the standard advises.

All of it is neutral and made by counting: no entry means anything, and none is a word that anybody would be hurt by.
``python examples/generate.py`` writes the files again; a test holds them to what it would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CONTENT = Path(__file__).parent / "launch" / "content"
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
_ILLEGAL, _UNDESIRABLE = 11, 9
_RISKS = {"A.1": 8, "A.2": 9, "A.3": 5, "A.4": 7, "A.5": 2}
_TOPICS = (
    "system",
    "belief",
    "image",
    "culture",
    "customs",
    "ethnicity",
    "geography",
    "history",
    "heroes",
    "gender",
    "age",
    "occupation",
    "health",
)


def keywords(total: int = 10_000) -> Iterator[str]:
    """Yield the lines of a keyword library: three entries for each category of content-ecology, then the rest."""
    risks = list(_risks("A.1", "A.2"))
    yield "term,category,risk"
    count = 0
    for title, english, letter, categories in (
        ("违法", "illegal", "I", _ILLEGAL),
        ("不良", "undesirable", "U", _UNDESIRABLE),
    ):
        for number, numeral in enumerate(_NUMERALS[:categories], 1):
            for term in (
                f"示例{title}词{numeral}甲",
                f"示例{title}词{numeral}乙",
                f"sample {english} term {number:02}",
            ):
                yield f"{term},{letter}{number},{risks[count % len(risks)]}"
                count += 1
    for index in range(count, total):
        risk = risks[index % len(risks)]
        category = f"I{index % _ILLEGAL + 1}" if risk.startswith("A.1") else f"U{index % _UNDESIRABLE + 1}"
        yield f"占位词{index:05},{category},{risk}"


def questions(total: int, subject: str, ids: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a bank of questions, dealt out to its subjects one after the other."""
    yield f"question,{subject}"
    for index in range(total):
        yield f"占位测试题{index:04}？,{ids[index % len(ids)]}"


def files() -> dict[str, str]:
    """Return the text of each file by its name in the pack's folder ``content``."""
    lists = {
        "keywords.keyword_library.csv": keywords(),
        "outputs.test_bank.csv": questions(2_000, "risk", tuple(_risks(*_RISKS))),
        "refuse.refusal_bank.csv": questions(500, "risk", tuple(_risks("A.1", "A.2"))),
        "answer.non_refusal_bank.csv": questions(500, "topic", _TOPICS),
    }
    return {name: "".join(f"{line}\n" for line in lines) for name, lines in lists.items()}


def _risks(*parts: str) -> Iterator[str]:
    return (f"{part}.{number}" for part in parts for number in range(1, _RISKS[part] + 1))


if __name__ == "__main__":
    for file, text in files().items():
        (CONTENT / file).write_text(text, encoding="utf-8", newline="\n")
