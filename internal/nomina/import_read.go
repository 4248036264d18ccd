package nomina

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// entry is what a row says.
type entry struct {
	enteID, ruoloID int64
	persona         persona.Riconosciuta
	// stato is empty where the row has none.
	stato      Stato
	invitatoIl periodo.Data
	periodo.Periodo
	atto   Atto
	forma  Forma
	copre  Copre
	motivo string
	note   string
}

// asks reports whether the row is about an invitation that has no answer, or
// was declined: it needs no person.
func (e entry) asks() bool { return e.stato == Invitato || e.stato == Rifiutata }

// read reads a row, and finds its ente, role and person.
func (im *importer) read(ctx context.Context, tx *db.Tx, row *batch.Row) (entry, error) {
	e := entry{
		invitatoIl: row.Date(colInvitatoIl),
		Periodo:    periodo.Periodo{Dal: row.Date(colDal), Al: row.Date(colAl)},
		motivo:     row.Text(colMotivo), note: row.Text(colNote),
	}
	e.atto = readAct(row)
	e.stato = readState(row, e.Periodo)
	e.forma = oneOf(row, colForma, "forma_sconosciuta", Forme())
	e.copre = oneOf(row, colCopre, "copertura_sconosciuta", Coperture())
	day := im.Snapshot
	if !e.Dal.IsZero() {
		day = e.Dal
	}
	var err error
	if e.ruoloID, err = im.role(ctx, tx, row); err != nil {
		return e, err
	}
	if e.asks() {
		e.enteID = im.enti.MatchRow(row, colEnte, "", day)
		return e, nil
	}
	return e, im.readPerson(ctx, tx, row, &e, day)
}

// readPerson finds the ente and the person that the row names, by number or
// otherwise.
func (im *importer) readPerson(ctx context.Context, tx *db.Tx, row *batch.Row, e *entry, day periodo.Data) error {
	if row.Text(colNumero) != "" {
		e.enteID = im.enti.MatchRow(row, colEnte, "", day)
		p, err := persona.FindRow(ctx, tx, row, colPersona, colNumero)
		e.persona.ID = p.ID
		return err
	}
	r := persona.ReadRow(row, colPersona)
	e.enteID = im.enti.MatchRow(row, colEnte, r.Email, day)
	if row.Refused() {
		return nil
	}
	var err error
	e.persona, err = persona.RecognizeOne(ctx, tx, row, colPersona, r, e.enteID, im.Mode != batch.Update)
	return err
}

// role is what the words of a row mean.
type role struct {
	id int64
	// column and refusal say why they mean nothing.
	column  int
	code    string
	refusal error
}

// role returns the role that a row names, 0 after refusing the row.
func (im *importer) role(ctx context.Context, tx *db.Tx, row *batch.Row) (int64, error) {
	words := [2]string{row.Text(colProgramma), row.Text(colRuolo)}
	r, known := im.roles[words]
	if !known {
		var err error
		if r, err = findRole(ctx, tx, words[0], words[1]); err != nil {
			return 0, err
		}
		im.roles[words] = r
	}
	if r.refusal != nil {
		row.RefuseFault(r.column, r.code, r.refusal)
	}
	return r.id, nil
}

func findRole(ctx context.Context, tx *db.Tx, code, name string) (role, error) {
	var p programma.Programma
	var err error
	if code != "" {
		if p, err = programma.Find(ctx, tx, code); err != nil {
			return refusedRole(colProgramma, "programma_sconosciuto", err)
		}
	}
	if name == "" {
		return refusedRole(colRuolo, "ruolo_mancante", fault.New(fault.Failed, "the row names no role").
			WithHint("name it for all rows with --role"))
	}
	all, err := ruolo.List(ctx, tx, p.ID)
	if err != nil {
		return role{}, err
	}
	for _, r := range all {
		if nome.Norm(r.Nome) == nome.Norm(name) {
			name = r.Codice
			break
		}
	}
	r, err := ruolo.Find(ctx, tx, name, p.ID)
	if err != nil {
		return refusedRole(colRuolo, "ruolo_sconosciuto", err)
	}
	return role{id: r.ID}, nil
}

