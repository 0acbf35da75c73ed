# METADATA
# scope: package
# title: No statement allows everything
# schemas:
#   - input.document: schema.foreign.iam
# custom:
#   severity: high
package foreign.iam.wildcard

deny contains {"sid": object.get(statement, "Sid", i), "action": action} if {
	some i, statement in statements
	statement.Effect == "Allow"
	some action in listed(statement.Action)
	action in {"*", "*:*"}
}

statements := input.document.Statement if is_array(input.document.Statement)

statements := [input.document.Statement] if is_object(input.document.Statement)

listed(x) := x if is_array(x)

listed(x) := [x] if is_string(x)
