"""The language in which a command line is answered, and lines in it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import click

from ..colour import ERROR, WARNING, is_coloured, painted
from ..words import ENGLISH, Texts, broken, said, say, template

ANSWERS: ContextVar[Callable[[], str]] = ContextVar("ANSWERS", default=lambda: ENGLISH)
"""Finds the language; asked only when something is said."""


def language() -> str:
    """Return the language in which this command line is answered."""
    return ANSWERS.get()()


def spoken(words: str | Texts) -> str:
    """Return words in that language; a plain text as it is."""
    return said(words, language())


def tell(words: str | Texts, *, err: bool = False) -> None:
    """Write a line in that language to stdout, or to stderr, where "error:" and "warning:" are coloured."""
    text, coloured = spoken(words), is_coloured(sys.stderr if err else sys.stdout)
    if err and coloured:
        text = _headed(text)
    click.echo(text, err=err, color=coloured)


def tell_broken_words() -> None:
    """Tell of languages whose words could not be read; in English, since that is what was said in their place."""
    for name, why in broken.items():
        words = say("command.broken_words", file=f"locale/{name}.yaml", why=why)
        click.echo(f"warning: {words}", err=True)


def _headed(text: str) -> str:
    """Return a line with the word that it begins with in colour, where that is an error's or a warning's."""
    for code, colour in (("command.error", ERROR), ("command.warning", WARNING)):
        head = (template(language(), code) or "").partition("{")[0].rstrip()
        if head and text.startswith(head):
            return painted(head, colour) + text.removeprefix(head)
    return text


def values_of(args: list[str], flag: str) -> Iterator[str]:
    """Yield the values of a flag, wherever it stands, before anything is parsed."""
    for number, argument in enumerate(args):
        if argument == flag and number + 1 < len(args):
            yield args[number + 1]
        elif argument.startswith(f"{flag}="):
            yield argument.partition("=")[2]


class Spoken:
    """An attribute of click's that is a text, set to words by language and told in the language at hand."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}_words"

    def __get__(self, instance: Any, owner: type) -> Any:
        words = None if instance is None else vars(instance).get(self._name)
        return None if words is None else spoken(words)

    def __set__(self, instance: Any, words: str | Texts | None) -> None:
        vars(instance)[self._name] = words
