# METADATA
# scope: package
# title: Nothing runs as sudo
# schemas:
#   - input.document: schema.foreign.dockerfile
# custom:
#   severity: high
package foreign.dockerfile.sudo

deny contains {"line": i} if {
	input.document.instructions[i].cmd == "run"
	val := concat(" ", input.document.instructions[i].value)
	contains(lower(val), "sudo")
}
