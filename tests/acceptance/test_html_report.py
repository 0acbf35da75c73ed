"""The HTML report in a real browser: its script runs, its policy holds, its filters, languages and print work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from wheels import command

ROOT = Path(__file__).resolve().parents[2]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AS_OF = ("--as-of", "2026-12-15")
HOSTILE = "</script><script>document.title='forged'</script><img src=x onerror=document.title='forged'>"

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on PATH (apt-get install chromium)")

_OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --enable-logging=stderr"
).split()
_CONSOLE = re.compile(r"^.*CONSOLE.*$", re.MULTILINE)


class Seen(HTMLParser):
    """The document as the browser has it after the script has run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.title, self.shown, self._in = "", "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in = "shown" if dict(attrs).get("id") == "shown" else tag

    def handle_data(self, data: str) -> None:
        self.title += data if self._in == "title" else ""
        self.shown += data if self._in == "shown" else ""

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def of(self, look: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.elements if look in (attributes.get("class") or "").split()]


@pytest.fixture
def browse(tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """Open a page in a browser without history; give its output and what its console says."""

    def run(page: Path, *options: str, link: str = "") -> tuple[str, str]:
        home = tmp_path / "browser"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        done = subprocess.run(
            [str(BROWSER), *_OPTIONS, f"--user-data-dir={home / 'data'}", *options, f"{page.as_uri()}{link}"],
            env={**os.environ, "HOME": str(home)},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout, "\n".join(_CONSOLE.findall(done.stderr))

    return run


@pytest.fixture
def see(browse: Any) -> Callable[..., Seen]:
    """Open a page and give the document; its console has nothing to say."""

    def look(page: Path, link: str = "") -> Seen:
        text, console = browse(page, "--dump-dom", link=link)
        assert console == ""
        return Seen(text)

    return look


@pytest.fixture
def printed(browse: Any, tmp_path: Path) -> Callable[..., str]:
    """Print a page and give the text on paper."""

    def look(page: Path, link: str = "") -> str:
        browse(page, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}", link=link)
        return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "page.pdf").pages).split())

    return look


