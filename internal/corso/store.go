package corso

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/programma"
)

const (
	// corsoFields are the columns that scanCorso expects, of the tables that
	// fromCorso joins.
	corsoFields = `c.id, c.codice, c.titolo, coalesce(c.programma_id, 0), coalesce(c.ente_id, 0),
	coalesce(c.piattaforma, ''), c.destinatari, coalesce(c.modalita, ''), coalesce(c.livello, ''), coalesce(c.minuti, 0),
	coalesce(c.obiettivo_persone_op, ''), coalesce(c.obiettivo_persone, 0),
	coalesce(c.obiettivo_giornate_op, ''), coalesce(c.obiettivo_giornate, 0), coalesce(c.note, ''),
	coalesce(p.codice, ''), coalesce(o.denominazione, ''), coalesce(o.ipa, '')`
	fromCorso = ` FROM corso c LEFT JOIN programma p ON p.id = c.programma_id LEFT JOIN ente o ON o.id = c.ente_id `

	selectCorso = `SELECT ` + corsoFields + fromCorso
)

// fields returns where the columns of corsoFields go.
func (c *Corso) fields() []any {
	return []any{
		&c.ID, &c.Codice, &c.Titolo, &c.ProgrammaID, &c.EnteID, &c.Piattaforma, &c.Destinatari, &c.Modalita,
		&c.Livello, &c.Minuti, &c.ObiettivoPersone.Op, &c.ObiettivoPersone.N, &c.ObiettivoGiornate.Op,
		&c.ObiettivoGiornate.N, &c.Note, &c.Programma, &c.Ente, &c.IPA,
	}
}

func readCorso(scan db.Scan) (c Corso, err error) {
	err = scan(c.fields()...)
	return c, err
}

// Add stores a new course and returns it as stored; ID of c is ignored. It
// returns a fault of kind Failed when the code is taken, of kind Usage when a
// value is missing, malformed or outside its list.
func Add(ctx context.Context, tx *db.Tx, c Corso) (Corso, error) {
	c.ID = 0
	c, err := check(ctx, tx, c)
	if err != nil {
		return Corso{}, err
	}
	c.ID, err = tx.Insert(ctx, `INSERT INTO corso (codice, titolo, norma, programma_id, ente_id, piattaforma, destinatari,
			modalita, livello, minuti, obiettivo_persone_op, obiettivo_persone, obiettivo_giornate_op, obiettivo_giornate, note)
		VALUES (?, ?, ?, nullif(?, 0), nullif(?, 0), nullif(?, ''), ?, nullif(?, ''), nullif(?, ''), nullif(?, 0),
			nullif(?, ''), nullif(?, 0), nullif(?, ''), nullif(?, 0), nullif(?, ''))`, c.values()...)
	if err != nil {
		return Corso{}, err
	}
	return reread(ctx, tx, c.ID)
}

// Edit stores c over the course with the same ID and returns it as stored. It
// returns the faults of Add, and one of kind Failed when enrolments by name or
// numbers of citizens contradict a changed audience.
func Edit(ctx context.Context, tx *db.Tx, c Corso) (Corso, error) {
	c, err := check(ctx, tx, c)
	if err != nil {
		return Corso{}, err
	}
	if err := checkAudience(ctx, tx, c); err != nil {
		return Corso{}, err
	}
	_, err = tx.Exec(ctx, `UPDATE corso SET codice = ?, titolo = ?, norma = ?, programma_id = nullif(?, 0),
			ente_id = nullif(?, 0), piattaforma = nullif(?, ''), destinatari = ?, modalita = nullif(?, ''),
			livello = nullif(?, ''), minuti = nullif(?, 0), obiettivo_persone_op = nullif(?, ''),
			obiettivo_persone = nullif(?, 0), obiettivo_giornate_op = nullif(?, ''), obiettivo_giornate = nullif(?, 0),
			note = nullif(?, '') WHERE id = ?`, append(c.values(), c.ID)...)
	if err != nil {
		return Corso{}, err
	}
	return reread(ctx, tx, c.ID)
}

