# METADATA
# scope: package
# title: Networks lie in the range of the company
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.cidr

deny contains {"address": change.address, "cidr": cidr} if {
	some change in input.document.resource_changes
	cidr := change.change.after.cidr_block
	not net.cidr_contains("10.0.0.0/8", cidr)
}
