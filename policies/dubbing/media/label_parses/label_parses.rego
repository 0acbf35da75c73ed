# METADATA
# scope: package
# title: An implicit label is a JSON object that can be read
# description: |
#   The value of the field is the object of Annex E, bare or under a key AIGC: both occur in the guides. One that is empty,
#   no JSON, JSON of another sort, or JSON inside a JSON text is read by nobody who goes by the standard, so that the file
#   does not carry what it should. In Base64 labels travel through interfaces of clouds; that the file itself has plain text
#   is what practice guides say, so that is told only.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
#   - ref: https://www.tc260.org.cn/tc260/sjzn/list.shtml
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: high
#   basis: [labeling-measures#5, gb-45438-2025#E, tc260-pg-202510a#C, tc260-pg-202510a#D, tc260-pg-202510a#E, tc260-pg-20257a]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   names: {form: /properties/labels/items/properties/form}
#   message:
#     unreadable: "the implicit label in {box} is {form}, not the object of Annex E"
#     encoded: "the implicit label in {box} is in Base64 instead of plain text"
#   remediation: Write the object of Annex E as plain JSON text, encoded once, and read it back.
#   zh:
#     title: 隐式标识是可以读取的 JSON 对象
#     description: 字段取值应为附录 E 的对象，直接写入或者置于键 AIGC 之下，两种写法在指南中均有出现。取值为空、不是 JSON、为其他 JSON 类型或者在 JSON 文本中再次编码的，按照标准读取者无法读取，文件即未含有应有的标识。云服务接口以 Base64 传输标识；文件中应为纯文本，系实践指南的要求，故仅作提示。
#     message:
#       unreadable: "{box} 处的隐式标识为{form}，而非附录 E 的对象"
#       encoded: "{box} 处的隐式标识为 Base64 编码，而非纯文本"
#     remediation: 以纯文本写入附录 E 的 JSON 对象，仅编码一次，并回读核验。
package dubbing.media.label_parses

import data.dubbing.lib.implicit
import future.keywords.not

applies if count(input.document.labels) > 0

deny contains implicit.finding(i, "unreadable", {"form": label.form}) if {
	some i, label in input.document.labels
	not label.form in {"object", "wrapped", "base64"}
}

warn contains implicit.finding(i, "encoded", {}) if {
	some i, label in input.document.labels
	label.form == "base64"
}
