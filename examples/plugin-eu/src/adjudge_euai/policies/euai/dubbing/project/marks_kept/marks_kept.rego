# METADATA
# scope: package
# title: A dub in the Union keeps the marks of its engine
# description: |
#   A deliverable with a generated voice, released in a member state or worldwide, comes from an engine whose mark in the metadata is
#   switched on, or is marked by a step of the job. The duty is that of the engine's provider, so a studio is only warned.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   basis: [eu-2024-1689#50.2]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [release]
#   message: "voices in {file} are generated, and nothing marks it for machines: {voices}"
#   remediation: Switch on the engine's label in the metadata, or add it by a step whose result is read back.
#   zh:
#     title: 在欧盟发布的译制作品保留合成引擎的标记
#     description: 在欧盟成员国或者全球发布的交付文件，含有生成声音的，其合成引擎应开启元数据标记，或者由作业步骤加以标记。该义务由引擎提供者承担，故对制作方仅作警告。
#     message: "{file} 含有生成声音，但没有机器可读标记：{voices}"
#     remediation: 开启合成引擎的元数据标识，或者由作业步骤添加并回读确认。
package euai.dubbing.project.marks_kept

import data.euai.lib.dubs

applies if {
	dubs.is_released_in_the_union
	count(dubs.generated) > 0
}

warn contains {
	"path": ["deliverables", i],
	"file": input.document.deliverables[i].file,
	"voices": sort(voices),
} if {
	some i, voices in dubs.generated
	not _is_marked
}

_is_marked if input.document.engine.labels.metadata == true

_is_marked if {
	some step in input.document.labelling_steps
	step.label == "metadata"
}
