"""Options that several commands share, and what they make of configuration and plugins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from adjudge.lib.documents import LANGUAGES
from adjudge.lib.errors import AdjudgeError, UsageError

from ..control.config import Config, find_config
from ..loading.catalogue import Catalogue, Parameters
from ..loading.registry import Registry, load

if TYPE_CHECKING:
    from ..control.gate import Gate

F = TypeVar("F", bound=Callable[..., Any])


def common_options(function: F) -> F:
    """Add ``--config``, ``--disable-plugin`` and ``--lang``."""
    for option in reversed(
        (
            click.option(
                "--config",
                "config_file",
                type=click.Path(path_type=Path),
                envvar="ADJUDGE_CONFIG",
                metavar="FILE",
                help="Configuration; else adjudge.toml or [tool.adjudge], found upward from here, then from PATH.",
            ),
            click.option(
                "--disable-plugin",
                "disabled",
                multiple=True,
                envvar="ADJUDGE_DISABLE_PLUGIN",
                metavar="NAME",
                help="Do not import this plugin (repeatable).",
            ),
            click.option(
                "--lang", type=click.Choice(LANGUAGES), envvar="ADJUDGE_LANG", help="Language; en unless said."
            ),
        )
    ):
        function = option(function)
    return function


class Settings(NamedTuple):
    """Configuration, gate, plugins and catalogue of a run."""

    config: Config
    registry: Registry
    catalogue: Catalogue
    language: str
    gate: Gate | None = None

    def value(self, flag: Any, name: str, default: Any) -> Any:
        """Give what a flag or its variable says, else the configuration, else the default."""
        return self.config.values.get(name, default) if flag is None or flag == () else flag

    def option(self, given: Mapping[str, Any], name: str) -> Any:
        """Give an option of a plugin: the command line's or the environment's, else the configuration's, else None."""
        if given.get(name) not in (None, ()):
            return given[name]
        if name not in self.config.values:
            return None
        option, _ = self.registry.options[name]
        value = self.config.values[name]
        return self.config.folder / value if option.type == "path" else value

    def parameters_at(self, path: str) -> Path:
        """Give the folder to which a file that a parameter names is relative: the gate's, if it names that file.

        What a plugin reads beside such a file (``<file>.meta.yaml``) lies where the file does.
        """
        values = [] if self.gate is None else [value for each in self.gate.params.values() for value in each.values()]
        named = any(isinstance(value, str) and (path == value or path.startswith(f"{value}.")) for value in values)
        return self.gate.file.parent if self.gate is not None and named else self.config.folder


def make_settings(
    config_file: Path | None, disabled: tuple[str, ...], lang: str | None, judged: tuple[Path, ...] = ()
) -> Settings:
    """Read the configuration and load the plugins; ``judged`` are the paths to be judged. Raises UsageError."""
    return load_settings(config_in_force(config_file, judged), disabled, lang)


def config_in_force(config_file: Path | None, judged: tuple[Path, ...] = ()) -> Config:
    """Find the configuration for here and for what is judged. Raises UsageError."""
    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise UsageError("the working directory does not exist any more", hint="Change to another one.") from error
    return find_config(here, config_file, judged)


def load_settings(config: Config, disabled: tuple[str, ...], lang: str | None, gate: Gate | None = None) -> Settings:
    """Load the plugins that the configuration and the gate ask for. Raises UsageError."""
    registry = load(
        blocked=(*disabled, *config.values.get("disable_plugins", ())), required=config.values.get("required_plugins")
    )
    layers = [Parameters(config.values.get("params", {}), config.place, strict=gate is not None)]
    if gate is not None:
        from .gating import require_plugins

        require_plugins(gate, registry)
        layers.insert(0, Parameters(gate.params, gate.config.place))
    return Settings(
        config=config,
        registry=registry,
        catalogue=Catalogue(registry=registry, layers=layers),
        language=lang or config.values.get("lang", "en"),
        gate=gate,
    )


def show_problems(problems: list[AdjudgeError]) -> None:
    """Tell of broken plugins on stderr."""
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
