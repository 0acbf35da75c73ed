# METADATA
# scope: package
# title: Everything is tagged
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.tags

deny contains {"address": change.address, "missing": sort(missing)} if {
	some change in input.document.resource_changes
	not change.change.actions == ["delete"]
	tags := object.union(object.get(change.change.after, "tags_all", {}), object.get(change.change.after, "tags", {}))
	missing := [key | some key in ["owner", "cost_center"]; trim_space(object.get(tags, key, "")) == ""]
	count(missing) > 0
}
