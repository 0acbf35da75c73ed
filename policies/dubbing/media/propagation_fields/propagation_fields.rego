# METADATA
# scope: package
# title: A propagator that is named has its number, and the other way round
# description: |
#   A distribution platform that adds itself to the label of a file writes its name or code and the number that it gave the
#   content. A label that names a propagator other than its producer, or has such a number, was written by one, and has
#   both. Whether a platform has to be in it is decided from the project (dubbing.project.platform_check_agrees).
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: medium
#   basis: [labeling-measures#6, gb-45438-2025#E]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     number: "the implicit label in {box} names a propagator that is not the producer, and no number of its own"
#     propagator: "the implicit label in {box} has a propagator's number, and does not say whose it is"
#   remediation: Write both the platform's name or code and the number that it gave the content into the label.
#   zh:
#     title: 写明传播者的，同时写明其内容编号，反之亦然
#     description: 传播服务提供者在文件的标识中添加传播要素信息时，应写明其名称或者编码以及其赋予的内容编号。标识所写的传播者并非制作者，或者含有不同的传播编号的，即由传播服务提供者写入，两项均应齐全。是否应当含有传播要素信息，由项目判定（`dubbing.project.platform_check_agrees`）。
#     message:
#       number: "{box} 处的隐式标识写明了不同于制作者的传播者，但没有其内容编号"
#       propagator: "{box} 处的隐式标识含有传播编号，但未写明属于何者"
#     remediation: 在标识中同时写明传播服务提供者的名称或者编码以及其赋予的内容编号。
package dubbing.media.propagation_fields

import data.dubbing.lib.implicit
import future.keywords.not

applies if {
	some i, _ in implicit.read
	_is_propagated(i)
}

deny contains implicit.finding(i, "number", {}) if {
	some i in _propagating
	not implicit.states(implicit.read[i], "PropagateID")
}

deny contains implicit.finding(i, "propagator", {}) if {
	some i in _numbered
	not implicit.states(implicit.read[i], "ContentPropagator")
}

_is_propagated(i) if i in _propagating

_is_propagated(i) if i in _numbered

_propagating contains i if {
	some i, label in implicit.read
	implicit.states(label, "ContentPropagator")
	not label.fields.ContentPropagator == label.fields.ContentProducer
}

_numbered contains i if {
	some i, label in implicit.read
	implicit.states(label, "PropagateID")
	not label.fields.PropagateID == label.fields.ProduceID
}
