# METADATA
# scope: package
# title: No system upgrade in an image
# schemas:
#   - input.document: schema.foreign.dockerfile
# custom:
#   severity: high
package foreign.dockerfile.upgrade

upgrade_commands := [
	"apk upgrade",
	"apt-get upgrade",
	"dist-upgrade",
]

deny contains {"line": i, "command": command} if {
	input.document.instructions[i].cmd == "run"
	val := concat(" ", input.document.instructions[i].value)
	command := upgrade_commands[_]
	contains(val, command)
}
