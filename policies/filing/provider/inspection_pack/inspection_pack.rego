# METADATA
# scope: package
# title: The provider can explain itself on inspection
# description: >-
#   A generative AI service for the public in mainland China holds documents that explain source, scale and type of
#   its training data, the rules of annotation and the mechanism of the algorithm. That they exist as named is judged
#   by file_integrity.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   basis: [interim-measures#19]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release, filing-assessment, evidence]
#   message: "nothing in the inspection pack explains {heading}"
#   remediation: Write the explanation, and name its document in the inspection pack.
#   zh:
#     title: 具备配合监督检查的说明材料
#     description: 面向境内公众的生成式人工智能服务备有说明训练数据来源、规模、类型、标注规则和算法机制机理的材料。文件是否存在由 file_integrity 检查。
#     message: "检查材料未说明 {heading}"
#     remediation: 编写说明，并在检查材料中列明其文件。
package filing.provider.inspection_pack

import future.keywords.not

applies if not input.document.scope.domestic_public == false

deny contains {"path": ["inspection_pack"], "heading": heading} if {
	some heading in [
		"training_data_source", "training_data_scale", "training_data_type", "annotation_rules", "algorithm_mechanism",
	]
	not heading in {each.heading | some each in input.document.inspection_pack}
}
