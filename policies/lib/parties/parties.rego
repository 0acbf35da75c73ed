# METADATA
# scope: package
# title: Whether two names are those of one party
# description: |
#   Names are compared without case, width of characters, spaces, stops and commas. A country or place in brackets at the
#   end, such as (US) or （上海）, may be left out by one of the two; two different ones are two parties. What cannot be
#   known: that a short name, one in another language or script, or a former one belongs to the same party. They are two
#   parties here; credit codes decide where both are stated. Give these functions texts that are defined.
package lib.parties

import future.keywords.not

# METADATA
# description: Both names are those of one party.
same(one, other) if {
	first := _folded(one)
	first != ""
	second := _folded(other)
	second != ""
	_alike(first, second)
}

_alike(first, second) if first == second

_alike(first, second) if first == _stem(second)

_alike(first, second) if _stem(first) == second

# METADATA
# description: |
#   Both are one party: objects with a name and a credit code, null where none is stated. Two codes decide, whatever the
#   names say.
same_party(one, other) if {
	_coded(one, other)
	one.code == other.code
}

same_party(one, other) if {
	not _coded(one, other)
	same(one.name, other.name)
}

# METADATA
# description: |
#   The parties that a text names, where it lists several: 甲、乙 or A; B. No other word or mark is read as the end of a name,
#   since names have 和, & and commas in them.
listed(name) := {trim_space(part) | some part in regex.split(`[、；;]`, name)}

# METADATA
# description: |
#   The unified social credit code inside a producer code (TC260-PG-20252A), whose prefix 0011 says that there is one; null
#   for any other.
credit_code(code) := substring(code, 4, 18) if startswith(code, "0011")

credit_code(code) := null if not startswith(code, "0011")

_coded(one, other) if {
	is_string(one.code)
	is_string(other.code)
}

# Without spaces of every sort, what is not seen at all, and the marks that stand in a name for its look only.
_folded(name) := regex.replace(lower(strings.replace_n(_narrow, name)), "[\t\n\r \u00a0\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff.,。·'’]+", "")

_stem(folded) := regex.replace(folded, `\(([a-z]{2,3}|[一-鿿]{2,4})\)$`, "")

_narrow := {substring(_wide, i, 1): substring(_ascii, i, 1) | some i in numbers.range(0, 93)}

_wide := "！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～"

_ascii := "!\"#$%&'()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
