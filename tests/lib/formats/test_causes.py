"""The message names what usually lies behind a text that cannot be read, at its own place, and the mend."""

from __future__ import annotations

import pytest
from spoken import spoken

from adjudge.lib.errors import ReadError
from adjudge.lib.formats import CORE_SUFFIXES

TEXTS = {
    ".yaml": "名称: 样本文件\nbad: 1\n",
    ".yml": "名称: 样本文件\n",
    ".json": '{"名称": "样本"}',
    ".jsonl": '{"名称": "样本"}\n{"名称": "样本"}\n',
    ".toml": '# 名称\na = "样本"\n',
    ".csv": "名称,数量\n样本,1\n",
}


@pytest.mark.parametrize("suffix", CORE_SUFFIXES)
@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-16", "the text is UTF-16, not UTF-8"),
        ("utf-16-le", "the text looks like UTF-16, not UTF-8"),
        ("utf-16-be", "the text looks like UTF-16, not UTF-8"),
        ("utf-32", "the text is UTF-32, not UTF-8"),
        ("gbk", "the text looks like GBK, not UTF-8"),
        ("gb18030", "the text looks like GBK, not UTF-8"),
    ],
)
def test_another_encoding_is_named_once_for_the_file_in_every_format(refused, suffix, encoding, words):
    line, _, message = refused(TEXTS[suffix].encode(encoding), suffix)
    assert (line, message) == (1, words)


@pytest.mark.parametrize("suffix", CORE_SUFFIXES)
def test_a_byte_order_mark_of_utf_8_is_no_part_of_the_text(read, suffix):
    with_mark = read(b"\xef\xbb\xbf" + TEXTS[suffix].encode(), suffix)
    assert [each.value for each in with_mark] == [each.value for each in read(TEXTS[suffix], suffix)]


@pytest.mark.parametrize(
    "data", ["a: naïve café".encode("latin-1"), "a: 名".encode()[:-1], "a: 名称\nb: ".encode() + b"\xd1\xf9"]
)
def test_no_encoding_is_named_where_it_cannot_be_told(refused, data):
    assert "is not UTF-8" in refused(data, ".yaml")[2]


def test_one_record_of_another_encoding_among_others_is_an_error_of_its_own(read):
    first, second, third = read(b'{"a": "\xe6\xa0\xb7"}\n{"a": "\xd1\xf9"}\n{"a": 1}\n', ".jsonl")
    assert isinstance(second, ReadError)
    assert second.line == 2
    assert (first.value, third.value) == ({"a": "样"}, {"a": 1})


WIDE = "is a full-width sign"
TEMPLATE = "belongs to a template"


@pytest.mark.parametrize(
    ("suffix", "text", "at", "words", "mend"),
    [
        (".yaml", "kind： x\nbad: 1", (1, 5), WIDE, "Write `:`."),
        (".yaml", "kind： x", (1, 5), WIDE, "Write `:`."),
        (".yaml", "kind： x\nbad： 1\n", (1, 5), WIDE, "Write `:`."),
        (".yaml", "a: 1\n b： 2: 3", (2, 3), WIDE, "Write `:`."),
        (".yaml", "- 名称： x\n  bad: 1", (1, 5), WIDE, "Write `:`."),
        (".yaml", "{a: 1，b: 2}", (1, 6), WIDE, "Write `,`."),
        (".yaml", "a: “x: y”", (1, 4), WIDE, 'Write `"`.'),
        (".json", "{“a”: 1}", (1, 2), WIDE, 'Write `"`.'),
        (".json", '{"a"：1}', (1, 5), WIDE, "Write `:`."),
        (".json", '{"a": 1，"b": 2}', (1, 8), WIDE, "Write `,`."),
        (".json", '｛"a": 1}', (1, 1), WIDE, "Write `{`."),
        (".jsonl", "{“a”: 1}", (1, 2), WIDE, 'Write `"`.'),
        (".toml", "a ＝ 1", (1, 3), WIDE, "Write `=`."),
        (".toml", "a： 1", (1, 2), WIDE, "Write `=`."),
        (".toml", "a = “x”", (1, 5), WIDE, 'Write `"`.'),
        (".toml", "b = 1\na = [1，2]", (2, 7), WIDE, "Write `,`."),
        (".json", '{"a":\u3000 1}', (1, 6), "U+3000 looks like a space", None),
        (".json", '{"a": 1}\ufeff', (1, 9), "U+FEFF looks like a space", None),
        (".yaml", "a: {{ .Values.x }}", (1, 4), TEMPLATE, "Render the template first, and judge what comes out."),
        (".yaml", "a: 1\n{{- if .x }}\nb: 1", (2, 1), TEMPLATE, None),
        (".yaml", "{{/* c */}}\na: 1", (1, 1), TEMPLATE, None),
        (".yaml", "a: {% x %}", (1, 4), TEMPLATE, None),
        (".json", '{"a": {{ x }}}', (1, 7), TEMPLATE, None),
        (".json", '{"a": {% x %}}', (1, 7), TEMPLATE, None),
        (".toml", "a = {{ x }}", (1, 5), TEMPLATE, None),
        (".yaml", "a: &a {x: 1}\nc:\n  <<: *a\n  <<: *a", (4, 3), "`<<` is there twice", None),
        (".json", '{"a": 1, // c\n"b": 1}', (1, 10), "JSON has no comments", None),
        (".json", "# c\n{}", (1, 1), "JSON has no comments", None),
        (".json", "/* c */ {}", (1, 1), "JSON has no comments", None),
        (".json", "{'a': 1}", (1, 2), "stands in double quotes", None),
        (".json", "{\"a\": 'b'}", (1, 7), "stands in double quotes", None),
        (".json", "{a: 1}", (1, 2), 'the key "a" has no quotes', None),
        (".json", '{"a": True}', (1, 7), '"True" is no word of JSON', None),
        (".json", '{"a": undefined}', (1, 7), '"undefined" is no word of JSON', None),
        (".json", '{"a": NaN}', (1, 7), "not finite", None),
        (".json", '{"a": 1,}', (1, 8), "a comma before the end", "Delete the comma."),
    ],
)
def test_the_usual_cause_is_named_at_its_own_place_with_the_mend(read, refused, suffix, text, at, words, mend):
    line, column, message = refused(text, suffix)
    assert (line, column) == at
    assert words in message
    if mend:
        assert _error(read, text, suffix).hint == mend


