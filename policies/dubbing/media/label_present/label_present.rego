# METADATA
# scope: package
# title: A media file has an implicit label, or nothing in it is generated
# description: |
#   A file alone does not show whether it has to be labelled: a recording of people needs no label. So a file without one is
#   told, and more is said where the file itself speaks: Content Credentials that fit it name a trained model, the rhythm
#   label is heard, or a tag of another name has the label's content. Whether a label has to be there is decided from the
#   project that names the file (dubbing.project.implicit_label), which denies.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.media
#   - input.facts: schema.dubbing.media_facts
# custom:
#   severity: medium
#   basis: [labeling-measures#5, gb-45438-2025#6]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     credentials: "the file has no implicit label, while its Content Credentials say that a model made it"
#     heard: "the file has no implicit label, while a rhythm label is heard in it"
#     misplaced: "the file has no implicit label, while its tag {tag} has the content of one"
#     silent: "the file has no implicit label; only the project that names it says whether it needs one"
#   fix:
#     credentials: {label: implicit}
#     heard: {label: implicit}
#     misplaced: {label: implicit}
#     silent: {label: implicit}
#   remediation: Write the implicit label into the file where its container keeps it, and read it back; or name the file in a project that says that nothing in it is synthetic.
#   zh:
#     title: 媒体文件含有隐式标识，或者其中没有生成合成内容
#     description: 仅凭文件本身不能得知其是否应当添加标识：真人录音无需标识。因此文件没有隐式标识的予以提示；文件自身另有线索的，一并指出：与文件相符的内容凭证写明由经训练的模型生成、文件中可听到音频节奏标识、其他名称的元数据字段含有标识的内容。是否应有标识，由指明该文件的项目判定（`dubbing.project.implicit_label`），不符的予以拒绝。
#     message:
#       credentials: "文件没有隐式标识，但其内容凭证写明由模型生成"
#       heard: "文件没有隐式标识，但其中可听到音频节奏标识"
#       misplaced: "文件没有隐式标识，但其元数据字段 {tag} 含有标识的内容"
#       silent: "文件没有隐式标识；是否需要，仅由指明该文件的项目说明"
#     remediation: 在该容器格式存储隐式标识的位置写入标识并回读核验；或者在项目中列明该文件，并如实填写其中没有生成合成内容。
package dubbing.media.label_present

import data.dubbing.lib.credentials
import data.dubbing.lib.implicit
import future.keywords.not

applies if not input.document.container in implicit.carrying_none

warn contains {"code": "credentials", "path": ["labels"]} if {
	count(input.document.labels) == 0
	credentials.say_generated
}

warn contains {"code": "heard", "path": ["labels"]} if {
	count(input.document.labels) == 0
	_heard
}

warn contains {"code": "misplaced", "path": ["tags", i], "tag": substring(tag.name, 0, 64)} if {
	count(input.document.labels) == 0
	some i, tag in input.document.tags
	_is_label(tag)
}

warn contains {"code": "silent", "path": ["labels"]} if {
	count(input.document.labels) == 0
	not credentials.say_generated
	not _heard
	count([tag | some tag in input.document.tags; _is_label(tag)]) == 0
}

_heard if count(input.facts.rhythms) > 0

_is_label(tag) if {
	contains(tag.value, "ContentProducer")
	contains(tag.value, "ProduceID")
}
