# METADATA
# scope: package
# title: A security assessment came before every launch
# description: >-
#   Each product, app or function with public-opinion attributes or the capacity for social mobilisation is covered by
#   a security assessment that was completed before the day of its launch. An assessment of the same day does not show
#   that it came first. The document's own dates decide, a planned launch included; an assessment dated after the day
#   of judgement is denied.
#   This is the provider's; who only uses, or only supplies, the technology does not owe it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: critical
#   basis: [interim-measures#17, deep-synthesis#20]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release, filing-assessment]
#   message:
#     none: the service names no launch
#     missing: "no security assessment covers {name}"
#     late: "no security assessment of {name} was completed before its launch on {launched_on}"
#     future: "the security assessment is dated {completed_on}, after the date of judgement"
#   remediation: Carry out the security assessment before the launch, or take the function offline until it is done.
#   zh:
#     title: 上线前完成安全评估
#     description: 具有舆论属性或者社会动员能力的每一产品、应用、功能，均有在其上线日之前完成的安全评估，上线当日完成的不能证明在先。以记录自身的日期为准，计划中的上线亦同；评估日期晚于判定日期的不予通过。仅作为使用者或者技术支持者的不作要求。
#     message:
#       none: 服务未列明上线事项
#       missing: "{name} 未开展安全评估"
#       late: "{name} 于 {launched_on} 上线，上线前未完成安全评估"
#       future: "安全评估的日期 {completed_on} 晚于判定日期"
#     remediation: 在上线前开展安全评估；未完成的，下线相关功能直至完成。
package filing.provider.security_assessment

import data.filing.lib.roles
import data.lib.dates
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	not input.document.scope.public_opinion == false
	"provider" in roles.held
}

deny contains {"code": "none", "path": ["launches"]} if {
	not input.document.launches[0]
}

deny contains {"code": "missing", "path": ["launches", i], "name": name} if {
	some i, launch in input.document.launches
	name := launch.name
	not name in _covered
}

deny contains {
	"code": "late",
	"path": ["launches", i, "launched_on"],
	"name": launch.name,
	"launched_on": launch.launched_on,
} if {
	some i, launch in input.document.launches
	launch.name in _covered
	not _assessed_before(launch)
}

deny contains {
	"code": "future",
	"path": ["assessments", i, "completed_on"],
	"completed_on": assessment.completed_on,
} if {
	some i, assessment in input.document.assessments
	assessment.completed_on > dates.day(input.as_of)
}

_covered contains name if {
	some assessment in input.document.assessments
	some name in assessment.covers
}

_assessed_before(launch) if {
	some assessment in input.document.assessments
	launch.name in assessment.covers
	assessment.completed_on < launch.launched_on
}
