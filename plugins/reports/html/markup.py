"""Text as HTML: escaped, safe to look at, in one language or each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from adjudge.lib.escape import brief
from adjudge.lib.wording import Wording, wording
from adjudge.lib.words import Texts, languages, said, template

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


@cache
def tags() -> Mapping[str, str]:
    """Return the language of each part of the page, as HTML says it, by our name for it."""
    return {language: template(language, "language.tag") or language for language in languages()}


def each(text_in: Callable[[str], str]) -> Markup:
    """Return a text in each language, of which the page shows one; once, where it is the same in all."""
    texts = {tag: shown(text_in(language)) for language, tag in tags().items()}
    first = next(iter(texts.values()))
    if all(text == first for text in texts.values()):
        return first
    return Markup("".join(f'<span lang="{attribute(tag)}">{text}</span>' for tag, text in texts.items()))


def spoken(texts: Texts | str) -> Markup:
    """Return texts by language."""
    return each(lambda language: said(texts, language))


def worded(text_of: Callable[[Wording], str]) -> Markup:
    """Return what the words of each language make of something."""
    return each(lambda language: text_of(wording(language)))


def word(name: str, **fields: Any) -> Markup:
    """Return one of the words of reports."""
    return worded(lambda words: words(f"report.{name}", **fields))


def page(name: str) -> Markup:
    """Return one of the words that only this report has."""
    return word(f"page.{name}")


def verdict_word(name: VerdictName) -> Markup:
    """Return a verdict's name."""
    return word(f"verdicts.{name}")


def outcome_word(name: OutcomeName) -> Markup:
    """Return an outcome's name."""
    return word(f"outcomes.{name}")


def severity_word(name: Severity) -> Markup:
    """Return a severity's name."""
    return word(f"severities.{name}")
