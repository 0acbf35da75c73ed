# METADATA
# scope: package
# title: Package URLs are whole, and say what the component says
# schemas:
#   - input.document: schema.foreign.sbom
# custom:
#   severity: high
package foreign.sbom.purl

deny contains {"purl": purl, "name": component.name} if {
	some component in input.document.components
	purl := component.purl
	parts := split(trim_prefix(purl, "pkg:"), "@")
	path := split(parts[0], "/")
	path[count(path) - 1] != component.name
}
