# METADATA
# scope: package
# title: A plan does not touch too much
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.blast_radius

weights := {
	"aws_autoscaling_group": {"delete": 100, "create": 10, "modify": 1},
	"aws_instance": {"delete": 10, "create": 1, "modify": 1},
}

score := s if {
	all := [x |
		some resource_type
		crud := weights[resource_type]
		del := crud.delete * num_deletes[resource_type]
		new := crud.create * num_creates[resource_type]
		x := del + new
	]
	s := sum(all)
}

deny contains {"score": score} if score > 30

resources[resource_type] := all if {
	some resource_type
	weights[resource_type]
	all := [name |
		name := input.document.resource_changes[_]
		name.type == resource_type
	]
}

num_creates[resource_type] := num if {
	some resource_type
	resources[resource_type]
	all := resources[resource_type]
	creates := [res | res := all[_]; res.change.actions[_] == "create"]
	num := count(creates)
}

num_deletes[resource_type] := num if {
	some resource_type
	resources[resource_type]
	all := resources[resource_type]
	deletions := [res | res := all[_]; res.change.actions[_] == "delete"]
	num := count(deletions)
}
