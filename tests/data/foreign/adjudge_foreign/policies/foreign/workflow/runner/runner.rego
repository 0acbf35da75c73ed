# METADATA
# scope: package
# title: Runners are ours
# schemas:
#   - input.document: schema.foreign.workflow
# custom:
#   severity: high
package foreign.workflow.runner

deny contains {"job": name, "runner": runner} if {
	some name, job in input.document.jobs
	runner := runner_of(job)
	not runner in data.foreign.params.runners
}

runner_of(job) := job["runs-on"] if is_string(job["runs-on"])

runner_of(job) := job["runs-on"][0] if is_array(job["runs-on"])

runner_of(job) := job["runs-on"].group if is_object(job["runs-on"])
