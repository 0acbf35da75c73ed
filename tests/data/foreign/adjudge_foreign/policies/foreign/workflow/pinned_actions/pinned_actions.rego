# METADATA
# scope: package
# title: Actions are pinned by digest
# schemas:
#   - input.document: schema.foreign.workflow
# custom:
#   severity: high
package foreign.workflow.pinned_actions

deny contains {"job": name, "step": i, "uses": step.uses} if {
	some name, job in input.document.jobs
	some i, step in job.steps
	not startswith(step.uses, "./")
	not regex.match(`^[\w./-]+@[0-9a-f]{40}$`, step.uses)
}
