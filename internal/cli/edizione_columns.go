package cli

import (
	"context"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

// edizioneColumns are the columns of editions as they are on a day.
func edizioneColumns(day periodo.Data) []render.Column[corso.Quadro] {
	return []render.Column[corso.Quadro]{
		{Key: "corso", Title: "Course", Value: func(q corso.Quadro) any { return q.Corso }},
		{Key: "numero", Title: "No.", Value: func(q corso.Quadro) any { return render.ID(q.Numero) }},
		{Key: "iscrizioni_dal", Title: "Enrolment from", Value: func(q corso.Quadro) any { return q.IscrizioniDal }, Wide: true},
		{Key: "dal", Title: "From", Value: func(q corso.Quadro) any { return q.Dal }},
		{Key: "al", Title: "To", Value: func(q corso.Quadro) any { return q.Al }},
		{Key: "stato", Title: "Status", Value: func(q corso.Quadro) any { return string(q.StatoAl(day)) }},
		{Key: "stato_forzato", Title: "Status forced", Value: func(q corso.Quadro) any { return q.Stato != "" }, Wide: true},
		{Key: "sessioni", Title: "Sessions", Value: func(q corso.Quadro) any { return q.Sessioni }, Wide: true},
		{Key: "iscritti", Title: "Enrolled", Value: func(q corso.Quadro) any { return named(q.IsForCitizens(), q.Iscritti) }, Number: true},
		{Key: "completati", Title: "Completed", Value: func(q corso.Quadro) any { return named(q.IsForCitizens(), q.Completati) }, Number: true},
		{Key: "cittadini", Title: "Citizens", Value: func(q corso.Quadro) any { return named(!q.IsForCitizens(), q.Cittadini) }, Wide: true, Number: true},
		{Key: "posti", Title: "Seats", Value: func(q corso.Quadro) any { return orNone(q.Posti) }, Number: true},
		{Key: "note", Title: "Note", Value: func(q corso.Quadro) any { return orNull(q.Note) }, Wide: true},
	}
}

// edizioneScheda is an edition with its days and who attended them.
type edizioneScheda struct {
	corso.Quadro
	day       periodo.Data
	sessioni  []corso.Sessione
	frequenze []corso.Frequenza
}

func describeEdizione(ctx context.Context, tx *db.Tx, e corso.Edizione, day periodo.Data) (edizioneScheda, error) {
	s := edizioneScheda{day: day}
	var err error
	if s.Quadro, err = corso.QuadroDi(ctx, tx, e); err != nil {
		return s, err
	}
	part := corso.Parte{CorsoID: e.CorsoID, EdizioneID: e.ID}
	if s.sessioni, err = corso.Sessioni(ctx, tx, part); err != nil {
		return s, err
	}
	s.frequenze, err = corso.Frequenze(ctx, tx, part)
	return s, err
}

func edizioneSchedaColumns() []render.Column[edizioneScheda] {
	var columns []render.Column[edizioneScheda]
	for i, c := range edizioneColumns(periodo.Data{}) {
		columns = append(columns, render.Column[edizioneScheda]{
			Key: c.Key, Title: c.Title, Value: func(s edizioneScheda) any { return edizioneColumns(s.day)[i].Value(s.Quadro) },
		})
	}
	return append(columns, []render.Column[edizioneScheda]{
		{Key: "data", Title: "Day", Value: func(s edizioneScheda) any { return s.day }},
		{Key: "elenco_sessioni", Title: "Its sessions", Value: func(s edizioneScheda) any {
			return render.List(sessioneColumns(), s.sessioni)
		}},
		{Key: "frequenze", Title: "Attendances of citizens", Value: func(s edizioneScheda) any {
			return render.List(frequenzaColumns(), s.frequenze)
		}},
	}...)
}
