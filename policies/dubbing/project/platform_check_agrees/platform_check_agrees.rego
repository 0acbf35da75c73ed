# METADATA
# scope: package
# title: What a distribution platform says of a file's label is in the file
# description: |
#   What a distribution platform declares of its check (dubbing.project.platform_prompt) is held to the bytes: a label that
#   it found is there, one that says that the content is synthetic was found, and the propagation elements that it added name
#   a propagator and a number other than those of the first writing. The platform that made the file itself adds none. Where
#   the propagator is another than the project's provider by their codes, that is told.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   basis: [labeling-measures#6]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     gone: "the platform says that it found an implicit label in {file}, and there is none"
#     overlooked: "the platform says that it found no implicit label in {file}, while one says that it is synthetic"
#     propagation: "the platform says that it added its elements to {file}, and its label has none beside the producer's"
#     other: "the propagator in the label of {file} is not the project's provider: {propagator}"
#   remediation: Read the metadata of the file that goes out, correct what the check says, and write the platform's own name or code and number into the label.
#   zh:
#     title: 传播服务提供者对文件标识的说明与文件一致
#     description: 传播服务提供者对其核验的说明（dubbing.project.platform_prompt）应与文件内容一致：称已发现标识的，文件中应有标识；文件标识写明属于生成合成内容的，应已发现；称已添加传播要素信息的，标识中应有不同于首次写入的传播者及其编号。平台自行制作的文件无需添加。按编码，传播者并非项目的服务提供者的，予以提示。
#     message:
#       gone: "平台称在 {file} 中发现隐式标识，但文件中没有"
#       overlooked: "平台称未在 {file} 中发现隐式标识，但文件的标识写明属于生成合成内容"
#       propagation: "平台称已向 {file} 添加传播要素信息，但除制作者的取值外，其标识中没有其他取值"
#       other: "{file} 的标识所写传播者并非项目的服务提供者：{propagator}"
#     remediation: 读取所发布文件的元数据，更正核验说明，并在标识中写入平台自身的名称或者编码以及编号。
package dubbing.project.platform_check_agrees

import data.dubbing.lib.implicit
import data.dubbing.lib.media
import data.dubbing.lib.roles
import data.lib.parties
import future.keywords.not

applies if {
	"distribution_platform" in roles.held
	count(_checked) > 0
}

deny contains _about(i, "gone", entry, ["labels"], "label_found") if {
	some [i, entry] in _checked
	_check(i).label_found
	count(entry.document.labels) == 0
}

deny contains _about(i, "overlooked", entry, ["labels", j, "fields", "Label"], "label_found") if {
	some [i, entry] in _checked
	not _check(i).label_found
	some j, label in entry.document.labels
	label.fields.Label == "1"
}

deny contains _about(i, "propagation", entry, ["labels"], "propagation_added") if {
	some [i, entry] in _checked
	_check(i).propagation_added
	count([label | some label in entry.document.labels; _is_propagated(label)]) == 0
}

warn contains object.union(
	_about(i, "other", entry, ["labels", j, "fields", "ContentPropagator"], "propagation_added"),
	{"propagator": substring(propagator, 0, 64)},
) if {
	some [i, entry] in _checked
	_check(i).propagation_added
	some j, label in entry.document.labels
	_is_propagated(label)
	propagator := label.fields.ContentPropagator
	_is_another(propagator)
}

_check(i) := input.document.deliverables[i].platform_check

_checked contains [i, entry] if {
	some i, entries in media.files
	_check(i)
	some entry in entries
}

_is_propagated(label) if {
	implicit.states(label, "ContentPropagator")
	implicit.states(label, "PropagateID")
	not implicit.pair_repeated(label)
}

_is_propagated(label) if {
	implicit.states(label, "ContentPropagator")
	implicit.states(label, "PropagateID")
	implicit.pair_repeated(label)
	_is_own(label.fields.ContentProducer)
}

_is_own(producer) if {
	credit_code := parties.credit_code(producer)
	is_string(credit_code)
	credit_code == parties.credit_code(input.document.provider.code)
}

_is_own(producer) if parties.same(producer, input.document.provider.name)

# Names may be spelt in many ways; codes of organisations are not.
_is_another(propagator) if {
	theirs := parties.credit_code(propagator)
	ours := parties.credit_code(input.document.provider.code)
	is_string(theirs)
	is_string(ours)
	theirs != ours
}

_about(i, code, entry, place, field) := object.union(
	media.finding(i, code, entry, place),
	{"path": ["deliverables", i, "platform_check", field]},
)
