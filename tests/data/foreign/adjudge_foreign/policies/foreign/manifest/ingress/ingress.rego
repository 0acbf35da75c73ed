# METADATA
# scope: package
# title: Hosts belong to the domain, and have a certificate
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.ingress

applies if input.document.kind == "Ingress"

deny contains {"host": host} if {
	host := input.document.spec.rules[_].host
	not endswith(host, ".example.com")
}

deny contains {"host": host, "code": "tls"} if {
	host := input.document.spec.rules[_].host
	tls_hosts := {h | h := input.document.spec.tls[_].hosts[_]}
	not tls_hosts[host]
}
