package demo

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// stage opens the demonstration and runs fn in a transaction that reads it.
func stage(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	d, err := Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// covered counts the comuni of the region on a day with a holder of the role:
// of their own, only through their Unione, and by provincia in all.
func covered(ctx context.Context, t *testing.T, tx *db.Tx, role, day string) (direct, via int, byProvincia map[string]int) {
	t.Helper()
	on := periodo.MustParse(day)
	er, err := territorio.FindRegione(ctx, tx, "ER")
	if err != nil {
		t.Fatal(err)
	}
	query, args := ente.Filter{Regioni: []int64{er.ID}, Tipi: []ente.Tipo{ente.Comune}, AsOf: on}.Query()
	byProvincia = map[string]int{}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var provincia string
		var own, members bool
		err := scan(&provincia, &own, &members)
		switch {
		case own:
			direct++
		case members:
			via++
		default:
			return err
		}
		byProvincia[provincia]++
		return err
	}, `SELECT p.sigla,
			EXISTS (SELECT 1 FROM nomina n JOIN ruolo r ON r.id = n.ruolo_id
				WHERE n.ente_id = u.id AND r.codice = ? AND `+nomina.ValidAt+`),
			EXISTS (SELECT 1 FROM adesione_unione a JOIN nomina n ON n.ente_id = a.unione_id JOIN ruolo r ON r.id = n.ruolo_id
				WHERE a.comune_id = u.id AND a.dal <= ? AND (a.al IS NULL OR a.al >= ?)
				AND n.copre = 'aderenti' AND r.codice = ? AND `+nomina.ValidAt+`)
		FROM (`+query+`) u JOIN provincia p ON p.id = u.provincia_id`,
		append([]any{role, on, on, on, on, role, on, on}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	return direct, via, byProvincia
}

func count(ctx context.Context, t *testing.T, tx *db.Tx, query string, args ...any) int {
	t.Helper()
	n, _, err := db.First(ctx, tx, db.Value[int], query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDemo_TheFiguresOfThePress(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		for _, day := range []string{"2021-07-15", "2026-11-21"} {
			direct, _, byProvincia := covered(ctx, t, tx, "comunicazione", day)
			if direct != 258 {
				t.Errorf("on %s %d comuni have a responsabile of comunicazione", day, direct)
			}
			want := "map[BO:48 FC:24 FE:17 MO:39 PC:31 PR:33 RA:17 RE:33 RN:16]"
			if got := fmt.Sprint(byProvincia); got != want {
				t.Errorf("on %s by provincia %s", day, got)
			}
			direct, via, byProvincia := covered(ctx, t, tx, "formazione", day)
			if direct != 251 || via != 23 {
				t.Errorf("on %s formazione has %d of their own, %d through an Unione", day, direct, via)
			}
			want = "map[BO:49 FC:24 FE:18 MO:42 PC:33 PR:34 RA:17 RE:37 RN:20]"
			if got := fmt.Sprint(byProvincia); got != want {
				t.Errorf("on %s by provincia %s", day, got)
			}
		}
	})
}

func TestDemo_TheFigureGrowsFromTheInvitationOn(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct {
			day  string
			want int
		}{{"2021-06-14", 0}, {"2021-06-21", 96}, {"2021-06-28", 155}, {"2021-07-05", 196}, {"2021-07-12", 232}, {"2021-07-19", 258}} {
			if n, _, _ := covered(ctx, t, tx, "comunicazione", c.day); n != c.want {
				t.Errorf("on %s %d comuni, want %d", c.day, n, c.want)
			}
		}
		if n := count(ctx, t, tx, `SELECT count(*) FROM nomina WHERE dal > '2021-07-15' OR stato = 'attiva' AND al IS NOT NULL`); n != 0 {
			t.Errorf("%d nomine begin later or end", n)
		}
	})
}

func TestDemo_EveryComuneOfThatDayWasInvitedForBothRoles(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		for query, want := range map[string]int{
			`SELECT count(*) FROM nomina WHERE invitato_il = '2021-06-14'`:                                       656,
			`SELECT count(DISTINCT ente_id) FROM nomina WHERE invitato_il = '2021-06-14'`:                        328,
			`SELECT count(*) FROM nomina`:                                                                        659,
			`SELECT count(*) FROM nomina n JOIN ente e ON e.id = n.ente_id WHERE e.belfiore IN ('F478', 'I460')`: 0,
			`SELECT count(*) FROM adesione_unione WHERE al IS NULL`:                                              24,
		} {
			if n := count(ctx, t, tx, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
	})
}

func TestDemo_EveryActHasATypeADayAndANumber(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		if n := count(ctx, t, tx, `SELECT count(*) FROM nomina WHERE stato = 'attiva'
			AND (atto_tipo IS NULL OR atto_data > dal OR protocollo IS NULL OR (atto_numero IS NULL) <> (atto_tipo IN ('nota', 'modulo')))`); n != 0 {
			t.Errorf("%d nomine without an act", n)
		}
	})
}

func TestDemo_NobodyIsReal(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		if n := count(ctx, t, tx, `SELECT count(*) FROM persona
			WHERE cf IS NOT NULL OR telefono IS NOT NULL OR email NOT LIKE '%.example.org'`); n != 0 {
			t.Errorf("%d persons with an address that might be somebody's", n)
		}
		if n := count(ctx, t, tx, `SELECT count(*) - count(DISTINCT norma) FROM persona`); n != 0 {
			t.Errorf("%d namesakes", n)
		}
		if n := count(ctx, t, tx, `SELECT count(*) FROM ente WHERE pec NOT LIKE '%.example.org'
			OR email NOT LIKE '%.example.org' OR telefono NOT LIKE '000 %'`); n != 0 {
			t.Errorf("%d offices with an address that might be real", n)
		}
	})
}

func TestDemo_WhoIsMissingHasAddressesAndCalls(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		uncovered := `SELECT count(DISTINCT e.id) FROM ente e JOIN nomina n ON n.ente_id = e.id
			WHERE n.stato <> 'attiva' AND e.tipo = 'comune'`
		all := count(ctx, t, tx, uncovered)
		addressed := count(ctx, t, tx, uncovered+` AND e.pec IS NOT NULL`)
		called := count(ctx, t, tx, uncovered+` AND e.id IN (SELECT ente_id FROM contatto)`)
		if all < 100 || addressed < all/2 || addressed == all || called < all/3 || called == all {
			t.Errorf("of %d comuni %d have an address, %d were called", all, addressed, called)
		}
	})
}

func TestDemo_IsAlwaysTheSame(t *testing.T) {
	dump := func() (rows []string) {
		stage(t, func(ctx context.Context, tx *db.Tx) {
			var err error
			rows, err = db.Collect(ctx, tx, db.Value[string], `
				SELECT n.id || ' ' || n.ente_id || ' ' || n.stato || ' ' || coalesce(n.dal, '') || ' ' || coalesce(p.norma, '')
				FROM nomina n LEFT JOIN persona p ON p.id = n.persona_id ORDER BY n.id`)
			if err != nil {
				t.Fatal(err)
			}
		})
		return rows
	}
	if !slices.Equal(dump(), dump()) {
		t.Error("two demonstrations differ")
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		d, err := Open(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
