# METADATA
# scope: package
# title: A micro-drama is reviewed by people, and as a whole
# description: |
#   The last output review of every deliverable of a micro-drama was made by people, alone or beside a machine, and was of
#   the whole. A role whose name is that of a machine contradicts a review by people. The text of the notice of 2026-11-05 was not found, so the rule warns.
# related_resources:
#   - ref: https://www.nrta.gov.cn/
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   binding: false
#   basis: [nrta-review-notice-2026-11]
#   jurisdictions: [CN]
#   effective: {from: "2026-11-05"}
#   collections: [micro-drama, release]
#   message:
#     machine: "the last review of {file} was made without people"
#     role: "the last review of {file} is said to be by people, but the role names a machine: {role}"
#     part: "only parts of {file} were reviewed"
#     unstated: "whether the whole of {file} was reviewed is not stated"
#   remediation: Have people review all of every episode, and record it with the review.
#   zh:
#     title: 微短剧全量人审
#     description: 微短剧每个交付文件的最后一次审核应由人工进行，或者人工与机器相结合，且审核全部内容。审核角色的名称为机器的，与人工审核相矛盾。未见2026年11月5日管理提示的原文，故本规则仅作警告。
#     message:
#       machine: "{file} 最后一次审核没有人工参与"
#       role: "{file} 最后一次审核写明有人工参与，但审核角色为机器：{role}"
#       part: "{file} 仅审核了部分内容"
#       unstated: "未写明 {file} 是否审核了全部内容"
#     remediation: 由人工审核每集全部内容，并在审核记录中填写。
package dubbing.project.micro_drama_review_by_people

import data.dubbing.lib.reviews
import data.dubbing.lib.works
import data.lib.words
import future.keywords.not

applies if {
	input.document.work.genre == "micro_drama"
	works.reaches_china
}

warn contains {"code": "machine", "path": ["reviews", "output", position, "method"], "file": file} if {
	some file, position in reviews.last_output
	not input.document.reviews.output[position].method in {"manual", "both"}
}

warn contains {
	"code": "role",
	"path": ["reviews", "output", position, "role"],
	"file": file,
	"role": review.role,
	"related": [{"path": ["reviews", "output", position, "method"]}],
} if {
	some file, position in reviews.last_output
	review := input.document.reviews.output[position]
	review.method in {"manual", "both"}
	words.found(review.role, _machines)
}

warn contains {"code": "part", "path": ["reviews", "output", position, "extent"], "file": file} if {
	some file, position in reviews.last_output
	input.document.reviews.output[position].extent == "part"
}

warn contains {"code": "unstated", "path": ["reviews", "output", position], "file": file} if {
	some file, position in reviews.last_output
	not input.document.reviews.output[position].extent
}

_machines := ["机审", "机器", "自动审核", "审核系统", "审核模型", "审核算法", "bot", "classifier", "automatic", "automated", "machine"]
