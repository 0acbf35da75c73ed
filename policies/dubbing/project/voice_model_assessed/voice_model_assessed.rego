# METADATA
# scope: package
# title: The voice model was assessed for security before the release
# description: |
#   The model or template that makes or edits voices has a security assessment, by its provider or by a professional body,
#   that was concluded on a day before the release date and not in the future of the run, and whose report exists. The
#   duty holds whether or not the service has public-opinion attributes.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [deep-synthesis#15]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     engine: "there are synthetic deliverables, but no engine with its security assessment is named"
#     missing: "{vendor} {model} has no security assessment"
#     report: "the report of the security assessment does not exist: {file}"
#     late: "the security assessment is dated {date}, not before the release"
#     future: "the security assessment is dated {date}, which is in the future"
#   remediation: Assess the model or template before the release, and record date, assessor and report under engine.assessment.
#   zh:
#     title: 语音模型在发布前已开展安全评估
#     description: 提供生成或者编辑人声功能的模型、模板等工具，应自行或者委托专业机构开展安全评估；评估应在发布日期之前完成，日期不晚于判定当日，且报告存在。无论服务是否具有舆论属性或者社会动员能力均适用。
#     message:
#       engine: "有生成合成的交付文件，但未填写合成引擎及其安全评估"
#       missing: "{vendor} {model} 没有安全评估"
#       report: "安全评估报告不存在：{file}"
#       late: "安全评估日期为 {date}，不早于发布日期"
#       future: "安全评估日期 {date} 晚于判定日期"
#     remediation: 在发布前对模型、模板开展安全评估，并在 engine.assessment 中记录日期、评估方和报告。
package dubbing.project.voice_model_assessed

import data.dubbing.lib.related
import data.dubbing.lib.synthesis
import data.lib.dates
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(synthesis.deliverables) > 0
}

deny contains {"code": "engine", "path": ["engine"]} if not input.document.engine

deny contains {
	"code": "missing",
	"path": ["engine", "assessment"],
	"vendor": input.document.engine.vendor,
	"model": input.document.engine.model,
} if {
	not input.document.engine.assessment
}

deny contains {
	"code": "report",
	"path": ["engine", "assessment", "report"],
	"file": input.document.engine.assessment.report.file,
} if {
	input.document.engine.assessment
	not related.exists("/engine/assessment/report/file")
}

deny contains object.union(_dated, {"code": "late"}) if not _is_before_release

deny contains object.union(_dated, {"code": "future"}) if not _is_past

_dated := {
	"path": ["engine", "assessment", "date"],
	"date": object.get(input.document.engine.assessment, "date", null),
}

_is_before_release if input.document.engine.assessment.date < input.document.release.date

_is_past if input.document.engine.assessment.date <= dates.day(input.as_of)
