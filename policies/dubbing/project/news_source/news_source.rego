# METADATA
# scope: package
# title: Synthesised news names the lawful unit that it comes from
# description: |
#   News in which synthesis is heard names its source unit and why that unit is a lawful one: the published list or the
#   licence that names it. With the parameter news_source_units, the unit is one of those; the authority's list is not
#   shipped, since it changes.
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
#     unlisted: "{unit} is none of the source units that news may come from"
#   remediation: Name the source unit and the list or licence that makes it lawful under news_source, or do not release it.
#   zh:
#     title: 合成的新闻信息注明依法的稿源单位
#     description: 含有合成语音的新闻信息应注明稿源单位，以及该单位依法具备资格的依据，即载明该单位的公开名单或者许可。设有参数 news_source_units 的，稿源单位应在其中；主管部门的名单会变动，故不随附。
#     message:
#       missing: "作品 {work} 属于新闻信息，但未注明稿源单位"
#       unlisted: "{unit} 不在可用的稿源单位之列"
#     remediation: 在 news_source 中注明稿源单位及其依据的名单或者许可，否则不予发布。
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

_is_named if {
	input.document.work.news_source.unit
	input.document.work.news_source.standing
}
