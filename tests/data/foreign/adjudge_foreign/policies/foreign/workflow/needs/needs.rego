# METADATA
# scope: package
# title: Jobs wait for jobs that are there, and for no circle
# schemas:
#   - input.document: schema.foreign.workflow
# custom:
#   severity: high
package foreign.workflow.needs

deny contains {"job": name, "needs": needed} if {
	some name, job in input.document.jobs
	some needed in as_array(job.needs)
	not input.document.jobs[needed]
}

deny contains {"job": name, "code": "circle"} if {
	needed_by := {name: as_array(object.get(job, "needs", [])) | some name, job in input.document.jobs}
	some name, _ in needed_by
	some next in needed_by[name]
	name in graph.reachable(needed_by, {next})
}

as_array(x) := [x] if {
	not is_array(x)
} else := x
