# METADATA
# scope: package
# title: The list is not older than thirty days
# schemas:
#   - input.document: schema.foreign.sbom
# custom:
#   severity: high
package foreign.sbom.fresh

deny contains {"age": age, "timestamp": input.document.metadata.timestamp} if {
	made := time.parse_rfc3339_ns(input.document.metadata.timestamp)
	now := time.parse_rfc3339_ns(input.as_of)
	age := floor(((now - made) / ((1000000000 * 60) * 60)) / 24)
	age > 30
}
