# METADATA
# scope: package
# title: The service is filed or registered
# description: >-
#   A generative AI service with public-opinion attributes or the capacity for social mobilisation has the number of a
#   filing, or of a registration where it calls a filed model only. What stands for a number that is not there (pending,
#   none, XXXX) is denied. Numbers are read as pages print them, with blanks, brackets and colons. The provisions do not
#   describe them; their shapes are inferred from published ones, so another shape warns, and the right one does not
#   prove that an authority gave the number. Who only uses another's service has none of its own.
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
#     placeholder: "“{number}” is no number of a {type}"
#     future: "the {type} is dated {obtained_on}, after the date of judgement"
#     shape: "{number} does not look like the number of a {type}"
#   names: {type: "/properties/service_filing/properties/type"}
#   remediation: >-
#     File the service, or register it where it calls a filed model only, and record the number as it was given.
#   zh:
#     title: 服务已备案或者登记
#     description: 具有舆论属性或者社会动员能力的生成式人工智能服务取得备案编号；仅调用已备案模型的，取得登记（上线）编号。以“申请中”“无”等代替编号的不予通过。编号按公示页面的写法识读，空格、括号和冒号不影响判断；规定未载明编号格式，格式系根据已公开的实例推断，格式不同的仅作警告，格式相符也不能证明编号真实。仅使用他人服务的不作要求。
#     message:
#       missing: 服务既未备案也未登记
#       placeholder: "“{number}”不是{type}编号"
#       future: "取得{type}编号的日期 {obtained_on} 晚于判定日期"
#       shape: "{type}编号 {number} 与常见格式不一致，请核对"
#     remediation: 为服务办理备案；仅调用已备案模型的办理登记，并如实记录所取得的编号。
package filing.provider.service_filing

import data.filing.lib.roles
import data.lib.dates
import data.lib.numbers
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	not input.document.scope.public_opinion == false
	"provider" in roles.held
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

deny contains object.union(_number, {"code": "placeholder"}) if numbers.placeholder(_number.number)

warn contains object.union(_number, {"code": "shape"}) if {
	not numbers.placeholder(_number.number)
	not _looks_right(_number.type, _number.number)
}

_number := {
	"path": ["service_filing", "number"],
	"type": input.document.service_filing.type,
	"number": input.document.service_filing.number,
}

_looks_right("filing", number) if numbers.service_filing(number)

_looks_right("registration", number) if numbers.registration(number)
