package corso

import (
	"context"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

func piano(s string) (p periodo.Piano) {
	if s != "" {
		p = periodo.MustParsePiano(s)
	}
	return p
}

func TestStatoAl_FollowsTheDates(t *testing.T) {
	for name, c := range map[string]struct {
		open, dal, al string
		want          map[string]Stato
	}{
		"days": {"2021-09-01", "2021-10-01", "2021-12-31", map[string]Stato{
			"2021-08-31": Programmata, "2021-09-01": IscrizioniAperte, "2021-09-30": IscrizioniAperte,
			"2021-10-01": InCorso, "2021-12-31": InCorso, "2022-01-01": Conclusa,
		}},
		"a month does not begin before it is over": {"", "2022-01", "", map[string]Stato{
			"2021-12-31": Programmata, "2022-01-01": Programmata, "2022-01-31": Programmata, "2022-02-01": InCorso,
		}},
		"enrolment stays open in that month": {"2021-12-01", "2022-01", "2022-03", map[string]Stato{
			"2021-11-30": Programmata, "2022-01-31": IscrizioniAperte, "2022-02-01": InCorso,
			"2022-03-31": InCorso, "2022-04-01": Conclusa,
		}},
		"enrolment planned for a month": {"2021-11", "2022-01-10", "", map[string]Stato{
			"2021-11-30": Programmata, "2021-12-01": IscrizioniAperte, "2022-01-10": InCorso,
		}},
		"all in one month": {"", "2022-01", "2022-01", map[string]Stato{
			"2022-01-31": Programmata, "2022-02-01": Conclusa,
		}},
		"only the end": {"", "", "2021-12-31", map[string]Stato{
			"2021-12-31": Programmata, "2022-01-01": Conclusa,
		}},
		"no dates": {"", "", "", map[string]Stato{"2021-12-31": Programmata}},
	} {
		e := Edizione{IscrizioniDal: piano(c.open), Dal: piano(c.dal), Al: piano(c.al)}
		for day, want := range c.want {
			if got := e.StatoAl(periodo.MustParse(day)); got != want {
				t.Errorf("%s: on %s it is %s, want %s", name, day, got, want)
			}
		}
	}
}

func TestStatoAl_AForcedStateWins(t *testing.T) {
	e := Edizione{Dal: piano("2021-10-01"), Stato: Annullata}
	for _, day := range []string{"2021-09-30", "2021-10-01", "2030-01-01"} {
		if got := e.StatoAl(periodo.MustParse(day)); got != Annullata {
			t.Errorf("on %s it is %s", day, got)
		}
	}
}

func TestIncludes_LeavesOutOnlyDaysThatCannotBe(t *testing.T) {
	e := Edizione{Dal: piano("2022-01"), Al: piano("2022-03-15")}
	for day, want := range map[string]bool{
		"2021-12-31": false, "2022-01-01": true, "2022-03-15": true, "2022-03-16": false,
	} {
		if e.Includes(periodo.MustParse(day)) != want {
			t.Errorf("%s: %t", day, !want)
		}
	}
	if !(Edizione{}).Includes(periodo.MustParse("2022-01-01")) {
		t.Error("an edition without dates leaves out a day")
	}
}

func TestAddEdizione_WrongValuesAreRefused(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		c := add(ctx, t, tx, valid("TD"))
		addEdizione(ctx, t, tx, c, 1)
		for name, x := range map[string]struct {
			e    Edizione
			kind fault.Kind
			want string
		}{
			"number":     {Edizione{Numero: 0}, fault.Usage, "at least 1"},
			"seats":      {Edizione{Numero: 2, Posti: -1}, fault.Usage, "seats"},
			"state":      {Edizione{Numero: 2, Stato: "sospesa"}, fault.Usage, "annullata"},
			"taken":      {Edizione{Numero: 1}, fault.Failed, "there is already an edition TD/1"},
			"reversed":   {Edizione{Numero: 2, Dal: piano("2022-02"), Al: piano("2022-01-31")}, fault.Failed, "cannot end on 2022-01-31"},
			"opens late": {Edizione{Numero: 2, IscrizioniDal: piano("2022-02-02"), Dal: piano("2022-02-01")}, fault.Failed, "cannot open on 2022-02-02"},
			"opens after the end": {
				Edizione{Numero: 2, IscrizioniDal: piano("2022-02"), Al: piano("2022-01")}, fault.Failed, "after the edition ends",
			},
		} {
			x.e.CorsoID = c.ID
			_, err := AddEdizione(ctx, tx, x.e)
			t.Run(name, func(t *testing.T) { refused(t, err, x.kind, x.want) })
		}
		// A month and a day inside it are in order, whichever comes first.
		addEdizione(ctx, t, tx, c, 2, "2022-01", "2022-01-10")
	})
}

