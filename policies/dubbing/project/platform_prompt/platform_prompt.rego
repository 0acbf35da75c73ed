# METADATA
# scope: package
# title: A distribution platform tells the public what it found
# description: |
#   A studio that is a distribution platform in this job checks each synthetic deliverable: with an implicit label in its
#   metadata it is shown as generated content, with a user's declaration as possibly generated, with another trace as
#   suspected; what the manifest itself calls synthetic is shown as one of these at least. The platform's own elements
#   stand in the metadata. What the file holds is declared here, and read by dubbing.project.platform_check_agrees.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [labeling-measures#6]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   names: {expected: /$defs/shown_as, shown: /$defs/shown_as}
#   message:
#     unchecked: "{file} was not checked by the platform"
#     prompt: "{file} is to be shown as {expected}, and is shown as: {shown}"
#     propagation: "the metadata of {file} lack the platform's propagation elements"
#   remediation: Check the metadata of every file, show what follows from it, and add the propagation elements.
#   zh:
#     title: 传播服务提供者核验后向公众提示
#     description: 在本次任务中属于传播服务提供者的单位，应核验每个生成合成的交付文件：元数据中有隐式标识的，提示为生成合成内容；没有但用户声明的，提示为可能为生成合成内容；没有但检测到其他痕迹的，提示为疑似生成合成内容；清单本身写明为生成合成的，至少作出上述提示之一。文件元数据中应添加传播要素信息。文件内容在此以填写为准，由 dubbing.project.platform_check_agrees 读取核对。
#     message:
#       unchecked: "{file} 未经平台核验"
#       prompt: "{file} 应提示为{expected}，实际为：{shown}"
#       propagation: "{file} 的元数据中未添加传播要素信息"
#     remediation: 核验每个文件的元数据，按照结果向公众提示，并添加传播要素信息。
package dubbing.project.platform_prompt

import data.dubbing.lib.roles
import data.dubbing.lib.synthesis
import data.dubbing.lib.works
import future.keywords.not

applies if {
	"distribution_platform" in roles.held
	works.reaches_china
	count(synthesis.deliverables) > 0
}

deny contains {"code": "unchecked", "path": ["deliverables", i], "file": input.document.deliverables[i].file} if {
	some i in synthesis.deliverables
	not input.document.deliverables[i].platform_check
}

deny contains {
	"code": "prompt",
	"path": ["deliverables", i, "platform_check", "shown_as"],
	"file": input.document.deliverables[i].file,
	"expected": expected,
	"shown": check.shown_as,
} if {
	some i in synthesis.deliverables
	check := input.document.deliverables[i].platform_check
	expected := _expected(check)
	not check.shown_as in {expected, "generated"}
}

deny contains {
	"code": "propagation",
	"path": ["deliverables", i, "platform_check", "propagation_added"],
	"file": input.document.deliverables[i].file,
} if {
	some i in synthesis.deliverables
	check := input.document.deliverables[i].platform_check
	not check.propagation_added
}

_expected(check) := "generated" if check.label_found

_expected(check) := "possible" if {
	not check.label_found
	check.user_declared
}

_expected(check) := "suspected" if {
	not check.label_found
	not check.user_declared
}