// refusedRole keeps a fault as the reason of a refusal; other errors are passed
// on.
func refusedRole(column int, code string, err error) (role, error) {
	if _, isFault := errors.AsType[*fault.Fault](err); !isFault {
		return role{}, err
	}
	return role{column: column, code: code, refusal: err}, nil
}

// readState understands the words that offices use for how far a nomina has
// come, and refuses those that say nothing that can be brought in.
func readState(row *batch.Row, during periodo.Periodo) Stato {
	word := row.Text(colStato)
	state, known := stateOf(word)
	switch {
	case !known:
		row.Refuse(colStato, "stato_sconosciuto", message.New("%q is no known status", word),
			message.New("write invitato, proposta, attiva, cessata or rifiutata"))
	case state == Annullata:
		row.Refuse(colStato, "stato_annullata", message.New("a nomina that was taken out is not brought in"),
			message.New("take out the one that is there with: dtctl nomina remove"))
	case state == Cessata && during.Al.IsZero():
		row.Refuse(colStato, "fine_mancante", message.New("the status is %s, but there is no last day", string(state)),
			message.New("add the last day"))
	case state.IsOpen() && !(during.Dal.IsZero() && during.Al.IsZero()):
		row.Refuse(colStato, "stato_contraddittorio", message.New("the status is %s, but there is a day of the nomina", string(state)),
			message.New("correct the status or take the day out"))
	}
	return state
}

// stateOf returns the state that a word means, and whether it is known. That
// another person followed is not for one row to say: sostituita is an end.
func stateOf(word string) (Stato, bool) {
	switch nome.Norm(word) {
	case "", "nd", "n d":
		return "", true
	case "invitato", "invitata", "invito inviato", "in attesa", "sollecitato", "sollecitata":
		return Invitato, true
	case "proposta", "proposto", "designato", "designata", "in via di nomina":
		return Proposta, true
	case "attiva", "attivo", "nominato", "nominata", "in carica", "in vigore", "valida", "si":
		return Attiva, true
	case "cessata", "cessato", "sostituita", "sostituito", "scaduta", "scaduto", "terminata", "conclusa":
		return Cessata, true
	case "rifiutata", "rifiutato", "rifiuta", "declinata", "non aderisce":
		return Rifiutata, true
	case "annullata", "annullato":
		return Annullata, true
	}
	return "", strings.Trim(word, "- ") == ""
}

// readAct reads the act: its kind alone, or also its number where that has no
// cell of its own, as in "delibera 45/2021".
func readAct(row *batch.Row) Atto {
	a := Atto{Numero: row.Text(colAttoNumero), Data: row.Date(colAttoData), Protocollo: row.Text(colProtocollo)}
	kind, rest, _ := strings.Cut(row.Text(colAtto), " ")
	if strings.Trim(kind, "- ") == "" {
		return a
	}
	i := slices.IndexFunc(TipiAtto(), func(t TipoAtto) bool {
		// A deliberazione is a delibera.
		return strings.HasPrefix(nome.Norm(kind), string(t))
	})
	if i < 0 {
		row.Refuse(colAtto, "atto_sconosciuto", message.New("%q is no kind of act", kind),
			message.New("write delibera, determina, decreto, nota or modulo"))
		return a
	}
	a.Tipo = TipiAtto()[i]
	if a.Numero == "" {
		a.Numero = strings.TrimSpace(strings.TrimPrefix(rest, "n."))
	}
	return a
}

// oneOf returns the value of a fixed list that a row has in a column, empty for
// none, and refuses another.
func oneOf[T ~string](row *batch.Row, column int, code string, values []T) T {
	word := T(strings.ToLower(row.Text(column)))
	if word == "" || slices.Contains(values, word) {
		return word
	}
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = string(v)
	}
	row.Refuse(column, code, message.New("%q is not one of: %s", string(word), strings.Join(names, ", ")), message.Text{})
	return ""
}
