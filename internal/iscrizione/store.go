package iscrizione

import (
	"context"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// number writes an id as it stands in messages.
func number(id int64) string { return strconv.FormatInt(id, 10) }

// placed reads an enrolment with the names behind its ids; its one parameter is
// the day on which the ente is looked for, no day for the latest. An ente that
// has ended is where it was last.
const placed = `
	SELECT i.id, i.edizione_id, i.persona_id, i.ente_id, i.stato, i.iscritto_il, i.completato_il, i.ritirato_il,
		coalesce(i.minuti, 0), coalesce(i.esito, ''), i.rilevato_il,
		k.codice || '/' || d.numero, e.denominazione, e.tipo, coalesce(e.ipa, ''),
		coalesce(g.sigla, ''), coalesce(v.sigla, ''), s.cognome, s.nome, coalesce(s.email, ''), coalesce(s.cf, '')
	FROM iscrizione i
	JOIN edizione d ON d.id = i.edizione_id
	JOIN corso k ON k.id = d.corso_id
	JOIN ente e ON e.id = i.ente_id
	JOIN persona s ON s.id = i.persona_id
	LEFT JOIN ente_collocazione c ON c.id = (
		SELECT x.id FROM ente_collocazione x WHERE x.ente_id = i.ente_id AND (x.dal IS NULL OR x.dal <= coalesce(?, '9999-12-31'))
		ORDER BY x.dal DESC LIMIT 1)
	LEFT JOIN regione g ON g.id = c.regione_id
	LEFT JOIN provincia v ON v.id = c.provincia_id `

func scan(read db.Scan) (i Iscrizione, err error) {
	err = read(&i.ID, &i.EdizioneID, &i.PersonaID, &i.EnteID, &i.Stato, &i.IscrittoIl, &i.CompletatoIl, &i.RitiratoIl,
		&i.Minuti, &i.Esito, &i.RilevatoIl,
		&i.Edizione, &i.Ente, &i.Tipo, &i.IPA, &i.Regione, &i.Provincia, &i.Cognome, &i.Nome, &i.Email, &i.CF)
	return i, err
}

// Find returns the enrolment with the given number, its ente placed as on the
// day asOf, the latest without one. It returns a fault of kind Failed when
// there is none.
func Find(ctx context.Context, tx *db.Tx, id int64, asOf periodo.Data) (Iscrizione, error) {
	i, found, err := db.First(ctx, tx, scan, placed+"WHERE i.id = ?", asOf, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no enrolment %s", number(id)).
			WithHint("see the numbers with: dtctl iscrizione list")
	}
	return i, err
}

// save writes an enrolment that already has a number, or gives it one, after
// the checks that every writing by hand shares.
func save(ctx context.Context, tx *db.Tx, i *Iscrizione) error {
	if err := i.checkDays(); err != nil {
		return err
	}
	e, err := editionOf(ctx, tx, i.EdizioneID)
	if err != nil {
		return err
	}
	if i.Stato != Annullata {
		if err := e.accepts(); err != nil {
			return err
		}
	}
	if err := checkEnte(ctx, tx, i.EnteID, i.IscrittoIl); err != nil {
		return err
	}
	if err := checkPersona(ctx, tx, i.PersonaID); err != nil {
		return err
	}
	if err := checkSingle(ctx, tx, *i, e); err != nil {
		return err
	}
	return write(ctx, tx, i)
}

func write(ctx context.Context, tx *db.Tx, i *Iscrizione) error {
	values := []any{
		i.EdizioneID, i.PersonaID, i.EnteID, i.Stato, i.IscrittoIl, i.CompletatoIl, i.RitiratoIl,
		i.Minuti, i.Esito, i.RilevatoIl,
	}
	var err error
	if i.ID == 0 {
		i.ID, err = tx.Insert(ctx, `INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il,
			completato_il, ritirato_il, minuti, esito, rilevato_il)
			VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, ''), ?)`, values...)
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE iscrizione SET edizione_id = ?, persona_id = ?, ente_id = ?, stato = ?, iscritto_il = ?,
		completato_il = ?, ritirato_il = ?, minuti = nullif(?, 0), esito = nullif(?, ''), rilevato_il = ?
		WHERE id = ?`, append(values, i.ID)...)
	return err
}

func editionOf(ctx context.Context, tx *db.Tx, id int64) (edition, error) {
	e, found, err := db.First(ctx, tx, func(scan db.Scan) (e edition, err error) {
		err = scan(&e.label, &e.forCitizens, &e.annulled, &e.dal, &e.al)
		return e, err
	}, `SELECT k.codice || '/' || d.numero, k.destinatari = 'cittadini', coalesce(d.stato = 'annullata', 0), d.dal, d.al
		FROM edizione d JOIN corso k ON k.id = d.corso_id WHERE d.id = ?`, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no edition %s", number(id)).
			WithHint("see the editions with: dtctl edizione list")
	}
	return e, err
}

// checkEnte refuses an ente that does not exist on the day.
func checkEnte(ctx context.Context, tx *db.Tx, id int64, day periodo.Data) error {
	type body struct {
		name, key string
		periodo.Periodo
	}
	b, found, err := db.First(ctx, tx, func(scan db.Scan) (b body, err error) {
		err = scan(&b.name, &b.key, &b.Dal, &b.Al)
		return b, err
	}, `SELECT denominazione, coalesce(ipa, belfiore, '"' || denominazione || '"'), dal, al FROM ente WHERE id = ?`, id)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.Failed, "there is no ente %s", number(id)).WithHint("see the enti with: dtctl ente list")
	case !b.Contains(day):
		return fault.New(fault.Failed, "%s does not exist on %s", b.name, day).
			WithHint("see when it exists, and what came after it, with: dtctl ente show %s", b.key)
	}
	return nil
}

// checkPersona refuses a person whose record was merged into another.
func checkPersona(ctx context.Context, tx *db.Tx, id int64) error {
	into, merged, err := db.First(ctx, tx, db.Value[int64],
		"SELECT unita_a FROM persona WHERE id = ? AND unita_a IS NOT NULL", id)
	if err == nil && merged {
		err = fault.New(fault.Failed, "person %s was merged into person %s", number(id), number(into)).
			WithHint("use the one that remains: --persona %s", number(into))
	}
	return err
}

// checkSingle refuses the second enrolment of a person in one edition.
func checkSingle(ctx context.Context, tx *db.Tx, i Iscrizione, e edition) error {
	other, found, err := db.First(ctx, tx, scan, placed+"WHERE i.persona_id = ? AND i.edizione_id = ? AND i.id <> ?",
		periodo.Data{}, i.PersonaID, i.EdizioneID, i.ID)
	if err != nil || !found {
		return err
	}
	id := number(other.ID)
	if other.Stato == Annullata {
		return fault.New(fault.Failed, "person %s had enrolment %s in %s, which was removed", number(i.PersonaID), id, e.label).
			WithHint("to bring it back: dtctl iscrizione edit %s --status iscritto --allow-regress", id)
	}
	return fault.New(fault.Failed, "person %s is enrolled in %s already, with number %s", number(i.PersonaID), e.label, id).
		WithHint("look at it with dtctl iscrizione show %s, or correct it with: dtctl iscrizione edit %s", id, id)
}
