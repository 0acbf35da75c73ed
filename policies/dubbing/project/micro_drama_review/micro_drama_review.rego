# METADATA
# scope: package
# title: A micro-drama is reviewed before it is played
# description: |
#   Every deliverable of a micro-drama that reaches the public in mainland China, human voices included, has an output
#   review by the day of the release, and the last one approves it. The notice of 2026-09-04 is no provision of its own,
#   so the rule warns.
# related_resources:
#   - ref: https://www.news.cn/politics/20260904/45d4ea595fe44db094ba3d209a749545/c.html
#   - ref: https://www.nrta.gov.cn/art/2026/7/31/art_113_73785.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   binding: false
#   basis: [nrta-review-notice-2026-09, micro-drama-measures#32]
#   jurisdictions: [CN]
#   effective: {from: "2026-09-04"}
#   collections: [micro-drama, release]
#   message:
#     missing: "{file} is of a micro-drama and was not reviewed"
#     rejected: "the last review of {file} did not approve it"
#     late: "{file} was reviewed on {date}, after the release"
#   remediation: Review every episode before it is played and record the review.
#   zh:
#     title: 微短剧凡播必审
#     description: 面向境内公众的微短剧，每个交付文件（包括真人配音的）均应在发布日期前经过审核，且最后一次审核通过。2026年9月4日的管理提示不是独立的条文，故本规则仅作警告。
#     message:
#       missing: "{file} 属于微短剧，但未经审核"
#       rejected: "{file} 最后一次审核未通过"
#       late: "{file} 的审核日期为 {date}，晚于发布日期"
#     remediation: 在播出前审核每集内容，并记录审核情况。
package dubbing.project.micro_drama_review

import data.dubbing.lib.reviews
import data.dubbing.lib.works
import future.keywords.not

applies if {
	input.document.work.genre == "micro_drama"
	works.reaches_china
}

warn contains {"code": "missing", "path": ["deliverables", i], "file": deliverable.file} if {
	some i, deliverable in input.document.deliverables
	not reviews.last_output[deliverable.file] >= 0
}

warn contains {"code": "rejected", "path": ["reviews", "output", position, "result"], "file": file} if {
	some file, position in reviews.last_output
	not input.document.reviews.output[position].result == "approved"
}

warn contains {
	"code": "late",
	"path": ["reviews", "output", position, "date"],
	"file": file,
	"date": input.document.reviews.output[position].date,
	"related": [{"path": ["release", "date"]}],
} if {
	some file, position in reviews.last_output
	input.document.reviews.output[position].date > input.document.release.date
}
