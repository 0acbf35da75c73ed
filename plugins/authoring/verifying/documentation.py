"""Every rule says what it is for and what to do; the reference can be written; the package has a page that says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adjudge.lib.blank import is_blank
from adjudge.lib.errors import AdjudgeError, Told
from adjudge.lib.words import ENGLISH, say

from .results import CheckOutcome, Fault
from .subject import PluginSubject


def documentation(subject: PluginSubject) -> CheckOutcome:
    """Return what is not described; what was asked are the rules, the pages of the reference, and the README."""
    asked, faults = 0, list(_rules(subject))
    asked += sum(len(linted.folder.rules) for linted in subject.linted)
    try:
        for domain in subject.domains:
            subject.settings.catalogue.open(domain)
        subject.settings.catalogue.open_all()
        pages = _pages(subject)
        faults += (Fault(say("verify.no_page"), name) for name, text in pages.items() if is_blank(text))
        asked += len(pages)
    except AdjudgeError as error:
        faults.append(Fault(Told(error)))
    except Exception as error:  # noqa: BLE001  # whatever it trips over, it cannot be written
        faults.append(Fault(say("verify.no_reference", why=f"{type(error).__name__}: {error}")))
    if not _has_readme(subject):
        faults.append(Fault(say("verify.no_readme", distribution=subject.plugin.distribution)))
    return CheckOutcome(asked + 1, tuple(faults))


def _rules(subject: PluginSubject) -> Iterator[Fault]:
    for linted in subject.linted:
        for rule in linted.folder.rules:
            words = rule.words[ENGLISH]
            for name, text in (("description", words.description), ("remediation", words.remediation)):
                if is_blank(text or ""):
                    yield Fault(say("verify.not_told", name=name), rule.file, rule.line)


def _pages(subject: PluginSubject) -> dict[str, str]:
    """Return the pages of the reference, in the language that everybody has."""
    from adjudge.plugins.reference.pages import Pages

    catalogue = subject.settings.catalogue
    domains = tuple(each.domain for each in subject.targets)
    return Pages(catalogue=catalogue, domains=domains, instruments=(), language=ENGLISH).pages()


def _has_readme(subject: PluginSubject) -> bool:
    """Return whether the distribution describes itself at length, or a README lies in its folder."""
    home = subject.home
    if home is not None and any(home.glob("README*")):
        return True
    brought: Any = subject.plugin.brought_by()
    metadata = getattr(brought, "metadata", None)
    text = "" if metadata is None else metadata.get("Description") or metadata.get_payload() or ""
    return not is_blank(str(text))
