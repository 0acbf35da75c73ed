package k8s.manifest.host_path_test

import data.k8s.manifest.host_path.deny

test_folder_of_the_host_is_denied if {
	deny == {"Job backup: the volume host is a folder of the host"} with input.document as job([
		{"name": "host", "hostPath": {"path": "/var/lib"}},
		{"name": "cache", "emptyDir": {}},
	])
}

test_volume_of_its_own_passes if {
	count(deny) == 0 with input.document as job([{"name": "cache", "emptyDir": {}}])
}

job(volumes) := {
	"kind": "Job",
	"metadata": {"name": "backup"},
	"spec": {"template": {"spec": {"containers": [{"name": "copy"}], "volumes": volumes}}},
}
