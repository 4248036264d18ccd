package registro

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// office is a new database into which published files are brought.
type office struct {
	*testing.T
	*db.DB
}

func newOffice(t *testing.T) office {
	t.Helper()
	d, err := Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return office{t, d}
}

// bring imports a file of a published layout on a day.
func (o office) bring(path, on string) (*batch.Result, error) {
	o.Helper()
	f, err := sheet.Examine(o.T.Context(), path, sheet.Options{})
	if err != nil {
		o.Fatal(err)
	}
	noun := o.recognized(f)
	op := &journal.Operation{At: time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC), By: "operatore", Command: "ente import"}
	w := db.Write{Record: journal.Recorder(op), Unrecorded: append(journal.Tables(), batch.Tables()...)}
	var r *batch.Result
	err = o.Update(o.T.Context(), w, func(ctx context.Context, tx *db.Tx) error {
		var err error
		r, err = batch.Run(ctx, tx, noun, f, batch.Options{
			Name: path, Mode: batch.Upsert, Snapshot: periodo.MustParse(on), Today: periodo.MustParse("2026-11-21"),
		})
		op.Keep = err == nil && r.Number != 0
		return err
	})
	return r, err
}

// recognized returns the layout of the file, which its titles tell.
func (o office) recognized(f sheet.File) batch.Noun {
	o.Helper()
	rows, err := f.Rows(o.T.Context())
	if err != nil {
		o.Fatal(err)
	}
	header, err := rows.Next()
	if err := errors.Join(err, rows.Close()); err != nil {
		o.Fatal(err)
	}
	noun, found := Recognize(header.Cells)
	if !found {
		o.Fatalf("%v are not recognised", header.Cells)
	}
	return noun
}

// wrote imports a file with the given text.
func (o office) wrote(text, on string) *batch.Result {
	o.Helper()
	path := filepath.Join(o.TempDir(), "f.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		o.Fatal(err)
	}
	r, err := o.bring(path, on)
	if err != nil {
		o.Fatal(err)
	}
	return r
}

func counts(r *batch.Result) [4]int { return [4]int{r.New, r.Updated, r.Unchanged, r.Rejected} }

// published returns the path of a published file, which is no part of the
// repository.
func published(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", "real", filepath.FromSlash(name))
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		t.Skip("the published files are not here: they are no part of the repository")
	}
	return path
}

func TestPublished_RegisterFollowsTheRealLists(t *testing.T) {
	for _, c := range []struct {
		file, profile, on string
		want              [4]int
		outside, padded   int
		note              string
	}{
		{"istat/situas_comuni_2026-08-14.csv", situas, "2026-08-14", [4]int{0, 0, 7894, 0}, 0, 3, "the zeros in front of 3 codes"},
		{"istat/situas_comuni_2026-08-14.csv", situas, "2026-11-21", [4]int{0, 0, 7894, 0}, 0, 3, "the zeros in front of 3 codes"},
		{"istat/Elenco-comuni-italiani_2025-09.csv", elenco, "2025-09-30", [4]int{0, 0, 7896, 0}, 0, 7526, "377 comuni have had another code since"},
		{"istat/Elenco-comuni-italiani_2025-09.csv", elenco, "2026-11-21", [4]int{0, 0, 7896, 0}, 0, 7526, "377 codes are former ones of their comuni"},
		{"anpr/ANPR_archivio_comuni.csv", archivio, "2026-11-21", [4]int{0, 0, 8311, 0}, 11041, 0, "11041 rows are about days before 2015-01-01"},
		{"anpr/anpr_popolazione_residente_export.csv", ente.ProfiloPopolazione, "2026-11-21", [4]int{3, 0, 7893, 0}, 0, 0, ""},
	} {
		t.Run(filepath.Base(c.file)+" "+c.on, func(t *testing.T) {
			path := published(t, c.file)
			o := newOffice(t)
			r, err := o.bring(path, c.on)
			if err != nil {
				t.Fatal(err)
			}
			if counts(r) != c.want || r.Blank != c.outside || r.Padded != c.padded {
				t.Errorf("%v, %d outside, %d padded", counts(r), r.Blank, r.Padded)
			}
			said := ""
			for _, n := range r.Notes {
				said += n.String() + "\n"
			}
			if !strings.Contains(said, c.note) {
				t.Errorf("notes: %s", said)
			}
			again, err := o.bring(path, c.on)
			if err != nil || again.Unchanged != again.Rows || again.Changed() {
				t.Errorf("again: %v %v", counts(again), err)
			}
		})
	}
}

