package corso

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
)

// Load writes many new courses with the ids that the caller gives them. Like
// its counterparts in the other nouns it checks nothing: the values must be in
// the form in which Add stores them.
func Load(ctx context.Context, tx *db.Tx, corsi []Corso) error {
	rows := make([][]any, len(corsi))
	for i, c := range corsi {
		rows[i] = []any{
			c.ID, c.Codice, c.Titolo, nome.Norm(c.Titolo), orNull(c.ProgrammaID), orNull(c.EnteID), orNull(c.Piattaforma),
			string(c.Destinatari), orNull(string(c.Modalita)), orNull(string(c.Livello)), orNull(c.Minuti),
			orNull(c.ObiettivoPersone.Op), orNull(c.ObiettivoPersone.N),
			orNull(c.ObiettivoGiornate.Op), orNull(c.ObiettivoGiornate.N), orNull(c.Note),
		}
	}
	return tx.InsertRows(ctx, "corso", []string{
		"id", "codice", "titolo", "norma", "programma_id", "ente_id", "piattaforma", "destinatari", "modalita", "livello",
		"minuti", "obiettivo_persone_op", "obiettivo_persone", "obiettivo_giornate_op", "obiettivo_giornate", "note",
	}, rows)
}

// LoadEdizioni is Load for editions.
func LoadEdizioni(ctx context.Context, tx *db.Tx, edizioni []Edizione) error {
	rows := make([][]any, len(edizioni))
	for i, e := range edizioni {
		rows[i] = []any{
			e.ID, e.CorsoID, e.Numero, e.IscrizioniDal, e.Dal, e.Al, orNull(e.Posti), orNull(string(e.Stato)), orNull(e.Note),
		}
	}
	return tx.InsertRows(ctx, "edizione",
		[]string{"id", "corso_id", "numero", "iscrizioni_dal", "dal", "al", "posti", "stato", "note"}, rows)
}

// LoadSessioni is Load for the days on which editions are held.
func LoadSessioni(ctx context.Context, tx *db.Tx, sessioni []Sessione) error {
	rows := make([][]any, len(sessioni))
	for i, s := range sessioni {
		rows[i] = []any{
			s.ID, s.EdizioneID, s.Data, orNull(s.Minuti), orNull(string(s.Modalita)), orNull(s.Sede), orNull(s.Note),
		}
	}
	return tx.InsertRows(ctx, "sessione", []string{"id", "edizione_id", "data", "minuti", "modalita", "sede", "note"}, rows)
}

// LoadFrequenze is Load for the numbers of citizens who attended.
func LoadFrequenze(ctx context.Context, tx *db.Tx, frequenze []Frequenza) error {
	rows := make([][]any, len(frequenze))
	for i, f := range frequenze {
		rows[i] = []any{
			f.ID, f.EdizioneID, orNull(f.EnteID), f.Data, orNull(string(f.Fascia)), f.Persone, f.Residenti,
		}
	}
	return tx.InsertRows(ctx, "frequenza",
		[]string{"id", "edizione_id", "ente_id", "data", "fascia_eta", "persone", "residenti"}, rows)
}

// orNull returns NULL for the zero value, which stands for what is not known.
func orNull[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}
