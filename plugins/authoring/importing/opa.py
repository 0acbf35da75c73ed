"""The OPA that is needed to import: it writes earlier Rego anew, formats what is made, and runs the original."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from adjudge.lib.errors import UsageError
from adjudge.lib.words import say

if TYPE_CHECKING:
    import subprocess

_SECONDS = 600
_REFUSED = re.compile(r"(\d{6})\.rego(?::(\d+: .*)| (was successfully formatted, but the result is invalid)[^\n]*)")


class Opa:
    """An executable ``opa``."""

    def __init__(self, binary: str | None) -> None:
        """Find it as the engine of that name does. Raises UsageError where there is none."""
        from shutil import which

        found = which(binary or "opa")
        if found is None:
            raise UsageError(say("import.no_opa"), file=binary)
        self.binary = str(Path(found).absolute())

    def formatted(self, texts: Sequence[str], *, earlier: bool = False) -> list[tuple[str | None, str]]:
        """Return policies in today's Rego, formatted, each None with the reason where it cannot be read.

        ``earlier`` says that they are of Rego v0. They are formatted at once; it stops at one that it cannot read.
        """
        found: dict[int, tuple[str | None, str]] = {}
        with TemporaryDirectory() as place:
            files = {number: Path(place, f"{number:06}.rego") for number in range(len(texts))}
            for number, text in enumerate(texts):
                files[number].write_text(text, encoding="utf-8")
            done = None
            while files:
                done = self._run(["fmt", "--write", *(["--v0-v1"] if earlier else []), place], "")
                if done.returncode == 0:
                    break
                refused = {
                    int(each[1]): (each[2] or each[3]).strip()
                    for each in reversed(list(_REFUSED.finditer(done.stderr)))
                }
                if not refused.keys() & files.keys():
                    break
                for number in refused.keys() & files.keys():
                    found[number] = None, refused[number]
                    files.pop(number).unlink()
            if files and done is not None and done.returncode != 0:  # it does not say which of them
                if len(files) == 1:
                    return [found.get(number, (None, done.stderr.strip())) for number in range(len(texts))]
                for number in list(files):
                    found[number] = self.formatted([texts[number]], earlier=earlier)[0]
                    files.pop(number)
            found |= {number: (file.read_text(encoding="utf-8"), "") for number, file in files.items()}
        return [found[number] for number in range(len(texts))]

    def evaluated(self, folder: Path, query: str, given: Any = None, *, earlier: bool = False) -> tuple[Any, str]:
        """Return the value of a query over the policies and data of a folder, or None and why there is none."""
        command = ["eval", "--format=json", f"--data={folder}", *(["--v0-compatible"] if earlier else [])]
        with TemporaryDirectory() as place:
            if given is not None:
                file = Path(place, "input.json")
                file.write_text(json.dumps(given), encoding="utf-8")
                command.append(f"--input={file}")
            done = self._run([*command, query], "")
        try:
            said = json.loads(done.stdout)
        except ValueError:
            return None, done.stderr.strip()
        if done.returncode != 0 or "errors" in said:
            return None, "; ".join(each.get("message", "") for each in said.get("errors", ())) or done.stderr.strip()
        result = said.get("result", [])
        return (result[0]["expressions"][0]["value"] if result else None), ""

    def checked(self, folder: Path, *, earlier: bool = False) -> list[tuple[str, str]]:
        """Return what OPA refuses of a folder: the name of a file, and why."""
        command = ["check", "--format=json", "--max-errors=0", *(["--v0-compatible"] if earlier else []), str(folder)]
        done = self._run(command, "")
        try:
            said = json.loads(done.stderr or done.stdout or "{}")
        except ValueError:
            return []
        return [
            (Path((each.get("location") or {}).get("file", "")).name, each.get("message", ""))
            for each in said.get("errors", ())
        ]

    def tested(self, folders: Sequence[Path], *, earlier: bool = False) -> Mapping[str, bool] | None:
        """Return which tests below folders pass, by package and name; None where they do not compile."""
        command = ["test", "--format=json", *(["--v0-compatible"] if earlier else []), *map(str, folders)]
        try:
            said = json.loads(self._run(command, "").stdout or "[]")
        except ValueError:
            return None
        if not isinstance(said, list):
            return None
        found: dict[str, bool] = {}
        for each in said:
            if not each.get("skip"):
                name = f"{each['package'].removeprefix('data.')}.{each['name'].partition('#')[0]}"  # of one name in two files
                found[name] = found.get(name, True) and not (each.get("fail") or each.get("error"))
        return found

    def _run(self, command: Sequence[str], text: str) -> subprocess.CompletedProcess[str]:
        import subprocess

        try:
            return subprocess.run(  # noqa: S603  # the OPA that judges as well
                [self.binary, *command],
                input=text,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                encoding="utf-8",
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UsageError(say("import.opa_failed", why=str(error)), file=self.binary) from error
