package cli

import (
	"bufio"
	"context"
	"errors"
	"io"

	"github.com/dtctl/dtctl/internal/fault"
)

// readLine reads one line of the standard input.
func (e *Env) readLine() (string, error) {
	line, err := bufio.NewReader(e.input).ReadString('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return line, err
}

// interruptible is a reader that Ctrl-C ends, although nothing can end the
// reading of a terminal itself: the program leaves while it waits.
type interruptible struct {
	ctx context.Context
	in  io.Reader
}

// Read returns a fault of kind Interrupted as soon as the context is done.
func (r interruptible) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	// The caller's buffer is not touched once the caller is gone.
	buffer := make([]byte, len(p))
	go func() {
		n, err := r.in.Read(buffer)
		done <- result{n, err}
	}()
	select {
	case <-r.ctx.Done():
		return 0, fault.New(fault.Interrupted, "interrupted: nothing has been changed")
	case got := <-done:
		return copy(p, buffer[:got.n]), got.err
	}
}
