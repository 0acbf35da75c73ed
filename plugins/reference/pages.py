"""The pages of the reference: an index, a page for each domain and kind, and one for the laws and standards.

Equal data give equal pages: nothing of the day, the machine or the configuration is in them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from adjudge import Catalogue, Domain, Kind
from adjudge.lib.clock import local
from adjudge.lib.documents import Json
from adjudge.lib.instruments import Instrument
from adjudge.lib.rego.rule import Rule
from adjudge.lib.schema.translations import TEXTS, translations
from adjudge.lib.wording import Wording, wording
from adjudge.lib.words import ENGLISH, languages, said, template

from .fields import Field, Schema, alternatives, fields, literal
from .wording import limit, values

MARK = "<!-- Written by `adjudge reference`. -->"


@dataclass(kw_only=True)
class Pages:
    """The reference of some domains in one language. The catalogue has all domains open."""

    catalogue: Catalogue
    domains: tuple[Domain, ...]
    instruments: tuple[Instrument, ...]
    language: str
    beside: tuple[str, ...] = field(default_factory=languages)
    words: Wording = field(init=False)

    def __post_init__(self) -> None:
        self.words = wording(self.language)
        names = {domain.name for domain in self.domains}
        self._translated = {
            domain.name: translations(
                domain.schemas, domain.name, self.language, self.catalogue.open(domain.name).plugin.name
            )
            for domain in self.domains
        }
        self._rules = [rule for _, rule in sorted(self.catalogue.rules().items()) if rule.domain in names]

    @property
    def has_words(self) -> bool:
        """Whether a rule or a schema of the domains has words in the language; pages of the others would be English."""
        return (
            self.language == ENGLISH
            or any(self._translated.values())
            or any(self.language in rule.words for rule in self._rules)
        )

    def untranslated(self) -> dict[str, list[str]]:
        """Return the texts of each domain's schemas that the language lacks, in the order of the schemas."""
        found: dict[str, list[str]] = {}
        for domain in self.domains if self.language != "en" else ():
            schemas = self.catalogue.open(domain.name).schemas.values()
            said_there = (
                text
                for schema in schemas
                for each in fields(schema)
                for text in (*map(each.text, TEXTS), *each.names())
            )
            found[domain.name] = [
                text for text in dict.fromkeys(said_there) if text and text not in self._translated[domain.name]
            ]
        return found

    def pages(self) -> dict[str, str]:
        """Return the text of each page by its file name."""
        pages = {"README.md": self._index(), "instruments.md": self._instruments()}
        for domain in self.domains:
            pages[f"{domain.name}.md"] = self._domain(domain)
            pages |= {f"{kind.name}.md": self._kind(kind) for kind in domain.kinds}
        return {name: f"{MARK}\n\n" + "\n".join(lines).rstrip() + "\n" for name, lines in sorted(pages.items())}

    # --- the index and the domains --------------------------------------------------------------------------------

    def _index(self) -> Iterable[str]:
        others = (language for language in self.beside if language != self.language)
        yield f"# {self.words('pages.reference')}"
        yield ""
        yield " · ".join(f"[{template(other, 'language.name') or other}](../{other}/README.md)" for other in others)
        yield ""
        for domain in self.domains:
            yield f"- [{self._title(domain.title)}]({domain.name}.md)"
            yield from (f"  - [{self._kind_title(kind)}]({kind.name}.md) `{kind.name}`" for kind in domain.kinds)
        yield f"- [{self.words('pages.instruments')}](instruments.md)"

    def _domain(self, domain: Domain) -> Iterable[str]:
        yield f"# {self._title(domain.title)}" + self.words.bracketed(f"`{domain.name}`")
        yield ""
        yield from (f"- [{self._kind_title(kind)}]({kind.name}.md) `{kind.name}`" for kind in domain.kinds)
        yield from (f"- {self.words('pages.extends')} `{kind}`" for kind in domain.extends)
        if domain.exports:
            yield f"- {self.words('pages.exports')} " + self.words.listed([f"`{name}`" for name in domain.exports])
        own = [rule for rule in self._rules if rule.domain == domain.name]
        yield from ("", f"## {self.words('pages.rules')}", "")
        yield from self._table(
            ("rule", "severity", "title"),
            ((_rule_link(rule), self._severity(rule), self._words(rule).title) for rule in own),
        )
        params = self.catalogue.open(domain.name).schemas.get("params")
        if params is not None:
            yield from ("", f"## {self.words('pages.parameters')}", "")
            defaults = self.catalogue.open(domain.name).folder.data.get("params", {})
            yield from self._fields(domain.name, params, defaults)

    def _kind(self, kind: Kind) -> Iterable[str]:
        domain, _, name = kind.name.partition(".")
        schema = self.catalogue.schema(kind.name)
        description = next(fields(schema)).text("description")
        yield f"# {self._kind_title(kind)}" + self.words.bracketed(f"`{kind.name}`")
        yield from ("", _prose(self._said(domain, description)), "")
        files = ", ".join(f"`{pattern}`" for pattern in kind.files)
        yield self._item("files", files or self.words("pages.none"))
        if kind.shape == "records":
            yield self._item("shape", self.words("pages.records"))
        yield from ("", f"## {self.words('pages.fields')}", "")
        yield from self._fields(domain, schema)
        facts = self.catalogue.open(domain).schemas.get(f"{name}_facts")
        if facts is not None:
            yield from ("", f"## {self.words('pages.facts')}", "")
            yield from self._fields(domain, facts)
        yield from ("", f"## {self.words('pages.rules')}")
        for rule in self._rules:
            if rule.kind == kind.name:
                yield from self._rule(rule)

    # --- fields ---------------------------------------------------------------------------------------------------

    def _fields(self, domain: str, schema: Schema, defaults: Mapping[str, Json] | None = None) -> Iterable[str]:
        found = list(fields(schema))
        texts = [text for each in found for text in (each.text("title"), each.text("description"))]
        bare = sum(text not in self._translated[domain] for text in texts if text) if self.language != "en" else 0
        if bare:
            yield from (self.words("pages.untranslated", n=bare, of=len(list(filter(None, texts)))), "")
        rest = found[0].rest()
        if rest:
            yield from (self._labelled("also", _code(json.dumps(rest, ensure_ascii=False))), "")
        if len(found) == 1:
            yield self.words("pages.no_fields")
            return
        yield from self._table(
            ("field", "type", "meaning"), (self._row(domain, each, schema, defaults) for each in found[1:])
        )

    def _row(self, domain: str, each: Field, root: Schema, defaults: Mapping[str, Json] | None) -> tuple[str, str, str]:
        own, node = self.words, each.node
        types = values(
            each, own, alternatives(node, root), lambda name: _prose(self._said(domain, " ".join(name.split())))
        )
        if each.required and defaults is None:
            types += own.bracketed(own("pages.required"))
        title, description = (_prose(self._said(domain, each.text(name))) for name in ("title", "description"))
        parts = [f"**{title}{own.stop}**" if title else "", description]
        if defaults is not None and each.path in defaults:
            parts.append(self._sentence("default", _code(literal(defaults[each.path]))))
        if "x-adjudge-legal" in node:
            parts.append(self._legal(node["x-adjudge-legal"]))
        if "x-adjudge-clause" in node:
            parts.append(self._sentence("clause", _code(literal(node["x-adjudge-clause"]))))
        if each.choice:
            parts.append(own("pages.choice", name=_prose(self._said(domain, each.choice))))
        if each.again:
            parts.append(own("pages.again"))
        if each.rest():
            parts.append(self._sentence("also", _code(json.dumps(each.rest(), ensure_ascii=False))))
        examples = sorted(node.get("examples", ()), key=lambda example: example in ("", [], {}, None))
        parts += [self._sentence("example", _code(literal(example))) for example in examples[:1]]
        return _code(each.path), types, " ".join(filter(None, parts))

    def _legal(self, legal: Mapping[str, Json]) -> str:
        bounds = (limit(key, value, self.words) for key, value in legal.items() if key != "clause")
        bound = self.words.listed(bounds)
        return self.words("pages.legal", clause=_code(literal(legal.get("clause", ""))), bound=bound)

    # --- rules ----------------------------------------------------------------------------------------------------

    def _rule(self, rule: Rule) -> Iterator[str]:
        own, words = self.words, self._words(rule)
        yield from ("", f"### `{rule.id}`", "", f"**{_prose(words.title)}**", "")
        if words.description:
            yield from (_prose(words.description), "")
        yield self._item("severity", self._severity(rule))
        yield self._item("basis", "" if rule.basis else own("pages.no_basis"))
        yield from (f"  - {self._basis(basis)}" for basis in rule.basis)
        listed = {
            "effective": self._dates(rule),
            "jurisdictions": list(rule.jurisdictions),
            "collections": [f"`{name}`" for name in rule.collections],
            "formerly": [f"`{name}`" for name in rule.formerly],
        }
        yield from (self._item(name, own.listed(texts)) for name, texts in listed.items() if texts)
        read = list(self.catalogue.parameters(rule))
        if read:
            yield self._item("reads", "")
            anchor = _anchor(own("pages.parameters"))
            for name in read:
                domain = name.rpartition(".")[0] or rule.domain
                yield f"  - [`{name}`]({domain}.md#{anchor})"
        if words.messages:
            yield self._item("findings", "")
            said_by_code = ((f"`{code}`{own.colon}" if code else "", text) for code, text in words.messages.items())
            yield from (f"  - {code}{_prose(text)}" for code, text in said_by_code)
        if words.remediation:
            yield self._item("fix", _prose(words.remediation))
        yield from (self._item("text", f"<{link}>") for link in rule.resources)
        for code, each in rule.codes.items():
            yield from self._code(code, each, rule)

    def _code(self, code: str, own: Rule, rule: Rule) -> Iterator[str]:
        """Yield what the findings of a code that is described on its own have otherwise than the rule."""
        words, known = self._words(own), self._words(rule)
        yield f"- `{code}`{self.words.colon}**{_prose(words.title)}**"
        if words.description and words.description != known.description:
            yield f"  {self._item('meaning', _prose(words.description))}"
        yield f"  {self._item('severity', self._severity(own))}"
        if own.basis and own.basis != rule.basis:
            yield f"  {self._item('basis', '')}"
            yield from (f"    - {self._basis(basis)}" for basis in own.basis)
        dates = self._dates(own)
        if dates:
            yield f"  {self._item('effective', self.words.listed(dates))}"
        if words.remediation and words.remediation != known.remediation:
            yield f"  {self._item('fix', _prose(words.remediation))}"
        yield from (f"  {self._item('text', f'<{link}>')}" for link in own.resources if link not in rule.resources)

    def _dates(self, rule: Rule) -> list[str]:
        own, when = self.words, rule.effective
        zone = self.catalogue.zone(rule.basis[0].partition("#")[0]) if rule.basis else "UTC"
        dates = [own("pages.from", day=local(when.since, zone))] if when.since else []
        dates += [own("pages.to", day=local(when.to, zone))] if when.to else []
        return dates + ([own("pages.replaced", rule=when.replaced_by)] if when.replaced_by else [])

    def _basis(self, basis: str) -> str:
        name, _, number = basis.partition("#")
        instrument = self.catalogue.instruments.get(name)
        if instrument is None:
            return f"`{basis}`"
        clause = instrument.clause(number) if number else None
        summary = said(clause.summary if clause is not None else instrument.summary, self.language)
        title = _prose(said(instrument.title, self.language))
        return f"[{title}](instruments.md#{_anchor(name)}) `{basis}`{self.words.colon}{_prose(summary)}"

    def _severity(self, rule: Rule) -> str:
        severity = self.words.of("report.severities", rule.severity)
        return severity if rule.binding else severity + self.words.bracketed(self.words("pages.warns"))

    def _words(self, rule: Rule) -> Json:
        return rule.words.get(self.language, rule.words["en"])

    # --- laws and standards ---------------------------------------------------------------------------------------

    def _instruments(self) -> Iterator[str]:
        yield f"# {self.words('pages.instruments')}"
        cited: dict[str, list[Rule]] = {}
        for rule in self._rules:
            for basis in rule.cites():
                cited.setdefault(basis, []).append(rule)
        for instrument in self.instruments:
            yield from self._instrument(instrument, cited)

    def _instrument(self, instrument: Instrument, cited: Mapping[str, list[Rule]]) -> Iterator[str]:
        own = self.words
        yield from ("", f"## `{instrument.id}`", "", f"**{_prose(said(instrument.title, self.language))}**", "")
        yield from (_prose(said(instrument.summary, self.language)), "")
        whole = ", ".join(map(_rule_link, cited.get(instrument.id, ())))
        facts = {
            "issuer": _prose(said(instrument.issuer, self.language)),
            "number": instrument.number,
            "issued": instrument.issued,
            "since": instrument.effective,
            "read": own.of("pages", instrument.read),
            "text": f"<{instrument.url}>",
            "checked": whole,
        }
        yield from (self._item(name, value) for name, value in facts.items() if value)
        if instrument.succession:
            yield self._item("succession", "")
            for step in instrument.succession:
                code = "pages.added" if step.old is None else "pages.renumbered"
                yield f"  - {own(code, new=step.new, old=step.old, since=step.since)}"
        yield ""
        yield from self._table(
            ("clause", "summary", "checkable", "checked"),
            (
                (
                    clause.number,
                    said(clause.summary, self.language),
                    own("pages.checkable_yes" if clause.checkable else "pages.checkable_no"),
                    ", ".join(map(_rule_link, cited.get(f"{instrument.id}#{clause.number}", ()))),
                )
                for clause in instrument.clauses
            ),
        )

    # --- small pieces ---------------------------------------------------------------------------------------------

    def _table(self, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
        names = [self.words.of("pages", head) for head in heads]
        yield f"| {' | '.join(names)} |"
        yield f"|{'---|' * len(names)}"
        yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)

    def _said(self, domain: str, text: str) -> str:
        """Return a text of a schema in the page's language, as it stands where it is not translated."""
        return self._translated[domain].get(text, text)

    def _labelled(self, label: str, text: str) -> str:
        return f"{self.words.of('pages', label)}{self.words.colon}{text}".rstrip()

    def _item(self, label: str, text: str) -> str:
        return f"- {self._labelled(label, text)}"

    def _sentence(self, label: str, text: str) -> str:
        return f"{self._labelled(label, text)}{self.words.stop}"

    def _title(self, title: Mapping[str, str]) -> str:
        return said(title, self.language)

    def _kind_title(self, kind: Kind) -> str:
        return (
            self._said(kind.name.partition(".")[0], next(fields(self.catalogue.schema(kind.name))).text("title"))
            or kind.name
        )


def _rule_link(rule: Rule) -> str:
    return f"[`{rule.id}`]({rule.kind}.md#{_anchor(rule.id)})"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _prose(text: str) -> str:
    """Return a text on one line, in which nothing but code is taken for a tag."""
    pieces = " ".join(text.split()).split("`")
    return "`".join(piece if number % 2 else piece.replace("<", "&lt;") for number, piece in enumerate(pieces))


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"
