"""Every rule says what it is for and what to do; the reference can be written; the package has a page that says what it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adjudge.lib.blank import is_blank
from adjudge.lib.words import ENGLISH, say

from .repeating import environment, last_line
from .results import CheckOutcome, Fault
from .subject import PluginSubject


def documentation(subject: PluginSubject) -> CheckOutcome:
    """Return what is not described; what was asked are the rules, the pages of the reference, and the README."""
    asked, faults = 0, list(_rules(subject))
    asked += sum(len(linted.folder.rules) for linted in subject.linted)
    with TemporaryDirectory(prefix="adjudge-verify-") as folder:
        why = _written(subject, Path(folder))
        pages = sorted(Path(folder).rglob("*.md"))
        asked += len(pages)
    if why is not None or not pages:
        faults.append(Fault(say("verifying.no_reference", why=why or "")))
    if not _has_readme(subject):
        faults.append(Fault(say("verifying.no_readme", distribution=subject.plugin.distribution)))
    return CheckOutcome(asked + 1, tuple(faults))


def _rules(subject: PluginSubject) -> Iterator[Fault]:
    for linted in subject.linted:
        for rule in linted.folder.rules:
            words = rule.words[ENGLISH]
            for name, text in (("description", words.description), ("remediation", words.remediation)):
                if is_blank(text or ""):
                    yield Fault(say("verifying.not_told", name=name), rule.file, rule.line)


def _written(subject: PluginSubject, folder: Path) -> str | None:
    """Write the reference of the domains as people do, by the command; return what it says where it cannot."""
    import subprocess

    command = [sys.executable, "-m", "adjudge", "reference", str(folder)]
    for name in subject.domains:
        command += ["--domain", name]
    for name in subject.options.disable_plugins:
        command += ["--disable-plugin", name]
    if subject.options.config is not None:
        command += ["--config", str(subject.options.config)]
    done = subprocess.run(  # noqa: S603  # this interpreter, and this command
        command, env=environment(), capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return None if done.returncode == 0 else last_line(done.stderr)


def _has_readme(subject: PluginSubject) -> bool:
    """Return whether the distribution describes itself at length, or a README lies in its folder."""
    home = subject.home
    if home is not None and any(home.glob("README*")):
        return True
    brought: Any = subject.plugin.brought_by()
    metadata = getattr(brought, "metadata", None)
    text = "" if metadata is None else metadata.get("Description") or metadata.get_payload() or ""
    return not is_blank(str(text))
