# METADATA
# scope: package
# title: The documents that a document of provenance names
package provenance.lib.documents

# METADATA
# description: |
#   What a related entry at a pointer holds of the named kind; undefined where there is no such file, or where it is of
#   another kind or breaks its schema.
at(pointer, kind) := entry if {
	some entry in input.related
	entry.pointer == pointer
	entry.kind == kind
	is_object(entry.document)
}
