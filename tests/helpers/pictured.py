"""Pictures of a terminal in the docs: run the command, and draw what it prints with its colours as SVG.

``python tests/helpers/pictured.py`` draws all of them anew. A test holds their words to what the commands print today.
"""

from __future__ import annotations

import html
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"
WIDTH = 112
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_LENGTH = re.compile(r'textLength="[^"]*"(?P<between>[^>]*)>(?P<text>[^<]*)</text>')
_CELL = 12.2  # pixels, of Rich's pictures
# Rich's own frame fetches a font from the network; a picture that asks for nothing can be shown anywhere.
_FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


class Picture(NamedTuple):
    """A picture: its name in ``docs/pictures``, and the command of which it shows the output, in a folder of the checkout."""

    name: str
    folder: str
    command: str

    @property
    def file(self) -> Path:
        """Where it lies."""
        return FOLDER / f"{self.name}.svg"


_LABELS = "adjudge check media/out/single_label.contradicts.wav --as-of 2026-12-15"
PICTURES = (
    Picture("recording.en", "examples/broken", _LABELS),
    Picture("recording.zh", "examples/broken", f"{_LABELS} --lang zh"),
)


def printed(picture: Picture) -> str:
    """Return what the command prints for a terminal, with its colours."""
    words = shlex.split(picture.command)
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    run = [sys.executable, "-m", "adjudge", *words[1:], "--color", "always"]
    done = subprocess.run(run, cwd=ROOT / picture.folder, env=own, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    return done.stdout


def shown(text: str) -> str:
    """Return the letters of what is printed: without colours, and without spaces, since lines end elsewhere in a picture."""
    return "".join(Text.from_ansi(text).plain.split())


def seen(svg: str) -> str:
    """Return the letters that stand in a picture, without its title."""
    return "".join(html.unescape("".join(_TEXT.findall(svg.partition('-matrix">')[2]))).split())


def drawn(picture: Picture, text: str) -> str:
    """Return the picture of a text with colours."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard", legacy_windows=False
    )
    console.print(Text.from_ansi(text), soft_wrap=False)
    svg = console.export_svg(
        title=f"$ {picture.command}", theme=MONOKAI, code_format=_FRAME, unique_id=picture.name.replace(".", "-")
    )
    return _LENGTH.sub(_as_wide_as_its_cells, svg)


def _as_wide_as_its_cells(found: re.Match[str]) -> str:
    """Return a text with its length: Rich counts a Chinese character once, though it takes two cells."""
    cells = cell_len(html.unescape(found["text"]))
    return f'textLength="{cells * _CELL:g}"{found["between"]}>{found["text"]}</text>'


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in PICTURES:
        each.file.write_text(drawn(each, printed(each)), encoding="utf-8")
