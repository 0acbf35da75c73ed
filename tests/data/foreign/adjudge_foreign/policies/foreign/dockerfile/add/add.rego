# METADATA
# scope: package
# title: Files are copied, not added
# schemas:
#   - input.document: schema.foreign.dockerfile
# custom:
#   severity: high
package foreign.dockerfile.add

deny contains {"line": i, "msg": sprintf("Line %d: use COPY instead of ADD %v", [i, concat(" ", val)])} if {
	some i
	input.document.instructions[i].cmd == "add"
	val := input.document.instructions[i].value
}
