# METADATA
# scope: package
# title: The script of every synthetic deliverable was reviewed and approved
# description: |
#   What goes into synthesis is reviewed, by technical or manual means. For each language of a synthetic deliverable the
#   last input review approved the script, on a day not after the release nor in the future, and names the script's file,
#   so that what was reviewed can be told; where there is no file, the reason is a warning. A script that no kind reads,
#   such as .pdf, or a .docx, .xlsx or .txt that is not named .script.docx, .script.xlsx or .script.txt, is searched for no
#   keyword: where no person reviewed it either, that is a warning. A role that names a machine only is a warning, since that a person reviews is asked for by
#   secondary sources. Logs of reviews are another rule's matter.
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
#     scriptless: "the input review of {language} does not name the script that was reviewed"
#     reasoned: "the input review of {language} was of no file, so nothing shows what was reviewed: {reason}"
#     unsearchable: "the script in {language} is in a format in which nobody searches for keywords: {file}"
#     machine: "the script in {language} was reviewed by {role} only, and by no person"
#   remediation: Review the script that is synthesised and record its file, date, role, method and result under reviews.input.
#   zh:
#     title: 每个生成合成交付文件的脚本均已审核通过
#     description: 应采取技术或者人工方式对深度合成的输入数据进行审核。生成合成交付文件所用的每种语言，其脚本的最近一次输入审核结果应为通过，审核日期不晚于发布日期，也不晚于判定日期，并应指明所审核的脚本文件；没有脚本文件而说明理由的，作出警告。脚本为 pdf 等无法检索关键词的格式，或者其 docx、xlsx、txt 文件未以 .script.docx、.script.xlsx、.script.txt 命名，又未经人工审核的，作出警告。审核岗位仅为系统、机器的，作出警告，人工审核的要求来自二手资料。审核日志由其他规则检查。
#     message:
#       missing: "语言为 {language} 的脚本没有输入审核记录"
#       rejected: "语言为 {language} 的脚本最近一次输入审核未通过"
#       late: "语言为 {language} 的脚本的审核日期为 {date}，晚于发布日期"
#       future: "语言为 {language} 的脚本的输入审核日期 {date} 晚于判定日期"
#       scriptless: "语言为 {language} 的输入审核记录未指明所审核的脚本"
#       reasoned: "语言为 {language} 的输入审核没有脚本文件，无法证明审核的内容：{reason}"
#       unsearchable: "语言为 {language} 的脚本的格式无法检索关键词：{file}"
#       machine: "语言为 {language} 的脚本仅由“{role}”审核，没有人工审核"
#     remediation: 对用于合成的脚本进行审核，并记录脚本文件、日期、岗位、方式和结果。
package dubbing.project.input_reviewed

import data.dubbing.lib.related
import data.dubbing.lib.reviews
import data.dubbing.lib.synthesis
import data.lib.dates
import data.lib.negations
import data.lib.pointers
import future.keywords.not

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

deny contains object.union(_about(i, "script"), {"code": "scriptless"}) if {
	some i in _last
	not input.document.reviews.input[i].script
	not input.document.reviews.input[i].no_script
}

warn contains object.union(_about(i, "no_script"), {"code": "reasoned", "reason": review.no_script}) if {
	some i in _last
	review := input.document.reviews.input[i]
	not review.script
}

warn contains object.union(_about(i, "script"), {"code": "unsearchable", "file": review.script.file}) if {
	some i in _last
	review := input.document.reviews.input[i]
	not review.method in {"manual", "both"}
	some entry in related.at[pointers.of(["reviews", "input", i, "script", "file"])]
	is_null(input.related[entry].kind)
	input.related[entry].sha256 != null
}

warn contains object.union(_about(i, "role"), {"code": "machine", "role": review.role}) if {
	some i in _last
	review := input.document.reviews.input[i]
	negations.tokens(review.role) in _machines
}

_about(i, key) := {
	"path": ["reviews", "input", i, key],
	"language": input.document.reviews.input[i].language,
}

_machines := {negations.word(role) | some role in data.dubbing.params.machine_roles}

_last contains i if {
	some language in _languages
	i := reviews.last_input[language]
}

_languages contains input.document.deliverables[i].language if some i in synthesis.deliverables
