# METADATA
# scope: package
# title: Every recipe is the one that the allergens were read from
# description: The recipe of each dish exists, and its SHA-256 is the one on the menu. A recipe that has changed must be read again.
# schemas:
#   - input.document: schema.catering.menu
# custom:
#   severity: medium
#   basis: [eu-1169-2011#8]
#   collections: [service]
#   message:
#     missing: "there is no recipe {file}"
#     altered: "{file} has changed since its allergens were read: its SHA-256 is {actual}, not the stated {stated}"
#   remediation: Read the allergens from the recipe again, and write its SHA-256 on the menu.
#   zh:
#     title: 每份菜谱均为核对过敏原时所用的版本
#     description: 每道菜的菜谱均存在，且其 SHA-256 与菜单所载一致。菜谱变更后，应重新核对过敏原。
#     message:
#       missing: "菜谱 {file} 不存在"
#       altered: "{file} 在核对过敏原之后发生了变更：其 SHA-256 为 {actual}，与所填的 {stated} 不一致"
#     remediation: 按照菜谱重新核对过敏原，并将其 SHA-256 写入菜单。
package catering.menu.recipe_integrity

deny contains {"code": "missing", "path": ["dishes", i, "recipe", "file"], "file": dish.recipe.file} if {
	some i, dish in input.document.dishes
	not _digests[i]
}

deny contains object.union(about, {"code": "altered", "path": ["dishes", i, "recipe", "sha256"]}) if {
	some i, dish in input.document.dishes
	actual := _digests[i]
	stated := dish.recipe.sha256
	actual != stated
	about := {"file": dish.recipe.file, "stated": stated, "actual": actual}
}

_digests[i] := related.sha256 if {
	some i, _ in input.document.dishes
	some related in input.related
	related.pointer == sprintf("/dishes/%d/recipe/file", [i])
	related.sha256 != null
}
