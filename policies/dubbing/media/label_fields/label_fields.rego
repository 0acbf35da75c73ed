# METADATA
# scope: package
# title: An implicit label has all its fields under their names
# description: |
#   The label states its attribute, its producer's name or code, and the content's number, each as a text; none of these
#   keys stands in it twice, and no key of Annex E is misspelt, which is how a field gets lost. Of the other four keys,
#   those that are missing, doubled or no text are told, as are keys that the annex does not have, and values that only hold
#   the place of one, such as %!s(MISSING). The keys of Annex E are known from secondary transcriptions; article 5 of the
#   Measures, which asks for the three elements, was read.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: critical
#   basis: [labeling-measures#5, gb-45438-2025#E]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     missing: "the implicit label in {box} has no {field}"
#     unstated: "{field} of the implicit label in {box} states nothing, or is no text"
#     misspelt: "the implicit label in {box} has {found}, where {field} is meant"
#     repeated: "the implicit label in {box} has {field} more than once"
#     incomplete: "the implicit label in {box} lacks {field}"
#     untyped: "{field} of the implicit label in {box} is no text"
#     unknown: "the implicit label in {box} has {found}, which is none of its fields"
#     placeholder: "{field} of the implicit label in {box} only holds the place of a value"
#   remediation: Write the label anew with all seven keys of Annex E as they are spelt there, each with a text, and read it back.
#   zh:
#     title: 隐式标识的各字段齐全且名称正确
#     description: 隐式标识应以文本写明属性、制作者名称或者编码、内容编号；上述键名不得重复，附录 E 的键名不得拼错，拼错即导致字段缺失。其余四个键缺失、重复或者不是文本的，附录未规定的键，以及仅为占位的取值（如 `%!s(MISSING)`），予以提示。附录 E 的键名来自二手转录；要求写明三项要素的办法第五条已阅读原文。
#     message:
#       missing: "{box} 处的隐式标识没有 {field}"
#       unstated: "{box} 处的隐式标识中，{field} 为空或者不是文本"
#       misspelt: "{box} 处的隐式标识写为 {found}，应为 {field}"
#       repeated: "{box} 处的隐式标识中，{field} 出现不止一次"
#       incomplete: "{box} 处的隐式标识缺少 {field}"
#       untyped: "{box} 处的隐式标识中，{field} 不是文本"
#       unknown: "{box} 处的隐式标识含有 {found}，不属于其字段"
#       placeholder: "{box} 处的隐式标识中，{field} 仅为占位，没有实际取值"
#     remediation: 按照附录 E 的写法重新写入标识，七个键齐全且均为文本，并回读核验。
package dubbing.media.label_fields

import data.dubbing.lib.implicit
import future.keywords.not

applies if count(implicit.read) > 0

deny contains implicit.finding(i, "missing", {"field": key}) if {
	some i, label in implicit.read
	some key in implicit.required
	_is_absent(i, key)
}

deny contains implicit.field_finding(i, "unstated", key, {}) if {
	some i, label in implicit.read
	some key in ["ContentProducer", "ProduceID"]
	key in object.keys(label.fields)
	not implicit.states(label, key)
}

deny contains object.union(implicit.field_finding(i, "misspelt", found, {}), {"field": key, "found": _short(found)}) if {
	some [i, key, found] in _misspelt
}

deny contains implicit.field_finding(i, "repeated", key, {}) if {
	some i, label in implicit.read
	some key in label.repeated
	key in implicit.required
}

warn contains implicit.finding(i, "incomplete", {"field": key}) if {
	some i, label in implicit.read
	some key in implicit.further
	_is_absent(i, key)
}

warn contains implicit.field_finding(i, "untyped", key, {}) if {
	some i, label in implicit.read
	some key in implicit.further
	key in object.keys(label.fields)
	not is_string(label.fields[key])
}

warn contains implicit.field_finding(i, "repeated", _short(key), {}) if {
	some i, label in implicit.read
	some key in label.repeated
	not key in implicit.required
}

warn contains object.union(implicit.finding(i, "unknown", {}), {"found": _short(found)}) if {
	some i, label in implicit.read
	some found in object.keys(label.fields)
	not found in _keys
	not found in _slips[i]
}

warn contains implicit.field_finding(i, "placeholder", key, {}) if {
	some i, label in implicit.read
	some key in _keys
	key != "Label"
	implicit.placeholder(label.fields[key])
}

_keys := array.concat(implicit.required, implicit.further)

_is_absent(i, key) if {
	not key in object.keys(implicit.read[i].fields)
	not key in _replaced[i]
}

# A key that is not there, and what stands there in its stead.
_misspelt contains [i, key, found] if {
	some i, label in implicit.read
	some found in object.keys(label.fields)
	not found in _keys
	key := _meant[_folded(found)]
	not key in object.keys(label.fields)
}

_replaced[i] contains key if some [i, key, _] in _misspelt

_slips[i] contains found if some [i, _, found] in _misspelt

_folded(key) := regex.replace(lower(key), `[^a-z0-9]+`, "")

# The keys without case and signs, and the slips that files and tools are known to have.
_meant := object.union({lower(key): key | some key in _keys}, {
	"reservecode1": "ReservedCode1",
	"reservecode2": "ReservedCode2",
	"producer": "ContentProducer",
	"producerid": "ProduceID",
	"propagator": "ContentPropagator",
	"propagatorid": "PropagateID",
	"propatorid": "PropagateID",
})

_short(key) := substring(key, 0, 64)
