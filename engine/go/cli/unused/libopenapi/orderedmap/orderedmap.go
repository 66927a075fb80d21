// Package orderedmap stands in for that of libopenapi: a map that is always empty.
package orderedmap

import "iter"

// Map holds nothing.
type Map[K comparable, V any] struct{}

// New returns an empty map.
func New[K comparable, V any]() *Map[K, V] { return nil }

// Len is 0.
func Len[K comparable, V any](*Map[K, V]) int { return 0 }

// Get finds nothing.
func (*Map[K, V]) Get(K) (v V, ok bool) { return v, false }

// GetOrZero finds nothing.
func (*Map[K, V]) GetOrZero(K) (v V) { return v }

// Set forgets.
func (*Map[K, V]) Set(K, V) (v V, ok bool) { return v, false }

// Delete finds nothing.
func (*Map[K, V]) Delete(K) (v V, ok bool) { return v, false }

// FromOldest yields nothing.
func (*Map[K, V]) FromOldest() iter.Seq2[K, V] { return func(func(K, V) bool) {} }

// KeysFromOldest yields nothing.
func (*Map[K, V]) KeysFromOldest() iter.Seq[K] { return func(func(K) bool) {} }
