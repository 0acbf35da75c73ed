# METADATA
# scope: package
# title: What is fetched is checked
# schemas:
#   - input.document: schema.foreign.dockerfile
# custom:
#   severity: high
package foreign.dockerfile.curl

deny contains {"line": i} if {
	some i, instruction in input.document.instructions
	instruction.cmd == "run"
	val := concat(" ", instruction.value)
	matches := regex.find_n("(curl|wget)[^|^>]*[|>]", lower(val), -1)
	count(matches) > 0
}
