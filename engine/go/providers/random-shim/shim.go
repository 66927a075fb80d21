// Package shim hands out the random provider. It exists for its module path: Go lets only a package
// below the provider's own path import the provider's internal packages.
package shim

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	impl "github.com/terraform-providers/terraform-provider-random/internal/provider"
)

// New returns the upstream random provider.
func New() provider.Provider { return impl.New() }
