package unione

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The enti of the small register of these tests.
const (
	ceramico = iota + 1
	circondario
	sassuolo
	formigine
	vecchio // a comune that ended with the year 2018
	modena  // a provincia
	sciolta // an Unione that ended with the year 2018
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
				(1, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
			INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo) VALUES
				(1, '036', '036', 'MO', 1, 'Modena', 'modena', 'provincia');
			INSERT INTO ente (id, tipo, denominazione, norma, ipa, belfiore, in_liquidazione, dal, al) VALUES
				(1, 'unione', 'Distretto Ceramico', 'distretto ceramico', 'c_i462a', NULL, 0, NULL, NULL),
				(2, 'circondario', 'Circondario', 'circondario', 'nucir', NULL, 0, NULL, NULL),
				(3, 'comune', 'Sassuolo', 'sassuolo', 'c_i462', 'I462', 0, '1861-03-17', NULL),
				(4, 'comune', 'Formigine', 'formigine', 'c_d711', 'D711', 0, '1861-03-17', NULL),
				(5, 'comune', 'Vecchio', 'vecchio', NULL, 'X999', 0, '1861-03-17', '2018-12-31'),
				(6, 'provincia', 'Provincia di Modena', 'provincia di modena', 'p_mo', NULL, 0, NULL, NULL),
				(7, 'unione', 'Sciolta', 'sciolta', 'uni_s', NULL, 0, NULL, '2018-12-31');
			INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, istat, capoluogo, dal, al) VALUES
				(3, 1, 1, '036040', 0, '1861-03-17', NULL),
				(4, 1, 1, '036015', 0, '1861-03-17', NULL),
				(5, 1, 1, '036099', 0, '1861-03-17', '2018-12-31')`); err != nil {
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused fails the test unless err is a fault of kind Failed that says all of
// the words, in its message or its hint.
func refused(t *testing.T, err error, words ...string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Failed {
		t.Fatalf("got %v, want a fault of kind Failed", err)
	}
	text := f.Message.String() + "\n" + f.Hint.String()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q does not say %q", text, w)
		}
	}
}

func names(ctx context.Context, t *testing.T, tx *db.Tx, unioneID int64, asOf string) string {
	t.Helper()
	list, err := Members(ctx, tx, unioneID, day(asOf))
	must(t, err)
	words := make([]string, len(list))
	for i, m := range list {
		words[i] = m.Comune + " " + m.Provincia + " " + m.Istat
	}
	return strings.Join(words, ", ")
}

func TestUnione_MembersAreThoseOfTheDay(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		must(t, Join(ctx, tx, ceramico, sassuolo, day("2014-01-01")))
		must(t, Join(ctx, tx, ceramico, formigine, day("2015-01-01")))
		must(t, Join(ctx, tx, ceramico, vecchio, day("2015-01-01")))
		must(t, Leave(ctx, tx, ceramico, formigine, day("2019-12-31")))
		for asOf, want := range map[string]string{
			"2013-12-31": "",
			"2014-01-01": "Sassuolo MO 036040",
			"2018-12-31": "Formigine MO 036015, Sassuolo MO 036040, Vecchio MO 036099",
			"2019-12-31": "Formigine MO 036015, Sassuolo MO 036040",
			"2020-01-01": "Sassuolo MO 036040",
		} {
			if got := names(ctx, t, tx, ceramico, asOf); got != want {
				t.Errorf("on %s: %q, want %q", asOf, got, want)
			}
		}
	})
}

func TestUnione_ADissolvedUnioneHasNoMembers(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		must(t, Join(ctx, tx, sciolta, sassuolo, day("2014-01-01")))
		if got := names(ctx, t, tx, sciolta, "2018-12-31"); got == "" {
			t.Error("no members on its last day")
		}
		if got := names(ctx, t, tx, sciolta, "2019-01-01"); got != "" {
			t.Errorf("members after its end: %s", got)
		}
	})
}

// TUEL, d.lgs. 267/2000, art. 32 c. 2.
func TestUnione_AComuneBelongsToOneAtATime(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		must(t, Join(ctx, tx, ceramico, sassuolo, day("2014-01-01")))
		refused(t, Join(ctx, tx, circondario, sassuolo, day("2020-01-01")),
			"Sassuolo", "Distretto Ceramico", "since 2014-01-01", "--to 2019-12-31")
		refused(t, Join(ctx, tx, circondario, sassuolo, day("2010-01-01")), "Distretto Ceramico")
		refused(t, Join(ctx, tx, ceramico, sassuolo, day("2020-01-01")), "already belongs")
		must(t, Leave(ctx, tx, ceramico, sassuolo, day("2019-12-31")))
		refused(t, Join(ctx, tx, circondario, sassuolo, day("2019-12-31")), "from 2014-01-01 to 2019-12-31")
		must(t, Join(ctx, tx, circondario, sassuolo, day("2020-01-01")))
	})
}

func TestUnione_OnlyComuniJoinOnlyUnioni(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		refused(t, Join(ctx, tx, modena, sassuolo, day("2020-01-01")), "Provincia di Modena", "provincia")
		refused(t, Join(ctx, tx, ceramico, circondario, day("2020-01-01")), "no comune")
		refused(t, Join(ctx, tx, ceramico, vecchio, day("2020-01-01")), "Vecchio", "2020-01-01")
		refused(t, Join(ctx, tx, sciolta, sassuolo, day("2020-01-01")), "Sciolta", "2020-01-01")
		refused(t, Join(ctx, tx, ceramico, 99, day("2020-01-01")), "99")
	})
}

func TestUnione_OnlyAMemberLeaves(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		refused(t, Leave(ctx, tx, ceramico, sassuolo, day("2020-01-01")), "Sassuolo", "Distretto Ceramico")
		must(t, Join(ctx, tx, ceramico, sassuolo, day("2014-01-01")))
		refused(t, Leave(ctx, tx, ceramico, sassuolo, day("2013-12-31")), "does not belong")
		refused(t, Leave(ctx, tx, circondario, sassuolo, day("2020-01-01")), "does not belong")
		must(t, Leave(ctx, tx, ceramico, sassuolo, day("2020-12-31")))
		refused(t, Leave(ctx, tx, ceramico, sassuolo, day("2019-12-31")), "already leaves", "2020-12-31")
	})
}
