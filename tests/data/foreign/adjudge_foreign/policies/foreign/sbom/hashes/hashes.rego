# METADATA
# scope: package
# title: Hashes are long enough, and none is MD5
# schemas:
#   - input.document: schema.foreign.sbom
# custom:
#   severity: high
package foreign.sbom.hashes

deny contains {"component": component.name, "alg": hash.alg} if {
	some component in input.document.components
	some hash in component.hashes
	not strong(hash)
}

strong(hash) if {
	hash.alg == "SHA-256"
	count(hash.content) == 64
}

strong(hash) if {
	hash.alg == "SHA-512"
	count(hash.content) == 128
}
