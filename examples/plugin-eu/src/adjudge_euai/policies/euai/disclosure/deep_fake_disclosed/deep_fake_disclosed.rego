# METADATA
# scope: package
# title: Deep fakes are disclosed
# description: |
#   A deployer says of each deep fake that it was generated or altered. In an evidently artistic, creative, satirical or
#   fictional work that is said in a way that does not hamper it, so it may stand anywhere; but it is said.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.euai.disclosure
# custom:
#   severity: high
#   basis: [eu-2024-1689#50.4, eu-2024-1689#3.60]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [deployer]
#   message: "nothing says of {name} that it was generated or altered"
#   remediation: Say it with the content; in an artistic work the credits will do.
#   zh:
#     title: 披露深度伪造内容
#     description: 部署者应就每项深度伪造内容披露其系生成或者修改。明显属于艺术、创作、讽刺、虚构作品的，以不妨碍展示的方式披露，位置不限，但不得不披露。
#     message: "未披露 {name} 系生成或者修改的内容"
#     remediation: 随内容一并披露；属于艺术作品的，可在演职员表中披露。
package euai.disclosure.deep_fake_disclosed

applies if count(input.document.deployer.deep_fakes) > 0

deny contains {"path": ["deployer", "deep_fakes", i, "notices"], "name": fake.name} if {
	some i, fake in input.document.deployer.deep_fakes
	not fake.authorised_by_law == true
	count(fake.notices) == 0
}
