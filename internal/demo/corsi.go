package demo

import (
	"context"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The courses of the demonstration.
const (
	tdBase = iota + 1
	digitabili
	cittadini
)

// The editions: three of TD-BASE, one of each of the others.
const (
	tdBase1 = iota + 1
	tdBase2
	tdBase3
	digitabili1
	cittadini1
)

// tdBaseMinutes is how long TD-BASE lasts, digitabiliMinutes what DIGITABILI
// asks of each employee.
const (
	tdBaseMinutes     = 750
	digitabiliMinutes = 720
)

// teach writes the courses, their editions and the days on which they are held.
func (s *story) teach(ctx context.Context, tx *db.Tx) error {
	unione := s.unioni[distrettoCeramico].ID
	err := corso.Load(ctx, tx, []corso.Corso{
		{
			ID: tdBase, Codice: "TD-BASE", Titolo: "La trasformazione digitale nella PA: le basi", ProgrammaID: s.programma,
			Piattaforma: "SELF", Destinatari: corso.Dipendenti, Modalita: "online", Livello: "base", Minuti: tdBaseMinutes,
		},
		{
			ID: digitabili, Codice: "DIGITABILI", Titolo: "Digitabili: servizi online e lavoro condiviso", EnteID: unione,
			Destinatari: corso.Dipendenti, Modalita: "online", Minuti: digitabiliMinutes,
			ObiettivoPersone: corso.Obiettivo{Op: ">=", N: 800}, ObiettivoGiornate: corso.Obiettivo{Op: ">", N: 50},
		},
		{
			ID: cittadini, Codice: "CITTADINI", Titolo: "Cittadini digitali: SPID, App IO e servizi online", EnteID: unione,
			Destinatari: corso.Cittadini, Modalita: "aula", Livello: "base",
		},
	})
	if err != nil {
		return err
	}
	piano := periodo.MustParsePiano
	err = corso.LoadEdizioni(ctx, tx, []corso.Edizione{
		{
			ID: tdBase1, CorsoID: tdBase, Numero: 1,
			IscrizioniDal: piano("2021-09-06"), Dal: piano("2021-09-20"), Al: piano("2021-12-31"),
		},
		{
			ID: tdBase2, CorsoID: tdBase, Numero: 2,
			IscrizioniDal: piano("2021-10-04"), Dal: piano("2021-10-18"), Al: piano("2021-12-31"),
		},
		{ID: tdBase3, CorsoID: tdBase, Numero: 3, Dal: piano("2022-01"), Stato: corso.Programmata},
		{
			ID: digitabili1, CorsoID: digitabili, Numero: 1,
			IscrizioniDal: piano("2020-11"), Dal: piano("2021-01-12"), Al: piano("2021-07-08"),
		},
		{ID: cittadini1, CorsoID: cittadini, Numero: 1, Dal: piano("2021-10-13"), Al: piano("2021-12-15")},
	})
	if err != nil {
		return err
	}
	if err := corso.LoadSessioni(ctx, tx, sessions()); err != nil {
		return err
	}
	return corso.LoadFrequenze(ctx, tx, s.attendances())
}

// sessions returns the opening and the closing of the two editions of TD-BASE,
// and the 52 days of DIGITABILI: Tuesdays and Thursdays of half a year.
func sessions() []corso.Sessione {
	list := []corso.Sessione{
		{EdizioneID: tdBase1, Data: periodo.MustParse("2021-09-20"), Minuti: 90},
		{EdizioneID: tdBase1, Data: periodo.MustParse("2021-12-01"), Minuti: 90},
		{EdizioneID: tdBase2, Data: periodo.MustParse("2021-10-18"), Minuti: 90},
		{EdizioneID: tdBase2, Data: periodo.MustParse("2021-12-02"), Minuti: 90},
	}
	const weeks = 26
	tuesday := periodo.MustParse("2021-01-12")
	for week := range weeks {
		for _, day := range []periodo.Data{tuesday.AddDays(7 * week), tuesday.AddDays(7*week + 2)} {
			list = append(list, corso.Sessione{EdizioneID: digitabili1, Data: day, Minuti: 120})
		}
	}
	for i := range list {
		list[i].ID, list[i].Modalita = int64(i+1), "online"
	}
	return list
}

// attendances makes up how many citizens came to the evenings in four comuni of
// the Distretto ceramico.
func (s *story) attendances() []corso.Frequenza {
	var list []corso.Frequenza
	for i, belfiore := range []string{"I462", "D711", "D607", "E904"} {
		first := periodo.MustParse("2021-10-13").AddDays(7 * i)
		for j, age := range []corso.Fascia{"65+", "55-64", "35-54"} {
			persons := int64(14 - 3*j + i%2)
			residents := persons - int64(3-j)
			list = append(list, corso.Frequenza{
				ID: int64(len(list) + 1), EdizioneID: cittadini1, EnteID: s.comune(belfiore).ID,
				Data: first, Fascia: age, Persone: persons, Residenti: &residents,
			})
		}
	}
	return list
}
