package ruolo

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// selectRuolo reads every column that read expects.
const selectRuolo = `SELECT r.id, r.codice, r.nome, coalesce(r.programma_id, 0), coalesce(p.codice, ''),
	r.unico, r.obbligatorio, coalesce(r.norma, '')
	FROM ruolo r LEFT JOIN programma p ON p.id = r.programma_id`

func read(scan db.Scan) (Ruolo, error) {
	var r Ruolo
	err := scan(&r.ID, &r.Codice, &r.Nome, &r.ProgrammaID, &r.Programma, &r.Unico, &r.Obbligatorio, &r.Norma)
	return r, err
}

// Add stores a new role and returns it as stored; ID and Programma of r are
// ignored. It returns a fault of kind Failed when the code is taken: in the
// same programme, or by a general role, which every programme can use. It
// returns one of kind Usage when the code is malformed or the name missing.
func Add(ctx context.Context, tx *db.Tx, r Ruolo) (Ruolo, error) {
	r, err := r.checked()
	if err != nil {
		return Ruolo{}, err
	}
	r.ID = 0
	if err := refuseTaken(ctx, tx, r); err != nil {
		return Ruolo{}, err
	}
	id, err := tx.Insert(ctx, `INSERT INTO ruolo (codice, nome, programma_id, unico, obbligatorio, norma)
		VALUES (?, ?, nullif(?, 0), ?, ?, nullif(?, ''))`,
		r.Codice, r.Nome, r.ProgrammaID, r.Unico, r.Obbligatorio, r.Norma)
	if err != nil {
		return Ruolo{}, err
	}
	return find(ctx, tx, id)
}

// Edit stores r over the role with the same ID, which stays in its programme,
// and returns it as stored. It returns the faults of Add, and one of kind
// Failed when a role becomes unique while an ente has two holders of it on the
// same day.
func Edit(ctx context.Context, tx *db.Tx, r Ruolo) (Ruolo, error) {
	r, err := r.checked()
	if err != nil {
		return Ruolo{}, err
	}
	if err := refuseTaken(ctx, tx, r); err != nil {
		return Ruolo{}, err
	}
	if r.Unico {
		if err := refuseTwoHolders(ctx, tx, r); err != nil {
			return Ruolo{}, err
		}
	}
	_, err = tx.Exec(ctx, `UPDATE ruolo SET codice = ?, nome = ?, unico = ?, obbligatorio = ?, norma = nullif(?, '')
		WHERE id = ?`, r.Codice, r.Nome, r.Unico, r.Obbligatorio, r.Norma, r.ID)
	if err != nil {
		return Ruolo{}, err
	}
	return find(ctx, tx, r.ID)
}

func find(ctx context.Context, tx *db.Tx, id int64) (Ruolo, error) {
	r, _, err := db.First(ctx, tx, read, selectRuolo+` WHERE r.id = ?`, id)
	return r, err
}

// refuseTaken returns a fault when another role leaves no room for the code of
// r: a code must name one role in each programme.
func refuseTaken(ctx context.Context, tx *db.Tx, r Ruolo) error {
	other, found, err := db.First(ctx, tx, read, selectRuolo+` WHERE r.codice = ? AND r.id <> ?
		AND (coalesce(r.programma_id, 0) IN (0, ?) OR ? = 0) ORDER BY p.codice, r.id`,
		r.Codice, r.ID, r.ProgrammaID, r.ProgrammaID)
	switch {
	case err != nil || !found:
		return err
	case other.ProgrammaID == r.ProgrammaID:
		return fault.New(fault.Failed, "there is already a role %s", other.label()).
			WithHint("see what there is with: dtctl ruolo list")
	case other.ProgrammaID == 0:
		return fault.New(fault.Failed, "%s is a general role, which every programme can use", other.Codice).
			WithHint("use it as it is, or choose another code")
	}
	return fault.New(fault.Failed, "%s is a role of programme %s, so it cannot be a general one too",
		other.Codice, other.Programma).
		WithHint("choose another code")
}

// refuseTwoHolders returns a fault when r cannot be unique because two holders
// overlap.
func refuseTwoHolders(ctx context.Context, tx *db.Tx, r Ruolo) error {
	denominazione, found, err := db.First(ctx, tx, db.Value[string], `SELECT e.denominazione
		FROM nomina a JOIN nomina b ON b.ente_id = a.ente_id AND b.ruolo_id = a.ruolo_id AND b.id > a.id
			AND (a.al IS NULL OR b.dal <= a.al) AND (b.al IS NULL OR a.dal <= b.al)
		JOIN ente e ON e.id = a.ente_id
		WHERE a.ruolo_id = ? AND a.stato IN ('attiva', 'cessata', 'sostituita')
			AND b.stato IN ('attiva', 'cessata', 'sostituita')
		ORDER BY e.norma, e.id`, r.ID)
	if err == nil && found {
		err = fault.New(fault.Failed, "the role %s cannot have a single holder: %s has two at once",
			r.label(), denominazione).
			WithHint("see them with: dtctl nomina list --role %s", r.Codice)
	}
	return err
}

// List returns the roles of a programme or, with programmaID zero, all of
// them: the general ones first, then by programme and code.
func List(ctx context.Context, tx *db.Tx, programmaID int64) ([]Ruolo, error) {
	return db.Collect(ctx, tx, read, selectRuolo+` WHERE ? = 0 OR r.programma_id = ?
		ORDER BY p.codice IS NOT NULL, p.codice, r.codice, r.id`, programmaID, programmaID)
}

// Find returns the role with the given code, in capitals or not: of the given
// programme or general or, with programmaID zero, of any programme.
//
// It returns a fault of kind Failed when no role has it, with similar codes as
// a hint, and when several programmes have it, with their codes.
func Find(ctx context.Context, tx *db.Tx, codice string, programmaID int64) (Ruolo, error) {
	list, err := db.Collect(ctx, tx, read, selectRuolo+` WHERE r.codice = ?
		AND (? = 0 OR coalesce(r.programma_id, 0) IN (0, ?)) ORDER BY p.codice, r.id`,
		normalCode(codice), programmaID, programmaID)
	switch {
	case err != nil:
		return Ruolo{}, err
	case len(list) == 0:
		return Ruolo{}, unknown(ctx, tx, codice)
	case len(list) > 1:
		return Ruolo{}, fault.New(fault.Failed, "several programmes have a role %q: %s", codice, labels(list)).
			WithHint("say which one with: --programma %s", list[0].Programma)
	}
	return list[0], nil
}

func unknown(ctx context.Context, tx *db.Tx, codice string) error {
	all, err := List(ctx, tx, 0)
	if err != nil {
		return err
	}
	f := fault.New(fault.Failed, "there is no role %q", codice)
	near := nome.Suggest(normalCode(codice), all, func(r Ruolo) string { return r.Codice })
	if len(near) > 0 {
		return f.WithHint("did you mean %s?", labels(near))
	}
	return f.WithHint("see what there is with: dtctl ruolo list")
}

func labels(list []Ruolo) string {
	var all []string
	for _, r := range list {
		all = append(all, r.label())
	}
	return strings.Join(all, ", ")
}
