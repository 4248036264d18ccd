package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/dtctl/dtctl/internal/message"
)

// bar is the bar that shows how far a long reading has come; nil where
// nobody is looking.
type bar struct {
	drawn *progressbar.ProgressBar
	lines int
	// after says what goes on when all lines are read.
	after string
}

// newBar returns a bar for that many lines, on a terminal alone.
func (e *Env) newBar(lines int) *bar {
	if e.flags.quiet || !isTerminal(e.Err) {
		return nil
	}
	if lines == 0 {
		lines = -1
	}
	return &bar{lines: lines, after: e.text(message.New("writing")), drawn: progressbar.NewOptions(lines,
		progressbar.OptionSetWriter(e.Err),
		progressbar.OptionSetDescription(e.text(message.New("reading"))),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString(e.text(message.New("rows"))),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// set moves the bar to a line. A bar that cannot be drawn is no reason to stop.
func (p *bar) set(line int) {
	if p == nil {
		return
	}
	if p.lines > 0 && line >= p.lines {
		// A full bar would go away before the work is done.
		line = p.lines - 1
		p.drawn.Describe(p.after)
	}
	_ = p.drawn.Set(line)
}

// done takes the bar away.
func (p *bar) done() {
	if p != nil {
		_ = p.drawn.Clear()
	}
}
