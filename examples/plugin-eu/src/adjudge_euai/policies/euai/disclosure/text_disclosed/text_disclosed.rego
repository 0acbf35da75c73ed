# METADATA
# scope: package
# title: Generated texts on matters of public interest are disclosed
# description: |
#   A deployer says of each generated or altered text that informs the public on matters of public interest what it is, unless
#   people reviewed it and somebody holds editorial responsibility for it.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.euai.disclosure
# custom:
#   severity: high
#   basis: [eu-2024-1689#50.4]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [deployer]
#   message: "nothing says of {name} that it was generated, and nobody reviewed it and answers for it"
#   remediation: Say it with the text, or have it reviewed, and name who answers for it.
#   zh:
#     title: 披露生成的公共利益文本
#     description: 部署者应就每项为告知公众公共利益事项而生成或者修改的文本披露其性质，经人工审核并有人承担编辑责任的除外。
#     message: "未披露 {name} 系生成内容，且未经审核、无人承担编辑责任"
#     remediation: 随文本一并披露，或者经人工审核并写明承担编辑责任者。
package euai.disclosure.text_disclosed

applies if count(input.document.deployer.texts) > 0

deny contains {"path": ["deployer", "texts", i, "notices"], "name": text.name} if {
	some i, text in input.document.deployer.texts
	text.public_interest == true
	not text.review
	not text.authorised_by_law == true
	count(text.notices) == 0
}
