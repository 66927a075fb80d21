// Package base stands in for that of libopenapi: the fields that `pulumi cloud` reads.
package base

import (
	"errors"

	"github.com/pb33f/libopenapi/orderedmap"
	"go.yaml.in/yaml/v4"
)

// Schema is an OpenAPI schema.
type Schema struct {
	Type, Required                 []string
	AllOf, OneOf, AnyOf            []*SchemaProxy
	Discriminator                  *Discriminator
	Items, AdditionalProperties    *SchemaOrBool
	Properties                     *orderedmap.Map[string, *SchemaProxy]
	Extensions                     *orderedmap.Map[string, *yaml.Node]
	Title, Pattern, Format         string
	Description                    string
	Enum                           []*yaml.Node
	Default, Const, Example        *yaml.Node
	Maximum, Minimum, MultipleOf   *float64
	MaxLength, MinLength           *int64
	MaxItems, MinItems             *int64
	Nullable, ReadOnly, Deprecated *bool
}

// GoLow has no low-level model.
func (*Schema) GoLow() *Low { return nil }

// MarshalJSONInline always fails.
func (*Schema) MarshalJSONInline() ([]byte, error) { return nil, errors.New("no schema") }

// Low is the model behind a schema.
type Low struct{}

// Hash is 0.
func (*Low) Hash() uint64 { return 0 }

// SchemaProxy refers to a schema.
type SchemaProxy struct{}

// Schema resolves to none.
func (*SchemaProxy) Schema() *Schema { return nil }

// IsReference is false.
func (*SchemaProxy) IsReference() bool { return false }

// GetReference is empty.
func (*SchemaProxy) GetReference() string { return "" }

// SchemaOrBool is a schema or a truth value.
type SchemaOrBool struct {
	A *SchemaProxy
	B bool
}

// IsA is false: there is no schema.
func (*SchemaOrBool) IsA() bool { return false }

// Discriminator tells the variants of a schema apart.
type Discriminator struct {
	PropertyName string
	Mapping      *orderedmap.Map[string, string]
}

// Info describes a document.
type Info struct{ Version string }
