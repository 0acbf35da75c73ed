# METADATA
# scope: package
# title: A media file is of a container that can carry an implicit label
# description: |
#   AAC in ADTS frames and bare samples have no metadata, so that no implicit label can be in them: whatever is generated has
#   to be put into a container before it leaves. A recording of people needs no label, and may be waived here; what is
#   delivered in such a form cannot be told from what was generated.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: high
#   basis: [labeling-measures#5]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   names: {container: /properties/container}
#   message: "the file is {container}, which cannot carry an implicit label"
#   remediation: Put AAC into M4A and bare samples into WAV or FLAC, without encoding anew, write the implicit label there, and read it back.
#   zh:
#     title: 媒体文件采用可以承载隐式标识的容器格式
#     description: 没有容器的 AAC（ADTS）和裸采样数据没有元数据，无法含有隐式标识：生成合成内容在交付之前应当装入容器。真人录音无需标识，可对本规则申请豁免；以此类形式交付的文件，无法与生成合成的文件相区分。
#     message: "文件为{container}，无法承载隐式标识"
#     remediation: 无需重新编码，将 AAC 装入 M4A，将裸采样数据装入 WAV 或者 FLAC，写入隐式标识并回读核验。
package dubbing.media.carrier

import data.dubbing.lib.implicit

deny contains {"path": ["container"], "container": input.document.container} if {
	input.document.container in implicit.carrying_none
}
