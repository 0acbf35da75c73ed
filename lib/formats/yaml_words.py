"""What libyaml says of a text that is no YAML, in our words. Imported when it has said something."""

from __future__ import annotations

from ..words import Texts, say

SAID: dict[str, Texts] = {
    "mapping values are not allowed in this context": say("read.yaml.mapping"),
    "block sequence entries are not allowed in this context": say("read.yaml.sequence"),
    "did not find expected key": say("read.yaml.key"),
    "did not find expected '-' indicator": say("read.yaml.dash"),
    "did not find expected ',' or ']'": say("read.yaml.array"),
    "did not find expected ',' or '}'": say("read.yaml.object"),
    "could not find expected ':'": say("read.yaml.colon"),
    "did not find expected node content": say("read.yaml.content"),
    "found character that cannot start any token": say("read.yaml.character"),
    "found unexpected end of stream": say("read.yaml.quote"),
    "found unknown escape character": say("read.yaml.escape"),
    "did not find expected <document start>": say("read.yaml.document"),
    "did not find expected comment or line break": say("read.yaml.header"),
    "found a tab character where an indentation space is expected": say("read.yaml.tab"),
}
