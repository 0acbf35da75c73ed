# METADATA
# scope: package
# title: Every model is shown by name with its number
# description: >-
#   A live service for the public in mainland China shows the name of each generative model behind it with the number
#   of its filing or registration. Who only uses another's service need not show them, but has them at hand: they are
#   the evidence that what it uses is filed. What stands for a number that is not there, or has another shape than
#   published ones, is told as well; the right shape does not prove that an authority gave the number. The duty is known from reprinted announcements of the cyberspace administration
#   under interim-measures#17, not from its text, so the rule warns.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   binding: false
#   basis: [interim-measures#17]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release, filing-assessment]
#   message:
#     none: the service names no model
#     number: "the model {name} has no number of a filing or registration"
#     placeholder: "“{number}” is no number of a filing or registration"
#     shape: "{number} does not look like the number of a filing or registration"
#     hidden: "the name and number of the model {name} are not shown"
#   remediation: >-
#     Show the model's name with its filing or registration number at a conspicuous place or on the product page.
#   zh:
#     title: 公示所用模型的名称和编号
#     description: 面向境内公众的已上线服务，在显著位置或者产品详情页面公示所使用的生成式模型名称及其备案编号或者上线编号。仅使用他人服务的无须公示，但应备有编号，以证明所使用的服务已经备案。以“申请中”“无”等代替编号的，以及编号与常见格式不同的，一并提示；格式相符不能证明编号真实。该要求见于网信部门公告的转载，并非《生成式人工智能服务管理暂行办法》第十七条条文所载，故本规则仅作警告。
#     message:
#       none: 服务未列明模型
#       number: "模型 {name} 没有备案编号或者上线编号"
#       placeholder: "“{number}”不是备案编号或者上线编号"
#       shape: "编号 {number} 与备案编号、上线编号的常见格式不一致，请核对"
#       hidden: "未公示模型 {name} 的名称和编号"
#     remediation: 在显著位置或者产品详情页面公示模型名称及其备案编号或者上线编号。
package filing.provider.model_disclosure

import data.filing.lib.roles
import data.lib.numbers
import data.lib.texts
import future.keywords.not

applies if not input.document.scope.domestic_public == false

warn contains {"code": "none", "path": ["models"]} if {
	not input.document.models[0]
}

warn contains {"code": "number", "path": ["models", i, "number"], "name": model.name} if {
	some i, model in input.document.models
	not _stated(model, "number")
}

warn contains {"code": "placeholder", "path": ["models", i, "number"], "number": number} if {
	some i, model in input.document.models
	_stated(model, "number")
	number := model.number
	numbers.placeholder(number)
}

warn contains {"code": "shape", "path": ["models", i, "number"], "number": number} if {
	some i, model in input.document.models
	_stated(model, "number")
	number := model.number
	not numbers.placeholder(number)
	not _looks_right(number)
}

warn contains {"code": "hidden", "path": ["models", i, "shown_at"], "name": model.name} if {
	some i, model in input.document.models
	not _stated(model, "shown_at")
	"provider" in roles.held
}

_stated(model, member) if {
	is_string(model[member])
	texts.stated(model[member])
}

_looks_right(number) if numbers.service_filing(number)

_looks_right(number) if numbers.registration(number)
