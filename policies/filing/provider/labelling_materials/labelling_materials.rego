# METADATA
# scope: package
# title: Labelling materials went in with filings and assessments
# description: >-
#   Each algorithm filing and each security assessment that is dated on or after the first day of the labelling
#   measures came with materials on the labelling of synthetic content. The dates of the filing and of the assessment
#   decide; earlier ones owed none.
#   This is the provider's; who only uses, or only supplies, the technology does not owe it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   basis: [labeling-measures#12]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, filing-assessment]
#   message:
#     filing: "the filing of {name} on {day} came without labelling materials"
#     assessment: "the security assessment of {day} came without labelling materials"
#   remediation: Submit the materials on explicit and implicit labels with the filing or the assessment.
#   zh:
#     title: 备案和安全评估材料含标识相关材料
#     description: 在标识办法施行之日及以后履行的每一算法备案、完成的每一安全评估，均提供生成合成内容标识相关材料。以备案日期和评估完成日期为准，此前的不作要求。仅作为使用者或者技术支持者的不作要求。
#     message:
#       filing: "{name} 于 {day} 的备案未提供标识相关材料"
#       assessment: "{day} 完成的安全评估未提供标识相关材料"
#     remediation: 在备案或者安全评估时提供显式标识和隐式标识的相关材料。
package filing.provider.labelling_materials

import data.filing.lib.roles

applies if {
	not input.document.scope.domestic_public == false
	count(_owed) > 0
	"provider" in roles.held
}

deny contains object.remove(owed, ["given"]) if {
	some owed in _owed
	not owed.given == true
}

_owed contains {
	"code": "filing",
	"path": ["algorithms", i, "filing", "labelling_materials"],
	"name": algorithm.name,
	"day": day,
	"given": object.get(algorithm.filing, "labelling_materials", false),
} if {
	some i, algorithm in input.document.algorithms
	day := algorithm.filing.filed_on
	day >= data.instruments["labeling-measures"].effective
}

_owed contains {
	"code": "assessment",
	"path": ["assessments", i, "labelling_materials"],
	"day": day,
	"given": object.get(assessment, "labelling_materials", false),
} if {
	some i, assessment in input.document.assessments
	day := assessment.completed_on
	day >= data.instruments["labeling-measures"].effective
}
