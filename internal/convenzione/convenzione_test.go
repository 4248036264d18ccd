package convenzione

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The enti of the small register of these tests.
const (
	ceramico = iota + 1 // an Unione that ended with the year 2025
	sassuolo
	formigine
	vecchio // a comune that ended with the year 2018
)

const seed = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo) VALUES
	(36, '036', '036', 'MO', 8, 'Modena', 'modena', 'provincia');
INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione, dal, al) VALUES
	(1, 'unione', 'Distretto Ceramico', 'distretto ceramico', 'c_i462a', 0, NULL, '2025-12-31'),
	(2, 'comune', 'Sassuolo', 'sassuolo', 'c_i462', 0, NULL, NULL),
	(3, 'comune', 'Formigine', 'formigine', 'c_d711', 0, NULL, NULL),
	(4, 'comune', 'Vecchio', 'vecchio', NULL, 0, NULL, '2018-12-31');
INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, capoluogo) SELECT id, 8, 36, 0 FROM ente;
`

func inside(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, seed); err != nil {
			return err
		}
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func day(s string) periodo.Data { return periodo.MustParse(s) }

func on(dal, al string) periodo.Periodo {
	p := periodo.Periodo{Dal: day(dal)}
	if al != "" {
		p.Al = day(al)
	}
	return p
}

func add(ctx context.Context, t *testing.T, tx *db.Tx, c Convenzione) Convenzione {
	t.Helper()
	added, err := Add(ctx, tx, c)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func wantFault(t *testing.T, err error, kind fault.Kind, text string) {
	t.Helper()
	f, ok := err.(*fault.Fault)
	if !ok || f.Kind != kind || !strings.Contains(f.Message.String()+f.Hint.String(), text) {
		t.Errorf("got %v, want a fault about %q", err, text)
	}
}

func TestAdd_RefusesWhatCannotBe(t *testing.T) {
	for what, c := range map[string]struct {
		convenzione Convenzione
		kind        fault.Kind
		want        string
	}{
		"no platform":       {Convenzione{EnteID: sassuolo, Periodo: on("2021-01-01", "")}, fault.Usage, "--platform"},
		"no first day":      {Convenzione{Tipo: Self, EnteID: sassuolo}, fault.Usage, "--from"},
		"reversed":          {Convenzione{Tipo: Self, EnteID: sassuolo, Periodo: on("2021-01-02", "2021-01-01")}, fault.Failed, "cannot end on"},
		"ended signatory":   {Convenzione{Tipo: Self, EnteID: vecchio, Periodo: on("2021-01-01", "")}, fault.Failed, "Vecchio does not exist on 2021-01-01"},
		"too long":          {Convenzione{Tipo: Self, EnteID: ceramico, Periodo: on("2021-01-01", "2026-01-01")}, fault.Failed, "does not exist on 2026-01-01"},
		"covers itself":     {Convenzione{Tipo: Self, EnteID: sassuolo, Periodo: on("2021-01-01", ""), Coperti: []int64{sassuolo}}, fault.Failed, "signs the convention"},
		"covers the ended":  {Convenzione{Tipo: Self, EnteID: ceramico, Periodo: on("2021-01-01", ""), Coperti: []int64{vecchio}}, fault.Failed, "on any day of the convention"},
		"no such signatory": {Convenzione{Tipo: Self, EnteID: 99, Periodo: on("2021-01-01", "")}, fault.Failed, "there is no ente 99"},
	} {
		inside(t, func(ctx context.Context, tx *db.Tx) {
			t.Log(what)
			_, err := Add(ctx, tx, c.convenzione)
			wantFault(t, err, c.kind, c.want)
		})
	}
}

func TestAdd_OneForAPlatformAtATime(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		first := add(ctx, t, tx, Convenzione{Tipo: " self ", EnteID: sassuolo, Periodo: on("2021-01-01", "2021-12-31")})
		if first.Tipo != Self || first.Ente != "Sassuolo" || first.Provincia != "MO" {
			t.Errorf("stored %+v", first)
		}
		_, err := Add(ctx, tx, Convenzione{Tipo: "Self", EnteID: sassuolo, Periodo: on("2021-12-31", "")})
		wantFault(t, err, fault.Failed, "Sassuolo already has convention 1 for SELF, from 2021-01-01 to 2021-12-31")
		add(ctx, t, tx, Convenzione{Tipo: Self, EnteID: sassuolo, Periodo: on("2022-01-01", "")})
		add(ctx, t, tx, Convenzione{Tipo: "Syllabus", EnteID: sassuolo, Periodo: on("2021-06-01", "")})
		again := add(ctx, t, tx, Convenzione{Tipo: "SYLLABUS", EnteID: ceramico, Periodo: on("2021-06-01", ""), Coperti: []int64{sassuolo}})
		if again.Tipo != "Syllabus" {
			t.Errorf("the same platform is spelt %s", again.Tipo)
		}
		_, err = Edit(ctx, tx, first.ID, Modifica{Al: &periodo.Data{}})
		wantFault(t, err, fault.Failed, "already has convention 2 for SELF, from 2022-01-01 on")
	})
}

// covered returns the enti under a convention for SELF, own ones first.
func covered(ctx context.Context, t *testing.T, tx *db.Tx, asOf string) []int64 {
	t.Helper()
	condition, args := CoveredAt("e.id", "self", day(asOf))
	signed, signedArgs := SignedAt("e.id", Self, day(asOf))
	ids, err := db.Collect(ctx, tx, db.Value[int64],
		`SELECT e.id FROM ente e WHERE `+condition+` ORDER BY `+signed+` DESC, e.id`, append(args, signedArgs...)...)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestCoveredAt_TheSignatoryAndThoseCoveredWhileItIsValid(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, Convenzione{Tipo: Self, EnteID: formigine, Periodo: on("2021-06-01", "2021-06-30")})
		c := add(ctx, t, tx, Convenzione{Tipo: Self, EnteID: ceramico, Periodo: on("2021-01-01", ""), Coperti: []int64{sassuolo, formigine}})
		for asOf, want := range map[string][]int64{
			"2020-12-31": nil,
			"2021-01-01": {ceramico, sassuolo, formigine},
			"2021-06-15": {ceramico, formigine, sassuolo},
			// The capofila is no more: it covers nobody, whatever was written.
			"2026-01-01": {ceramico},
		} {
			if got := covered(ctx, t, tx, asOf); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", asOf, got, want)
			}
		}
		if _, err := Uncover(ctx, tx, c.ID, []int64{sassuolo}); err != nil {
			t.Fatal(err)
		}
		if _, err := End(ctx, tx, c.ID, day("2021-06-10")); err != nil {
			t.Fatal(err)
		}
		if got := covered(ctx, t, tx, "2021-06-10"); !slices.Equal(got, []int64{ceramico, formigine}) {
			t.Errorf("on the last day: %v", got)
		}
		if got := covered(ctx, t, tx, "2021-06-11"); !slices.Equal(got, []int64{formigine}) {
			t.Errorf("on the day after: %v", got)
		}
		_, err := End(ctx, tx, c.ID, day("2021-06-10"))
		wantFault(t, err, fault.Failed, "already ends on 2021-06-10")
	})
}

func TestList_AConventionConcernsAllThatItCovers(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, Convenzione{Tipo: Self, EnteID: formigine, Periodo: on("2021-06-01", "2021-06-30")})
		add(ctx, t, tx, Convenzione{Tipo: Self, EnteID: ceramico, Periodo: on("2021-01-01", ""), Coperti: []int64{sassuolo}})
		comuni := ente.Filter{Tipi: []ente.Tipo{ente.Comune}, AsOf: day("2021-06-01")}
		for what, c := range map[string]struct {
			f    Filter
			want []int64
		}{
			"all":            {Filter{}, []int64{2, 1}},
			"covered":        {Filter{EnteID: sassuolo}, []int64{2}},
			"signed":         {Filter{EnteID: ceramico}, []int64{2}},
			"of comuni":      {Filter{Enti: &comuni}, []int64{2, 1}},
			"other platform": {Filter{Tipo: "Syllabus"}, nil},
			"platform":       {Filter{Tipo: "self"}, []int64{2, 1}},
			"valid":          {Filter{ValidAt: day("2021-05-31")}, []int64{2}},
			"ending":         {Filter{Ends: on("2021-06-01", "2021-06-30")}, []int64{1}},
			"ending before":  {Filter{Ends: on("2021-06-01", "2021-06-29")}, nil},
		} {
			list, err := List(ctx, tx, c.f)
			var got []int64
			for _, o := range list {
				got = append(got, o.ID)
			}
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, %v, want %v", what, got, err, c.want)
			}
		}
	})
}

func TestLoad_WritesWhatAddWouldHave(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		loaded := []Convenzione{
			{ID: 7, Tipo: Self, EnteID: ceramico, Periodo: on("2021-01-01", "2025-12-31"), Atto: "delibera 1", Coperti: []int64{sassuolo, formigine}},
			{ID: 9, Tipo: Self, EnteID: sassuolo, Periodo: on("2021-01-01", "")},
		}
		if err := Load(ctx, tx, loaded); err != nil {
			t.Fatal(err)
		}
		c, err := Find(ctx, tx, 7, day("2021-01-01"))
		if err != nil || c.Atto != "delibera 1" || !slices.Equal(c.Coperti, loaded[0].Coperti) || c.NumeroCoperti != 2 {
			t.Errorf("%+v, %v", c, err)
		}
		if _, err := Remove(ctx, tx, 7, day("2021-01-01")); err != nil {
			t.Error(err)
		}
		if got := covered(ctx, t, tx, "2021-01-01"); !slices.Equal(got, []int64{sassuolo}) {
			t.Errorf("after the removal: %v", got)
		}
	})
}
