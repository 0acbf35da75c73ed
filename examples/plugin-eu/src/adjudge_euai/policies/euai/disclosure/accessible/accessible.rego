# METADATA
# scope: package
# title: What tells people is accessible
# description: |
#   One of the notices of each thing names the requirements on accessibility that it was held to. The regulation asks for those that
#   apply, and does not say which they are, so what is missing is a warning.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.euai.disclosure
# custom:
#   severity: low
#   basis: [eu-2024-1689#50.5]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [provider, deployer]
#   message: "nothing says that the notice of {name} is accessible"
#   remediation: Hold the notice to the requirements that apply, and name them.
#   zh:
#     title: 告知符合无障碍要求
#     description: 同一事项的各项告知中，至少一项应写明所符合的无障碍要求。条例仅要求符合适用的无障碍要求，未列明具体要求，故缺失的仅作警告。
#     message: "未写明关于 {name} 的告知符合无障碍要求"
#     remediation: 使告知符合适用的无障碍要求，并写明该要求。
package euai.disclosure.accessible

import data.euai.lib.notices

applies if count(notices.told) > 0

warn contains {"path": array.concat(told.path, ["notices"]), "name": told.name} if {
	some told in notices.told
	stated := [notice.accessibility | some notice in told.notices]
	count(stated) == 0
}
