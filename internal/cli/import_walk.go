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
	// choices are the records that the first of them may mean, labels the same
	// as the operator sees them.
	choices []batch.Choice
	labels  []string
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
		w.choices = w.open[0].Scelte()
		w.labels, err = choiceLabels(ctx, tx, w.choices)
		return err
	})
}

// offer shows the records between which the first row leaves the choice now.
func (w *walker) offer(choices []batch.Choice) error {
	err := w.env.View(w.cmd, func(ctx context.Context, tx *db.Tx) (err error) {
		w.choices = choices
		w.labels, err = choiceLabels(ctx, tx, choices)
		return err
	})
	w.showChoices()
	return err
}

func (w *walker) showChoices() {
	for i, label := range w.labels {
		w.env.mutter(render.Visible("  "+strconv.Itoa(i+1)+"  "+label) + "\n")
	}
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
	for _, p := range row.Problemi {
		line := w.pending.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) + " " + p.Code + " " + e.text(p.Text)
		if !p.Hint.IsZero() && len(p.Choices) == 0 {
			line += " — " + e.text(p.Hint)
		}
		e.mutter(line + "\n")
	}
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
	w.showChoices()
}

// decide asks about the first row until the answers settle it, and reports
// whether the operator wants to stop. What was answered holds for the next
// attempt too: a row may have several errors.
func (w *walker) decide() (stop bool, err error) {
	so := answer{line: w.open[0].Riga}
	for {
		w.env.mutter(w.env.text(message.New("a number, ente ENTE, persona NUMBER, KEY=VALUE, r try again, s skip, d discard, q stop, ? help:")) + " ")
		text, err := w.line()
		if err != nil {
			return false, err
		}
		word := strings.ToLower(text)
		if word == "q" || word == "s" {
			return word == "q", nil
		}
		a, ok := w.answer(so, text)
		if !ok {
			w.help()
			continue
		}
		if a.ente != so.ente && w.pending.Text(w.open[0], spelling) != "" {
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
		// An answer that could not be understood is not kept.
		if again, ok := errors.AsType[refusedAgain](err); ok {
			so = a
			if err := w.offer(batch.ChoicesOf(again.problems)); err != nil {
				return false, err
			}
		}
	}
}

// help says what can be answered.
func (w *walker) help() {
	for _, line := range []message.Text{
		message.New("a number: the record on that line of the list, where there is one"),
		message.New("ente ENTE: the row means this ente, by name or code"),
		message.New("persona NUMBER: the row means this person, as dtctl persona list numbers them"),
		message.New("KEY=VALUE: the row says this in a column; the columns are: %s", strings.Join(w.pending.Keys(), ", ")),
		message.New("r: try the row again as it is; s: leave it for later; d: leave it out for good; q: stop here"),
		message.New("What is answered holds until the row goes in: answer one error after the other."),
	} {
		w.env.mutter("  " + w.env.text(line) + "\n")
	}
}

// answer adds what the operator typed to what was answered before.
func (w *walker) answer(a answer, text string) (answer, bool) {
	word, rest, _ := strings.Cut(text, " ")
	word, rest = strings.ToLower(word), strings.TrimSpace(rest)
	if n, err := strconv.Atoi(text); err == nil {
		if n < 1 || n > len(w.labels) {
			return a, false
		}
		return w.choose(a, w.choices[n-1])
	}
	switch {
	case text == "r" || text == "R":
	case text == "d" || text == "D":
		a = answer{line: a.line, drop: true}
	case word == "ente" && rest != "":
		a.ente = rest
	case word == "persona" && rest != "":
		a.persona = rest
	case strings.Contains(text, "="):
		a.set = append(a.set[:len(a.set):len(a.set)], text)
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