def _error(read, text, suffix) -> ReadError:
    try:
        (found,) = read(text, suffix)
    except ReadError as error:
        return error
    return found


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a: “名称”，样本：一\n", {"a": "“名称”，样本：一"}),
        ("a: '{{ x }}'\n", {"a": "{{ x }}"}),
        ("a: ${{ x }}\n", {"a": "${{ x }}"}),
    ],
)
def test_such_signs_in_a_text_are_read(value, text, meaning):
    assert value(text, ".yaml") == meaning


def test_a_comma_of_chinese_prose_is_not_blamed_for_what_follows_it(refused):
    line, column, message = refused("note: 你好，世界: x", ".yaml")
    assert (line, column) == (1, 12)
    assert "mapping values" in message


@pytest.mark.parametrize(
    ("suffix", "text", "english", "chinese"),
    [
        (".yaml", "a: b: c", "mapping values are not allowed in this context", "此处不能有 `: `"),
        (".yaml", "a: - b", "block sequence entries are not allowed", "此处不能有 `- `"),
        (".yaml", "a: 1\n b: [\n", "mapping values", "此处不能有"),
        (".yaml", "a: 'b' c", "did not find expected key", "同级对齐的键"),
        (".yaml", "- a\nb: 1", "expected '-' indicator", "同级对齐的 `- `"),
        (".yaml", "a: [1", "expected ',' or ']'", "`,` 或者 `]`"),
        (".yaml", "a: {b: 1", "expected ',' or '}'", "`,` 或者 `}`"),
        (".yaml", "a: 1\nb\n", "could not find expected ':'", "没有 `:`"),
        (".yaml", "[,]", "did not find expected node content", "没有值"),
        (".yaml", "a: @b", "cannot start any token", "不能以该字符开头"),
        (".yaml", 'a: "b', "unexpected end of stream", "引号没有结束"),
        (".yaml", 'a: "\\q"', "unknown escape", "反斜杠转义无效"),
        (".yaml", "[a] b", "expected <document start>", "文档之后还有内容"),
        (".yaml", "a: | b\n", "expected comment or line break", "只能是注释或者换行"),
        (".yaml", "a: |\n\tb\n", "a tab character where", "制表符"),
        (".toml", "a = x", "invalid value", "值无效"),
        (".toml", "= 1", "invalid statement", "语句无效"),
        (".toml", "a 1", "expected '=' after a key", "应为 `=`"),
        (".toml", "a = 1 b", "expected newline", "应为换行"),
        (".toml", "a = 1\na = 2", "cannot overwrite a value", "键重复"),
        (".toml", "a = [1", "unclosed array", "数组没有结束"),
        (".toml", "a = {b = 1", "unclosed inline table", "行内表没有结束"),
        (".toml", 'a = "x', "unterminated string", "字符串没有结束"),
        (".toml", 'a = "x\n"', "illegal character", "不允许的字符"),
        (".toml", 'a = "\\q"', "unescaped", "没有转义"),
        (".toml", "[=]", "invalid initial character for a key", "键名的开头无效"),
    ],
)
def test_what_a_parser_says_of_usual_slips_has_words_in_both_languages(read, suffix, text, english, chinese):
    with pytest.raises(ReadError) as caught:
        read(text, suffix)
    assert spoken(caught.value)
    assert english in caught.value.told("en")
    assert chinese in caught.value.told("zh")
