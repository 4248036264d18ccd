//go:build unix

package db

import "syscall"

// accessWrite is W_OK of unistd.h.
const accessWrite = 2

// isWritable reports whether this process may change the file or folder.
func isWritable(path string) bool { return syscall.Access(path, accessWrite) == nil }
