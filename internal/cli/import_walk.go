package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/render"
)

// walker goes through the open rows of an import with the operator.
type walker struct {
	env *Env
	cmd *cobra.Command
	id  int64
	in  *bufio.Reader
	// What is shown: the import, and the rest of its open rows.
	pending *batch.Pending
	open    []batch.Scarto
	// labels are the records that the first of them may mean, as the operator
	// sees them.
	labels []string
}

func newWalker(env *Env, cmd *cobra.Command, id int64) *walker {
	return &walker{env: env, cmd: cmd, id: id, in: bufio.NewReader(env.input)}
}

// walk asks about each open row until there is none or the operator stops.
func (w *walker) walk() error {
	after := 0
	for first := true; ; first = false {
		if err := w.read(after); err != nil {
			return err
		}
		if first && namesPersons(w.pending.Oggetto) {
			// That the names were seen is kept.
			if err := w.env.recordNamed(w.cmd, len(w.open), ""); err != nil {
				return err
			}
		}
		if len(w.open) == 0 {
			w.env.say(message.New("import %s has no more rows to decide", number(w.id)))
			return nil
		}
		w.show()
		stop, err := w.decide()
		if err != nil || stop {
			return err
		}
		after = w.open[0].Riga
	}
}

// read reads the open rows behind a line.
func (w *walker) read(after int) error {
	return w.env.View(w.cmd, func(ctx context.Context, tx *db.Tx) (err error) {
		if w.pending, err = batch.FindPending(ctx, tx, w.id, importNouns(), w.env.Today()); err != nil {
			return err
		}
		if w.open, err = w.pending.Open(ctx, tx); err != nil {
			return err
		}
		for len(w.open) > 0 && w.open[0].Riga <= after {
			w.open = w.open[1:]
		}
		if len(w.open) == 0 {
			return nil
		}
		w.labels, err = choiceLabels(ctx, tx, w.open[0].Scelte)
		return err
	})
}

// choiceLabels names records to the operator: persons too, who have no label in
// what is kept.
func choiceLabels(ctx context.Context, tx *db.Tx, choices []batch.Choice) ([]string, error) {
	var labels []string
	for _, c := range choices {
		if c.Noun != "persona" {
			labels = append(labels, c.Label)
			continue
		}
		p, err := persona.Find(ctx, tx, c.Code)
		if _, gone := errors.AsType[*fault.Fault](err); err != nil && !gone {
			return nil, err
		}
		labels = append(labels, strings.TrimSpace(c.Code+" "+p.Nominativo()+" "+p.Email))
	}
	return labels, nil
}

// show shows what is wrong with the first row, its cells and whom it may mean.
func (w *walker) show() {
	e, row := w.env, w.open[0]
	e.mutter("\n" + e.text(message.Count(len(w.open), "%d row to decide", "%d rows to decide", len(w.open))) + "\n")
	line := w.pending.File + ":" + strconv.Itoa(row.Riga) + ":" + strconv.Itoa(row.Colonna) + " " + row.Codice + " " + e.text(row.Motivo)
	if !row.Suggerimento.IsZero() && len(w.labels) == 0 {
		line += " — " + e.text(row.Suggerimento)
	}
	e.mutter(line + "\n")
	titles := w.pending.Titoli()
	for i, cell := range row.Celle {
		if cell = shownCell(strings.TrimSpace(cell), true); cell == "" {
			continue
		}
		title := strconv.Itoa(i + 1)
		if i < len(titles) {
			title = titles[i]
		}
		e.mutter(render.Visible("    "+title+": "+cell) + "\n")
	}
	for i, label := range w.labels {
		e.mutter(render.Visible("  "+strconv.Itoa(i+1)+"  "+label) + "\n")
	}
}

// decide asks about the first row until an answer settles it, and reports
// whether the operator wants to stop.
func (w *walker) decide() (stop bool, err error) {
	for {
		w.env.mutter(w.env.text(message.New("a number, ente ENTE, persona NUMBER, KEY=VALUE, r try again, s skip, d discard, q stop:")) + " ")
		text, err := w.line()
		if err != nil {
			return false, err
		}
		word := strings.ToLower(text)
		if word == "q" || word == "s" {
			return word == "q", nil
		}
		a, ok := w.answer(text)
		if !ok {
			continue
		}
		if a.ente != "" && w.pending.Text(w.open[0], spelling) != "" {
			if a.learn, err = w.learns(); err != nil {
				return false, err
			}
		}
		err = w.env.resolve(w.cmd, w.id, a)
		f, isFault := errors.AsType[*fault.Fault](err)
		if !isFault || f.Kind != fault.Failed && f.Kind != fault.Usage {
			return false, err
		}
		w.env.fail(err)
	}
}

// answer understands what the operator typed.
func (w *walker) answer(text string) (a answer, ok bool) {
	a = answer{line: w.open[0].Riga}
	word, rest, _ := strings.Cut(text, " ")
	word, rest = strings.ToLower(word), strings.TrimSpace(rest)
	if n, err := strconv.Atoi(text); err == nil {
		if n < 1 || n > len(w.labels) {
			return a, false
		}
		return w.choose(a, w.open[0].Scelte[n-1])
	}
	switch {
	case text == "r" || text == "R":
	case text == "d" || text == "D":
		a.drop = true
	case word == "ente" && rest != "":
		a.ente = rest
	case word == "persona" && rest != "":
		a.persona = rest
	case strings.Contains(text, "="):
		a.set = []string{text}
	default:
		return a, false
	}
	return a, true
}

// choose answers with a record that the row may mean.
func (w *walker) choose(a answer, c batch.Choice) (answer, bool) {
	switch c.Noun {
	case "ente":
		a.ente = c.Code
	case "persona":
		a.persona = c.Code
	default:
		return a, false
	}
	return a, true
}

// learns asks whether the spelling of the row is to be kept.
func (w *walker) learns() (bool, error) {
	w.env.mutter(w.env.text(message.New("Keep the spelling %q for later files?", w.pending.Text(w.open[0], spelling))) +
		" " + w.env.Locale.T("[y/N]") + " ")
	text, err := w.line()
	return isYes(text), err
}

// line reads what the operator types; the end of the input stops the walk.
func (w *walker) line() (string, error) {
	text, err := w.in.ReadString('\n')
	if errors.Is(err, io.EOF) {
		if strings.TrimSpace(text) == "" {
			text = "q"
		}
		err = nil
	}
	return strings.TrimSpace(text), err
}
