"""Text as HTML: escaped, safe to look at, in one language or both."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from adjudge.lib.escape import brief
from adjudge.lib.wording import Wording, wording

if TYPE_CHECKING:
    from adjudge import OutcomeName, VerdictName
    from adjudge.lib.rego.rule import Severity


class Markup(str):
    """HTML that is safe to write as it is: made here, of escaped text."""

    __slots__ = ()


def shown(text: str) -> Markup:
    """Return a text of an artifact or a plugin."""
    return Markup(escape(brief(text)))


def attribute(text: str) -> Markup:
    """Return a text as the value of an attribute, whole."""
    return Markup(escape(text.encode("utf-8", "backslashreplace").decode()))


def code(text: str) -> Markup:
    """Return a name, a path, a digest."""
    return Markup(f"<code>{shown(text)}</code>")


def both(en: str, zh: str) -> Markup:
    """Return a text in both languages, of which the page shows one."""
    english, chinese = shown(en), shown(zh)
    if english == chinese:
        return english
    return Markup(f'<span lang="en">{english}</span><span lang="zh-Hans">{chinese}</span>')


def word(of: Callable[[Wording], str]) -> Markup:
    """Return a fixed word in both languages."""
    return both(of(wording("en")), of(wording("zh")))


def page(name: str) -> Markup:
    """Return one of the words that only this report has."""
    return word(lambda words: words.page[name])


def verdict_word(name: VerdictName) -> Markup:
    """Return a verdict's name."""
    return word(lambda words: words.verdicts[name])


def outcome_word(name: OutcomeName) -> Markup:
    """Return an outcome's name."""
    return word(lambda words: words.outcomes[name])


def severity_word(name: Severity) -> Markup:
    """Return a severity's name."""
    return word(lambda words: words.severities[name])
