# METADATA
# scope: package
# title: A note is a note
# description: Nothing is ever found.
# custom:
#   severity: low
#   collections: [evidence]
#   message: nothing
#   remediation: Nothing.
#   zh: {title: 便条即便条, description: 从不发现任何问题。, message: 无, remediation: 无。}
package helper.note.nothing

deny contains {"path": []} if input.document == "never"
