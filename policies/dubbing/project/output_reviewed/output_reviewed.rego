# METADATA
# scope: package
# title: Every synthetic deliverable was reviewed and approved
# description: |
#   What comes out of synthesis is reviewed, by technical or manual means. For each synthetic deliverable the last output
#   review approved it, on a day not after the release nor in the future. Logs of reviews are another rule's matter.
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
#     missing: "there is no output review of {file}"
#     rejected: "the last output review of {file} rejected it"
#     late: "{file} was reviewed on {date}, after the release"
#     future: "the output review of {file} is dated {date}, which is in the future"
#   remediation: Review the synthesised result and record file, date, role, method and result under reviews.output.
#   zh:
#     title: 每个生成合成的交付文件均已审核通过
#     description: 应采取技术或者人工方式对深度合成的合成结果进行审核。每个生成合成的交付文件，其最近一次输出审核结果应为通过，审核日期不晚于发布日期，也不晚于判定日期。审核日志由其他规则检查。
#     message:
#       missing: "{file} 没有合成结果审核记录"
#       rejected: "{file} 最近一次合成结果审核未通过"
#       late: "{file} 的审核日期为 {date}，晚于发布日期"
#       future: "{file} 的合成结果审核日期 {date} 晚于判定日期"
#     remediation: 对合成结果进行审核，并在清单的输出审核中记录文件、日期、岗位、方式和结果。
package dubbing.project.output_reviewed

import data.dubbing.lib.reviews
import data.dubbing.lib.synthesis
import data.lib.dates

applies if {
	input.document.scope.domestic_public
	count(_files) > 0
}

deny contains {"code": "missing", "path": ["reviews", "output"], "file": file} if {
	some file in _files
	not reviews.last_output[file]
}

deny contains object.union(_about(i, "result"), {"code": "rejected"}) if {
	some i in _last
	not input.document.reviews.output[i].result == "approved"
}

deny contains object.union(_about(i, "date"), {"code": "late", "date": review.date}) if {
	some i in _last
	review := input.document.reviews.output[i]
	review.date > input.document.release.date
}

deny contains object.union(_about(i, "date"), {"code": "future", "date": review.date}) if {
	some i in _last
	review := input.document.reviews.output[i]
	review.date > dates.day(input.as_of)
}

_about(i, key) := {
	"path": ["reviews", "output", i, key],
	"file": input.document.reviews.output[i].file,
}

_last contains i if {
	some file in _files
	i := reviews.last_output[file]
}

_files contains input.document.deliverables[i].file if some i in synthesis.deliverables
