# METADATA
# scope: package
# title: The implicit label in a deliverable is that of this job
# description: |
#   The producer in the bytes is the project's provider or the vendor of its engine, by the organisation's credit code or by
#   name, and what the manifest states of a deliverable's label stands in it. Where the manifest has no code to compare
#   with, or the label has a name that may be another spelling, that is told; so is a code of the provider's with another
#   extension than the manifest has, and a content number that several files of the job share: a number is one content's,
#   but no clause that was read says so. The fields are those of Annex E, known from secondary transcriptions; article 5 of
#   the Measures, which asks for the producer and the number, was read.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
#   - ref: https://www.tc260.org.cn/tc260/sjzn/list.shtml
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [labeling-measures#5, gb-45438-2025#E, "gb-45438-2025#6.1", tc260-pg-20252a]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   names: {stated: /$defs/attribute}
#   message:
#     producer: "the label in {file} names the producer {producer}, which is neither the provider nor the engine's vendor"
#     stated_label: "the label in {file} does not say what the manifest states of it: {stated}"
#     stated_producer: "the label in {file} names another producer than the manifest states: {producer}"
#     stated_number: "the label in {file} has another content number than the manifest states: {number}"
#     unknown: "whether the producer {producer} in the label of {file} is the provider or the engine's vendor cannot be told"
#     extension: "the label in {file} has a code of the provider's with another extension than the manifest: {producer}"
#     same_number: "the label in {file} has the content number of {other} as well: {number}"
#   remediation: Find out who made the file; deliver the file of this job, or correct the manifest, and give each file a number of its own.
#   zh:
#     title: 交付文件中的隐式标识属于本项目
#     description: 文件内容中的制作者，按统一社会信用代码或者名称，应为项目的服务提供者或者合成引擎的供应商；清单填写了交付文件标识内容的，文件中的标识应与之一致。清单没有可供比对的编码，或者标识写的是可能为另一写法的名称的，予以提示；属于服务提供者但扩展码与清单不同的编码，以及本任务多个文件共用的内容编号，亦予以提示：编号应对应一项内容，但已阅读的条款未作规定。字段来自附录 E 的二手转录；要求写明制作者和编号的办法第五条已阅读原文。
#     message:
#       producer: "{file} 中的标识所写制作者 {producer} 既非服务提供者，也非合成引擎的供应商"
#       stated_label: "{file} 中的标识与清单所填的属性不符：{stated}"
#       stated_producer: "{file} 中的标识所写制作者与清单所填不同：{producer}"
#       stated_number: "{file} 中的标识所写内容编号与清单所填不同：{number}"
#       unknown: "{file} 的标识所写制作者 {producer} 是否为服务提供者或者合成引擎的供应商，无从得知"
#       extension: "{file} 中的标识所写编码属于服务提供者，但扩展码与清单不同：{producer}"
#       same_number: "{file} 中的标识与 {other} 使用同一内容编号：{number}"
#     remediation: 核实文件由何者制作；改为交付本任务的文件或者更正清单，并为每个文件赋予各自的编号。
package dubbing.project.label_identity

import data.dubbing.lib.implicit
import data.dubbing.lib.media
import data.dubbing.lib.synthesis
import data.lib.parties
import future.keywords.not

applies if count(_labels) > 0

deny contains _about(found, "producer", "ContentProducer", {"producer": _short(producer)}) if {
	some [found, producer] in _produced
	_is_a_code(producer)
	not _is_ours(producer)
	_all_codes_known
}

deny contains _stated(found, "stated_label", "label", "Label", {"stated": value}) if {
	some found in _labels
	value := _statement(found, "label")
	not found.label.fields.Label == value
}

deny contains _stated(found, "stated_producer", "producer", "ContentProducer", {"producer": _value(found, "ContentProducer")}) if {
	some found in _labels
	value := _statement(found, "producer")
	not found.label.fields.ContentProducer == value
}

deny contains _stated(found, "stated_number", "produce_id", "ProduceID", {"number": _value(found, "ProduceID")}) if {
	some found in _labels
	value := _statement(found, "produce_id")
	not found.label.fields.ProduceID == value
}

warn contains _about(found, "unknown", "ContentProducer", {"producer": _short(producer)}) if {
	some [found, producer] in _produced
	not _is_ours(producer)
	not _is_told(producer)
}

warn contains _about(found, "extension", "ContentProducer", {"producer": _short(producer)}) if {
	some [found, producer] in _produced
	code := input.document.provider.code
	producer != code
	parties.credit_code(producer) == parties.credit_code(code)
	is_string(parties.credit_code(code))
	not producer == input.document.engine.code
}

warn contains object.union(
	_about(found, "same_number", "ProduceID", {
		"number": _short(number),
		"other": input.document.deliverables[first].file,
	}),
	{"related": [
		{"artifact": found.entry.path, "path": ["labels", found.position, "fields", "ProduceID"]},
		{"path": ["deliverables", first, "file"]},
	]},
) if {
	some found in _labels
	number := found.label.fields.ProduceID
	first := min(_numbers[number])
	found.i != first
	input.document.deliverables[first].file != input.document.deliverables[found.i].file
}

# Labels in synthetic deliverables; what is in others is another rule's matter.
_labels contains {"i": i, "entry": entry, "position": position, "label": label} if {
	some i in synthesis.deliverables
	some entry in media.files[i]
	some position, label in entry.document.labels
	is_object(label.fields)
}

# Those that name a producer, and whose producer the manifest does not state itself.
_produced contains [found, producer] if {
	some found in _labels
	implicit.states(found.label, "ContentProducer")
	producer := found.label.fields.ContentProducer
	not _statement(found, "producer")
}

_numbers[number] contains found.i if {
	some found in _labels
	implicit.states(found.label, "ProduceID")
	number := found.label.fields.ProduceID
	not implicit.placeholder(number)
}

_is_ours(producer) if producer in _codes

_is_ours(producer) if {
	credit_code := parties.credit_code(producer)
	is_string(credit_code)
	some code in _codes
	credit_code == parties.credit_code(code)
}

_is_ours(producer) if {
	some name in _names
	parties.same(producer, name)
}

_codes contains input.document.provider.code

_codes contains input.document.engine.code

_names contains input.document.provider.name

_names contains input.document.engine.vendor

# What is denied need not be told as unknown.
_is_told(producer) if {
	_is_a_code(producer)
	_all_codes_known
}

_is_a_code(producer) if regex.match(`^00[0-9A-Z]{25}$`, producer)

# The provider's code, and that of the engine's vendor where it is somebody else.
_all_codes_known if {
	input.document.provider.code
	not _vendor_is_unknown
}

_vendor_is_unknown if {
	vendor := input.document.engine.vendor
	not input.document.engine.code
	not parties.same(vendor, input.document.provider.name)
}

_statement(found, key) := input.document.deliverables[found.i].implicit_label[key]

_value(found, key) := _short(value) if {
	value := found.label.fields[key]
	is_string(value)
} else := "-"

_short(text) := substring(text, 0, 64)

_about(found, code, key, more) := object.union(
	media.finding(found.i, code, found.entry, ["labels", found.position, "fields", key]),
	more,
)

_stated(found, code, stated, key, more) := object.union(
	_about(found, code, key, more),
	{"path": ["deliverables", found.i, "implicit_label", stated]},
)
