# METADATA
# scope: package
# title: Nothing lies in the default namespace
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.namespace

default _namespace := "default"

_namespace := input.document.metadata.namespace

deny contains {"namespace": _namespace} if {
	_namespace in {"default", "kube-system", ""}
	input.document.kind != "Namespace"
}
