# METADATA
# scope: package
# title: A film is released only with its permit
# description: |
#   A film that reaches the public in mainland China has its permit for public showing, or a distribution permit for network
#   dramas and films, issued by the day of the release; where the State provides otherwise, the provision is named. A
#   film whose content was changed after its permit is submitted again, and the mark of the permit stands at its head:
#   both are warnings, since whether a dub changes the content is a judgement. A number that has the shape of another kind
#   of number is one too. A film that is only delivered to the client, who publishes it, needs no permit yet.
# related_resources:
#   - ref: https://flk.npc.gov.cn/
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [film-industry-law#20, film-industry-law#19, film-regulations#31]
#   jurisdictions: [CN]
#   effective: {from: "2017-03-01"}
#   collections: [release, permits]
#   names: {kind: /$defs/permit_kind}
#   message:
#     missing: "{work} is a film without a permit for public showing"
#     kind: "{work} is a film, for which this is no permit: {kind}"
#     number: "the permit of {work} has no number"
#     shape: "the number of {work} has the shape of another kind of number than that of its permit: {number}"
#     reason: "no provision is named that excepts {work} from a permit"
#     late: "the permit is dated {date}, after the release"
#     future: "the permit is dated {date}, which is in the future"
#     undated: "the permit of {work} has no date"
#     changed: "{work} was changed on {date}, after its permit, and not reviewed again"
#     mark: "the mark of the permit does not stand at the head of {file}"
#   remediation: Obtain the permit before the release, submit changed content again, and record kind, number and days of the permit.
#   zh:
#     title: 电影取得公映许可证后方可发布
#     description: 面向境内公众的电影，应在发布日期前取得电影公映许可证或者网络剧片发行许可证；国家另有规定的，应写明所依据的规定。取得许可后变更内容的，应重新报送审查；公映许可证标识应置于片头处。这两项涉及配音是否构成内容变更等判断，编号格式属于其他种类编号的，亦同，仅作警告。仅交付委托方、由委托方发布的，尚不需要许可。
#     message:
#       missing: "作品 {work} 属于电影，但未取得电影公映许可证"
#       kind: "作品 {work} 属于电影，{kind}不适用于电影"
#       number: "作品 {work} 的许可没有编号"
#       shape: "作品 {work} 的许可编号与其许可种类的编号格式不符：{number}"
#       reason: "作品 {work} 未写明国家另有规定的依据"
#       late: "许可日期为 {date}，晚于发布日期"
#       future: "许可日期 {date} 晚于判定日期"
#       undated: "作品 {work} 的许可没有日期"
#       changed: "作品 {work} 在取得许可后于 {date} 变更内容，但未重新报送审查"
#       mark: "{file} 的片头未标示公映许可证标识"
#     remediation: 在发布前取得许可，变更内容的重新报送审查，并填写许可的种类、编号和日期。
package dubbing.project.film_permit

import data.dubbing.lib.works
import data.lib.dates
import data.lib.numbers
import future.keywords.not

applies if {
	input.document.work.genre == "film"
	works.reaches_china
	works.published
}

deny contains {"code": "missing", "path": ["work", "permit"], "work": input.document.work.id} if {
	not input.document.work.permit
}

deny contains {
	"code": "kind",
	"path": ["work", "permit", "kind"],
	"work": input.document.work.id,
	"kind": input.document.work.permit.kind,
} if {
	not input.document.work.permit.kind in {"film_release", "online_distribution", "exception"}
}

deny contains {"code": "number", "path": ["work", "permit", "number"], "work": input.document.work.id} if {
	input.document.work.permit.kind != "exception"
	numbers.placeholder(object.get(input.document.work.permit, "number", ""))
}

deny contains {"code": "reason", "path": ["work", "permit", "reason"], "work": input.document.work.id} if {
	input.document.work.permit.kind == "exception"
	not input.document.work.permit.reason
}

deny contains {
	"code": "late",
	"path": ["work", "permit", "issued_on"],
	"date": input.document.work.permit.issued_on,
	"related": [{"path": ["release", "date"]}],
} if {
	input.document.work.permit.issued_on > input.document.release.date
}

deny contains {
	"code": "future",
	"path": ["work", "permit", "issued_on"],
	"date": input.document.work.permit.issued_on,
} if {
	input.document.work.permit.issued_on > dates.day(input.as_of)
}

warn contains {
	"code": "shape",
	"path": ["work", "permit", "number"],
	"work": input.document.work.id,
	"number": number,
	"related": [{"path": ["work", "permit", "kind"]}],
} if {
	number := input.document.work.permit.number
	kinds := numbers.kinds(number)
	count(kinds) > 0
	not _shapes[input.document.work.permit.kind] in kinds
}

warn contains {"code": "undated", "path": ["work", "permit"], "work": input.document.work.id} if {
	input.document.work.permit.kind != "exception"
	not input.document.work.permit.issued_on
}

warn contains {
	"code": "changed",
	"path": ["work", "permit", "changed_on"],
	"work": input.document.work.id,
	"date": input.document.work.permit.changed_on,
} if {
	input.document.work.permit.changed_on
	not _is_before_permit
	not _is_reviewed_again
}

warn contains {"code": "mark", "path": ["deliverables", i, "opening"], "file": deliverable.file} if {
	input.document.work.permit.kind != "exception"
	some i, deliverable in input.document.deliverables
	deliverable.media == "video"
	not deliverable.opening.permit_mark
}

_shapes := {"film_release": "film", "online_distribution": "web_programme"}

_is_before_permit if input.document.work.permit.changed_on <= input.document.work.permit.issued_on

_is_reviewed_again if {
	again := input.document.work.permit.reviewed_again_on
	again >= input.document.work.permit.changed_on
	again <= input.document.release.date
}
