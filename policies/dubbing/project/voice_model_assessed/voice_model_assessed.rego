# METADATA
# scope: package
# title: The voice model was assessed for security before the release
# description: |
#   The model or template that makes or edits voices has a security assessment, by its provider or by a professional body,
#   that was concluded on a day before the release date and not in the future of the run, and whose report exists. The
#   duty is that of providers and technical supporters, whether or not the service has public-opinion attributes. A studio
#   that only uses another's service has no copy of its internal assessment, and needs none; whoever makes or adapts the
#   engine itself is no mere user, whatever the manifest says of its role.
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
#     role: "the engine is {vendor}'s own, and yet its role is not that of a provider or technical supporter"
#     engine: "there are synthetic deliverables, but no engine with its security assessment is named"
#     missing: "{vendor} {model} has no security assessment"
#     report: "the report of the security assessment does not exist: {file}"
#     late: "the security assessment is dated {date}, not before the release"
#     future: "the security assessment is dated {date}, which is in the future"
#   remediation: Assess the model or template before the release, and record date, assessor and report under engine.assessment.
#   zh:
#     title: 语音模型在发布前已开展安全评估
#     description: 提供生成或者编辑人声功能的模型、模板等工具，应自行或者委托专业机构开展安全评估；评估应在发布日期之前完成，日期不晚于判定当日，且报告存在。该义务属于服务提供者和技术支持者，无论服务是否具有舆论属性或者社会动员能力均适用。仅使用他人服务的，不持有其内部评估，也无须持有；合成引擎为自有的，无论清单所列身份为何，均不是单纯的使用者。
#     message:
#       role: "合成引擎为 {vendor} 自有，但所列身份不是服务提供者或者技术支持者"
#       engine: "有生成合成的交付文件，但未填写合成引擎及其安全评估"
#       missing: "合成引擎 {vendor} {model} 没有安全评估"
#       report: "安全评估报告不存在：{file}"
#       late: "安全评估日期为 {date}，不早于发布日期"
#       future: "安全评估日期 {date} 晚于判定日期"
#     remediation: 在发布前对模型、模板开展安全评估，并在清单的合成引擎项下记录评估日期、评估方和报告。
package dubbing.project.voice_model_assessed

import data.dubbing.lib.related
import data.dubbing.lib.roles
import data.dubbing.lib.synthesis
import data.lib.dates
import data.lib.parties
import future.keywords.not

applies if {
	_is_due
	count(roles.held & {"provider", "technical_supporter"}) > 0
}

applies if {
	_is_due
	_is_own
}

deny contains {
	"code": "role",
	"path": ["role"],
	"vendor": input.document.engine.vendor,
	"related": [{"path": ["engine", "vendor"]}, {"path": ["provider", "name"]}],
} if {
	_is_own
	count(roles.held & {"provider", "technical_supporter"}) == 0
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

_is_due if {
	input.document.scope.domestic_public
	count(synthesis.deliverables) > 0
}

_is_own if parties.same(input.document.engine.vendor, input.document.provider.name)

_dated := {
	"path": ["engine", "assessment", "date"],
	"date": object.get(input.document.engine.assessment, "date", null),
}

_is_before_release if input.document.engine.assessment.date < input.document.release.date

_is_past if input.document.engine.assessment.date <= dates.day(input.as_of)
