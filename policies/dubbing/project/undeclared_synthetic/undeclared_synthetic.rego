# METADATA
# scope: package
# title: What the bytes call synthetic the manifest calls synthetic
# description: |
#   A deliverable that the manifest declares not to be synthetic has no implicit label in its bytes that says it is. One that
#   says it may be, or is suspected to be, and one that says nothing that can be read, is told. Whoever publishes synthetic
#   content declares it; and what is declared wrongly here is spared by every rule on labels.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [labeling-measures#10]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     generated: "{file} is declared not to be synthetic, while the label in {box} says that it is"
#     possible: "{file} is declared not to be synthetic, while the label in {box} says that it may be"
#     unclear: "{file} is declared not to be synthetic, while there is a label in {box} that does not say what it is"
#   remediation: Find out what is in the file; declare it as synthetic, or deliver the recording that is none. A label must not be taken out of what was generated.
#   zh:
#     title: 文件内容写明为生成合成的，清单应如实填写
#     description: 清单填写为非生成合成的交付文件，其内容中不应有写明属于生成合成内容的隐式标识。写明可能、疑似的，以及内容无法读取的标识，予以提示。发布生成合成内容者应当主动声明；此处填写不实的，各项标识规则均不会对其检查。
#     message:
#       generated: "{file} 填写为非生成合成，但 {box} 处的标识写明属于生成合成内容"
#       possible: "{file} 填写为非生成合成，但 {box} 处的标识写明可能或者疑似为生成合成内容"
#       unclear: "{file} 填写为非生成合成，但 {box} 处有标识，且未写明其属性"
#     remediation: 核实文件的内容，如实填写为生成合成，或者改为交付未经生成合成的录音。不得删除生成合成内容的标识。
package dubbing.project.undeclared_synthetic

import data.dubbing.lib.media
import future.keywords.not

applies if count(_declared) > 0

deny contains _finding(found, "generated") if {
	some found in _labels
	found.label.fields.Label in _generated
}

warn contains _finding(found, "possible") if {
	some found in _labels
	found.label.fields.Label in _possible
}

warn contains _finding(found, "unclear") if {
	some found in _labels
	not found.label.fields.Label in _known
}

# That it is a number where a text is asked for is another rule's matter.
_generated := {"1", 1}

_possible := {"2", "3", 2, 3}

_known := _generated | _possible

_labels contains {"i": i, "entry": entry, "position": position, "label": label} if {
	some [i, entry] in _declared
	some position, label in entry.document.labels
}

_declared contains [i, entry] if {
	some i, deliverable in input.document.deliverables
	deliverable.synthetic == false
	some entry in media.files[i]
}

_finding(found, code) := object.union(
	media.finding(found.i, code, found.entry, ["labels", found.position]),
	{"path": ["deliverables", found.i, "synthetic"], "box": found.label.box},
)
