// Package codegen stands in for the one of github.com/pulumi-labs/pulumi-hcl (why: engine/go/README.md).
package codegen

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
)

// GenerateProgram always fails: provider plugins generate no programs.
func GenerateProgram(*pcl.Program, ...Option) (map[string][]byte, hcl.Diagnostics, error) {
	return nil, nil, errors.New("program generation is not built into this plugin")
}

// Option is the type that the bridge names.
type Option struct{}

// SkipRequiredProvidersVersion is an option that the bridge names.
func SkipRequiredProvidersVersion() Option { return Option{} }
