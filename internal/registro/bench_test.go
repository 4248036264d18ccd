package registro

import (
	"path/filepath"
	"testing"
)

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := read(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		d, err := Memory(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCreate(b *testing.B) {
	for b.Loop() {
		if err := Create(b.Context(), filepath.Join(b.TempDir(), "a.db")); err != nil {
			b.Fatal(err)
		}
	}
}
