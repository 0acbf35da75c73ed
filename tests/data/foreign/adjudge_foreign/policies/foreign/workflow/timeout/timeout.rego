# METADATA
# scope: package
# title: Jobs end by themselves
# schemas:
#   - input.document: schema.foreign.workflow
# custom:
#   severity: high
package foreign.workflow.timeout

deny contains {"job": name, "minutes": minutes} if {
	some name, job in input.document.jobs
	minutes := object.get(job, "timeout-minutes", 360)
	minutes > 60
}
