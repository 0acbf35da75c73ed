# METADATA
# scope: package
# title: A label that was written first names its producer as propagator too
# description: |
#   Where a label is written for the first time, the propagator and its number are the producer and its number. So both
#   repeat the producer's, or both are another's, who wrote later; one of each, or nothing in their places, is told. Who
#   wrote first cannot be seen in the file, and the note is known from secondary transcriptions, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: medium
#   binding: false
#   basis: ["gb-45438-2025#E note 1"]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [labelling]
#   message:
#     half: "of the propagator and its number in the label in {box}, {field} is not the producer's while the other is"
#     blank: "{field} of the implicit label in {box} is empty; at the first writing it repeats the producer's"
#   remediation: At the first writing, repeat ContentProducer as ContentPropagator and ProduceID as PropagateID; whoever propagates the file writes both of its own.
#   zh:
#     title: 首次写入的标识中，传播者与制作者一致
#     description: 首次写入标识时，内容传播者及其编号与内容制作者及其编号一致。因此二者应当均与制作者一致，或者均属于其后写入的传播者；仅有一项一致或者留空的，予以提示。由谁首次写入无法从文件中得知，且该注来自二手转录，故本规则仅作警告。
#     message:
#       half: "{box} 处的标识中，传播者及其编号仅有一项与制作者一致，{field} 不一致"
#       blank: "{box} 处的隐式标识中，{field} 为空；首次写入时应与制作者的相应取值一致"
#     remediation: 首次写入时，传播者和传播编号分别与制作者和制作编号相同；传播文件者写入自己的两项取值。
package dubbing.media.first_write_pair

import data.dubbing.lib.implicit
import future.keywords.not

applies if {
	some label in implicit.read
	some key in _pair
	key in object.keys(label.fields)
}

warn contains implicit.field_finding(i, "half", "PropagateID", {}) if {
	some i in _paired
	fields := implicit.read[i].fields
	fields.ContentPropagator == fields.ContentProducer
	fields.PropagateID != fields.ProduceID
}

warn contains implicit.field_finding(i, "half", "ContentPropagator", {}) if {
	some i in _paired
	fields := implicit.read[i].fields
	fields.PropagateID == fields.ProduceID
	fields.ContentPropagator != fields.ContentProducer
}

warn contains implicit.field_finding(i, "blank", key, {}) if {
	some i, label in implicit.read
	some key in _pair
	is_string(label.fields[key])
	not implicit.states(label, key)
}

_pair := ["ContentPropagator", "PropagateID"]

_paired contains i if {
	some i, label in implicit.read
	every key in _pair {
		implicit.states(label, key)
	}
}
