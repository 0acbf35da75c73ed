# METADATA
# scope: package
# title: The post-production of a foreign film is filed
# description: |
#   Whoever takes on the post-production of a foreign film files it with the provincial film authority. That dubbing is
#   post-production is an interpretation, so the rule warns. A film that says nothing of its origin and whose original
#   language is none of China's counts as foreign. The filing is dated by the release and not in the future of the run.
# related_resources:
#   - ref: https://flk.npc.gov.cn/
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   binding: false
#   basis: [film-industry-law#22]
#   jurisdictions: [CN]
#   effective: {from: "2017-03-01"}
#   collections: [release, permits]
#   message:
#     missing: "{work} is a foreign film whose post-production is not filed"
#     late: "the filing is dated {date}, after the release"
#     future: "the filing is dated {date}, which is in the future"
#   remediation: File the post-production with the provincial film authority and record where and when.
#   zh:
#     title: 境外电影的后期制作已备案
#     description: 承接境外电影的后期制作业务，应报省级电影主管部门备案。配音属于后期制作为解释，故本规则仅作警告。未填写出品国家、地区且原语言不是我国语言的电影，视为境外电影。备案日期不得晚于发布日期和判定日期。
#     message:
#       missing: "作品 {work} 属于境外电影，但其后期制作未备案"
#       late: "备案日期为 {date}，晚于发布日期"
#       future: "备案日期 {date} 晚于判定日期"
#     remediation: 将后期制作报省级电影主管部门备案，并填写受理部门和日期。
package dubbing.project.foreign_film_filing

import data.dubbing.lib.works
import data.lib.dates
import future.keywords.not

applies if {
	input.document.work.genre == "film"
	works.foreign
}

warn contains {"code": "missing", "path": ["work", "post_production_filing"], "work": input.document.work.id} if {
	not input.document.work.post_production_filing
}

warn contains {
	"code": "late",
	"path": ["work", "post_production_filing", "date"],
	"date": input.document.work.post_production_filing.date,
	"related": [{"path": ["release", "date"]}],
} if {
	input.document.work.post_production_filing.date > input.document.release.date
}

warn contains {
	"code": "future",
	"path": ["work", "post_production_filing", "date"],
	"date": input.document.work.post_production_filing.date,
} if {
	input.document.work.post_production_filing.date > dates.day(input.as_of)
}
