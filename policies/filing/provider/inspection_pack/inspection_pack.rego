# METADATA
# scope: package
# title: The provider can explain itself on inspection
# description: >-
#   A generative AI service for the public in mainland China can explain source, scale and type of its training data, the
#   rules of annotation and the mechanism of the algorithm. The duty is to explain them when an authority inspects: where
#   an inspection is recorded, what is missing is denied; before, it warns. Who trains nothing has no training data to
#   explain; of a service that is only registered this is likely, so there it warns until the record says whether it
#   trains. That the documents exist as named is judged by file_integrity.
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
#   names: {heading: "/properties/inspection_pack/items/properties/heading"}
#   remediation: >-
#     Write the explanation, and name its document in the inspection pack; or say in training_data that nothing is trained.
#   zh:
#     title: 具备配合监督检查的说明材料
#     description: 面向境内公众的生成式人工智能服务能够说明训练数据来源、规模、类型、标注规则和算法机制机理。该义务系接受监督检查时按要求说明：记录有监督检查的，缺少说明的不予通过；尚无监督检查的，予以警告。不训练模型的没有训练数据可以说明；仅登记的服务通常如此，在填写是否使用训练数据之前仅作警告。文件是否存在由文件完整性规则检查。
#     message: "检查材料未说明{heading}"
#     remediation: 编写说明，并在检查材料中列明其文件；不训练模型的，在“训练数据”中注明。
package filing.provider.inspection_pack

import data.filing.lib.roles
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	"provider" in roles.held
}

deny contains {"path": ["inspection_pack"], "heading": heading} if {
	some heading in _missing
	_is_due(heading)
}

warn contains {"path": ["inspection_pack"], "heading": heading} if {
	some heading in _missing
	not _is_due(heading)
}

_missing contains heading if {
	some heading in _asked
	not heading in {each.heading | some each in input.document.inspection_pack}
}

_asked contains "algorithm_mechanism"

_asked contains heading if {
	not input.document.training_data == false
	some heading in _of_training_data
}

_is_due("algorithm_mechanism") if input.document.inspections[0]

_is_due(heading) if {
	heading in _of_training_data
	input.document.inspections[0]
	_trains
}

# Where the record does not say so, a service that calls a filed model only does not train.
_trains if input.document.training_data == true

_trains if {
	not input.document.training_data == false
	not input.document.service_filing.type == "registration"
}

_of_training_data := {"training_data_source", "training_data_scale", "training_data_type", "annotation_rules"}
