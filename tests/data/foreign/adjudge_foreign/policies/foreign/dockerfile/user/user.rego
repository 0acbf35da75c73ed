# METADATA
# scope: package
# title: The last user is not root
# schemas:
#   - input.document: schema.foreign.dockerfile
# custom:
#   severity: high
package foreign.dockerfile.user

forbidden_users := ["root", "toor", "0"]

any_user if {
	input.document.instructions[i].cmd == "user"
}

deny contains {"msg": "no USER"} if not any_user

deny contains {"msg": msg} if {
	users := [name | input.document.instructions[i].cmd == "user"; name := input.document.instructions[i].value]
	lastuser := users[count(users) - 1]
	contains(lower(lastuser[_]), forbidden_users[_])
	msg := sprintf("last USER directive is forbidden: %s", [lastuser])
}
