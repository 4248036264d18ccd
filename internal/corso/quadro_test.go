package corso

import (
	"context"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

func TestDescribe_CountsEnrolmentsPersonsAndDaysHeld(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		c := add(ctx, t, tx, valid("TD"))
		first, second := addEdizione(ctx, t, tx, c, 1, "2021-01-01"), addEdizione(ctx, t, tx, c, 2, "2021-06-01")
		void := addEdizione(ctx, t, tx, c, 3)
		void.Stato = Annullata
		_, err := EditEdizione(ctx, tx, void)
		must(t, err)
		for _, e := range []Edizione{first, second, void} {
			for _, day := range []string{"2021-02-01", "2021-07-01"} {
				_, err := AddSessione(ctx, tx, Sessione{EdizioneID: e.ID, Data: periodo.MustParse(day)})
				must(t, err)
			}
		}
		enrol(ctx, t, tx, first, 1, "completato")
		enrol(ctx, t, tx, second, 1, "iscritto")
		enrol(ctx, t, tx, first, 2, "ritirato")
		enrol(ctx, t, tx, second, 2, "annullata")
		s, err := Describe(ctx, tx, c, periodo.MustParse("2021-06-30"))
		if err != nil || s.Iscritti != 2 || s.Completati != 1 || s.Persone != 1 || s.Giornate != 2 || len(s.Edizioni) != 3 {
			t.Errorf("%+v, %v", s, err)
		}
		if q := s.Edizioni[0]; q.Codice() != "TD/1" || q.Iscritti != 1 || q.Completati != 1 || q.Sessioni != 2 {
			t.Errorf("the first edition has %+v", q)
		}
		other := valid("ALTRO")
		other.Piattaforma, other.ProgrammaID = "SELF", 1
		add(ctx, t, tx, other)
		rows, err := List(ctx, tx, Filter{})
		if err != nil || len(rows) != 2 || rows[0].Codice != "ALTRO" || rows[0].Edizioni != 0 ||
			rows[1].Edizioni != 3 || rows[1].Iscritti != 2 || rows[1].Completati != 1 {
			t.Errorf("%+v, %v", rows, err)
		}
		for _, f := range []Filter{{ProgrammaID: 1}, {Piattaforma: "self"}, {Piattaforma: "SELF", Platee: []Platea{Cittadini, Dipendenti}}} {
			if rows, err := List(ctx, tx, f); err != nil || len(rows) != 1 || rows[0].Codice != "ALTRO" {
				t.Errorf("%+v gives %+v, %v", f, rows, err)
			}
		}
		if rows, err := List(ctx, tx, Filter{Platee: []Platea{Cittadini}}); err != nil || len(rows) != 0 {
			t.Errorf("%+v, %v", rows, err)
		}
	})
}

