# METADATA
# scope: package
# title: Nothing is open to the world
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.open_ports

deny contains {"address": change.address, "port": port, "cidr": cidr} if {
	change := input.document.resource_changes[_]
	change.type == "aws_security_group"
	some ingress in change.change.after.ingress
	some cidr in ingress.cidr_blocks
	cidr in {"0.0.0.0/0", "::/0"}
	some port in [22, 3389]
	ingress.from_port <= port
	ingress.to_port >= port
}
