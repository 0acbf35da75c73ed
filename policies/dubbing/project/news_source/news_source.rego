# METADATA
# scope: package
# title: Synthesised news names the lawful unit that it comes from
# description: |
#   News in which synthesis is heard names its source unit and why that unit is a lawful one: the published list or the
#   licence that names it. A text that says that there is none, such as none or 无, is no standing and no unit. With the
#   parameter news_source_units, the unit is one of those; the authority's list is not shipped, since it changes. Without
#   it nothing can be compared, and the rule warns.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [deep-synthesis#6]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     missing: "{work} is news and names no source unit"
#     unit: "this names no source unit: {unit}"
#     standing: "this is no list and no licence that makes {unit} a lawful source: {standing}"
#     unlisted: "{unit} is none of the source units that news may come from"
#     uncompared: "whether {unit} is on the authority's list was not compared, since the run has no list"
#   remediation: Name the source unit and the list or licence that makes it lawful, give the authority's list as the parameter news_source_units, or do not release it.
#   zh:
#     title: 合成的新闻信息注明依法的稿源单位
#     description: 含有合成语音的新闻信息应注明稿源单位，以及该单位依法具备资格的依据，即载明该单位的公开名单或者许可；填写“无”等字样的，既不是依据，也不是单位。设有“新闻稿源单位”参数的，稿源单位应在其中；主管部门的名单会变动，故不随附。未设参数的，无法比对，予以警告。
#     message:
#       missing: "作品 {work} 属于新闻信息，但未注明稿源单位"
#       unit: "“{unit}”不是稿源单位的名称"
#       standing: "“{standing}”不是 {unit} 依法具备资格的依据"
#       unlisted: "{unit} 不在可用的稿源单位之列"
#       uncompared: "未设稿源单位名单，未比对 {unit} 是否在名单之中"
#     remediation: 注明稿源单位及其依据的名单或者许可，并以参数给出主管部门的名单；否则不予发布。
package dubbing.project.news_source

import data.dubbing.lib.synthesis
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	input.document.work.genre == "news"
	count(synthesis.deliverables) > 0
}

deny contains {"code": "missing", "path": ["work", "news_source"], "work": input.document.work.id} if {
	not _is_named
}

deny contains {"code": "unlisted", "path": ["work", "news_source", "unit"], "unit": unit} if {
	unit := input.document.work.news_source.unit
	units := data.dubbing.params.news_source_units
	count(units) > 0
	not unit in units
}

deny contains {"code": "unit", "path": ["work", "news_source", "unit"], "unit": unit} if {
	unit := input.document.work.news_source.unit
	_is_nothing(unit)
}

deny contains {
	"code": "standing",
	"path": ["work", "news_source", "standing"],
	"unit": input.document.work.news_source.unit,
	"standing": standing,
} if {
	standing := input.document.work.news_source.standing
	_is_nothing(standing)
}

warn contains {"code": "uncompared", "path": ["work", "news_source", "unit"], "unit": unit} if {
	unit := input.document.work.news_source.unit
	count(data.dubbing.params.news_source_units) == 0
}

# Nothing but such words, or a beginning that says that there is none; 无锡 and the like begin a name.
_is_nothing(text) if {
	regex.match(`^无.*(资质|资格|许可|名单|依据|证|备案|授权|来源|出处)`, trim(lower(text), _marks))
	not regex.match(`^无(锡|线|为|棣|极|界|限)`, trim(lower(text), _marks))
}

_is_nothing(text) if trim(lower(text), _marks) in _nothing

_is_nothing(text) if regex.match(_denial, trim(lower(text), _marks))

_marks := " \t\n\u3000\u00a0.,;:!?-–—_/\\()[]（）【】〔〕「」“”\"'、。，；：！？…·*×"

_nothing := {
	"",
	"0",
	"无",
	"无无",
	"没有",
	"暂无",
	"暂缺",
	"空",
	"否",
	"缺",
	"略",
	"同上",
	"待定",
	"待补",
	"待补充",
	"待确认",
	"待核实",
	"不详",
	"不明",
	"未知",
	"不适用",
	"申请中",
	"办理中",
	"审批中",
	"none",
	"no",
	"nil",
	"null",
	"n/a",
	"n.a",
	"na",
	"tbd",
	"tba",
	"tbc",
	"todo",
	"unknown",
	"pending",
	"not applicable",
	"x",
	"xx",
	"xxx",
	"xxxx",
}

_denial := `^(没有|暂无|尚无|并无|尚未|暂未|未(取得|获|列入|公布|公开|备案|登记|在|知)|不在|不属于|不具|不是|并非|尚不|非新闻|待(定|补|确认|核|办|批)|申请中|正在申请|某|none |no |not |without |unlisted|unlicen[cs]ed|pending |applying |some |to be )`

_is_named if {
	input.document.work.news_source.unit
	input.document.work.news_source.standing
}
