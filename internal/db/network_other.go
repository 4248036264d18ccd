//go:build !linux && !darwin

package db

import (
	"path/filepath"
	"strings"
)

// refuseNetwork returns a fault when the path names a network share, where the
// engine's locks cannot be trusted.
func refuseNetwork(path string) error {
	if strings.HasPrefix(filepath.VolumeName(path), `\\`) {
		return onNetwork(path)
	}
	return nil
}
