# METADATA
# scope: package
# title: Which roles are held
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.roles

# METADATA
# description: The roles that the document declares; where it declares none, the strictest one.
held contains role if some role in input.document.role

held contains "provider" if not input.document.role
