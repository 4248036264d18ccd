package batch_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// voce is a noun whose rows are kept in meta: a key of the form gruppo/nome and
// a value, which may not be "no".
type voce struct{}

const (
	colGruppo = iota
	colNome
	colValore
	colData
	colOre
)

func noun() batch.Noun {
	return batch.Noun{
		Name: "voce",
		Columns: []batch.Column{
			{Key: "gruppo", FillDown: true}, {Key: "nome"}, {Key: "valore", Synonyms: []string{"codice"}}, {Key: "data"}, {Key: "ore"},
		},
		Needs: [][]string{{"gruppo"}, {"nome"}},
		Open:  func(context.Context, *db.Tx, batch.Setup) (batch.Loader, error) { return voce{}, nil },
	}
}

func (voce) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	return rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) {
		row.Date(colData)
		row.Hours(colOre)
		value := row.Text(colValore)
		if id := row.Meant("voce"); id != 0 {
			value = "decisa"
		}
		if value == "no" {
			row.RefuseBetween(colValore, "valore", message.New("the value is %q", value), message.New("choose another"),
				[]batch.Choice{{Noun: "voce", Code: "7", Label: "seven"}})
		}
		_, err := tx.Insert(ctx, `INSERT INTO meta (chiave, valore) VALUES (?, ?) ON CONFLICT (chiave) DO UPDATE SET valore = excluded.valore`,
			row.Text(colGruppo)+"/"+row.Text(colNome), value)
		return batch.New, err
	})
}

