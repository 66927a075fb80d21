// Package v3 stands in for that of libopenapi: the fields that `pulumi cloud` reads.
package v3

import (
	"github.com/pb33f/libopenapi/datamodel/high/base"
	"github.com/pb33f/libopenapi/orderedmap"
	"go.yaml.in/yaml/v4"
)

// Document is an OpenAPI document.
type Document struct {
	Info       *base.Info
	Components *Components
	Paths      *Paths
}

// Components are what operations share.
type Components struct {
	Schemas *orderedmap.Map[string, *base.SchemaProxy]
}

// Paths are what can be called.
type Paths struct {
	PathItems *orderedmap.Map[string, *PathItem]
}

// PathItem is one path.
type PathItem struct {
	Get, Post, Put, Delete, Patch, Head *Operation
}

// Operation is one method of a path.
type Operation struct {
	OperationId, Summary, Description string
	Tags                              []string
	Parameters                        []*Parameter
	RequestBody                       *RequestBody
	Responses                         *Responses
	Deprecated                        *bool
	Extensions                        *orderedmap.Map[string, *yaml.Node]
}

// Parameter of an operation.
type Parameter struct {
	Name, In, Description string
	Required              *bool
	Schema                *base.SchemaProxy
}

// RequestBody of an operation.
type RequestBody struct {
	Content *orderedmap.Map[string, *MediaType]
}

// MediaType of a body.
type MediaType struct {
	Schema *base.SchemaProxy
}

// Responses of an operation.
type Responses struct {
	Codes   *orderedmap.Map[string, *Response]
	Default *Response
}

// Response of an operation.
type Response struct {
	Description string
	Content     *orderedmap.Map[string, *MediaType]
}
