# METADATA
# scope: package
# title: The values of an implicit label have the characters of the annex
# description: |
#   The values have visible ASCII characters only, without the backslash; a quotation mark stands in JSON with one before
#   it. Blanks and Chinese characters are outside. Of those who read Annex E, most quote that values should mainly have these
#   characters, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: medium
#   binding: false
#   basis: [gb-45438-2025#E]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [labelling]
#   message:
#     character: "{field} of the implicit label in {box} has a blank, a backslash or a character that is not ASCII"
#   remediation: Write a code of letters and digits instead of a name, and numbers without blanks.
#   zh:
#     title: 隐式标识的取值使用附录规定的字符
#     description: 取值应仅含可见的 ASCII 字符，不含反斜杠；引号在 JSON 中以反斜杠转义。空格和汉字不在其内。阅读过附录 E 的多数来源引述为取值应主要由上述字符构成，故本规则仅作警告。
#     message:
#       character: "{box} 处的隐式标识中，{field} 含有空格、反斜杠或者非 ASCII 字符"
#     remediation: 以字母和数字组成的编码代替名称，编号中不含空格。
package dubbing.media.label_charset

import data.dubbing.lib.implicit
import future.keywords.not

applies if count(implicit.read) > 0

warn contains implicit.field_finding(i, "character", key, {}) if {
	some i, label in implicit.read
	some key in array.concat(implicit.required, implicit.further)
	value := label.fields[key]
	is_string(value)
	not regex.match(`^[\x21-\x5B\x5D-\x7E]*$`, value)
}
