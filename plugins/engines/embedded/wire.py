"""Programs and errors as JSON, on their way between this process and the one that evaluates the rules of strangers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from adjudge import Program
from adjudge.lib import errors
from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError, EngineError, PolicyError
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.words import Said, Texts, are_texts, texts

_PLACE = ("file", "line", "column", "rule", "plugin")


def program_out(program: Program) -> Json:
    """Return a program; its rules without their words, which nobody needs there."""
    rules = [[rule.id, rule.domain, sorted(rule.heads), rule.file, rule.line, rule.plugin] for rule in program.rules]
    modules = [[module.file, module.text, module.plugin] for module in program.modules]
    return {"kind": program.kind, "rules": rules, "modules": modules, "data": program.data, "entry": program.entry}


def program_in(said: Any) -> Program:
    """Return the program again."""
    return Program(
        kind=said["kind"],
        rules=tuple(
            Rule(
                id=id_,
                domain=domain,
                kind=said["kind"],
                severity="high",
                words={},
                heads=frozenset(heads),
                file=file,
                line=line,
                plugin=plugin,
            )
            for id_, domain, heads, file, line, plugin in said["rules"]
        ),
        modules=tuple(Module(file=file, text=text, plugin=plugin) for file, text, plugin in said["modules"]),
        data=said["data"],
        entry=said["entry"],
    )


def error_out(error: AdjudgeError) -> Json:
    """Return an error: its sort, its words, its place."""
    place = {name: getattr(error, name) for name in _PLACE}
    return {"type": type(error).__name__, "words": _out(error.words), "next": _out(error.next), **place}


def error_in(said: Any) -> EngineError | PolicyError:
    """Return the error again; one of a sort that no engine has is an EngineError."""
    sort = getattr(errors, str(said["type"]), None)
    if not isinstance(sort, type) or not issubclass(sort, EngineError | PolicyError):
        sort = EngineError
    following = said["next"]
    made: EngineError | PolicyError = sort(
        _words_in(said["words"]),
        hint=_words_in(following) if following is not None else None,
        **{name: said[name] for name in _PLACE},
    )
    return made


def errors_of(error: PolicyError) -> Iterable[PolicyError]:
    """Return the errors that one stands for."""
    return error.errors if isinstance(error, errors.PolicyErrors) else (error,)


def _out(value: Any) -> Json:
    """Return what fills a placeholder: words by their code, so that they are said in the language of whoever reads."""
    if isinstance(value, Said):
        return {"code": value.code, "part": value.part, "fields": {name: _out(of) for name, of in value.fields.items()}}
    if isinstance(value, Mapping):
        return {"texts": {str(name): str(text) for name, text in value.items()}}
    if isinstance(value, list | tuple):
        return [_out(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _in(said: Any) -> Any:
    if isinstance(said, list):
        return [_in(each) for each in said]
    if not isinstance(said, dict):
        return said
    if "code" in said:
        return Said(said["code"], {name: _in(of) for name, of in said["fields"].items()}, said["part"])
    return texts(said["texts"])


def _words_in(said: Any) -> str | Texts:
    found = _in(said)
    return found if isinstance(found, str) or are_texts(found) else str(found)
