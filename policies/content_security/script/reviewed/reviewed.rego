# METADATA
# scope: package
# title: The script has been reviewed
# description: >-
#   A review of this version of the script, dated and answered for by a named role, approves it. The review lies beside
#   the script as <script>.review.yaml and names the script's SHA-256.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.content_security.script
#   - input.facts: schema.content_security.script_facts
# custom:
#   severity: high
#   basis: [deep-synthesis#10]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     missing: there is no review of this script
#     outdated: "the review {review} is of another version of the script"
#     future: "the review {review} is dated {reviewed_at}, after the date of judgement"
#     rejected: "the review {review} by the {role} did not approve the script"
#   remediation: Have the script reviewed, and record the result with the SHA-256 of the script in <script>.review.yaml.
#   zh:
#     title: 脚本已经审核
#     description: 本版本脚本已由指定角色审核通过，并记录审核日期。审核记录为脚本旁的 <脚本>.review.yaml，载明脚本的 SHA-256。
#     message:
#       missing: 该脚本没有审核记录
#       outdated: "审核记录 {review} 针对的是脚本的其他版本"
#       future: "审核记录 {review} 的日期 {reviewed_at} 晚于判定日期"
#       rejected: "审核记录 {review}（{role}）未通过该脚本"
#     remediation: 对脚本进行审核，并在 <脚本>.review.yaml 中记录审核结果和脚本的 SHA-256。
package content_security.script.reviewed

deny contains {"code": "missing", "path": []} if {
	not input.facts.review.path
}

deny contains {"code": "outdated", "path": [], "review": review.path} if {
	review := input.facts.review
	not review.current == true
}

deny contains {"code": "future", "path": [], "review": review.path, "reviewed_at": review.reviewed_at} if {
	review := input.facts.review
	time.parse_rfc3339_ns(review.reviewed_at) > time.parse_rfc3339_ns(input.as_of)
}

deny contains {"code": "rejected", "path": [], "review": review.path, "role": review.role} if {
	review := input.facts.review
	not review.result == "approved"
}