func TestFindEdizione_ByCourseAndNumber(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		want := addEdizione(ctx, t, tx, add(ctx, t, tx, valid("TD-BASE")), 2, "2022-01", "2022-03-31")
		if want.Codice() != "TD-BASE/2" || want.Destinatari != Dipendenti {
			t.Errorf("added %+v", want)
		}
		for _, arg := range []string{"TD-BASE/2", "td-base/2", " TD-BASE / 2 "} {
			if got, err := FindEdizione(ctx, tx, arg); err != nil || got != want {
				t.Errorf("%q is %+v, %v", arg, got, err)
			}
		}
		for arg, kind := range map[string]fault.Kind{
			"TD-BASE": fault.Usage, "TD-BASE/": fault.Usage, "TD-BASE/x": fault.Usage, "/2": fault.Failed,
			"TD-BASE/3": fault.Failed, "ALTRO/2": fault.Failed,
		} {
			_, err := FindEdizione(ctx, tx, arg)
			refused(t, err, kind)
		}
		if p, err := FindParte(ctx, tx, "td-base"); err != nil || p != (Parte{CorsoID: want.CorsoID}) {
			t.Errorf("%+v, %v", p, err)
		}
		if p, err := FindParte(ctx, tx, "td-base/2"); err != nil || p != (Parte{want.CorsoID, want.ID}) {
			t.Errorf("%+v, %v", p, err)
		}
	})
}

func TestRemoveEdizione_OnlyWhenNothingRefersToIt(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		c := add(ctx, t, tx, valid("TD"))
		e := addEdizione(ctx, t, tx, c, 1, "2021-10-01")
		enrol(ctx, t, tx, e, 1, "ritirato")
		s, err := AddSessione(ctx, tx, Sessione{EdizioneID: e.ID, Data: periodo.MustParse("2021-10-05")})
		must(t, err)
		refused(t, RemoveEdizione(ctx, tx, e), fault.Failed, "1 enrolment, 1 session, 0 attendances", "--status annullata")
		must(t, RemoveSessione(ctx, tx, s))
		refused(t, RemoveEdizione(ctx, tx, e), fault.Failed, "1 enrolment, 0 sessions")
	})
}

func TestSessione_IsStoredCorrectedAndListed(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		c := add(ctx, t, tx, valid("TD"))
		first, second := addEdizione(ctx, t, tx, c, 1), addEdizione(ctx, t, tx, c, 2)
		s, err := AddSessione(ctx, tx, Sessione{
			EdizioneID: first.ID, Data: periodo.MustParse("2021-10-05"), Minuti: 90, Modalita: "aula", Sede: " Sala ", Note: " n ",
		})
		want := Sessione{
			ID: s.ID, EdizioneID: first.ID, Data: periodo.MustParse("2021-10-05"), Minuti: 90, Modalita: "aula", Sede: "Sala",
			Note: "n", Edizione: "TD/1",
		}
		if err != nil || s != want {
			t.Errorf("stored %+v, %v", s, err)
		}
		s.Minuti, s.Modalita, s.Sede, s.Data = 0, "", "", periodo.MustParse("2021-10-06")
		edited, err := EditSessione(ctx, tx, s)
		must(t, err)
		if found, err := FindSessione(ctx, tx, s.ID); err != nil || found != edited || found.Sede != "" {
			t.Errorf("became %+v, %v", found, err)
		}
		_, err = AddSessione(ctx, tx, Sessione{EdizioneID: second.ID, Data: periodo.MustParse("2021-01-01")})
		must(t, err)
		for n, p := range map[int]Parte{2: {CorsoID: c.ID}, 1: {CorsoID: c.ID, EdizioneID: second.ID}} {
			if list, err := Sessioni(ctx, tx, p); err != nil || len(list) != n {
				t.Errorf("%d sessions, %v, want %d", len(list), err, n)
			}
		}
		_, err = AddSessione(ctx, tx, Sessione{EdizioneID: first.ID})
		refused(t, err, fault.Usage, "--date")
		_, err = AddSessione(ctx, tx, Sessione{EdizioneID: first.ID, Data: s.Data, Modalita: "radio"})
		refused(t, err, fault.Usage, "radio")
		_, err = FindSessione(ctx, tx, 99)
		refused(t, err, fault.Failed, "99")
	})
}
