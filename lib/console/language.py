"""The language in which a command line is answered, and lines in it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import click

from ..words import ENGLISH, Texts, said

ANSWERS: ContextVar[Callable[[], str]] = ContextVar("ANSWERS", default=lambda: ENGLISH)
"""Finds the language; asked only when something is said."""


def language() -> str:
    """Return the language in which this command line is answered."""
    return ANSWERS.get()()


def spoken(words: str | Texts) -> str:
    """Return words in that language; a plain text as it is."""
    return said(words, language())


def tell(words: str | Texts, *, err: bool = False) -> None:
    """Write a line in that language to stdout, or to stderr."""
    click.echo(spoken(words), err=err)


class Spoken:
    """An attribute of click's that is a text, set to words by language and told in the language at hand."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}_words"

    def __get__(self, instance: Any, owner: type) -> Any:
        words = None if instance is None else vars(instance).get(self._name)
        return None if words is None else spoken(words)

    def __set__(self, instance: Any, words: str | Texts | None) -> None:
        vars(instance)[self._name] = words
