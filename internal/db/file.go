package db

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// applicationID marks a file as dtctl's ("dtct"), so that another program's
// database is never taken for one.
const applicationID = 0x64746374

// The parts of the header of a SQLite file, as its documented format has them.
const (
	headerSize          = 100
	headerApplicationID = 68
	headerMagic         = "SQLite format 3\x00"
)

// filePerm keeps the database, its copies and its side files to their owner:
// they hold people's data.
const filePerm fs.FileMode = 0o600

// inspect looks at the file without the engine, which would create or change
// things, and explains why it cannot be a usable database.
func inspect(path string) error {
	if err := refuseNetwork(path); err != nil {
		return err
	}
	header, err := readHeader(path)
	switch {
	case err != nil:
		return err
	case len(header) == 0:
		return fault.New(fault.Unavailable, "%s is an empty file, not a dtctl database", path).
			WithHint("remove it and run: dtctl init --db %s", path)
	case !strings.HasPrefix(string(header), headerMagic[:min(len(header), len(headerMagic))]):
		return fault.New(fault.Unavailable, "%s is not a dtctl database", path).
			WithHint("name another file with --db, or make a new one with: dtctl init --db FILE")
	case len(header) < headerSize:
		return damaged(path)
	case binary.BigEndian.Uint32(header[headerApplicationID:]) != applicationID:
		return fault.New(fault.Unavailable, "%s is a database of another program", path).
			WithHint("name another file with --db, or make a new one with: dtctl init --db FILE")
	}
	return nil
}

func readHeader(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.Unavailable, "there is no database at %s", path).
			WithHint("make one with: dtctl init --db %s", path)
	case err != nil:
		return nil, unreadable(path, err)
	case info.IsDir():
		return nil, fault.New(fault.Unavailable, "%s is a folder, not a database", path).
			WithHint("name the file inside it, for example: --db %s", filepath.Join(path, "dtctl.db"))
	case !info.Mode().IsRegular():
		return nil, fault.New(fault.Unavailable, "%s is not a dtctl database", path).
			WithHint("name another file with --db, or make a new one with: dtctl init --db FILE")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	header, err := io.ReadAll(io.LimitReader(f, headerSize))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, unreadable(path, err)
	}
	return header, nil
}

func unreadable(path string, err error) error {
	return fault.New(fault.Unavailable, "the database %s cannot be read", path).
		WithHint("check the permissions of the file and of its folder").WithCause(err)
}

func damaged(path string) *fault.Fault {
	return fault.New(fault.Damaged, "the database %s is damaged", path).
		WithHint("keep the file as it is and restore a copy with: dtctl db restore FILE")
}

// access says what the filesystem allows on a database and its folder.
type access int

const (
	// writable means that the file and its folder can be changed.
	writable access = iota
	// sideFiles means that nothing can be changed and that another program's
	// side files lie beside the file and must be read with it.
	sideFiles
	// frozen means that nothing can be changed, by anyone we must heed.
	frozen
)

func accessOf(path string) (access, error) {
	if isWritable(path) && isWritable(filepath.Dir(path)) {
		return writable, nil
	}
	switch info, err := os.Stat(path + "-wal"); {
	case errors.Is(err, fs.ErrNotExist):
		return frozen, nil
	case err != nil:
		return 0, unreadable(path, err)
	case info.Size() == 0:
		return frozen, nil
	}
	return sideFiles, nil
}

// IsPrivate reports whether only the owner can read the file; where the
// system has no such permissions it is always true.
func IsPrivate(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, unreadable(path, err)
	}
	return runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0, nil
}

// fileURI writes a path as the engine's URI, so that no character of it is
// taken for an option.
func fileURI(path string) string {
	// A relative path could be one of the engine's own words, as :memory: is.
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	p := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" && !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	return "file:" + (&url.URL{Path: p}).EscapedPath()
}
