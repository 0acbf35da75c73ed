# METADATA
# scope: package
# title: Modules come from our own registry, with a version
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.module_source

deny contains {"module": name, "source": source} if {
	some name
	call := input.document.configuration.root_module.module_calls[name]
	source := call.source
	not startswith(source, "./")
	not regex.match(`^registry\.example\.com/[\w-]+/[\w-]+/\w+$`, source)
}

deny contains {"module": name, "code": "unversioned"} if {
	call := input.document.configuration.root_module.module_calls[name]
	not call.version_constraint
}
