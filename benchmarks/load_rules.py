"""Load rules into an engine and write down the seconds of processors: ``python load_rules.py CLOCK KIND COUNT HOW [OPA]``.

HOW is the name of an engine. With ``checks`` and ``median of checks`` it is what the embedded engine takes for the
kinds of all domains beyond what the bare engine takes for the same policies: of the costliest kind, and the median.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from adjudge.engine import Engine, Program
from adjudge.lib.rego.entry import entry_module
from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine

TIMES = 3


def main(clock: Path, kind: str, count: int, how: str, *opa: str) -> None:
    if how.endswith("checks"):
        kinds = Catalogue(registry=load())
        kinds.open_all()
        spent = [checks(program(kinds, each)) for each in kinds.registry.kinds if kinds.judges(each)[0]]
        seconds = median(spent) if how.startswith("median") else max(spent)
    else:
        wanted = Catalogue(registry=load())
        wanted.want([kind])
        many = multiplied(program(wanted, kind), count)
        seconds = least(lambda: loaded(how, opa, many))
    clock.write_text(str(seconds), "utf-8")


def program(catalogue: Catalogue, kind: str) -> Program:
    return catalogue.program(kind, catalogue.judges(kind)[0])


def multiplied(one: Program, count: int) -> Program:
    """Return a program of so many rules: the same ones, each time under other names."""
    files = {rule.file for rule in one.rules}
    rules, modules = [], [module for module in one.modules if module.file not in files]
    by_file = {module.file: module for module in one.modules}
    for number in range(count):
        rule = one.rules[number % len(one.rules)]
        module = by_file[rule.file]
        name = f"{rule.id}_{number}"
        text = re.sub(rf"(?m)^package {re.escape(rule.id)}$", f"package {name}", module.text)
        file = module.file.replace(".rego", f"_{number}.rego")
        rules.append(rule._replace(id=name, file=file))
        modules.append(module._replace(file=file, text=text))
    return Program(
        kind=one.kind,
        rules=tuple(rules),
        modules=tuple(modules),
        data=one.data,
        entry=entry_module(one.kind, rules),
    )


def loaded(how: str, opa: tuple[str, ...], what: Program) -> None:
    engine: Engine
    if how == "embedded":
        engine = EmbeddedEngine()
    elif how == "native":
        from adjudge_opa.engine import NativeEngine

        engine = NativeEngine()
    else:
        from adjudge.plugins.engines.opa.engine import OpaEngine

        engine = OpaEngine(*opa)
    try:
        engine.load([what])
    finally:
        engine.close()


def checks(what: Program) -> float:
    """Return the seconds that the embedded engine takes beyond the bare one."""
    return least(lambda: loaded("embedded", (), what)) - least(lambda: bare(what))


def bare(what: Program) -> None:
    import regorus

    engine = regorus.Engine()
    for module in what.modules:
        engine.add_policy(module.file, module.text)
    engine.add_policy("entry.rego", what.entry)
    engine.add_data_json(json.dumps(what.data))
    engine.eval_query_as_json("1")


def least(work: Callable[[], None]) -> float:
    """Return the seconds of processors that it takes, those of processes that it starts and ends included."""
    taken = []
    for _ in range(TIMES):
        gc.collect()
        begin = processors()
        work()
        taken.append(processors() - begin)
    return min(taken)


def processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
