"""What is installed is what importlib.metadata and importlib.resources say is."""

from __future__ import annotations

import sys
import zipfile
from importlib import metadata, resources
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from adjudge.lib.installed import EntryPoint, entry_points, package_root


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Put two folders before all that is installed."""
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    for folder in (tmp_path / "missing", *reversed(folders)):
        monkeypatch.syspath_prepend(folder)
    return folders


def install(folder: Path, name: str, points: str | None) -> None:
    info = folder / name
    info.mkdir()
    project, _, version = name.rpartition(".")[0].partition("-")
    text = f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n"
    (info / ("METADATA" if name.endswith("dist-info") else "PKG-INFO")).write_text(text, "utf-8")
    if points is not None:
        (info / "entry_points.txt").write_text(points, "utf-8")


def brought(points) -> list[tuple[str, str, str, str]]:
    return sorted((point.name, point.value, dist.name, dist.version) for point, dist in points)


def ours() -> list[tuple[str, str, str, str]]:
    return brought((point, point.brought_by()) for point in entry_points("catering"))


def reference() -> list[tuple[str, str, str, str]]:
    return brought((point, point.dist) for point in metadata.entry_points(group="catering"))


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("menu-1.0.dist-info", "[catering]\nmenu = menu.hooks:plugin [extra]\n"),
        ("menu-1.0.egg-info", "[catering]\nmenu=menu\n"),
        (
            "menu-1.0.dist-info",
            "# a comment\n[console_scripts]\na = b\n\n[catering]\n ; = x\n  menu =  menu : a.b \n[other]\nx=y",
        ),
        ("menu-1.0.dist-info", "[catering.more]\nmenu = menu\n"),
        ("menu-1.0.dist-info", "[CATERING]\nmenu = menu\n"),
        ("menu-1.0.dist-info", ""),
        ("menu-1.0.dist-info", None),
        ("MENU-1.0.DIST-INFO", "[catering]\nmenu = menu\n"),
        ("menu.dist-info", "[catering]\nmenu = menu\n"),
    ],
)
def test_entry_points_are_read_as_the_standard_library_reads_them(site, name, points):
    install(site[1], name, points)
    assert [(point.name, point.value) for point in entry_points("catering")] == [
        (point.name, point.value) for point in metadata.entry_points(group="catering")
    ]


def test_of_two_distributions_of_one_name_the_first_on_the_path_counts(site):
    install(site[0], "Menu.Card-2.0.dist-info", "[catering]\nnew = menu\n")
    install(site[1], "menu_card-1.0.dist-info", "[catering]\nold = menu\n")
    install(site[1], "slip-1.0.dist-info", "[catering]\nslip = slip\n")
    assert ours() == reference() == [("new", "menu", "Menu.Card", "2.0"), ("slip", "slip", "slip", "1.0")]


def test_a_distribution_in_an_archive_counts(site, monkeypatch):
    archive = site[0] / "menu.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("menu-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: menu\nVersion: 1.0\n")
        written.writestr("menu-1.0.dist-info/entry_points.txt", "[catering]\nmenu = menu\n")
    monkeypatch.syspath_prepend(archive)
    assert ours() == reference() == [("menu", "menu", "menu", "1.0")]


def test_a_distribution_in_an_egg_counts(site, monkeypatch):
    egg = site[0] / "menu-1.0.egg"
    (egg / "EGG-INFO").mkdir(parents=True)
    (egg / "EGG-INFO" / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: menu\nVersion: 1.0\n", "utf-8")
    (egg / "EGG-INFO" / "entry_points.txt").write_text("[catering]\nmenu = menu\n", "utf-8")
    monkeypatch.syspath_prepend(egg)
    assert ours() == reference() == [("menu", "menu", "menu", "1.0")]


def test_a_distribution_of_a_finder_of_its_own_counts(site, monkeypatch):
    install(site[0] / "..", "menu-1.0.dist-info", "[catering]\nmenu = menu\n")

    class Finder(metadata.DistributionFinder):
        def find_spec(self, *_where: object) -> ModuleSpec | None:
            return None

        def find_distributions(self, context: object = None) -> list[metadata.Distribution]:
            return [metadata.Distribution.at(site[0] / ".." / "menu-1.0.dist-info")]

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert ours() == reference() == [("menu", "menu", "menu", "1.0")]


@pytest.mark.parametrize(
    ("value", "given"),
    [
        ("menu_card", "menu_card"),
        ("menu_card:Card", "Card"),
        ("menu_card : Card.Day", "Card.Day"),
        ("menu_card:Card [extra]", "Card"),
    ],
)
def test_an_entry_point_loads_what_its_value_names(site, monkeypatch, value, given):
    (site[0] / "menu_card.py").write_text("class Card:\n    class Day: ...\n", "utf-8")
    loaded = EntryPoint(name="menu", value=value, brought_by=lambda: None).load()
    assert getattr(loaded, "__qualname__", "menu_card") == given
    monkeypatch.delitem(sys.modules, "menu_card")


# --- packages -------------------------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Make the package ``menu_parts``, with code or without, in one folder or in several, and forget it afterwards."""

    def make(*folders: str, code: bool) -> str:
        for name in folders:
            inner = tmp_path / name / "menu_parts"
            inner.mkdir(parents=True)
            (inner / f"{name}.txt").write_text(name, "utf-8")
            if code:
                (inner / "__init__.py").touch()
            monkeypatch.syspath_prepend(tmp_path / name)
        return "menu_parts"

    yield make
    sys.modules.pop("menu_parts", None)


@pytest.mark.parametrize("code", [True, False])
@pytest.mark.parametrize("folders", [("starters",), ("starters", "mains")])
def test_a_package_has_the_files_that_the_standard_library_gives_it(package, folders, code):
    name = package(*folders, code=code)
    found, wanted = package_root(name), resources.files(name)
    named = sorted(entry.name for entry in wanted.iterdir() if entry.name.endswith(".txt"))
    assert sorted(entry.name for entry in found.iterdir() if entry.name.endswith(".txt")) == named != []
    assert [(found / name).read_text("utf-8") for name in named] == [
        (wanted / name).read_text("utf-8") for name in named
    ]


def test_a_package_in_an_archive_has_its_files(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "menu.zip", "w") as archive:
        archive.writestr("menu_archive/__init__.py", "")
        archive.writestr("menu_archive/mains.txt", "mains")
    monkeypatch.syspath_prepend(tmp_path / "menu.zip")
    assert (package_root("menu_archive") / "mains.txt").read_text("utf-8") == "mains"
