package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// canAsk reports whether there is somebody to ask.
func (e *Env) canAsk() bool { return isTerminal(e.In) && isTerminal(e.Err) }

// mayAsk returns a fault when there is nobody to ask.
func (e *Env) mayAsk() error {
	if e.canAsk() {
		return nil
	}
	return fault.New(fault.Usage, "this command asks before it acts, and there is no terminal to ask on").
		WithHint("add --yes to go on, or --dry-run to see what it would do")
}

// ask asks a yes-or-no question and returns a fault of kind Failed unless the
// answer is yes.
func (e *Env) ask(question message.Text) error {
	e.mutter(e.text(question) + " " + e.Locale.T("[y/N]") + " ")
	answer, err := e.readLine()
	if err != nil {
		return err
	}
	if isYes(answer) {
		return nil
	}
	return fault.New(fault.Failed, "not confirmed: nothing has been changed")
}

func isYes(answer string) bool {
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes", "s", "si", "sì":
		return true
	}
	return false
}

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
