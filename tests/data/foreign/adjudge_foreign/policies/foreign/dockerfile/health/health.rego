# METADATA
# scope: package
# title: There is a health check in the last stage
# schemas:
#   - input.document: schema.foreign.dockerfile
# custom:
#   severity: high
package foreign.dockerfile.health

warn contains {"stage": stage} if {
	stages := [i | input.document.instructions[i].cmd == "from"]
	stage := max(stages)
	checks := [i | some i, instruction in input.document.instructions; instruction.cmd == "healthcheck"; i > stage]
	count(checks) == 0
}
