# METADATA
# scope: package
# title: Persons are told that they interact with AI
# description: |
#   A provider's system tells each person that it is AI, unless that is obvious from the circumstances, or the law authorises
#   its use against criminal offences. Why it is obvious is written down; what is not is a warning, since nobody can look it up.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.euai.disclosure
# custom:
#   severity: high
#   basis: [eu-2024-1689#50.1]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [provider]
#   message:
#     untold: "in {name}, nobody is told that they interact with AI"
#     unexplained: "in {name}, it is said to be obvious that it is AI, and nothing says why"
#   remediation: Let the system say what it is before or when it is first met, or write down why that is obvious.
#   zh:
#     title: 告知自然人其正在与人工智能交互
#     description: 提供者的系统应告知自然人其为人工智能，根据情境显而易见的，以及依法用于打击刑事犯罪的除外。显而易见的，应写明理由；未写明的，因无从查证，作出警告。
#     message:
#       untold: "{name} 未告知自然人其正在与人工智能交互"
#       unexplained: "{name} 称其为人工智能系显而易见，但未写明理由"
#     remediation: 由系统在首次接触之前或者之时表明其为人工智能，或者写明显而易见的理由。
package euai.disclosure.interaction_told

applies if count(input.document.provider.interactions) > 0

deny contains {"code": "untold", "path": ["provider", "interactions", i, "notices"], "name": interaction.name} if {
	some i, interaction in input.document.provider.interactions
	interaction.obvious == false
	not interaction.authorised_by_law == true
	count(interaction.notices) == 0
}

warn contains {"code": "unexplained", "path": ["provider", "interactions", i, "obvious"], "name": interaction.name} if {
	some i, interaction in input.document.provider.interactions
	interaction.obvious == true
	not interaction.obvious_because
}
