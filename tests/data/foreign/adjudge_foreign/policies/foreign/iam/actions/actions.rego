# METADATA
# scope: package
# title: Dangerous actions ask for a second factor
# schemas:
#   - input.document: schema.foreign.iam
# custom:
#   severity: high
package foreign.iam.actions

dangerous := {"iam:PassRole", "iam:CreateUser", "sts:AssumeRole", "kms:Decrypt"}

deny contains {"statement": i, "actions": found} if {
	some i
	statement := input.document.Statement[i]
	statement.Effect == "Allow"
	found := {action | some action in statement.Action; some pattern in dangerous; lower(action) == lower(pattern)}
	count(found) > 0
	not statement.Condition.Bool["aws:MultiFactorAuthPresent"] == "true"
}
