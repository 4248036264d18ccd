package db

import (
	"path/filepath"
	"syscall"
)

// mountLocal is MNT_LOCAL of sys/mount.h: the filesystem is stored locally.
const mountLocal = 0x1000

// refuseNetwork returns a fault when the path lies on a network filesystem,
// where the engine's locks cannot be trusted.
func refuseNetwork(path string) error {
	var st syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &st); err != nil {
		// Whether the folder exists and can be read is told by who opens it.
		return nil
	}
	if st.Flags&mountLocal == 0 {
		return onNetwork(path)
	}
	return nil
}
