# METADATA
# scope: package
# title: A media file has one implicit label
# description: |
#   A file has no second implicit label, whether it says the same as the first or something else: a label is replaced and
#   never added. Where two say different things, nobody can tell which attribute, producer and number the file has. That a
#   file has one label is known from agreeing secondary transcriptions of 6.1; article 5 of the Measures was read.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: high
#   basis: ["gb-45438-2025#6.1", labeling-measures#5]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     second: "beside the implicit label in {first} there is another one in {box}"
#     contradicts: "the implicit label in {box} says other things than the one in {first}"
#   remediation: Take out all implicit labels but the true one; a writer has to replace the label that is there.
#   zh:
#     title: 一个媒体文件只有一个隐式标识
#     description: 一个文件不得有第二个隐式标识，无论其内容与第一个是否相同：标识应当替换，不得追加。两个标识内容不同的，无从得知文件的属性、制作者和编号以哪一个为准。标准 6.1 关于一个文件只有一个标识的要求来自多份一致的二手转录，办法第五条已阅读原文。
#     message:
#       second: "除 {first} 处的隐式标识外，{box} 处还有另一个"
#       contradicts: "{box} 处的隐式标识与 {first} 处的内容不同"
#     remediation: 仅保留真实的隐式标识，删除其余标识；写入标识时应替换已有的标识。
package dubbing.media.single_label

applies if count(input.document.labels) > 0

deny contains {
	"code": _code(first, label),
	"path": ["labels", i],
	"related": [{"path": ["labels", 0]}],
	"box": label.box,
	"first": first.box,
} if {
	some i, label in input.document.labels
	i > 0
	first := input.document.labels[0]
}

_code(first, label) := "contradicts" if {
	first.fields != label.fields
} else := "second"
