# METADATA
# scope: package
# title: The service is filed or registered
# description: >-
#   A generative AI service with public-opinion attributes or the capacity for social mobilisation has the number of a
#   filing, or of a registration where it calls a filed model only. The provisions do not describe these numbers;
#   their shapes are inferred from published examples, so a number of an unknown shape is a warning.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: high
#   basis: [interim-measures#17]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release, filing-assessment]
#   message:
#     missing: the service has neither a filing nor a registration
#     future: "the {type} is dated {obtained_on}, after the date of judgement"
#     shape: "{number} does not look like the number of a {type}"
#   remediation: >-
#     File the service, or register it where it calls a filed model only, and record the number as it was given.
#   zh:
#     title: 服务已备案或者登记
#     description: 具有舆论属性或者社会动员能力的生成式人工智能服务取得备案编号；仅调用已备案模型的，取得登记（上线）编号。规定未载明编号格式，格式系根据已公开的实例推断，故格式不明的编号仅作警告。
#     message:
#       missing: 服务既未备案也未登记
#       future: "{type} 的日期 {obtained_on} 晚于判定日期"
#       shape: "{number} 不像 {type} 编号"
#     remediation: 为服务办理备案；仅调用已备案模型的办理登记，并如实记录所取得的编号。
package filing.provider.service_filing

import data.lib.dates
import data.lib.numbers
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	not input.document.scope.public_opinion == false
}

deny contains {"code": "missing", "path": ["service_filing"]} if {
	not input.document.service_filing.number
}

deny contains {
	"code": "future",
	"path": ["service_filing", "obtained_on"],
	"type": input.document.service_filing.type,
	"obtained_on": obtained_on,
} if {
	obtained_on := input.document.service_filing.obtained_on
	obtained_on > dates.day(input.as_of)
}

warn contains {
	"code": "shape",
	"path": ["service_filing", "number"],
	"type": type,
	"number": number,
} if {
	type := input.document.service_filing.type
	number := input.document.service_filing.number
	not _looks_right(type, number)
}

_looks_right("filing", number) if numbers.service_filing(number)

_looks_right("registration", number) if numbers.registration(number)
