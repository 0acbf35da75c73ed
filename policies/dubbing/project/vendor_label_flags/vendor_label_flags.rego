# METADATA
# scope: package
# title: The engine labels what it makes, or the job does
# description: |
#   Both label switches of the synthesis engine are on, which vendors default to off; or the job has a labelling step of
#   its own for the label that is off, with a record of what was read back from the finished files. The labels inside the
#   files are other rules' matter.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   names: {label: /properties/labelling_steps/items/properties/label}
#   severity: medium
#   basis: [labeling-measures#4, labeling-measures#5]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     engine: "there are synthetic deliverables, but no engine with its label switches is named"
#     off: "the engine's {label} is off, and the job proves no labelling step of its own for it"
#   remediation: Switch the engine's labels on, or label in a step of the job, read the finished files back, and name that record under labelling_steps.
#   zh:
#     title: 合成引擎开启标识功能，或者由项目自行添加标识
#     description: 合成引擎的显式标识（语音或者音频节奏）和元数据隐式标识开关均应开启（供应商通常默认关闭）；未开启的，项目应有自行添加该标识的步骤，并留有对成品文件回读核验的记录。文件中的标识由其他规则检查。
#     message:
#       engine: "有生成合成的交付文件，但未填写合成引擎及其标识开关"
#       off: "合成引擎的{label}未开启，项目也没有可证明的自行标识步骤"
#     remediation: 开启合成引擎的标识功能；或者由项目自行添加标识，回读核验成品文件，并在项目的标识步骤中指明核验记录。
package dubbing.project.vendor_label_flags

import data.dubbing.lib.related
import data.dubbing.lib.synthesis
import data.lib.pointers
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(synthesis.deliverables) > 0
}

deny contains {"code": "engine", "path": ["engine"]} if not input.document.engine

deny contains {"code": "off", "path": ["engine", "labels", label], "label": label} if {
	input.document.engine
	some label in ["audible", "metadata"]
	not input.document.engine.labels[label] == true
	not label in _own
}

_own contains step.label if {
	some i, step in input.document.labelling_steps
	related.exists(pointers.of(["labelling_steps", i, "readback", "file"]))
}
