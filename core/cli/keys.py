"""Options of the commands that sign."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from adjudge.lib.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])
PASSPHRASE = "ADJUDGE_KEY_PASSPHRASE"  # noqa: S105  # the name of a variable


def key_options(function: F) -> F:
    """Add ``--key`` and ``--public-key``."""
    for option in reversed(
        (
            click.option(
                "--key",
                required=True,
                metavar="KEY",
                envvar="ADJUDGE_KEY",
                help="The private key: a PEM file (Ed25519 or ECDSA), or a securesystemslib URI such as awskms:….",
            ),
            click.option(
                "--public-key",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="The public key in PEM of a KEY that is in a KMS.",
            ),
        )
    ):
        function = option(function)
    return function


def secret(name: str) -> str:
    """Give the passphrase of a key: from ADJUDGE_KEY_PASSPHRASE, or from whoever sits at the terminal."""
    said = os.environ.get(PASSPHRASE)
    if said is not None:
        return said
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(f"the key asks for its {name}", hint=f"Put it into {PASSPHRASE}; it is never an option.")
    return str(click.prompt(f"{name} of the key", hide_input=True, err=True))
