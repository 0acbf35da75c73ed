# METADATA
# scope: package
# title: Components of the company have their supplier
# schemas:
#   - input.document: schema.foreign.sbom
# custom:
#   severity: high
package foreign.sbom.supplier

deny contains {"component": component.name, "supplier": supplier} if {
	some component in input.document.components
	ours(component)
	supplier := object.get(component, ["supplier", "name"], "unknown")
	not upper(supplier) in {"EXAMPLE", "EXAMPLE LTD"}
}

ours(component) if startswith(component.group, "com.example")

ours(component) if strings.any_prefix_match(component.purl, ["pkg:maven/com.example", "pkg:npm/%40example"])