func TestPublished_ListThatLostLettersIsRefused(t *testing.T) {
	_, err := newOffice(t).bring(published(t, "istat/Elenco-comuni-italiani_2024-06_mojibake.csv"), "2024-06-30")
	if fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), "802 letters were lost, in the names of 166 comuni, the first on line 4") {
		t.Errorf("%v", err)
	}
}

const archiveTitles = "DATAISTITUZIONE,DATACESSAZIONE,CODISTAT,CODCATASTALE,DENOMINAZIONE_IT\n"

func TestArchive_OpenEndOverwritesNothing(t *testing.T) {
	// Abbasanta was recoded in 2026, Alano di Piave ended in 2024.
	r := newOffice(t).wrote(archiveTitles+`1974-08-20,9999-12-31,095001,A007,ABBASANTA
1867-04-12,9999-12-31,025002,A121,ALANO DI PIAVE
`, "2026-11-21")
	if counts(r) != [4]int{0, 0, 2, 0} {
		t.Errorf("%v", counts(r))
	}
}

func TestArchive_ComuneIsBornRecodedAndEnded(t *testing.T) {
	o := newOffice(t)
	const text = archiveTitles + `2016-01-01,2019-12-31,036901,M998,CITTA' NUOVA
2020-01-01,2023-12-31,036901,M998,CITTA' NUOVA DI MODENA
2024-01-01,2026-06-30,035901,M998,CITTA' NUOVA DI MODENA
`
	if got := counts(o.wrote(text, "2026-11-21")); got != [4]int{1, 0, 2, 0} {
		t.Errorf("%v", got)
	}
	err := o.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		w, err := readWorld(ctx, tx)
		for _, s := range w.enti {
			if s.Belfiore != "M998" {
				continue
			}
			const want = "MO 036901 2016-01-01/2023-12-31; RE 035901 2024-01-01/2026-06-30"
			if got := w.places(s); got != want || s.Denominazione != "Città Nuova di Modena" || s.Al.String() != "2026-06-30" {
				t.Errorf("%s: %s, until %s", s.Denominazione, got, s.Al)
			}
			return err
		}
		t.Error("the comune is not there")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if r := o.wrote(text, "2026-11-21"); r.Changed() {
		t.Errorf("again: %v", counts(r))
	}
}

func TestArchive_GapsAndUnknownProvincesAreRefused(t *testing.T) {
	r := newOffice(t).wrote(archiveTitles+`1861-03-17,2016-12-31,036001,A713,BASTIGLIA
2018-01-01,9999-12-31,036001,A713,BASTIGLIA
2020-01-01,9999-12-31,999001,M997,ALTROVE
2020-01-01,2019-01-01,036001,A713,BASTIGLIA
`, "2026-11-21")
	if counts(r) != [4]int{0, 0, 0, 4} {
		t.Errorf("%v", counts(r))
	}
}

func TestRecognize_TitlesOfNobodyAreNotRecognised(t *testing.T) {
	if n, found := Recognize([]string{"denominazione", "ipa", "istat"}); found {
		t.Errorf("recognised as %s", n.Profile)
	}
	for _, name := range Profiles() {
		if n, found := Layout(name); !found || n.Name != "ente" {
			t.Errorf("no layout %s", name)
		}
	}
}
