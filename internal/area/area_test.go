package area

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The enti of the small register of these tests. Novafeltria came from Marche,
// Vecchia ended with the year 2019.
const (
	novafeltria = iota + 1
	sanLeo
	vecchia
)

// inside runs fn in one transaction of a database with a small register.
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
		if _, err := tx.Exec(ctx, `
			INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
				(1, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est'),
				(2, '11', 'MH', 'MAR', 'IT-57', 'r_marche', 'Marche', 'marche', 'Centro');
			INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo) VALUES
				(1, '099', '099', 'RN', 1, 'Rimini', 'rimini', 'provincia'),
				(2, '041', '041', 'PU', 2, 'Pesaro e Urbino', 'pesaro e urbino', 'provincia');
			INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione, dal, al) VALUES
				(1, 'comune', 'Novafeltria', 'novafeltria', 'c_f137', 0, '1941-01-01', NULL),
				(2, 'comune', 'San Leo', 'san leo', 'c_h949', 0, '1941-01-01', NULL),
				(3, 'comune', 'Vecchia', 'vecchia', NULL, 0, '1941-01-01', '2019-12-31');
			INSERT INTO ente_collocazione (id, ente_id, regione_id, provincia_id, istat, capoluogo, dal, al) VALUES
				(1, 1, 2, 2, '041044', 0, '1941-01-01', '2009-08-14'),
				(2, 1, 1, 1, '099023', 0, '2009-08-15', NULL),
				(3, 2, 1, 1, '099025', 0, '1941-01-01', NULL),
				(4, 3, 1, 1, '099099', 0, '1941-01-01', '2019-12-31')`); err != nil {
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

func add(ctx context.Context, t *testing.T, tx *db.Tx, codice, name string) Area {
	t.Helper()
	a, err := Add(ctx, tx, Area{Codice: codice, Nome: name, Tipo: Interna})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused fails the test unless err is a fault of the given kind that says all
// of the words, in its message or its hint.
func refused(t *testing.T, err error, kind fault.Kind, words ...string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != kind {
		t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
	text := f.Message.String() + "\n" + f.Hint.String()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q does not say %q", text, w)
		}
	}
}

func names(ctx context.Context, t *testing.T, tx *db.Tx, areaID int64, asOf string) string {
	t.Helper()
	list, err := Enti(ctx, tx, areaID, day(asOf))
	must(t, err)
	words := make([]string, len(list))
	for i, m := range list {
		words[i] = m.Denominazione + " " + m.Regione + " " + m.Provincia + " " + m.Istat
	}
	return strings.Join(words, ", ")
}

func TestArea_MalformedValuesAreWrongUsage(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, a := range []Area{
			{Codice: "", Nome: "Alta Valmarecchia", Tipo: Interna},
			{Codice: "alta valle", Nome: "Alta Valmarecchia", Tipo: Interna},
			{Codice: "AVM", Nome: " ", Tipo: Interna},
			{Codice: "AVM", Nome: "Alta Valmarecchia", Tipo: "montana"},
		} {
			_, err := Add(ctx, tx, a)
			refused(t, err, fault.Usage)
		}
	})
}

func TestArea_CodeIsUniqueWhateverItsCase(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, "AVM", "Alta Valmarecchia")
		_, err := Add(ctx, tx, Area{Codice: "avm", Nome: "Altra", Tipo: Rete})
		refused(t, err, fault.Failed, "Alta Valmarecchia")
	})
}

func TestArea_IsFoundByCodeOrExactName(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		avm := add(ctx, t, tx, "AVM", "Alta Valmarecchia")
		add(ctx, t, tx, "APP", "Appennino")
		add(ctx, t, tx, "APP2", "Appennino")
		for _, arg := range []string{"AVM", "avm", "alta valmarecchia"} {
			if a, err := Find(ctx, tx, arg, day("2026-11-21")); err != nil || a.ID != avm.ID {
				t.Errorf("Find(%q) = %+v, %v", arg, a, err)
			}
		}
		_, err := Find(ctx, tx, "Alta Valmarechia", day("2026-11-21"))
		refused(t, err, fault.Failed, "AVM (Alta Valmarecchia)")
		_, err = Find(ctx, tx, "Appennino", day("2026-11-21"))
		refused(t, err, fault.Failed, "APP (Appennino), APP2 (Appennino)")
		_, err = Find(ctx, tx, "xyz", day("2026-11-21"))
		refused(t, err, fault.Failed, "dtctl area list")
	})
}

func TestArea_EntiAreThoseOfTheDayWhereTheyLieThen(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		a := add(ctx, t, tx, "AVM", "Alta Valmarecchia")
		must(t, Join(ctx, tx, a.ID, sanLeo, day("2000-01-01")))
		must(t, Join(ctx, tx, a.ID, novafeltria, day("2000-01-01")))
		must(t, Join(ctx, tx, a.ID, vecchia, day("2010-01-01")))
		must(t, Leave(ctx, tx, a.ID, sanLeo, day("2009-12-31")))
		for asOf, want := range map[string]string{
			"1999-12-31": "",
			"2009-08-14": "Novafeltria MH PU 041044, San Leo ER RN 099025",
			"2009-12-31": "Novafeltria ER RN 099023, San Leo ER RN 099025",
			"2010-01-01": "Novafeltria ER RN 099023, Vecchia ER RN 099099",
			"2020-01-01": "Novafeltria ER RN 099023",
		} {
			if got := names(ctx, t, tx, a.ID, asOf); got != want {
				t.Errorf("on %s: %q, want %q", asOf, got, want)
			}
			list, err := List(ctx, tx, day(asOf))
			must(t, err)
			if n := strings.Count(want, "ER") + strings.Count(want, "MH"); list[0].Enti != n {
				t.Errorf("on %s the list counts %d enti, want %d", asOf, list[0].Enti, n)
			}
		}
	})
}

func TestArea_OverlappingStayIsRefused(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		a := add(ctx, t, tx, "AVM", "Alta Valmarecchia")
		must(t, Join(ctx, tx, a.ID, sanLeo, day("2014-01-01")))
		refused(t, Join(ctx, tx, a.ID, sanLeo, day("2010-01-01")), fault.Failed, "San Leo", "2014-01-01")
		must(t, Leave(ctx, tx, a.ID, sanLeo, day("2020-12-31")))
		refused(t, Join(ctx, tx, a.ID, sanLeo, day("2020-12-31")), fault.Failed, "2020-12-31")
		must(t, Join(ctx, tx, a.ID, sanLeo, day("2021-01-01")))
		refused(t, Leave(ctx, tx, a.ID, sanLeo, day("2015-01-01")), fault.Failed, "2020-12-31")
	})
}

func TestArea_OnlyAnEnteThatIsThereLeaves(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		a := add(ctx, t, tx, "AVM", "Alta Valmarecchia")
		refused(t, Leave(ctx, tx, a.ID, sanLeo, day("2020-12-31")), fault.Failed, "San Leo", "AVM")
	})
}

func TestArea_AnEndedEnteDoesNotJoin(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		a := add(ctx, t, tx, "AVM", "Alta Valmarecchia")
		refused(t, Join(ctx, tx, a.ID, vecchia, day("2020-01-01")), fault.Failed, "Vecchia", "2020-01-01")
		refused(t, Join(ctx, tx, a.ID, 99, day("2020-01-01")), fault.Failed)
	})
}
