# METADATA
# scope: package
# title: The synthesis service and its base model are filed or registered
# description: |
#   Where a service for the domestic public has public-opinion attributes or the capacity for social mobilisation, its
#   synthesis engine has the number of an algorithm filing, a service filing or a registration, and the number of its base
#   model's filing. The shapes of numbers are known from published examples only, so a number of an unknown shape warns;
#   whether an authority gave it is not looked up.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: https://www.cac.gov.cn/2022-01/04/c_1642894606364259.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [interim-measures#17, deep-synthesis#19, algorithm-provisions#24]
#   jurisdictions: [CN]
#   effective: {from: "2022-03-01"}
#   collections: [release]
#   message:
#     engine: "there are synthetic deliverables, but no engine with its filings is named"
#     service: "{vendor} {model} has no number of an algorithm filing, a service filing or a registration"
#     base_model: "the base model of {vendor} {model} has no filing number"
#     shape: "the {type} number has a shape that no published number has: {number}"
#   remediation: Give the numbers that the authority published for the service and its base model, or use a filed engine.
#   zh:
#     title: 合成服务及其基础模型已备案或者登记
#     description: 面向境内公众且具有舆论属性或者社会动员能力的服务，其合成引擎应有算法备案、生成式人工智能服务备案或者登记编号，并有基础模型的备案编号。编号格式仅由已公布的实例归纳，格式不明的仅作警告；不查询编号是否真实发放。
#     message:
#       engine: "有生成合成的交付文件，但未填写合成引擎及其备案情况"
#       service: "{vendor} {model} 没有算法备案、服务备案或者登记编号"
#       base_model: "{vendor} {model} 的基础模型没有备案编号"
#       shape: "{type} 编号不符合任何已公布编号的格式：{number}"
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

deny contains object.union(_about, {"code": "base_model"}) if not "base_model" in _types

warn contains {
	"code": "shape",
	"path": ["engine", "filings", i, "number"],
	"type": filing.type,
	"number": filing.number,
} if {
	some i, filing in input.document.engine.filings
	not _has_shape(filing)
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
