# METADATA
# scope: package
# title: What the consent states twice agrees
# description: |
#   The age, the age band and whether the performer is under fourteen say the same. The handler is nobody's vendor or
#   recipient but its own. A use that the consent lists as training is one that it covers. Consents that are each said to
#   be a document of its own are not one document. A vendor that is also a handler of its own, and a party that stands
#   twice in one list, are shown as a warning: both can be right, and nobody can tell which entry counts. A credit code
#   has the shape and the check digit of a real one.
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   collections: [release, voice-rights, evidence]
#   names: {band: /properties/subject/properties/age_band}
#   message:
#     age: "the performer is {age} years old, which is not what is said of being under fourteen"
#     band: "the age band is {band}, which is not what is said of being under fourteen"
#     band_age: "the age band is {band}, and the age is {age}"
#     own: "the handler {party} is named as its own vendor or recipient"
#     uses: "training is among the uses, and the consent does not cover training"
#     same_document: "two consents that are each said to be a document of its own are one file: {file}"
#     both: "{party} is named as a vendor that acts for the handler and as a handler of its own"
#     twice: "{party} is named twice, and nobody can tell which entry counts"
#     code: "the credit code {value} has not the shape or the check digit of one"
#   remediation: Correct the statement that is wrong, by the signed record.
#   zh:
#     title: 同意记录前后所填一致
#     description: 年龄、年龄段与是否不满十四周岁的填写应一致；处理者不得同时为自己的受托人或者接收方；用途列有训练模型的，同意应涵盖训练；分别填为单独文件的同意不得为同一文件。既为受托人又为其他个人信息处理者的，以及在同一列表中出现两次的，仅作警告：两者均有可能，但无法判断以哪一项为准。统一社会信用代码应符合格式和校验码。
#     message:
#       age: "表演者年龄为 {age} 周岁，与“是否不满十四周岁”的填写不一致"
#       band: "年龄段为{band}，与“是否不满十四周岁”的填写不一致"
#       band_age: "年龄段为{band}，与所填年龄 {age} 周岁不一致"
#       own: "处理者 {party} 被填为自己的受托人或者接收方"
#       uses: "用途列有训练模型，但同意未涵盖训练"
#       same_document: "两项同意均填为单独文件，实为同一文件：{file}"
#       both: "{party} 既被填为受托人，又被填为自行决定处理的其他个人信息处理者"
#       twice: "{party} 出现两次，无法判断以哪一项为准"
#       code: "统一社会信用代码 {value} 不符合格式或者校验码"
#     remediation: 对照签署的记录，更正填写有误的事项。
package dubbing.consent.consistent

import data.dubbing.lib.subjects
import data.lib.numbers
import data.lib.parties
import future.keywords.not

deny contains finding if {
	age := input.document.subject.age
	is_number(age)
	is_child := age < subjects.child_below
	input.document.subject.under_14 != is_child
	finding := _apart("age", ["subject", "age"], ["subject", "under_14"], {"age": age})
}

deny contains finding if {
	band := input.document.subject.age_band
	is_child := subjects.youngest[band] < subjects.child_below
	input.document.subject.under_14 != is_child
	finding := _apart("band", ["subject", "age_band"], ["subject", "under_14"], {"band": band})
}

deny contains finding if {
	band := input.document.subject.age_band
	age := input.document.subject.age
	is_number(age)
	not _is_in(age, band)
	finding := _apart("band_age", ["subject", "age_band"], ["subject", "age"], {"band": band, "age": age})
}

deny contains finding if {
	some each in _parties
	parties.same(each.name, input.document.handler.name)
	each.key in {"entrusted", "supplies"}
	finding := _apart("own", each.path, ["handler", "name"], {"party": each.name})
}

deny contains _apart("uses", ["scope", "training"], ["scope", "uses", i], {}) if {
	some i, "training" in input.document.scope.uses
	not input.document.scope.training == true
}

deny contains finding if {
	some [one, first] in _documents
	some [other, second] in _documents
	_order(one) < _order(other)
	first.record.sha256 == second.record.sha256
	finding := _apart(
		"same_document",
		array.concat(other, ["record", "file"]),
		array.concat(one, ["record", "file"]),
		{"file": second.record.file},
	)
}

deny contains {"code": "code", "path": ["handler", "code"], "value": value} if {
	value := input.document.handler.code
	not numbers.unified_social_credit_code(value)
}

warn contains finding if {
	some one in _parties
	some other in _parties
	one.key == "entrusted"
	other.key == "supplies"
	parties.same(one.name, other.name)
	finding := _apart("both", other.path, one.path, {"party": other.name})
}

warn contains finding if {
	some one in _parties
	some other in _parties
	one.key == other.key
	one.place < other.place
	parties.same(one.name, other.name)
	finding := _apart("twice", other.path, one.path, {"party": other.name})
}

_parties contains {"key": key, "place": i, "path": [key, i, field], "name": name} if {
	some key, field in {"entrusted": "processor", "supplies": "recipient", "abroad": "recipient"}
	some i, thing in input.document[key]
	name := thing[field]
}

_documents contains [place, value] if {
	walk(input.document, [place, value])
	value.form == "separate_document"
	value.record.sha256
}

# The consent itself comes before its parts.
_order(place) := sprintf("%d %v", [count(place), place])

_is_in(age, band) if {
	youngest := subjects.youngest[band]
	age >= youngest
	count([next | some next in subjects.youngest; next > youngest; age >= next]) == 0
}

_apart(code, path, other, about) := object.union(about, {"code": code, "path": path, "related": [{"path": other}]})
