# METADATA
# scope: package
# title: The synthesis service is filed or registered
# description: |
#   Where a service for the domestic public has public-opinion attributes or the capacity for social mobilisation, its
#   synthesis engine has the number of an algorithm filing, a service filing or a registration. What stands for a number
#   that is not there (pending, none, XXXX) is denied. That the base model has the number of a filing is asked by a
#   voluntary standard only, so its absence warns. Numbers are read as pages print them, with blanks, brackets and colons;
#   their shapes are known from published ones only, so another shape warns, and the right one does not prove that an
#   authority gave the number.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: https://www.cac.gov.cn/2022-01/04/c_1642894606364259.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [interim-measures#17, deep-synthesis#19, algorithm-provisions#24, gbt-45654-2025]
#   jurisdictions: [CN]
#   effective: {from: "2022-03-01"}
#   collections: [release]
#   message:
#     engine: "there are synthetic deliverables, but no engine with its filings is named"
#     service: "{vendor} {model} has no number of an algorithm filing, a service filing or a registration"
#     base_model: "the base model of {vendor} {model} has no filing number"
#     placeholder: "“{number}” is no number of the {type}"
#     shape: "{number} does not look like the number of the {type}"
#   names: {type: "/properties/engine/properties/filings/items/properties/type"}
#   remediation: Give the numbers that the authority published for the service and its base model, or use a filed engine.
#   zh:
#     title: 合成服务已备案或者登记
#     description: 面向境内公众且具有舆论属性或者社会动员能力的服务，其合成引擎应有算法备案、生成式人工智能服务备案或者登记编号；以“申请中”“无”等代替编号的不予通过。基础模型的备案编号仅系推荐性标准的要求，没有的予以警告。编号按公示页面的写法识读，空格、括号和冒号不影响判断；格式仅由已公布的实例归纳，格式不同的仅作警告，格式相符也不能证明编号真实。
#     message:
#       engine: "有生成合成的交付文件，但未填写合成引擎及其备案情况"
#       service: "合成引擎 {vendor} {model} 没有算法备案、服务备案或者登记编号"
#       base_model: "合成引擎 {vendor} {model} 的基础模型没有备案编号"
#       placeholder: "“{number}”不是{type}编号"
#       shape: "{type}编号 {number} 与常见格式不一致，请核对"
#     remediation: 填写主管部门公布的服务及其基础模型的编号，或者改用已备案的合成引擎。
package dubbing.project.engine_filed

import data.dubbing.lib.synthesis
import data.lib.numbers
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	input.document.scope.public_opinion
	count(synthesis.deliverables) > 0
}

deny contains {"code": "engine", "path": ["engine"]} if not input.document.engine

deny contains object.union(_about, {"code": "service"}) if {
	count(_types & {"algorithm", "service", "registration"}) == 0
}

warn contains object.union(_about, {"code": "base_model"}) if {
	input.document.engine
	not "base_model" in _types
}

deny contains object.union(_number(i), {"code": "placeholder"}) if {
	some i, filing in input.document.engine.filings
	filing.type != "base_model"
	numbers.placeholder(filing.number)
}

warn contains object.union(_number(i), {"code": "placeholder"}) if {
	some i, filing in input.document.engine.filings
	filing.type == "base_model"
	numbers.placeholder(filing.number)
}

warn contains object.union(_number(i), {"code": "shape"}) if {
	some i, filing in input.document.engine.filings
	not numbers.placeholder(filing.number)
	not _has_shape(filing)
}

_number(i) := {
	"path": ["engine", "filings", i, "number"],
	"type": input.document.engine.filings[i].type,
	"number": input.document.engine.filings[i].number,
}

_about := {
	"path": ["engine", "filings"],
	"vendor": input.document.engine.vendor,
	"model": input.document.engine.model,
}

_types contains filing.type if some filing in input.document.engine.filings

_has_shape(filing) if {
	filing.type == "algorithm"
	numbers.algorithm_filing(filing.number)
}

_has_shape(filing) if {
	filing.type == "registration"
	numbers.registration(filing.number)
}

_has_shape(filing) if {
	filing.type in {"service", "base_model"}
	numbers.service_filing(filing.number)
}

_has_shape(filing) if {
	filing.type == "base_model"
	numbers.algorithm_filing(filing.number)
}
