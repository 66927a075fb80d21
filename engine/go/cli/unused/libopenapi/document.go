// Package libopenapi stands in for the one of github.com/pb33f (why: engine/go/README.md). It has the
// names that `pulumi cloud` compiles against; there is never a document, so nothing else is ever called.
package libopenapi

import (
	"errors"

	v3 "github.com/pb33f/libopenapi/datamodel/high/v3"
)

// Document is what NewDocument would return.
type Document interface {
	BuildV3Model() (*DocumentModel[v3.Document], error)
}

// DocumentModel is what BuildV3Model would return.
type DocumentModel[T any] struct{ Model T }

// NewDocument always fails.
func NewDocument([]byte) (Document, error) {
	return nil, errors.New("this build of Pulumi can't read OpenAPI documents (`pulumi cloud`); use the official one")
}
