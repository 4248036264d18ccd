package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// hamlet is a database with two comuni, and a course with as many editions as
// rows come: each row is an enrolment of its own.
const hamlet = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione) VALUES
	(1, 'comune', 'Uno', 'uno', 'c_uno', 0), (2, 'comune', 'Due', 'due', 'c_due', 0);
INSERT INTO ente_collocazione (ente_id, regione_id, capoluogo, dal, al) VALUES (1, 8, 0, NULL, NULL), (2, 8, 0, NULL, NULL);
INSERT INTO corso (id, codice, titolo, norma, destinatari, piattaforma) VALUES (1, 'TD', 'TD', 'td', 'dipendenti', 'SELF');
INSERT INTO edizione (id, corso_id, numero) SELECT value, 1, value FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18]');
`

// modelRow is a row as the model sees it.
type modelRow struct {
	cognome, cf, email, id string
	ente                   int
	edizione               int
}

// modelPerson is a person as the model sees it.
type modelPerson struct {
	cognome, cf, email, id string
	// enti are those of the rows so far, earlier those of the files before.
	enti, earlier map[int]bool
	// editions are those of the rows that mean the person.
	editions []int
}

// model takes rows one after the other, as the rules for telling persons say
// (imports.md 4.4).
type model struct {
	persons []*modelPerson
	// homonyms are the editions of the rows that several persons may be meant by.
	homonyms []int
}

// partitionInEveryOrder returns which rows mean the same person, and whether
// that is the same in whatever order the rows of each file come: otherwise the
// rules do not say.
func partitionInEveryOrder(r *rand.Rand, files [][]modelRow) (partition []string, defined bool) {
	const orders = 12
	for i := range orders {
		var m model
		for _, rows := range files {
			for _, p := range m.persons {
				p.earlier = maps.Clone(p.enti)
			}
			for _, place := range r.Perm(len(rows)) {
				m.row(rows[place])
			}
		}
		if p := m.partition(); i == 0 {
			partition = p
		} else if !slices.Equal(p, partition) {
			return nil, false
		}
	}
	return partition, true
}

// sureness is the place of the surest key of a row.
func (r modelRow) sureness() int {
	switch {
	case r.cf != "":
		return 0
	case r.id != "":
		return 1
	case r.email != "":
		return 2
	}
	return 3
}

func (m *model) row(r modelRow) {
	found := m.search(r)
	switch len(found) {
	case 0:
		p := &modelPerson{cognome: r.cognome, enti: map[int]bool{}, earlier: map[int]bool{}}
		m.persons = append(m.persons, p)
		found = append(found, p)
	case 1:
	default:
		m.homonyms = append(m.homonyms, r.edizione)
		return
	}
	p := found[0]
	p.editions = append(p.editions, r.edizione)
	p.enti[r.ente] = true
	fill := func(value func(*modelPerson) *string, said string) {
		if said != "" && *value(p) == "" && !slices.ContainsFunc(m.persons, func(q *modelPerson) bool { return *value(q) == said }) {
			*value(p) = said
		}
	}
	fill(func(p *modelPerson) *string { return &p.cf }, r.cf)
	fill(func(p *modelPerson) *string { return &p.id }, r.id)
	fill(func(p *modelPerson) *string { return &p.email }, r.email)
}

// search returns who may be meant by a row: nobody, one, or several that only
// somebody can tell apart.
func (m *model) search(r modelRow) []*modelPerson {
	keys := []func(p *modelPerson) bool{
		func(p *modelPerson) bool { return r.cf != "" && p.cf == r.cf },
		func(p *modelPerson) bool { return r.id != "" && p.id == r.id },
		func(p *modelPerson) bool { return r.email != "" && p.email == r.email },
	}
	for i := r.sureness(); i < len(keys); i++ {
		if found := m.who(func(p *modelPerson) bool { return keys[i](p) && r.agrees(p) }); len(found) == 1 {
			return found
		}
	}
	return m.who(func(p *modelPerson) bool {
		// Two rows of one file with different keys may well be two persons.
		enti := p.enti
		if r.sureness() < len(keys) {
			enti = p.earlier
		}
		return p.cognome == r.cognome && enti[r.ente] && r.agrees(p) &&
			(p.email == "" || r.email == "" || p.email == r.email) && (p.id == "" || r.id == "" || p.id == r.id)
	})
}

// agrees reports whether the codes of row and person do not tell them apart.
func (r modelRow) agrees(p *modelPerson) bool { return r.cf == "" || p.cf == "" || r.cf == p.cf }

func (m *model) who(is func(p *modelPerson) bool) (list []*modelPerson) {
	for _, p := range m.persons {
		if is(p) {
			list = append(list, p)
		}
	}
	return list
}

// partition says which rows mean the same person, and which are left open.
func (m *model) partition() (list []string) {
	for _, p := range m.persons {
		slices.Sort(p.editions)
		list = append(list, fmt.Sprint(p.editions))
	}
	slices.Sort(list)
	slices.Sort(m.homonyms)
	return append(list, fmt.Sprint("open ", append([]int{}, m.homonyms...)))
}

// draw makes a row of one of a few persons, some of one name, that says some of
// what could be said of the person.
func draw(r *rand.Rand, edition int) modelRow {
	cast := []modelRow{
		{cognome: "Rossi", cf: "RSSMRA85T10A562S", email: "a@posta.example", id: "U1", ente: 1},
		{cognome: "Rossi", cf: "RSSMRA85T10A56NH", email: "b@posta.example", id: "U2", ente: 1},
		{cognome: "Rossi", cf: "RCCMNL83S18D969H", email: "c@posta.example", id: "U3", ente: 2},
		{cognome: "Verdi", cf: "CCCFBA85D03L219P", email: "d@posta.example", id: "U4", ente: 2},
	}
	row := cast[r.IntN(len(cast))]
	row.edizione = edition
	for _, key := range []*string{&row.cf, &row.email, &row.id} {
		if r.IntN(5) < 3 {
			*key = ""
		}
	}
	if r.IntN(8) == 0 {
		row.ente = 3 - row.ente
	}
	return row
}

var errTakenBack = errors.New("taken back")

func TestImport_RowsOfOnePersonAreTheOnesThatARowByRowReadingFinds(t *testing.T) {
	t.Parallel()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	path := filepath.Join(t.TempDir(), "f.csv")
	compared := 0
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 0))
		files := [][]modelRow{drawFile(r, 1), drawFile(r, 9)}
		want, defined := partitionInEveryOrder(r, files)
		if !defined {
			continue
		}
		compared++
		var said, got []string
		err := d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, hamlet); err != nil {
				return err
			}
			for _, rows := range files {
				said = append(said, bringRows(ctx, t, tx, path, rows))
			}
			got = partitionOf(ctx, t, tx, files)
			return errTakenBack
		})
		if !errors.Is(err, errTakenBack) {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("seed %d: got %q, want %q of\n%s", seed, got, want, strings.Join(said, ""))
		}
	}
	if compared < 50 {
		t.Errorf("only %d files could be compared", compared)
	}
}

// drawFile draws a few rows; the first is of the given edition.
func drawFile(r *rand.Rand, edition int) []modelRow {
	rows := make([]modelRow, 1+r.IntN(4))
	for i := range rows {
		rows[i] = draw(r, edition+i)
	}
	return rows
}

// bringRows imports rows and returns the file.
func bringRows(ctx context.Context, t *testing.T, tx *db.Tx, path string, rows []modelRow) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("cognome;nome;cf;ipa;email;id_esterno;corso;edizione;iscritto_il\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "%s;Ada;%s;%s;%s;%s;TD;%d;2021-09-14\n", r.cognome, r.cf, []string{"c_uno", "c_due"}[r.ente-1], r.email, r.id, r.edizione)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := sheet.Examine(ctx, path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	day := periodo.MustParse("2021-12-31")
	result, err := batch.Run(ctx, tx, iscrizione.Import(), f, batch.Options{Name: path, Mode: batch.Upsert, Snapshot: day, Today: day})
	if err != nil {
		t.Fatal(err)
	}
	if result.Number != 0 {
		_, err = tx.Exec(ctx, `INSERT INTO operazione (id, quando, chi, comando, parametri, inserite, aggiornate, eliminate)
			VALUES (?, '2021-12-31T00:00:00Z', 'test', 'test', '', 0, 0, 0)`, result.Number)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// partitionOf is what model.partition says, of the database.
func partitionOf(ctx context.Context, t *testing.T, tx *db.Tx, files [][]modelRow) []string {
	t.Helper()
	list, err := db.Collect(ctx, tx, db.Value[string], `
		SELECT '[' || coalesce((SELECT group_concat(edizione_id, ' ' ORDER BY edizione_id) FROM iscrizione i WHERE i.persona_id = p.id), '') || ']'
		FROM persona p ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	taken, err := db.Collect(ctx, tx, db.Value[int], `SELECT edizione_id FROM iscrizione`)
	if err != nil {
		t.Fatal(err)
	}
	open := []int{}
	for _, r := range slices.Concat(files...) {
		if !slices.Contains(taken, r.edizione) {
			open = append(open, r.edizione)
		}
	}
	slices.Sort(list)
	slices.Sort(open)
	return append(list, fmt.Sprint("open ", open))
}
