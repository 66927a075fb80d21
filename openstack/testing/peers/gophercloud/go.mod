module peers

go 1.24

require (
	github.com/gophercloud/gophercloud/v2 v2.8.0
	github.com/terraform-provider-openstack/utils/v2 v2.0.0-20251008071556-6ca14d74255d
	gopkg.in/yaml.v3 v3.0.1
)

require (
	github.com/gofrs/uuid/v5 v5.3.2 // indirect
	github.com/gophercloud/utils/v2 v2.0.0-20250710092215-8f6f0255f600 // indirect
	golang.org/x/sys v0.34.0 // indirect
	golang.org/x/text v0.27.0 // indirect
)