func TestFrequenza_CitizensAreCountedOnlyInACourseForThem(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		c := valid("CITT")
		c.Destinatari = Cittadini
		c = add(ctx, t, tx, c)
		e := addEdizione(ctx, t, tx, c, 1)
		ten := int64(10)
		f := Frequenza{EdizioneID: e.ID, EnteID: 1, Data: periodo.MustParse("2021-10-01"), Fascia: "65+", Persone: 14, Residenti: &ten}
		got, err := AddFrequenza(ctx, tx, f)
		if err != nil || got.Edizione != "CITT/1" || got.Ente != "Sassuolo" || got.Persone != 14 || *got.Residenti != 10 || got.Fascia != "65+" {
			t.Errorf("stored %+v, %v", got, err)
		}
		got.Residenti, got.Fascia, got.EnteID, got.Persone = nil, "", 0, 20
		edited, err := EditFrequenza(ctx, tx, got)
		if err != nil || edited.Residenti != nil || edited.Ente != "" || edited.Persone != 20 {
			t.Errorf("became %+v, %v", edited, err)
		}
		s, err := Describe(ctx, tx, c, periodo.MustParse("2021-10-01"))
		if err != nil || s.Persone != 20 || s.Cittadini != 20 || s.Iscritti != 0 {
			t.Errorf("%+v, %v", s, err)
		}
		for name, x := range map[string]struct {
			change func(*Frequenza)
			kind   fault.Kind
			want   string
		}{
			"no day":      {func(f *Frequenza) { f.Data = periodo.Data{} }, fault.Usage, "--date"},
			"nobody":      {func(f *Frequenza) { f.Persone = 0 }, fault.Usage, "--people"},
			"residents":   {func(f *Frequenza) { f.Persone = 9 }, fault.Failed, "of 9 persons, 10 cannot be residents"},
			"age":         {func(f *Frequenza) { f.Fascia = "70+" }, fault.Usage, "65+"},
			"ended ente":  {func(f *Frequenza) { f.EnteID = 2 }, fault.Failed, "Tresigallo does not exist on 2021-10-01"},
			"by name":     {func(f *Frequenza) { f.EdizioneID = addEdizione(ctx, t, tx, add(ctx, t, tx, valid("TD")), 1).ID }, fault.Failed, "the course TD is not for citizens"},
			"minus ten":   {func(f *Frequenza) { n := int64(-10); f.Residenti = &n }, fault.Failed, "cannot be residents"},
			"other group": {func(f *Frequenza) { f.Fascia = "0-14" }, fault.Usage, "0-17"},
		} {
			bad := f
			x.change(&bad)
			_, err := AddFrequenza(ctx, tx, bad)
			t.Run(name, func(t *testing.T) { refused(t, err, x.kind, x.want) })
		}
		refused(t, f.CheckPast(periodo.MustParse("2021-09-30")), fault.Failed, "2021-10-01")
		must(t, f.CheckPast(f.Data))
		must(t, RemoveFrequenza(ctx, tx, got))
		_, err = FindFrequenza(ctx, tx, got.ID)
		refused(t, err, fault.Failed)
	})
}

func TestLoad_WritesWhatAddWouldHaveWritten(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		five := int64(5)
		c := Corso{
			ID: 7, Codice: "CITT", Titolo: "Punti digitali", ProgrammaID: 1, EnteID: 1, Piattaforma: "SELF", Destinatari: Cittadini,
			Modalita: "mista", Livello: "base", Minuti: 90, ObiettivoPersone: Obiettivo{">=", 800}, ObiettivoGiornate: Obiettivo{">", 50},
			Note: "n",
		}
		bare := Corso{ID: 8, Codice: "ZD", Titolo: "Z", Destinatari: Dipendenti}
		e := Edizione{ID: 3, CorsoID: 7, Numero: 2, IscrizioniDal: piano("2021-12"), Dal: piano("2022-01"), Al: piano("2022-03-31"), Posti: 25, Stato: InCorso, Note: "n"}
		s := Sessione{ID: 4, EdizioneID: 3, Data: periodo.MustParse("2022-01-10"), Minuti: 60, Modalita: "aula", Sede: "Sala", Note: "n"}
		f := Frequenza{ID: 5, EdizioneID: 3, EnteID: 1, Data: periodo.MustParse("2022-01-10"), Fascia: "65+", Persone: 9, Residenti: &five}
		must(t, Load(ctx, tx, []Corso{c, bare}))
		must(t, LoadEdizioni(ctx, tx, []Edizione{e}))
		must(t, LoadSessioni(ctx, tx, []Sessione{s}))
		must(t, LoadFrequenze(ctx, tx, []Frequenza{f}))
		c.Programma, c.Ente, c.IPA = "DC", "Sassuolo", "c_i462"
		for _, want := range []Corso{c, bare} {
			if got, err := Find(ctx, tx, want.Codice); err != nil || got != want {
				t.Errorf("loaded %+v, %v, want %+v", got, err, want)
			}
		}
		e.Corso, e.Destinatari = "CITT", Cittadini
		if got, err := FindEdizione(ctx, tx, "CITT/2"); err != nil || got != e {
			t.Errorf("loaded %+v, %v", got, err)
		}
		s.Edizione = "CITT/2"
		if got, err := FindSessione(ctx, tx, 4); err != nil || got != s {
			t.Errorf("loaded %+v, %v", got, err)
		}
		if got, err := FindFrequenza(ctx, tx, 5); err != nil || got.Persone != 9 || *got.Residenti != 5 || got.Ente != "Sassuolo" {
			t.Errorf("loaded %+v, %v", got, err)
		}
	})
}
