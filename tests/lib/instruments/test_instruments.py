"""A basis is cited under the article number of the day, or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from spoken import spoken

from adjudge.lib.errors import PolicyError
from adjudge.lib.instruments import Instruments, collected

LAW = {
    "id": "sample-law",
    "kind": "law",
    "title": {"en": "Sample Law", "zh": "样例法"},
    "issuer": {"en": "Issuer", "zh": "机关"},
    "number": None,
    "issued": "2020-01-01",
    "effective": "2021-01-01",
    "zone": "Asia/Shanghai",
    "url": "https://example.org/law",
    "read": "full",
    "summary": {"en": "All of it.", "zh": "全部。"},
    "clauses": [
        {"number": "5", "summary": {"en": "Five.", "zh": "五。"}, "checkable": True},
        {"number": "7", "summary": {"en": "Seven.", "zh": "七。"}, "checkable": False},
        {"number": "9", "summary": {"en": "Nine.", "zh": "九。"}, "checkable": True},
    ],
    "succession": [
        {"old": "3", "new": "4", "since": "2024-01-01"},
        {"old": "4", "new": "5", "since": "2026-01-01"},
        {"old": None, "new": "9", "since": "2026-01-01"},
    ],
}


def library(folder: Path, **changes: Any) -> Instruments:
    file = folder / "sample-law" / "data.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump({**LAW, **changes}, allow_unicode=True), encoding="utf-8")
    return Instruments({"sample-law": file}, lambda data, _name: yaml.safe_load(data))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2026-11-23T12:00:00+00:00", "5"),
        ("2026-01-01T00:00:00+08:00", "5"),
        ("2025-12-31T16:00:00+00:00", "5"),
        ("2025-12-31T15:59:59+00:00", "4"),
        ("2024-01-01T00:00:00+08:00", "4"),
        ("2023-12-31T23:59:59+08:00", "3"),
    ],
)
def test_a_clause_has_the_number_of_the_day(tmp_path: Path, day: str, number: str) -> None:
    citation = library(tmp_path).cite("sample-law#5", at(day))
    assert citation is not None
    assert citation.number == number
    assert citation.summary == {"en": "Five.", "zh": "五。"}


def test_a_clause_that_was_never_renumbered_keeps_its_number(tmp_path: Path) -> None:
    citation = library(tmp_path).cite("sample-law#7", at("2022-01-01T00:00:00+08:00"))
    assert citation is not None
    assert citation.number == "7"
    assert citation.clause is not None
    assert not citation.clause.checkable


def test_a_clause_is_not_cited_before_there_was_one(tmp_path: Path) -> None:
    instruments = library(tmp_path)
    assert instruments.cite("sample-law#9", at("2025-12-31T12:00:00+08:00")) is None
    assert instruments.cite("sample-law#9", at("2026-01-01T12:00:00+08:00")) is not None


def test_an_instrument_as_a_whole_is_cited_without_a_number(tmp_path: Path) -> None:
    citation = library(tmp_path).cite("sample-law", at("2026-11-23T12:00:00+00:00"))
    assert citation is not None
    assert citation.number is None
    assert citation.clause is None
    assert citation.summary == {"en": "All of it.", "zh": "全部。"}


@pytest.mark.parametrize("basis", ["other-law#5", "other-law", "sample-law#6", "sample-law#3", "sample-law#", "", "#5"])
def test_what_nobody_brings_is_not_cited(tmp_path: Path, basis: str) -> None:
    assert library(tmp_path).cite(basis, at("2026-11-23T12:00:00+00:00")) is None


def test_one_amendment_renumbers_a_clause_once(tmp_path: Path) -> None:
    steps = [{"old": "7", "new": "9", "since": "2026-01-01"}, {"old": "5", "new": "7", "since": "2026-01-01"}]
    for place, succession in enumerate((steps, steps[::-1])):
        instruments = library(tmp_path / str(place), succession=succession)
        citation = instruments.cite("sample-law#9", at("2025-12-31T12:00:00+08:00"))
        assert citation is not None
        assert citation.number == "7"


EARLIER = {
    **LAW,
    "id": "earlier-law",
    "title": {"en": "Earlier Law", "zh": "旧法"},
    "clauses": [{"number": "70", "summary": {"en": "Seventy.", "zh": "七十。"}, "checkable": True}],
    "succession": [],
}
REPLACES = {"instrument": "earlier-law", "since": "2023-01-01", "clauses": [{"old": "70", "new": "7"}]}


def two(folder: Path, *, replaces: Any = REPLACES, earlier: dict[str, Any] = EARLIER) -> Instruments:
    """Return an instrument that took the place of another."""
    found = {}
    for law in ({**LAW, "replaces": replaces}, earlier):
        found[law["id"]] = folder / f"{law['id']}.yaml"
        found[law["id"]].write_text(yaml.safe_dump(law, allow_unicode=True), encoding="utf-8")
    return Instruments(found, lambda data, _name: yaml.safe_load(data))


def test_before_an_instrument_took_anothers_place_the_other_is_cited(tmp_path: Path) -> None:
    before, after = at("2022-12-31T23:59:59+08:00"), at("2023-01-01T00:00:00+08:00")
    for basis, number, summary in (("sample-law#7", "70", "Seventy."), ("sample-law", None, "All of it.")):
        citation = two(tmp_path).cite(basis, before)
        assert citation
        assert (citation.instrument.id, citation.number) == ("earlier-law", number)
        assert citation.summary["en"] == summary
        later = two(tmp_path).cite(basis, after)
        assert later
        assert later.instrument.id == "sample-law"


def test_a_clause_that_the_other_did_not_have_is_not_cited_before(tmp_path: Path) -> None:
    assert two(tmp_path).cite("sample-law#5", at("2022-12-31T12:00:00+08:00")) is None
    assert two(tmp_path).cite("sample-law#5", at("2023-01-01T12:00:00+08:00")) is not None


def test_a_replaced_clause_is_found_through_a_later_renumbering(tmp_path: Path) -> None:
    replaces = {**REPLACES, "clauses": [{"old": "70", "new": "3"}]}
    citation = two(tmp_path, replaces=replaces).cite("sample-law#5", at("2022-12-31T12:00:00+08:00"))
    assert citation
    assert (citation.instrument.id, citation.number) == ("earlier-law", "70")


def test_what_replaced_an_instrument_that_nobody_brings_is_not_cited_before(tmp_path: Path) -> None:
    replaces = {**REPLACES, "instrument": "lost-law"}
    assert two(tmp_path, replaces=replaces).cite("sample-law#7", at("2022-12-31T12:00:00+08:00")) is None


def test_instruments_that_replace_each_other_are_an_error(tmp_path: Path) -> None:
    earlier = {**EARLIER, "replaces": {**REPLACES, "instrument": "sample-law", "clauses": []}}
    with pytest.raises(PolicyError, match="came no earlier itself"):
        two(tmp_path, earlier=earlier).cite("sample-law#7", at("2022-12-31T12:00:00+08:00"))


def test_a_clause_says_what_numbers_it_sets(tmp_path: Path) -> None:
    limits = [{"name": "rest", "minimum": 8, "unit": "hours"}, {"name": "shift", "maximum": 12, "unit": "hours"}]
    clauses = [{"number": "5", "summary": {"en": "Five.", "zh": "五。"}, "checkable": True, "limits": limits}]
    law = library(tmp_path, clauses=clauses, succession=[], limits=[limits[0]]).get("sample-law")
    assert law
    assert [(limit.name, limit.value, limit.unit) for limit in law.clauses[0].limits] == [
        ("rest", 8, "hours"),
        ("shift", 12, "hours"),
    ]
    assert law.limits == law.clauses[0].limits[:1]


def test_policies_see_the_files_as_they_stand(tmp_path: Path) -> None:
    assert library(tmp_path).as_data() == {"sample-law": LAW}


def test_policies_see_the_files_that_they_name(tmp_path: Path) -> None:
    assert library(tmp_path).as_data({"sample-law", "lost-law"}) == {"sample-law": LAW}
    assert library(tmp_path / "again").as_data({"lost-law"}) == {}


def test_a_file_is_opened_once_and_only_when_asked_for(tmp_path: Path) -> None:
    opened: list[str] = []
    library(tmp_path)

    def parse(data: bytes, name: str) -> Any:
        opened.append(name)
        return yaml.safe_load(data)

    instruments = Instruments({"sample-law": tmp_path / "sample-law" / "data.yaml"}, parse)
    assert instruments.ids == ("sample-law",)
    assert opened == []
    instruments.get("sample-law")
    instruments.cite("sample-law#5", at("2026-11-23T12:00:00+00:00"))
    assert opened == ["sample-law/data.yaml"]


def test_an_instrument_may_have_words_in_any_language(tmp_path: Path) -> None:
    instrument = library(tmp_path, title={"en": "Sample Law", "fr": "Loi"}).get("sample-law")
    assert instrument is not None
    assert dict(instrument.title) == {"en": "Sample Law", "fr": "Loi"}


@pytest.mark.parametrize(
    "changes",
    [
        {"read": "skimmed"},
        {"title": {"zh": "样例法"}},
        {"title": "Sample Law"},
        {"url": 5},
        {"clauses": None},
        {"clauses": [{"number": 5.3, "summary": {"en": "Five.", "zh": "五。"}, "checkable": True}]},
        {"zone": "Asia/Nowhere"},
        {"succession": [{"old": "3", "new": "4", "since": "soon"}]},
        {"id": "another-law"},
        {"limits": [{"name": "rest", "unit": "hours"}]},
        {"limits": [{"name": "rest", "unit": "hours", "minimum": 8, "maximum": 8}]},
        {"limits": [{"name": "rest", "unit": "hours", "minimum": "8"}]},
        {"limits": [{"name": "rest", "unit": "hours", "minimum": True}]},
        {"replaces": {"instrument": "earlier-law", "since": "soon", "clauses": []}},
        {"replaces": {"instrument": "earlier-law", "since": "2023-01-01"}},
    ],
    ids=",".join,
)
def test_a_file_that_is_no_instrument_is_an_error_that_names_it(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(PolicyError) as error:
        library(tmp_path, **changes).get("sample-law")
    assert error.value.file == "sample-law/data.yaml"
    assert error.value.hint
    assert spoken(error.value)


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    instruments = Instruments({"sample-law": tmp_path / "data.yaml"}, lambda data, _name: yaml.safe_load(data))
    with pytest.raises(PolicyError, match="cannot be read"):
        instruments.get("sample-law")
    with pytest.raises(PolicyError, match="cannot be read"):
        instruments.as_data()


def test_a_file_that_is_no_mapping_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("- 1\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="no mapping"):
        Instruments({"sample-law": file}, lambda data, _name: yaml.safe_load(data)).get("sample-law")


def test_a_package_whose_folder_is_gone_costs_its_instruments_and_is_told(tmp_path: Path) -> None:
    library(tmp_path)
    gone = tmp_path / "gone"
    packages = [("lost", "adjudge_lost.laws", lambda: gone), ("sample", "adjudge_sample.laws", lambda: tmp_path)]
    found, (problem,) = collected(packages)
    assert list(found) == ["sample-law"]
    why = f"FileNotFoundError: [Errno 2] No such file or directory: '{gone}'"
    assert problem.told("en") == (
        f"the package adjudge_lost.laws cannot be read: {why} (plugin lost). "
        "Check the wheel's contents, or install it again."
    )
    assert problem.told("zh") == (
        f"包 adjudge_lost.laws 无法读取：“{why}”（插件 lost）。请检查 wheel 的内容，或者重新安装。"
    )
