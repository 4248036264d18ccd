package db

import (
	"path/filepath"
	"syscall"
)

// The magic numbers of network filesystems, from linux/magic.h and the sources
// of the filesystems.
const (
	magicNFS  = 0x6969
	magicSMB  = 0x517b
	magicCIFS = 0xff534d42
	magicSMB2 = 0xfe534d42
	magicAFS  = 0x5346414f
	magicCeph = 0x00c36400
)

// refuseNetwork returns a fault when the path lies on a network filesystem,
// where the engine's locks cannot be trusted.
func refuseNetwork(path string) error {
	var st syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &st); err != nil {
		// Whether the folder exists and can be read is told by who opens it.
		return nil
	}
	switch uint32(st.Type) {
	case magicNFS, magicSMB, magicCIFS, magicSMB2, magicAFS, magicCeph:
		return onNetwork(path)
	}
	return nil
}
