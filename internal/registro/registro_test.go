package registro

import (
	"bytes"
	"context"
	"encoding/csv"
	"path/filepath"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// embedded returns the embedded register, parsed.
func embedded(t *testing.T) register {
	t.Helper()
	r, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// byCode returns the enti of the register by Belfiore, or else by IPA code.
func byCode(r register) map[string]ente.Scheda {
	m := map[string]ente.Scheda{}
	for _, s := range r.enti {
		m[codeOf(s)] = s
	}
	return m
}

// records returns the records of an embedded file, without its header.
func records(t *testing.T, name string) [][]string {
	t.Helper()
	content, err := files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	list, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return list[1:]
}

func TestRegister_HasEveryRecordOfTheFiles(t *testing.T) {
	r := embedded(t)
	if len(r.regioni) != 20 || len(r.province) != 119 || len(r.enti) != 8141+256 {
		t.Errorf("%d regions, %d provinces, %d enti", len(r.regioni), len(r.province), len(r.enti))
	}
	for i, s := range r.enti {
		if s.ID != int64(i+1) {
			t.Fatalf("%s has id %d in place %d", s.Denominazione, s.ID, i)
		}
	}
}

func TestRegister_ProvinciaOfAPlacementIsThatOfItsCode(t *testing.T) {
	r := embedded(t)
	m := byCode(r)
	for _, f := range records(t, comuniFile) {
		for _, c := range m[f[0]].Collocazioni {
			if c.Istat != f[1] {
				continue
			}
			p := r.province[c.ProvinciaID-1]
			if p.Sigla != f[4] || p.RegioneID != c.RegioneID || !p.Contains(c.Dal) && !c.Dal.Before(p.Dal) {
				t.Errorf("%s %s lies in %s, the file says %s", f[2], f[1], p.Sigla, f[4])
			}
		}
	}
}

func TestRegister_PlacementsCoverTheLifeOfAnEnteWithoutGaps(t *testing.T) {
	for _, s := range embedded(t).enti {
		for i, c := range s.Collocazioni {
			if i > 0 && c.Dal != s.Collocazioni[i-1].Al.AddDays(1) {
				t.Errorf("%s: %s follows %s", s.Denominazione, c.Dal, s.Collocazioni[i-1].Al)
			}
		}
		if last := s.Collocazioni[len(s.Collocazioni)-1]; last.Al != s.Al {
			t.Errorf("%s ends on %s and lies somewhere until %s", s.Denominazione, s.Al, last.Al)
		}
	}
}

func TestRegister_ItsCodesAreValid(t *testing.T) {
	invalid := 0
	for _, f := range records(t, comuniFile) {
		_, belfiore := codice.Belfiore(f[0])
		_, istat := codice.Istat(f[1])
		_, cf := codice.CFEnte(f[8])
		_, ipa := codice.IPA(f[9])
		if belfiore != nil || istat != nil || f[8] != "" && cf != nil || f[9] != "" && ipa != nil {
			t.Log(f)
			invalid++
		}
	}
	for _, f := range records(t, altriFile) {
		if _, err := codice.IPA(f[0]); err != nil {
			t.Log(f)
			invalid++
		}
	}
	if invalid != 0 {
		t.Errorf("%d records with an invalid code", invalid)
	}
}

func TestRegister_SuccessorTakesOverOnTheNextDay(t *testing.T) {
	r := embedded(t)
	known := 0
	for _, s := range r.enti {
		if s.SuccessoreID == 0 {
			if s.MotivoFine != "" {
				t.Errorf("%s ended by %s without a successor", s.Denominazione, s.MotivoFine)
			}
			continue
		}
		known++
		if next := r.enti[s.SuccessoreID-1]; !next.Contains(s.Al.AddDays(1)) {
			t.Errorf("%s ends on %s, before %s begins", s.Denominazione, s.Al, next.Denominazione)
		}
	}
	if known != 171 {
		t.Errorf("%d successors", known)
	}
	m := byCode(r)
	for code, want := range map[string]ente.Motivo{
		"L390": ente.Fusione,        // Tresigallo, into the new Tresignana
		"F474": ente.Incorporazione, // Monteciccardo, into Pesaro
		"F050": "",                  // lived on
	} {
		if got := m[code].MotivoFine; got != want {
			t.Errorf("%s %s ended by %q, want %q", code, m[code].Denominazione, got, want)
		}
	}
}

func TestRegister_ABodyFollowsItsSeat(t *testing.T) {
	r := embedded(t)
	m := byCode(r)
	for code, want := range map[string][]string{
		"7u0qfn0c": {"CI", "SU", "SU"}, // Sulcis Iglesiente: SU was Sud Sardegna first
		"c_i462a":  {"MO"},
		"r_sardeg": {""},
		"uncamalb": {""}, // its seat is not known
	} {
		var got []string
		for _, c := range m[code].Collocazioni {
			sigla := ""
			if c.ProvinciaID != 0 {
				sigla = r.province[c.ProvinciaID-1].Sigla
			}
			got = append(got, sigla)
		}
		if len(got) != len(want) {
			t.Errorf("%s lies in %q, want %q", code, got, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s lies in %q, want %q", code, got, want)
			}
		}
		if !m[code].Collocazioni[0].Dal.IsZero() {
			t.Errorf("%s lies there only from %s", code, m[code].Collocazioni[0].Dal)
		}
	}
}

func TestFill_ActiveComuniByDay(t *testing.T) {
	d := filled(t)
	view(t, d, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct {
			day        string
			italia, er int
		}{
			{"2018-12-31", 7954, 331},
			{"2019-01-01", 7926, 328},
			{"2021-06-16", 7904, 328},
			{"2021-06-17", 7904, 330},
			{"2026-11-21", 7894, 330},
		} {
			enti, err := ente.List(ctx, tx, ente.Filter{Tipi: []ente.Tipo{ente.Comune}, AsOf: periodo.MustParse(c.day)})
			if err != nil {
				t.Fatal(err)
			}
			er := 0
			for _, e := range enti {
				if e.Regione == "ER" {
					er++
				}
			}
			if len(enti) != c.italia || er != c.er {
				t.Errorf("on %s: %d comuni, %d in ER, want %d and %d", c.day, len(enti), er, c.italia, c.er)
			}
		}
	})
}

func TestFill_TheFileOpensAndSaysItsRegister(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), path, db.ReadOnly, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	view(t, d, func(ctx context.Context, tx *db.Tx) {
		if v, err := Edition(ctx, tx); err != nil || v != Versione {
			t.Errorf("the file holds register %q, %v", v, err)
		}
	})
}

// filled returns a database in memory with the whole register.
func filled(t *testing.T) *db.DB {
	t.Helper()
	d, err := Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func view(t *testing.T, d *db.DB, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
