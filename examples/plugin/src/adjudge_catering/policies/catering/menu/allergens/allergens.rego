# METADATA
# scope: package
# title: Every dish declares its allergens
# description: |
#   A dish names what it contains of the fourteen groups of Annex II, in the words of the parameter `allergens`, or says
#   with an empty list that it contains none of them. A word that is not among them is a warning: a guest cannot tell what
#   is meant by it.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2011/1169/oj
# schemas:
#   - input.document: schema.catering.menu
# custom:
#   severity: high
#   basis: [eu-1169-2011#44, eu-1169-2011#Annex II]
#   effective: {from: "2014-12-13"}
#   collections: [service]
#   message:
#     undeclared: "{dish} does not say what allergens it contains"
#     unlisted: "{dish} names {allergen}, which is no allergen of the list"
#   remediation: Write the dish's allergens from its recipe, or an empty list when there are none.
#   zh:
#     title: 每道菜均注明过敏原
#     description: 每道菜均应按照参数 allergens 中的名称注明附件二所列十四类过敏原，不含过敏原的以空列表注明。使用列表以外名称的仅作警告，因为顾客无法确知其含义。
#     message:
#       undeclared: "{dish} 未注明所含过敏原"
#       unlisted: "{dish} 注明的 {allergen} 不在过敏原名称之列"
#     remediation: 按照菜谱注明该菜的过敏原；不含过敏原的，写为空列表。
package catering.menu.allergens

import future.keywords.not

deny contains {"code": "undeclared", "path": ["dishes", i], "dish": dish.name} if {
	some i, dish in input.document.dishes
	not dish.allergens
}

warn contains {"code": "unlisted", "path": ["dishes", i, "allergens", j], "dish": dish.name, "allergen": allergen} if {
	some i, dish in input.document.dishes
	some j, allergen in dish.allergens
	not allergen in _listed
}

_listed contains allergen if some allergen in data.catering.params.allergens
