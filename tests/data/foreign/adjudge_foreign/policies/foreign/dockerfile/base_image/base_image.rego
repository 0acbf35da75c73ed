# METADATA
# scope: package
# title: The base image is pinned
# schemas:
#   - input.document: schema.foreign.dockerfile
# custom:
#   severity: high
package foreign.dockerfile.base_image

deny contains {"line": i, "image": value} if {
	input.document.instructions[i].cmd == "from"
	value := input.document.instructions[i].value[0]
	not contains(value, "@")
	val := split(value, ":")
	lower(val[1]) == "latest"
}