// values are what is stored of a course besides its id, empty and 0 for NULL.
func (c Corso) values() []any {
	return []any{
		c.Codice, c.Titolo, nome.Norm(c.Titolo), c.ProgrammaID, c.EnteID, c.Piattaforma, string(c.Destinatari),
		string(c.Modalita), string(c.Livello), c.Minuti, c.ObiettivoPersone.Op, c.ObiettivoPersone.N,
		c.ObiettivoGiornate.Op, c.ObiettivoGiornate.N, c.Note,
	}
}

func reread(ctx context.Context, tx *db.Tx, id int64) (Corso, error) {
	c, _, err := db.First(ctx, tx, readCorso, selectCorso+`WHERE c.id = ?`, id)
	return c, err
}

func check(ctx context.Context, tx *db.Tx, c Corso) (Corso, error) {
	c, err := c.checked()
	if err != nil {
		return c, err
	}
	other, taken, err := db.First(ctx, tx, db.Value[string],
		`SELECT titolo FROM corso WHERE codice = ? AND id <> ?`, c.Codice, c.ID)
	if err == nil && taken {
		err = fault.New(fault.Failed, "the code %s is already that of the course %s", c.Codice, other).
			WithHint("see it with: dtctl corso show %s", c.Codice)
	}
	return c, err
}

// checkAudience refuses an audience that what is recorded contradicts.
func checkAudience(ctx context.Context, tx *db.Tx, c Corso) error {
	var enrolled, counted int
	err := db.Each(ctx, tx, func(scan db.Scan) error { return scan(&enrolled, &counted) }, `SELECT
		(SELECT count(*) FROM iscrizione i JOIN edizione d ON d.id = i.edizione_id WHERE d.corso_id = ?1),
		(SELECT count(*) FROM frequenza f JOIN edizione d ON d.id = f.edizione_id WHERE d.corso_id = ?1)`, c.ID)
	switch {
	case err != nil:
		return err
	case c.IsForCitizens() && enrolled > 0:
		return fault.New(fault.Failed, "the course %s has persons enrolled by name (%d): it cannot become one for citizens, who are only counted",
			c.Codice, enrolled).WithHint("add another course for the citizens")
	case !c.IsForCitizens() && counted > 0:
		return fault.New(fault.Failed, "the course %s has numbers of citizens who attended (%d): it cannot become one for others",
			c.Codice, counted).WithHint("see them with: dtctl frequenza list %s", c.Codice)
	}
	return nil
}

// Remove takes a course out and returns a fault of kind Failed when it has
// editions.
func Remove(ctx context.Context, tx *db.Tx, c Corso) error {
	n, _, err := db.First(ctx, tx, db.Value[int], `SELECT count(*) FROM edizione WHERE corso_id = ?`, c.ID)
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Failed, "the course %s is in use: it has %s", c.Codice, message.Count(n, "%d edition", "%d editions", n)).
			WithHint("remove those first; see them with: dtctl edizione list %s", c.Codice)
	}
	_, err = tx.Exec(ctx, `DELETE FROM corso WHERE id = ?`, c.ID)
	return err
}

// Find returns the course with the given code, in capitals or not. It returns
// a fault of kind Failed when there is none, with similar codes as a hint.
func Find(ctx context.Context, tx *db.Tx, codice string) (Corso, error) {
	c, found, err := db.First(ctx, tx, readCorso, selectCorso+`WHERE c.codice = ?`, programma.NormalCode(codice))
	if err == nil && !found {
		err = unknown(ctx, tx, codice)
	}
	return c, err
}

func unknown(ctx context.Context, tx *db.Tx, codice string) error {
	all, err := db.Collect(ctx, tx, readCorso, selectCorso+`ORDER BY c.codice`)
	if err != nil {
		return err
	}
	f := fault.New(fault.Failed, "there is no course %q", codice)
	near := nome.Suggest(programma.NormalCode(codice), all, func(c Corso) string { return c.Codice })
	if len(near) == 0 {
		// People know a course by its title.
		near = nome.Suggest(nome.Norm(codice), all, func(c Corso) string { return nome.Norm(c.Titolo) })
	}
	if len(near) == 0 {
		return f.WithHint("see the courses with: dtctl corso list")
	}
	names := make([]string, len(near))
	for i, c := range near {
		names[i] = c.Codice + " (" + c.Titolo + ")"
	}
	return f.WithHint("did you mean %s?", strings.Join(names, ", "))
}
