# METADATA
# scope: package
# title: No text of an event goes into a script
# schemas:
#   - input.document: schema.foreign.workflow
# custom:
#   severity: high
package foreign.workflow.injection

deny contains {"job": name, "expressions": found} if {
	some name, job in input.document.jobs
	some step in job.steps
	found := regex.find_all_string_submatch_n(`\$\{\{\s*(github\.event\.[\w.]+)\s*\}\}`, step.run, -1)
	count(found) > 0
}
