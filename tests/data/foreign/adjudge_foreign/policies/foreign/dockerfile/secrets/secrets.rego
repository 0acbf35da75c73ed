# METADATA
# scope: package
# title: No secret is an argument or a variable
# schemas:
#   - input.document: schema.foreign.dockerfile
# custom:
#   severity: high
package foreign.dockerfile.secrets

secrets_env := ["passwd", "password", "secret", "key", "access", "token"]

deny contains {"line": i, "name": name} if {
	some i, instruction in input.document.instructions
	instruction.cmd in ["env", "arg"]
	name := instruction.value[0]
	some word in secrets_env
	contains(lower(name), word)
}