def judge(folder: Path, page: Path) -> Path:
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    line = [*command(), "check", ".", *AS_OF, "-o", f"html={page}", "-q"]
    done = subprocess.run(line, cwd=folder, env=own, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert page.exists(), done.stderr
    return page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the broken example."""
    return judge(ROOT / "examples" / "broken", tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of few pages in which everything passes."""
    return judge(ROOT / "examples" / "launch" / "service", tmp_path_factory.mktemp("small") / "report.html")


def test_the_script_runs_without_an_error_and_shows_everything(see: Any, page: Path) -> None:
    seen = see(page)
    artifacts = seen.of("artifact")
    assert artifacts
    assert seen.shown == f"{len(artifacts)} / {len(artifacts)}"
    assert not [artifact for artifact in artifacts if "hidden" in artifact]
    assert "hidden" not in seen.of("filters")[0]


@pytest.mark.parametrize(
    ("link", "fits"),
    [
        ("#verdict=deny", lambda artifact, _: artifact["data-verdict"] == "deny"),
        ("#verdict=pass&verdict=warn", lambda artifact, _: artifact["data-verdict"] in ("pass", "warn")),
        ("#severity=critical&severity=low", lambda _, rule: rule["data-severity"] in ("critical", "low")),
        ("#domain=identity", lambda _, rule: rule["data-domain"] == "identity"),
    ],
)
def test_filters_show_what_fits_and_nothing_else(see: Any, page: Path, link: str, fits: Any) -> None:
    seen = see(page, link)
    shown: list[dict[str, str | None]] = []
    artifact: dict[str, str | None] = {}
    for _, attributes in seen.elements:
        look = (attributes.get("class") or "").split()
        if "artifact" in look:
            artifact = attributes
            if "verdict" in link:
                assert ("hidden" not in artifact) == fits(artifact, None)
            shown += [artifact] if "hidden" not in artifact else []
        elif "data-severity" in attributes and "verdict" not in link:
            assert ("hidden" not in attributes) == fits(None, attributes)
            assert "hidden" in attributes or "hidden" not in artifact
    assert 0 < len(shown) < len(seen.of("artifact"))
    assert seen.shown == f"{len(shown)} / {len(seen.of('artifact'))}"


def test_a_text_is_found_in_paths_and_in_findings_of_both_languages(see: Any, page: Path) -> None:
    everything = len(see(page).of("artifact"))
    for text in ("performer-a.consent", "AI synthesis in its own words", "%E5%90%8C%E6%84%8F"):
        shown = [artifact for artifact in see(page, f"#text={text}").of("artifact") if "hidden" not in artifact]
        assert 0 < len(shown) < everything
    assert see(page, "#text=nowhere-to-be-found").shown.startswith("0 / ")


def test_the_language_changes_what_is_read_and_printed(see: Any, printed: Any, small: Path, tmp_path: Path) -> None:
    # In letters that every machine has a font for.
    latin = tmp_path / "latin.html"
    latin.write_text(small.read_text("utf-8").replace("制品判定", "ZHVERDICTS"), encoding="utf-8")
    for link, lang, there, gone in (
        ("#lang=en", "en", "Artifacts by verdict", "ZHVERDICTS"),
        ("#lang=zh", "zh-Hans", "ZHVERDICTS", "Artifacts by verdict"),
    ):
        assert see(latin, link).elements[0][1]["lang"] == lang
        paper = printed(latin, link)
        assert there in paper
        assert gone not in paper


def test_paper_has_a_line_an_artifact_and_all_of_it_where_the_reader_asks(printed: Any, see: Any, small: Path) -> None:
    assert not [artifact for artifact in see(small).of("artifact") if "open" in artifact]
    short = printed(small)
    assert "studio.service.yaml" in short
    assert "identity.service.log_retention" not in short.replace(" ", "")
    assert "Short form" in short
    whole = printed(small, "#print=whole")
    assert "identity.service.log_retention" in whole.partition("Instruments")[0].replace(" ", "")
    assert "Short form" not in whole


def test_paper_has_every_finding_with_its_place_on_few_pages(printed: Any, page: Path, tmp_path: Path) -> None:
    paper = printed(page)
    findings = re.findall(r'<p class="message"><span lang="en">([ -;=?-~]+?)</span>', page.read_text("utf-8"))
    said = "".join(normalize("NFKC", paper).split())  # fonts join letters
    lost = [each for each in findings if "".join(normalize("NFKC", unescape(each)).split())[:60] not in said]
    assert len(findings) > 150
    assert len(PdfReader(tmp_path / "page.pdf").pages) <= len(findings) / 20
    assert lost == []


def test_a_pack_that_passes_is_a_page_or_two_of_paper(printed: Any, tmp_path: Path) -> None:
    printed(judge(ROOT / "examples" / "launch", tmp_path / "launch.html"))
    assert len(PdfReader(tmp_path / "page.pdf").pages) <= 2


def test_hostile_names_and_values_do_nothing(see: Any, tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    folder.mkdir()
    name = HOSTILE.replace("/", "∕")
    (folder / f"{name}.project.yaml").write_text(f"? {HOSTILE!r}\n: {HOSTILE!r}\n", encoding="utf-8")
    (folder / "torn.project.yaml").write_text(f"{HOSTILE}: [", encoding="utf-8")
    page = judge(folder, tmp_path / "report.html")
    assert "onerror" in page.read_text("utf-8")
    seen = see(page)
    assert seen.title == "adjudge: error"
    assert [tag for tag, _ in seen.elements].count("script") == 1
    assert "img" not in {tag for tag, _ in seen.elements}


def test_what_somebody_adds_to_the_page_does_not_run(browse: Any, page: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.html"
    text = page.read_text("utf-8")
    more = "<script>document.title='forged'</script><img src=x onerror=\"document.title='forged'\"></body>"
    forged.write_text(text.replace("</body>", more), encoding="utf-8")
    dumped, console = browse(forged, "--dump-dom")
    assert Seen(dumped).title == "adjudge: error"
    assert console.count("Content Security Policy") >= 2
