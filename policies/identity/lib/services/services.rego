# METADATA
# scope: package
# title: The service that an account belongs to
package identity.lib.services

# METADATA
# description: What the service of the account says of itself; undefined where the account names none that can be read.
mine := entry.document if {
	some entry in input.related
	entry.pointer == "/service"
	entry.kind == "identity.service"
	is_object(entry.document)
}

# METADATA
# description: A place in the document of the service, as related places of findings are written.
place(path) := {"artifact": entry.path, "path": path} if {
	some entry in input.related
	entry.pointer == "/service"
}