// bench is a database and a folder for files.
type bench struct {
	*testing.T
	*db.DB
	dir string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, dir: t.TempDir()}
	path := filepath.Join(b.dir, "t.db")
	err := db.Create(t.Context(), path, func(context.Context, *db.Tx) error { return nil })
	if err == nil {
		b.DB, err = db.Open(t.Context(), path, db.ReadWrite, time.Second)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// update runs fn as one operation.
func (b *bench) update(fn func(ctx context.Context, tx *db.Tx) error) {
	b.Helper()
	op := &journal.Operation{At: time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC), By: "operatore", Command: "test", Keep: true}
	w := db.Write{Record: journal.Recorder(op), Unrecorded: append(journal.Tables(), batch.Tables()...)}
	if err := b.Update(b.Context(), w, fn); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) examine(content string) sheet.File {
	b.Helper()
	path := filepath.Join(b.dir, "f.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		b.Fatal(err)
	}
	f, err := sheet.Examine(b.Context(), path, sheet.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return f
}

func (b *bench) run(content string, o batch.Options) (result *batch.Result) {
	b.Helper()
	f := b.examine(content)
	o.Name, o.Mode, o.Snapshot = "f.csv", batch.Upsert, periodo.MustParse("2021-10-01")
	b.update(func(ctx context.Context, tx *db.Tx) (err error) {
		result, err = batch.Run(ctx, tx, noun(), f, o)
		return err
	})
	return result
}

// open returns the lines of the open rows of an import.
func (b *bench) open(id int64) (lines []int) {
	b.Helper()
	err := b.View(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		i, err := batch.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		rows, err := i.Open(ctx, tx)
		for _, s := range rows {
			lines = append(lines, s.Riga)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return lines
}

// values returns what was brought in.
func (b *bench) values() []string {
	b.Helper()
	var list []string
	err := b.View(b.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = db.Collect(ctx, tx, db.Value[string], `SELECT chiave || '=' || valore FROM meta WHERE chiave LIKE '%/%' ORDER BY chiave`)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return list
}

// retry brings in the row on a line with a decision, and returns the reasons
// for which it was refused.
func (b *bench) retry(id int64, line int, d batch.Decision) (problems []batch.Problem) {
	b.Helper()
	b.update(func(ctx context.Context, tx *db.Tx) error {
		p, err := batch.FindPending(ctx, tx, id, []batch.Noun{noun()}, periodo.MustParse("2021-10-02"))
		if err != nil {
			return err
		}
		row, err := p.OpenRow(ctx, tx, line)
		if err != nil {
			return err
		}
		result, err := p.Retry(ctx, tx, []batch.Scarto{row}, map[int]batch.Decision{line: d})
		problems = result.Problems
		return err
	})
	return problems
}

func (b *bench) want(what string, got, want any) {
	b.Helper()
	if g, ok := got.([]string); ok && slices.Equal(g, want.([]string)) {
		return
	}
	if g, ok := got.([]int); ok && slices.Equal(g, want.([]int)) {
		return
	}
	b.Errorf("%s: %v, want %v", what, got, want)
}

func TestRetry_ARowGoesInAsTheImportWouldHaveTakenIt(t *testing.T) {
	b := newBench(t)
	result := b.run("gruppo;nome;valore;data;ore\nA;uno;1;05/06/2021;1,5\n;due;no;31/12/2021;\n;tre;no;;\n", batch.Options{FillDown: true})
	b.want("open", b.open(result.Number), []int{3, 4})
	if problems := b.retry(result.Number, 3, batch.Decision{}); len(problems) != 1 || problems[0].Line != 3 || problems[0].Column != 3 {
		t.Errorf("refused again: %+v", problems)
	}
	b.retry(result.Number, 3, batch.Decision{Values: map[string]string{"valore": "2"}})
	b.retry(result.Number, 4, batch.Decision{Records: map[string]int64{"voce": 7}})
	// The group stood only in the first row of the block.
	b.want("values", b.values(), []string{"A/due=2", "A/tre=decisa", "A/uno=1"})
	b.want("open", b.open(result.Number), []int(nil))
}

func TestRetry_AValueNeedsNoColumnInTheFile(t *testing.T) {
	b := newBench(t)
	result := b.run("gruppo;nome;data\nA;uno;32/01/2021\n", batch.Options{})
	b.retry(result.Number, 2, batch.Decision{Values: map[string]string{"data": "", "valore": "x"}})
	b.want("values", b.values(), []string{"A/uno=x"})
}

func TestForget_OpensWhatAnOperationResolved(t *testing.T) {
	b := newBench(t)
	result := b.run("gruppo;nome;valore\nA;uno;no\nA;due;no\n", batch.Options{})
	b.retry(result.Number, 2, batch.Decision{Values: map[string]string{"valore": "1"}})
	b.want("open", b.open(result.Number), []int{3})
	b.update(func(ctx context.Context, tx *db.Tx) error {
		n, err := batch.Forget(ctx, tx, result.Number+1)
		if n != 1 {
			t.Errorf("%d rows were forgotten", n)
		}
		return err
	})
	b.want("open", b.open(result.Number), []int{2, 3})
}

func TestRun_AMendedRejectsFileClosesItsRows(t *testing.T) {
	b := newBench(t)
	first := b.run("gruppo;nome;valore\nA;uno;no\nA;due;no\nA;tre;no\n", batch.Options{})
	mark := batch.Mark(first.Number, first.File.SHA256)
	head := "gruppo;nome;valore;riga;codice;motivo;suggerimento;importazione\n"
	second := b.run(head+"A;uno;1;2;valore;perché;;"+mark+"\nA;due;no;3;valore;perché;;"+mark+"\n", batch.Options{})
	if second.New != 1 || second.Settled != 2 || len(second.Layout.Ignored()) != 0 {
		t.Errorf("new %d, settled %d, ignored %q", second.New, second.Settled, second.Layout.Ignored())
	}
	b.want("values", b.values(), []string{"A/uno=1"})
	b.want("open of the first", b.open(first.Number), []int{4})
	b.want("open of the second", b.open(second.Number), []int{3})
	if cells := second.Rejects[0].Cells; !slices.Equal(cells, []string{"A", "due", "no"}) {
		t.Errorf("rejected cells %q", cells)
	}
	// The same numbers in another database, or a mark that nobody wrote, close
	// nothing.
	third := b.run(head+"B;uno;1;4;;;;1#00000000\nB;due;1;4;;;;1\n", batch.Options{})
	if third.Settled != 0 {
		t.Errorf("settled %d", third.Settled)
	}
	b.want("open of the first", b.open(first.Number), []int{4})
}

func TestRun_RemarksAreNoData(t *testing.T) {
	b := newBench(t)
	result := b.run("# come si compila\ngruppo;nome;valore\n# gruppo: il gruppo;;\nA;uno;#N/D\n# A;due;2\n", batch.Options{})
	if result.Rows != 2 || result.Blank != 1 {
		t.Errorf("%d rows, %d blank", result.Rows, result.Blank)
	}
	b.want("values", b.values(), []string{"# A/due=2", "A/uno=#N/D"})
}

func TestAlready_KnowsTheSameBytesReadInTheSameWay(t *testing.T) {
	b := newBench(t)
	content := "gruppo;nome;valore\nA;uno;1\n"
	result := b.run(content, batch.Options{Map: map[string]string{"valore": "valore"}})
	for _, c := range []struct {
		mapped string
		want   bool
	}{{"valore", true}, {"nome", false}} {
		err := b.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			o := batch.Options{Mode: batch.Upsert, Map: map[string]string{"valore": c.mapped}}
			_, found, err := batch.Already(ctx, tx, noun(), o, result.File.SHA256)
			if found != c.want {
				t.Errorf("mapped to %s: %v", c.mapped, found)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestSaveProfile_ReplacesTheOneOfThatName(t *testing.T) {
	b := newBench(t)
	b.update(func(ctx context.Context, tx *db.Tx) error {
		for _, delimiter := range []string{";", "|"} {
			p := batch.Profilo{Nome: "self", Reading: batch.Reading{Delimiter: delimiter, Map: map[string]string{"Sede": "gruppo"}}}
			if _, err := batch.SaveProfile(ctx, tx, noun(), p); err != nil {
				return err
			}
		}
		list, err := batch.Profiles(ctx, tx)
		if len(list) != 1 || list[0].Reading.Delimiter != "|" || list[0].Oggetto != "voce" {
			t.Errorf("%+v", list)
		}
		_, wrong := batch.SaveProfile(ctx, tx, noun(), batch.Profilo{Nome: "x", Reading: batch.Reading{Map: map[string]string{"a": "colore"}}})
		if fault.KindOf(wrong) != fault.Usage || wrong == nil {
			t.Errorf("an unknown column: %v", wrong)
		}
		return err
	})
}

func TestInspect_TellsWhatIsDoubtful(t *testing.T) {
	b := newBench(t)
	n := noun()
	n.Columns[colNome].Digits = 6
	f := b.examine("Elenco\ngruppo;nome;data;ore;altro\nA;15146;05/06/2021;1.250;8,00626E+10\nB;036040;06/07/2021;;\nTotale;2\n")
	other := batch.Noun{Name: "altro", Columns: []batch.Column{{Key: "altro"}, {Key: "gruppo"}}}
	v, err := batch.Inspect(t.Context(), f, []batch.Noun{other, n}, batch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if v.Noun.Name != "voce" || v.Layout.Line != 2 || v.Rows != 2 || v.Blank != 1 {
		t.Fatalf("%s, line %d, %d rows, %d blank", v.Noun.Name, v.Layout.Line, v.Rows, v.Blank)
	}
	if c := v.Columns[1]; c.Short != 1 || c.Kind != batch.KindText {
		t.Errorf("nome: %+v", c)
	}
	if c := v.Columns[2]; c.Either != 2 || c.Kind != batch.KindDate {
		t.Errorf("data: %+v", c)
	}
	if c := v.Columns[3]; c.Thousands != 1 || c.Filled != 1 || c.Empty != 1 || c.Kind != batch.KindNumber {
		t.Errorf("ore: %+v", c)
	}
	if c := v.Columns[4]; c.Column != nil || c.Scientific != 1 {
		t.Errorf("altro: %+v", c)
	}
}
