package sheet

import (
	"context"
	"errors"
	"io"
	"os"
	"strconv"

	"github.com/dtctl/dtctl/internal/fault"
)

// Spool copies what can be read only once, such as the standard input, into a
// temporary file that nobody else can read, in dir or in the folder of the
// system when dir is empty, so that it can be examined and then read. The
// caller removes the file with cleanup; where the system lets a file go that is
// still open, nothing is left behind however the program ends.
//
// It returns the error of the context when that is done, and a fault of kind
// Failed when the copy cannot be written or the input cannot be read.
func Spool(ctx context.Context, r io.Reader, dir string) (path string, cleanup func() error, err error) {
	file, err := os.CreateTemp(dir, "dtctl-*")
	if err != nil {
		return "", nil, unspooled(err)
	}
	path, listed := file.Name(), true
	if nameless := namelessPath(file); nameless != "" && os.Remove(path) == nil {
		path, listed = nameless, false
	}
	cleanup = func() error {
		err := file.Close()
		if listed {
			err = errors.Join(err, os.Remove(path))
		}
		return err
	}
	if _, err = io.Copy(file, cancellable{ctx, r}); err == nil {
		return path, cleanup, nil
	}
	err = errors.Join(err, cleanup())
	if ctx.Err() != nil {
		return "", nil, err
	}
	return "", nil, unspooled(err)
}

// namelessPath returns a path by which an open file can be opened again even
// when no folder lists it, as Linux has them; empty where there is none.
func namelessPath(file *os.File) string {
	path := "/proc/self/fd/" + strconv.FormatUint(uint64(file.Fd()), 10)
	named, err := file.Stat()
	if err != nil {
		return ""
	}
	if info, err := os.Stat(path); err != nil || !os.SameFile(info, named) {
		return ""
	}
	return path
}

// cancellable is a reader that ends with its context.
type cancellable struct {
	ctx context.Context
	in  io.Reader
}

func (c cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.in.Read(p)
}

func unspooled(err error) error {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f
	}
	return fault.New(fault.Failed, "the input cannot be kept in a temporary file").
		WithHint("check the free space of the disk, or give the name of a file").WithCause(err)
}
