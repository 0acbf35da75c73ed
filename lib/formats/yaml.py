"""YAML 1.2 (core schema), built from the events of PyYAML's C parser.

Its loaders are not used: they are YAML 1.1, build dates and sets, and recurse until the process dies. Here a document
grows on a stack that refuses what every reader refuses while it is being parsed. Merge keys work; aliases give the
same object again, and what they would expand to is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from ..documents import Document, Json, Place, Source, Steps
from ..errors import ReadError
from ..system import foreign
from ..words import Texts, say
from .limits import EMPTY, MAX_DEPTH, TOO_DEEP, Refusal, Refused, decode, duplicate
from .scalars import CORE, CORE_TAG, NUMBER_START, Dialect, short_tag, tagged, tagged_plain
from .tags import Tag
from .text import Text
from .yaml_forms import PROPERTIES, check_forms

MAX_EXPANDED = 1_000_000
"""How many nodes the aliases of a file may expand to; a text counts one more for each 64 characters that it has."""

_BREAKS = "\x85\u2028\u2029"
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # compiling it takes 4 ms
_ITEM, _MERGE, _OPEN = object(), object(), object()
_SEQUENCE_TAGS = (None, "!", f"{CORE_TAG}seq")
_MAPPING_TAGS = (None, "!", f"{CORE_TAG}map")


def read_yaml(source: Source, dialect: Dialect = CORE) -> Iterator[Document]:
    """Read the documents of a YAML file; when there are several they are numbered from 1. ``dialect`` is how scalars are read.

    The document of a stream has the bytes from its own start (the first: the file's) to the next one's. The whole
    file is read before the first is given: an error anywhere is the file's. Raises ReadError.
    """
    text = Text(source.path, decode(source.path, source.data))
    found = _Stream(text, dialect).documents()
    if len(found) == 1:
        yield Document(value=found[0].value, locate=found[0].locator(text), sha256=source.sha256, size=source.size)
        return
    starts = [0, *(tree.start for tree in found[1:]), len(text.text)]
    for number, tree in enumerate(found, 1):
        data = text.text[starts[number - 1] : starts[number]].encode()
        locate = tree.locator(text)
        yield Document(
            value=tree.value,
            locate=locate,
            line=locate(()).line,
            number=number,
            sha256=sha256(data).hexdigest(),
            size=len(data),
        )


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A mark of our own."""

    index: int


class _Built(NamedTuple):
    """A document: where it starts, its value, the mark of its root, and by container id the marks of its members."""

    start: int
    value: Json
    mark: Any
    marks: dict[int, Any]

    def locator(self, text: Text) -> Callable[[Steps], Place]:
        def locate(steps: Steps) -> Place:
            value, mark = self.value, self.mark
            for step in steps:
                if isinstance(value, dict):
                    if step not in value:
                        break
                elif not isinstance(value, list) or not isinstance(step, int) or not 0 <= step < len(value):
                    break
                mark = self.marks[id(value)][step]
                value = value[step]
            return text.place(mark.index)

        return locate


class _Stream:
    """The events of one file and what is known on the way through them."""

    def __init__(self, text: Text, dialect: Dialect) -> None:
        from yaml import events
        from yaml._yaml import CParser

        self.text = text
        self.dialect = dialect
        self.words, self.number = dialect.words, dialect.number
        self.events = events
        self.next: Callable[[], Any] = CParser(text.text.encode()).get_event
        self.expanded = 0
        self.anchors: dict[str, Json] = {}
        self.marks: dict[int, Any] = {}
        self.sizes: dict[int, tuple[int, int, Json]] = {}

        self.outer: dict[int, Json] = {}
        self.tagged = 0

    def documents(self) -> list[_Built]:
        """Build every document of the stream. Raises ReadError."""
        from yaml import YAMLError

        text = self.text.text
        raw = [] if text.isascii() else [text.index(character) for character in _BREAKS if character in text]
        if "\r" in text and (lone := re.search(r"\r(?!\n)", text)):
            raw.append(lone.start())
        if raw:
            raise self.text.error(min(raw), Refusal(say("read.line_break", code=f"U+{ord(text[min(raw)]):04X}")))
        trees = []
        empty, ended = None, True
        try:
            while (event := self.next()) is not None:
                if isinstance(event, self.events.DocumentEndEvent):
                    ended = bool(event.explicit)
                elif isinstance(event, self.events.DocumentStartEvent):
                    if empty is not None:
                        raise empty
                    if (event.version or event.tags) and not ended:
                        raise self._refuse(event, Refusal(say("read.yaml_directive"), ambiguous=True))
                    tree = self._document(event)
                    if tree is None:
                        empty = self._refuse(event, EMPTY._replace(hint=say("read.empty_among")))
                    else:
                        trees.append(tree)
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            if mark is not None and "nesting depth" in str(getattr(error, "problem", "")):
                # libyaml 0.2.6 looks further ahead than documents are built, and has a limit of its own: what stands
                # before it is nested too deep already, and says where.
                _Stream(Text(self.text.path, text[: mark.index]), self.dialect).documents()
            raise self._syntax(error) from None
        if not trees:
            raise empty or self.text.error(0, EMPTY)
        check_forms(self.text)
        return trees

    def _document(self, start: Any) -> _Built | None:
        """Build the next document; None where there is nothing in it."""
        if start.version not in self.dialect.versions:
            raise self._refuse(start, Refusal(say("read.yaml_1_1")))
        self.anchors, self.marks, self.sizes, self.outer = {}, {}, {}, {}
        event = self.next()
        if isinstance(event, self.events.ScalarEvent) and event.value == "" and event.implicit[0] and not event.style:
            return None
        value, mark = self._build(event)
        if type(value) is str:
            from .causes import key

            if (cause := key(self.text.text, mark.index)) is not None:
                raise self.text.error(*cause)
        return _Built(start.start_mark.index, value, mark, self.marks)

    def _build(self, event: Any) -> tuple[Json, Any]:
        """Build the node that begins with ``event``, without recursion; give it with its mark.

        ``box`` is the container that grows and ``marks`` has the mark of each of its members. ``key`` is the key
        whose value comes next: None where a key is due, _ITEM in a sequence. ``anchor`` is the box's own.
        """
        scalar, alias, take = self.events.ScalarEvent, self.events.AliasEvent, self.next
        start, end_of_mapping = self.events.CollectionStartEvent, self.events.MappingEndEvent
        stack: list[tuple[Any, Any, Any, str | None]] = []
        box: Any = []
        marks: Any = []
        key: Any = _ITEM
        anchor: str | None = None
        root = (box, marks)
        while True:
            inner = None
            if type(event) is scalar:
                value = self._scalar(event, key, len(stack))
            elif type(event) is alias:
                value = self._alias(event, len(stack))
            elif isinstance(event, start):
                value, opened, inner = self._open(event, len(stack))
            else:
                if type(event) is end_of_mapping and _MERGE in box:
                    self._merge(box, marks)
                if anchor is not None:
                    self.anchors[anchor] = self.outer.get(id(box), box)
                self.tagged -= id(box) in self.outer
                box, marks, key, anchor = stack.pop()
                if not stack:
                    return root[0][0], root[1][0]
                event = take()
                continue

            if key is _ITEM:
                box.append(value)
                marks.append(event.start_mark)
            elif key is not None:
                box[key] = value
                key = None
            else:
                key = value if type(value) is str and value not in box else self._odd_key(event, value, box)
                marks[key] = event.start_mark
            if inner is not None:
                stack.append((box, marks, key, anchor))
                box, marks, anchor = opened, inner, event.anchor
                key = None if type(opened) is dict else _ITEM
            elif not stack:
                return root[0][0], root[1][0]
            event = take()

    def _scalar(self, event: Any, key: Any, depth: int) -> Json:
        value = event.value
        if event.tag in self.dialect.tags:
            value = self._tagged_text(event, depth)
        elif event.tag is not None and self.dialect.leaves_aside(event.tag):
            pass
        elif event.tag is not None:
            value = self._parse(event, tagged if event.style else tagged_plain, event.tag, value)
        elif not event.style:
            if value in self.words:
                value = self.words[value]
            elif value[0] in NUMBER_START:
                value = self._parse(event, self.number, value)
            elif value == "<<" and key is None:
                return _MERGE
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def _parse(self, event: Any, parse: Callable[..., Json], *texts: str) -> Json:
        try:
            return parse(*texts)
        except Refused as refused:
            raise self._refuse(event, refused.refusal) from None

    def _odd_key(self, event: Any, key: Any, box: dict[Any, Json]) -> Any:
        at = event.start_mark.index
        if type(key) is dict and self.text.text[at - 1 : at + 1] == "{{":
            raise self.text.error(at - 1, Refusal(say("read.template", mark="{{")))
        if type(key) is not str and key is not _MERGE:
            key = self.dialect.key(key)
        if type(key) is not str and key is not _MERGE:
            raise self._refuse(event, Refusal(say("read.key", what=_name(key))))
        if key in box:
            raise self._refuse(event, Refusal(say("read.merge_twice")) if key is _MERGE else duplicate(str(key)))
        return key

    def _open(self, event: Any, depth: int) -> tuple[Json, Json, Any]:
        """Return the value of a collection that begins, the box that grows, and its marks: another where it has a tag."""
        is_mapping = isinstance(event, self.events.MappingStartEvent)
        own = event.tag in (_MAPPING_TAGS if is_mapping else _SEQUENCE_TAGS)
        tag = self.dialect.tags.get(event.tag)
        if not own and tag is None and not self.dialect.leaves_aside(event.tag):
            raise self._refuse(event, Refusal(say("read.tag", tag=short_tag(event.tag))))
        if depth + self.tagged + (tag is not None) >= MAX_DEPTH:
            raise self._refuse(event, TOO_DEEP)
        if event.anchor is not None:
            self.anchors[event.anchor] = _OPEN
        value: Json = {} if is_mapping else []
        marks: Any = {} if is_mapping else []
        self.marks[id(value)] = marks
        if tag is not None:
            self.tagged += 1
            self.outer[id(value)] = self._member(tag, value, event.start_mark)
        return self.outer.get(id(value), value), value, marks

    def _tagged_text(self, event: Any, depth: int) -> Json:
        """Return what a tag makes of a text; where that is divided, each part stands where it is written."""
        tag = self.dialect.tags[event.tag]
        if not event.value and not event.style:  # a text, nothing, or forgotten
            raise self._refuse(event, Refusal(say("read.yaml_plain", text=short_tag(event.tag)), ambiguous=True))
        before, split, after = event.value.partition(tag.split) if tag.split else (event.value, "", "")
        if depth + self.tagged + 1 + bool(split) > MAX_DEPTH:
            raise self._refuse(event, TOO_DEEP)
        if not split:
            return self._member(tag, event.value, event.start_mark)
        behind = PROPERTIES.match(self.text.text, event.start_mark.index)
        start = behind.end() if behind is not None else event.start_mark.index
        written = start + bool(event.style)
        as_it_is = self.text.text.startswith(event.value, written)
        parts: Json = [before, after]
        self.marks[id(parts)] = [OwnMark(start), OwnMark(written + len(before + split) if as_it_is else start)]
        return self._member(tag, parts, event.start_mark)

    def _member(self, tag: Tag, value: Json, mark: Any) -> Json:
        """Return the mapping that a tag becomes; its key stands where the tag does."""
        box: dict[str, Json] = {tag.key: value}
        self.marks[id(box)] = {tag.key: mark}
        self.outer[id(box)] = box
        return box

    def _alias(self, event: Any, depth: int) -> Json:
        value = self.anchors.get(event.anchor, _MERGE)
        if value is _MERGE:
            raise self._refuse(event, Refusal(say("read.no_anchor", anchor=f"&{event.anchor}")))
        if value is _OPEN:
            raise self._refuse(event, Refusal(say("read.contains_itself", alias=f"*{event.anchor}")))
        nodes, height = self._size(value)
        self.expanded += nodes
        if self.expanded > MAX_EXPANDED:
            raise self._refuse(event, Refusal(say("read.expanded", most=f"{MAX_EXPANDED:,}")))
        if depth + self.tagged + height > MAX_DEPTH:
            raise self._refuse(event, TOO_DEEP)
        return value

    def _size(self, value: Json) -> tuple[int, int]:
        """Count the nodes of a finished value, aliases written out, and its levels."""
        if isinstance(value, str):
            return 1 + len(value) // 64, 0
        if not isinstance(value, dict | list):
            return 1, 0
        known = self.sizes.get(id(value))
        if known is None:
            sizes = [self._size(item) for item in (value.values() if isinstance(value, dict) else value)]
            nodes = 1 + sum(size[0] for size in sizes) + sum(len(key) // 64 for key in value if isinstance(value, dict))
            # The value is kept with its size, so that its id stays its own.
            known = self.sizes[id(value)] = (nodes, 1 + max((size[1] for size in sizes), default=0), value)
        return known[:2]

    def _merge(self, box: dict[Any, Json], marks: dict[Any, Any]) -> None:
        """Take over the members of the mappings at ``<<`` that ``box`` lacks; the first that has one wins."""
        merged, mark = box.pop(_MERGE), marks.pop(_MERGE)
        for one in merged if isinstance(merged, list) else [merged]:
            if not isinstance(one, dict) or self.outer.get(id(one)) is one:
                raise self.text.error(mark.index, Refusal(say("read.merge")))
            places = self.marks[id(one)]
            for key, value in one.items():
                if key not in box:
                    box[key] = value
                    marks[key] = places[key]

    def _refuse(self, event: Any, refusal: Refusal) -> ReadError:
        return self.text.error(event.start_mark.index, refusal)

    def _syntax(self, error: Any) -> ReadError:
        from .causes import in_lines
        from .yaml_words import SAID

        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is None:
            bad = re.search(_UNPRINTABLE, self.text.text)
            offset = bad.start() if bad else 0
            if bad:
                return self.text.error(offset, Refusal(say("read.unprintable", code=f"U+{ord(bad[0]):04X}")))
            return self.text.error(offset, Refusal(say("read.yaml", why=foreign(str(error)))))
        cause = in_lines(self.text.text, mark.index)
        if cause is not None:
            return self.text.error(*cause)
        what = " ".join(part for part in (error.problem, error.context) if part)
        why = SAID.get(error.problem) or foreign(what)
        is_tab = self.text.text[mark.index : mark.index + 1] == "\t"
        hint = say("read.yaml_tab") if is_tab else None
        return self.text.error(mark.index, Refusal(say("read.yaml", why=why), hint))


def _name(key: Json) -> Texts:
    if isinstance(key, dict | list):
        return say("read.a_collection")
    if key is None or isinstance(key, bool):
        return say("read.a_word", word={None: "null", True: "true", False: "false"}[key])
    return say("read.a_number", number=str(key))
