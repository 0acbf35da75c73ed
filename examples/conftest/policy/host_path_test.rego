package pods.host_path

test_folder_of_the_host_is_denied {
	deny == {"Job backup: the volume host is a folder of the host"} with input as job([
		{"name": "host", "hostPath": {"path": "/var/lib"}},
		{"name": "cache", "emptyDir": {}},
	])
}

test_volume_of_its_own_passes {
	count(deny) == 0 with input as job([{"name": "cache", "emptyDir": {}}])
}

job(volumes) = {
	"kind": "Job",
	"metadata": {"name": "backup"},
	"spec": {"template": {"spec": {"containers": [{"name": "copy"}], "volumes": volumes}}},
}
