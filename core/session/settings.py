"""What is in force before anything is judged: configuration, gate, options, plugins and what they bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge.lib.config import Config, Located, locate_apart, locate_config, root_of
from adjudge.lib.documents import NOTHING, Json, Steps
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.local_rules import local_rules
from adjudge.lib.options import Values, hold, read
from adjudge.lib.real import lies_in
from adjudge.lib.shown import FOLDERS
from adjudge.lib.words import say

from ..control.options import OWN, Options
from ..loading.catalogue import Catalogue, OpenDomain, Parameters
from ..loading.engines import EngineSetup, chosen, make_engine, other_engine
from ..loading.loader import Plugin
from ..loading.registry import Registry, load
from ..roles import Rulebook

if TYPE_CHECKING:
    from ..control.gate import Gate
    from ..engine import Engine
    from ..model import JudgedBy


class Settings(NamedTuple):
    """What is in force: who said which option, the plugins that are loaded, the catalogue of their domains."""

    config: Config
    gate: Gate | None
    values: Values
    registry: Registry
    catalogue: Catalogue

    @property
    def language(self) -> str:
        """The language of reports and messages."""
        return str(self.values.value("lang", "en"))

    @property
    def root(self) -> Path:
        """The folder outside which nothing is read, as a real path. Raises UsageError where there is none."""
        return root_of(self.values.value("root"), self.config)

    @property
    def problems(self) -> tuple[AdjudgeError, ...]:
        """What is wrong with plugins, and with the domains that are open."""
        return (*self.registry.problems, *self.catalogue.problems())

    def parameters_at(self, path: str) -> Path:
        """Return the folder to which a file that a parameter names is relative: the gate's, if it names that file.

        What a plugin reads beside such a file (``<file>.meta.yaml``) lies where the file does.
        """
        values = [] if self.gate is None else [value for each in self.gate.params.values() for value in each.values()]
        named = any(isinstance(value, str) and (path == value or path.startswith(f"{value}.")) for value in values)
        return self.gate.file.parent if self.gate is not None and named else self.config.folder

    def with_parameters(
        self, parameters: Mapping[str, Mapping[str, Json]], place: Callable[[Steps], Mapping[str, Any]]
    ) -> Settings:
        """Return the same with these parameters by domain in the place of all others. Raises UsageError."""
        layer = Parameters(parameters, place)
        return self._replace(catalogue=Catalogue(registry=self.registry, layers=[layer]))

    def ruled_by(self, book: Rulebook, brought_by: Plugin) -> Settings:
        """Return the same with what a role brings in the place of all domains. Raises UsageError where it may not."""
        if self.gate is not None or not brought_by.built_in:
            raise UsageError(say("session.rulebook"), plugin=brought_by.name)
        owner = Plugin(name=f"{book.folder.name}/", module=book.folder.name, hooks={}, brought_by=lambda: None)
        registry = self.registry.of_one(book.domain, owner, book.readers, brought_by)
        opened = OpenDomain(book.domain, owner, book.folder, {}, book.schemas, (), {}, {})
        return self._replace(registry=registry, catalogue=Catalogue.of_one(registry, opened))

    def engine(self, name: str | None = None, judged: JudgedBy = NOTHING) -> Engine:
        """Make the engine that is to judge; with a ``name`` that one, started here whatever server is configured.

        ``judged`` says which engines judged, where that is to be done again.

        Raises UsageError where there is none, EngineError where it does not answer.
        """
        if name is not None:
            values = Values({key: said for key, said in self.values.said.items() if not self._belongs(key)})
            return make_engine(self.registry, name, self._setup(values, None, judged))
        name = chosen(self.registry, self.values, self.gate)
        return make_engine(self.registry, name, self._setup(self.values, self.gate))

    def _belongs(self, name: str) -> bool:
        return name in self.registry.options and self.registry.options[name][0].engine is not None

    def _setup(self, values: Values, gate: Gate | None, judged: JudgedBy = NOTHING) -> EngineSetup:
        layers = self.catalogue.layers
        setup = EngineSetup(
            options=values,
            config=self.config,
            gate=gate,
            catalogue=lambda: Catalogue(registry=self.registry, layers=layers),
            other=lambda name: other_engine(self.registry, name, setup),
            judged=judged,
        )
        return setup


def load_settings(options: Options | None = None, judged: tuple[Path, ...] = ()) -> Settings:
    """Read configuration and gate, load the plugins, and hold what everybody said to the gate, in this order.

    ``judged`` are the paths that are to be judged: a pack can bring its own configuration. Raises UsageError.
    """
    voices = (options or Options()).voices()
    _refuse_lost(voices.environment)
    own = read(OWN.values(), voices)
    located = _located(own.value("config"), judged, locate_apart if own.value("release") else locate_config)
    root, named = own.value("root"), own.value("gate")
    FOLDERS.set(tuple(filter(None, (root, located.folder, named and named.parent))))
    gate = _gate(own, root_of(root, Config(folder=located.folder)))
    in_tree = located.file is None or lies_in(located.file, root_of(root, Config(folder=located.folder)))
    config = located.unread() if gate is not None and not gate.reads_configuration and in_tree else located.read()
    voices = voices._replace(config=config, gate=gate.config if gate is not None else None)
    own = read(OWN.values(), voices)
    if gate is not None:
        for option in OWN.values():
            hold(gate, option, own)
    blocked = [name for given in own.said.get("disable_plugins", ()) for name in given.value]
    registry = load(blocked=blocked, required=config.values.get("required_plugins"), local=local_rules(config))
    layers = [Parameters(config.values.get("params", {}), config.place, strict=gate is not None)]
    if gate is not None:
        from ..loading.required import require_by_gate

        require_by_gate(gate, registry)
        layers.insert(0, Parameters(gate.params, gate.config.place))
    plugins = registry.read_options(voices)
    if gate is not None:
        for option, plugin in registry.options.values():
            hold(gate, option, plugins, plugin.name)
    catalogue = Catalogue(registry=registry, layers=layers)
    return Settings(config=config, gate=gate, values=own.joined(plugins), registry=registry, catalogue=catalogue)


def _located(named: Path | None, judged: tuple[Path, ...], locate: Callable[..., Located]) -> Located:
    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise UsageError(say("session.no_directory")) from error
    return locate(here, named, judged)


def _gate(own: Values, root: Path) -> Gate | None:
    file = own.value("gate")
    if file is None:
        if own.value("gate_digest") is not None:
            raise UsageError(say("gate.digest_alone"))
        return None
    from ..control.gate import read_gate

    return read_gate(file, root, own.value("gate_digest"))


def _refuse_lost(environment: Mapping[str, str]) -> None:
    """Raise UsageError for a variable of the gate that is set to nothing: taken for unset, it would loosen."""
    for name in ("gate", "gate_digest"):
        variable = OWN[name].env
        if variable is not None and environment.get(variable) == "":
            raise UsageError(say("gate.empty_variable", variable=variable))
