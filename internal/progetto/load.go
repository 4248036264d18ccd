package progetto

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// Scheda is a project with what belongs to it, as Load writes it.
type Scheda struct {
	Progetto
	// Origine is by what a file of others knows the project within its call, empty
	// for one that no file names.
	Origine    string
	Atti       []Atto
	Erogazioni []Erogazione
	Spese      []Spesa
	Partecipi  []Partecipe
	TemaIDs    []int64
}

// Load writes many new projects, with the ids that the caller gives them, and
// what belongs to them. Like its counterparts in the other nouns it checks
// nothing: the values must be in the form in which Add and Move store them, and
// the sums those to which the acts lead.
func Load(ctx context.Context, tx *db.Tx, progetti []Scheda) error {
	var rows, acts, payments, spending, members, themes [][]any
	for _, s := range progetti {
		p := s.Progetto
		rows = append(rows, []any{
			p.ID, orNull(p.Codice), p.BandoID, p.EnteID, orNull(p.Titolo), orNull(p.CUP), orNull(p.CIG), orNull(string(p.Fase)), orNull(p.Fornitore),
			known(p.Costo), known(p.Richiesto), known(p.Ammesso), p.Concesso, p.Liberato, known(p.Punteggio), p.PresentatoIl,
			string(p.Stato), orNull(p.Misura), orNull(p.RegioneID), orNull(p.Note), orNull(s.Origine),
		})
		for _, a := range s.Atti {
			acts = append(acts, []any{p.ID, string(a.Stato), a.Data, orNull(a.Atto), a.Concessione, orNull(a.Deroga), orNull(a.Motivo)})
		}
		for _, x := range s.Erogazioni {
			payments = append(payments, []any{p.ID, string(x.Tipo), x.Importo, x.PrevistaIl, x.Data, orNull(x.Atto), orNull(x.Note)})
		}
		for _, x := range s.Spese {
			spending = append(spending, []any{p.ID, x.CategoriaID, x.Importo, x.Data, orNull(x.Documento), orNull(x.Note)})
		}
		for _, x := range s.Partecipi {
			members = append(members, []any{p.ID, x.EnteID, string(x.Ruolo)})
		}
		for _, t := range s.TemaIDs {
			themes = append(themes, []any{p.ID, t})
		}
	}
	if err := tx.InsertRows(ctx, "progetto", []string{
		"id", "codice", "bando_id", "ente_id", "titolo", "cup", "cig", "fase", "fornitore", "costo_cent", "richiesto_cent", "ammesso_cent",
		"concesso_cent", "liberato_cent", "punteggio", "presentato_il", "stato", "misura", "regione_id", "note", "origine",
	}, rows); err != nil {
		return err
	}
	if err := tx.InsertRows(ctx, "progetto_atto", []string{"progetto_id", "stato", "data", "atto", "concesso_cent", "deroga", "motivo"}, acts); err != nil {
		return err
	}
	if err := tx.InsertRows(ctx, "erogazione", []string{"progetto_id", "tipo", "importo_cent", "prevista_il", "data", "atto", "note"}, payments); err != nil {
		return err
	}
	if err := tx.InsertRows(ctx, "spesa", []string{"progetto_id", "categoria_id", "importo_cent", "data", "documento", "note"}, spending); err != nil {
		return err
	}
	if err := tx.InsertRows(ctx, "progetto_ente", []string{"progetto_id", "ente_id", "ruolo"}, members); err != nil {
		return err
	}
	return tx.InsertRows(ctx, "progetto_tema", []string{"progetto_id", "tema_id"}, themes)
}

// orNull returns NULL for the zero value, which stands for what is not known.
func orNull[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}
