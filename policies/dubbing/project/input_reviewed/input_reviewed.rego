# METADATA
# scope: package
# title: The script of every synthetic deliverable was reviewed and approved
# description: |
#   What goes into synthesis is reviewed, by technical or manual means. For each language of a synthetic deliverable the
#   last input review approved the script, on a day not after the release nor in the future. Logs of reviews are
#   another rule's matter.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [deep-synthesis#10]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release, review]
#   message:
#     missing: "there is no input review of the script in {language}"
#     rejected: "the last input review of the script in {language} rejected it"
#     late: "the script in {language} was reviewed on {date}, after the release"
#     future: "the input review of the script in {language} is dated {date}, which is in the future"
#   remediation: Review the script that is synthesised and record date, role, method and result under reviews.input.
#   zh:
#     title: 每个生成合成交付文件的脚本均已审核通过
#     description: 应采取技术或者人工方式对深度合成的输入数据进行审核。生成合成交付文件所用的每种语言，其脚本的最近一次输入审核结果应为通过，审核日期不晚于发布日期，也不晚于判定日期。审核日志由其他规则检查。
#     message:
#       missing: "{language} 脚本没有输入审核记录"
#       rejected: "{language} 脚本最近一次输入审核未通过"
#       late: "{language} 脚本的审核日期为 {date}，晚于发布日期"
#       future: "{language} 脚本的输入审核日期 {date} 晚于判定日期"
#     remediation: 对用于合成的脚本进行审核，并在 reviews.input 中记录日期、岗位、方式和结果。
package dubbing.project.input_reviewed

import data.dubbing.lib.reviews
import data.dubbing.lib.synthesis
import data.lib.dates

applies if {
	input.document.scope.domestic_public
	count(_languages) > 0
}

deny contains {"code": "missing", "path": ["reviews", "input"], "language": language} if {
	some language in _languages
	not reviews.last_input[language]
}

deny contains object.union(_about(i, "result"), {"code": "rejected"}) if {
	some i in _last
	not input.document.reviews.input[i].result == "approved"
}

deny contains object.union(_about(i, "date"), {"code": "late", "date": review.date}) if {
	some i in _last
	review := input.document.reviews.input[i]
	review.date > input.document.release.date
}

deny contains object.union(_about(i, "date"), {"code": "future", "date": review.date}) if {
	some i in _last
	review := input.document.reviews.input[i]
	review.date > dates.day(input.as_of)
}

_about(i, key) := {
	"path": ["reviews", "input", i, key],
	"language": input.document.reviews.input[i].language,
}

_last contains i if {
	some language in _languages
	i := reviews.last_input[language]
}

_languages contains input.document.deliverables[i].language if some i in synthesis.deliverables
