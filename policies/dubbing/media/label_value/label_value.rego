# METADATA
# scope: package
# title: An implicit label says whether the content is synthetic
# description: |
#   The attribute of the label, its field Label, is the text "1" (it is synthetic), "2" (it may be) or "3" (it is suspected
#   to be). A number, another word, or the name that a program has for the value does not state the attribute. The values
#   are those of Annex E, known from secondary transcriptions; article 5 of the Measures, which asks for the attribute, was
#   read.
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
#     value: "{field} of the implicit label in {box} is {value}, not 1, 2 or 3"
#     number: "{field} of the implicit label in {box} is a number, not a text"
#     type: "{field} of the implicit label in {box} is no text"
#   remediation: Write "1" where the content is synthetic, "2" where it may be, "3" where it is suspected to be, as a text between quotation marks.
#   zh:
#     title: 隐式标识写明内容是否为生成合成内容
#     description: 标识的属性（字段 `Label`）为文本 "1"（属于）、"2"（可能）或者 "3"（疑似）。写为数字、其他文字或者程序内部取值名称的，不构成属性信息。取值来自附录 E 的二手转录；要求写明属性信息的办法第五条已阅读原文。
#     message:
#       value: "{box} 处的隐式标识中，{field} 为 {value}，而非 1、2 或者 3"
#       number: "{box} 处的隐式标识中，{field} 为数字，而非文本"
#       type: "{box} 处的隐式标识中，{field} 不是文本"
#     remediation: 属于生成合成内容的写 "1"，可能的写 "2"，疑似的写 "3"，均为带引号的文本。
package dubbing.media.label_value

import data.dubbing.lib.implicit
import future.keywords.not

applies if count(_values) > 0

deny contains implicit.field_finding(i, "value", "Label", {"value": substring(value, 0, 64)}) if {
	some i, value in _values
	is_string(value)
	not value in {"1", "2", "3"}
}

deny contains implicit.field_finding(i, "number", "Label", {}) if {
	some i, value in _values
	is_number(value)
}

deny contains implicit.field_finding(i, "type", "Label", {}) if {
	some i, value in _values
	not is_string(value)
	not is_number(value)
}

_values[i] := label.fields.Label if some i, label in implicit.read
