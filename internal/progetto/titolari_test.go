package progetto

import (
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
)

// who returns the ids of the enti that lead a project on a day, then of those
// that are concerned by one.
func (o *office) who(on string, bandoID int64) string {
	o.Helper()
	var said []string
	for _, condition := range []func(string, periodo.Data, int64) (string, []any){LedAt, ConcernedAt} {
		sql, args := condition("e.id", periodo.MustParse(on), bandoID)
		ids, err := db.Collect(o.ctx, o.tx, db.Value[string], `SELECT CAST(e.id AS TEXT) FROM ente e WHERE `+sql+` ORDER BY e.id`, args...)
		o.must(err)
		said = append(said, strings.Join(ids, " "))
	}
	return strings.Join(said, "|")
}

func TestLedAt_AProjectCountsWhileItGoesOn(t *testing.T) {
	inside(t, func(o *office) {
		p := o.project("UNO", 1, 100_000, 60_000)
		o.must(Join(o.ctx, o.tx, p, []int64{2}, "interessato"))
		o.must(Join(o.ctx, o.tx, p, []int64{3}, "partner"))
		q := o.move(o.project("DUE", 2, 100_000, 60_000), "present", "2020-07-31 18:00", Mossa{})
		o.project("TRE", 3, 10, 7)
		p = o.move(p, "present", "2020-04-20 10:30", Mossa{})
		p = o.move(p, "admit", "2020-08-01", Mossa{Importo: amount(50_000)})
		p = o.move(p, "revoke", "2020-10-01", Mossa{Importo: amount(10_000)})
		o.move(p, "renounce", "2021-01-10", Mossa{})
		o.move(q, "reject", "2020-09-01", Mossa{})
		for on, want := range map[string]string{
			"2020-04-19": "|",
			"2020-04-20": "1|2 3",
			"2020-07-30": "1|2 3",
			"2020-07-31": "1 2|2 3",
			"2020-08-31": "1 2|2 3",
			"2020-09-01": "1|2 3",
			"2020-10-01": "1|2 3",
			"2021-01-09": "1|2 3",
			"2021-01-10": "|",
		} {
			if got := o.who(on, 0); got != want {
				t.Errorf("on %s: %s, want %s", on, got, want)
			}
		}
	})
}

func TestLedAt_OnlyTheCallThatIsAsked(t *testing.T) {
	inside(t, func(o *office) {
		p := o.move(o.project("UNO", 1, 100_000, 60_000), "present", "2020-05-01", Mossa{})
		o.must(Join(o.ctx, o.tx, p, []int64{2}, "partner"))
		other, err := bando.Add(o.ctx, o.tx, bando.Bando{Codice: "ALTRO", Titolo: "Altro", Gestione: bando.Esterna})
		o.must(err)
		for id, want := range map[int64]string{0: "1|2", o.call.ID: "1|2", other.ID: "|"} {
			if got := o.who("2020-05-01", id); got != want {
				t.Errorf("of the call %d: %s, want %s", id, got, want)
			}
		}
	})
}

// A file may tell when a project was admitted, and not when it was presented; or
// when it was presented, and nothing of what followed.
func TestLedAt_WhatIsNotKnownOfAProject(t *testing.T) {
	inside(t, func(o *office) {
		admitted := Atto{Stato: AmmessoFinanziato, Data: periodo.MustParse("2022-03-01"), Concessione: euro.Euro(10)}
		o.must(Load(o.ctx, o.tx, []Scheda{
			{
				Progetto: Progetto{ID: 71, BandoID: o.call.ID, EnteID: 1, Stato: AmmessoFinanziato, Concesso: euro.Euro(10)},
				Atti:     []Atto{admitted},
			},
			{Progetto: Progetto{ID: 72, BandoID: o.call.ID, EnteID: 2, Stato: Presentato, PresentatoIl: periodo.MustParseMomento("2022-02-01 09:00")}},
			{
				Progetto: Progetto{
					ID: 73, BandoID: o.call.ID, EnteID: 3, Stato: AmmessoFinanziato, Concesso: euro.Euro(10),
					PresentatoIl: periodo.MustParseMomento("2022-02-15"),
				},
				Atti: []Atto{admitted},
			},
		}))
		for on, want := range map[string]string{
			"2022-01-31": "|", "2022-02-01": "2|", "2022-02-15": "2 3|", "2022-02-28": "2 3|", "2022-03-01": "1 2 3|",
		} {
			if got := o.who(on, 0); got != want {
				t.Errorf("on %s: %s, want %s", on, got, want)
			}
		}
	})
}

func TestPendenzaDi_CountsWhatIsToBePaidAndRecovered(t *testing.T) {
	inside(t, func(o *office) {
		granted := Atto{Stato: AmmessoFinanziato, Data: periodo.MustParse("2022-03-01"), Concessione: euro.Euro(100)}
		project := func(id, enteID, left int64, payments ...Erogazione) Scheda {
			return Scheda{
				Progetto: Progetto{ID: id, BandoID: o.call.ID, EnteID: enteID, Stato: AmmessoFinanziato, Concesso: euro.Euro(left)},
				Atti:     []Atto{granted}, Erogazioni: payments,
			}
		}
		paid := func(n int64) Erogazione {
			return Erogazione{Tipo: Acconto, Importo: euro.Euro(n), Data: periodo.MustParse("2022-04-01")}
		}
		due := Erogazione{Tipo: Saldo, Importo: euro.Euro(100), PrevistaIl: periodo.MustParse("2026-12-01")}
		o.must(Load(o.ctx, o.tx, []Scheda{
			project(71, 1, 100, paid(30), due), project(72, 1, 100, paid(100)), project(73, 1, 0, paid(20)), project(74, 2, 50),
		}))
		for enteID, want := range map[int64]Pendenza{
			1: {Progetti: 2, DaErogare: euro.Euro(70), DaRecuperare: euro.Euro(20)}, 2: {Progetti: 1, DaErogare: euro.Euro(50)}, 3: {},
		} {
			if got, err := PendenzaDi(o.ctx, o.tx, enteID); err != nil || got != want {
				t.Errorf("of %d: %+v, %v, want %+v", enteID, got, err, want)
			}
		}
	})
}
