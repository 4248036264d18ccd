package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/render"
)

// decision brings an answer about one row to the import.
type decision struct {
	*batch.Pending
	answer
	row    batch.Scarto
	result *batch.Result
	// others counts the rows with the same spelling that went in too.
	others int
}

// spelling is the key of the column whose text --learn keeps.
const spelling = "ente"

func (d *decision) run(ctx context.Context, tx *db.Tx) (err error) {
	if d.row, err = d.OpenRow(ctx, tx, d.line); err != nil {
		return err
	}
	if d.drop {
		return d.Drop(ctx, tx, d.row)
	}
	decided, err := d.decided(ctx, tx)
	if err != nil {
		return err
	}
	d.result, err = d.Retry(ctx, tx, []batch.Scarto{d.row}, map[int]batch.Decision{d.line: decided})
	if err != nil {
		return err
	}
	if len(d.result.Problems) > 0 {
		return d.refusedAgain()
	}
	if !d.learn {
		return nil
	}
	return d.spread(ctx, tx, decided.Records["ente"])
}

// refusedAgain is what still is wrong with a row after a decision.
type refusedAgain struct{ problems []batch.Problem }

func (r refusedAgain) Error() string { return r.problems[0].Text.String() }

// refusedAgain returns the fault that says all that still is wrong with the row,
// caused by a refusedAgain.
func (d *decision) refusedAgain() error {
	problems := d.result.Problems
	why := problems[0].Text
	for _, p := range problems[1:] {
		why = message.New("%s; %s", why, p.Text)
	}
	refused := fault.New(fault.Failed, "line %s is refused again: %s", strconv.Itoa(d.line), why).
		WithCause(refusedAgain{problems})
	refused.Hint = hintFor(d.ID, d.line, problems[0])
	return refused
}

// hintFor is what to do about a problem of an open row: to one that several
// persons may be meant by, the import said only that there is a choice.
func hintFor(id int64, line int, p batch.Problem) message.Text {
	if len(p.Choices) == 0 || p.Choices[0].Noun != "persona" {
		return p.Hint
	}
	return message.New("say who is meant with: dtctl import resolve %s --row %s --persona %s", number(id), strconv.Itoa(line), p.Choices[0].Code)
}

// decided reads the answer: it finds the records that it names.
func (d *decision) decided(ctx context.Context, tx *db.Tx) (batch.Decision, error) {
	out := batch.Decision{Values: map[string]string{}, Records: map[string]int64{}}
	for _, pair := range d.set {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			// What was given may be personal: it is not repeated.
			return out, fault.New(fault.Usage, "--set needs a column and its value").
				WithHint("write them as KEY=VALUE, such as --set stato=completato")
		}
		out.Values[strings.ToLower(strings.TrimSpace(key))] = strings.TrimSpace(value)
	}
	if d.ente != "" {
		if !d.Reads(spelling) {
			return out, namesNo("ente", d.Oggetto)
		}
		e, err := findEnte(ctx, tx, d.ente, nil, d.RilevatoIl)
		if err != nil {
			return out, err
		}
		out.Records["ente"] = e.ID
	}
	if d.persona != "" {
		if !d.Reads("cognome") {
			return out, namesNo("persona", d.Oggetto)
		}
		p, err := persona.Find(ctx, tx, d.persona)
		if err != nil {
			return out, err
		}
		out.Records["persona"] = p.ID
	}
	return out, nil
}

func namesNo(flag, noun string) error {
	return fault.New(fault.Usage, "--%s cannot be used: the rows of %s name none", flag, noun).
		WithHint("correct a value with --set KEY=VALUE")
}

// spread keeps the spelling of the row as a name of the ente, and tries the
// other open rows that have it.
func (d *decision) spread(ctx context.Context, tx *db.Tx, enteID int64) error {
	if err := ente.Learn(ctx, tx, enteID, d.Text(d.row, spelling)); err != nil {
		return err
	}
	alike, err := d.Alike(ctx, tx, d.row, spelling)
	if err != nil || len(alike) == 0 {
		return err
	}
	again, err := d.Retry(ctx, tx, alike, nil)
	d.others = again.Rows - again.Rejected
	return err
}

// decided is the record of a decision.
type decided struct {
	id   int64
	line int
	what string
	// others counts the other rows that went in with it, left those that wait
	// for a decision.
	others, left int
}

func decidedColumns() []render.Column[decided] {
	return []render.Column[decided]{
		{Key: "importazione", Title: "Import", Value: func(d decided) any { return render.ID(d.id) }},
		{Key: "riga", Title: "Line", Value: func(d decided) any { return render.ID(d.line) }},
		{Key: "esito", Title: "Outcome", Value: func(d decided) any { return d.what }},
		{Key: "altre", Title: "Other rows with the spelling", Value: func(d decided) any { return d.others }},
		{Key: "aperte", Title: "Open", Value: func(d decided) any { return d.left }},
	}
}

// outcome says what became of the row, and how many rows are left.
func (d *decision) outcome(ctx context.Context, tx *db.Tx) (Outcome, error) {
	open, err := d.Open(ctx, tx)
	if err != nil {
		return Outcome{}, err
	}
	line := strconv.Itoa(d.line)
	record := decided{id: d.ID, line: d.line, others: d.others, left: len(open)}
	var done Outcome
	switch {
	case d.drop:
		record.what, done.Done = "lasciata", message.New("line %s is left out", line)
	case d.result.New > 0:
		record.what, done.Done = "nuova", message.New("line %s went in: a new record", line)
	case d.result.Updated > 0:
		record.what, done.Done = "aggiornata", message.New("line %s went in: it changed a record", line)
	default:
		record.what, done.Done = "invariata", message.New("line %s went in: it changes nothing", line)
	}
	if d.result != nil {
		done.Notes = append(done.Notes, d.result.Notes...)
	}
	if d.others > 0 {
		done.Notes = append(done.Notes, message.Count(d.others,
			"%d other row with this spelling went in too", "%d other rows with this spelling went in too", d.others))
	}
	done.Notes = append(done.Notes, message.Count(len(open),
		"%d row of import %s waits for a decision", "%d rows of import %s wait for a decision", len(open), number(d.ID)))
	done.Record = recordOf(decidedColumns(), record)
	return done, nil
}
