package identity.service.real_name
