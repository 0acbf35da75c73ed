# METADATA
# scope: package
# title: Nobody from outside
# schemas:
#   - input.document: schema.foreign.iam
# custom:
#   severity: high
package foreign.iam.principal

deny contains {"principal": principal} if {
	principals := {p | p := input.document.Statement[_].Principal.AWS} | {p | p := input.document.Statement[_].Principal.AWS[_]}
	some principal in principals
	is_string(principal)
	principal == "*"
}

deny contains {"principal": "*"} if input.document.Statement[_].Principal == "*"
