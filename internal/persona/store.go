package persona

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// selectPersona reads every column that read expects.
const selectPersona = `SELECT id, cognome, nome, coalesce(cf, ''), coalesce(email, ''), coalesce(telefono, ''),
	coalesce(piattaforma, ''), coalesce(id_esterno, ''), coalesce(note, ''), coalesce(unita_a, 0) FROM persona`

func read(scan db.Scan) (Persona, error) {
	var p Persona
	err := scan(&p.ID, &p.Cognome, &p.Nome, &p.CF, &p.Email, &p.Telefono, &p.Piattaforma, &p.IDEsterno, &p.Note, &p.UnitaA)
	return p, err
}

// Add stores a new person and returns it as stored; ID and UnitaA of p are
// ignored. Persons may share a name, but it returns a fault of kind Failed
// when somebody already has the same codice fiscale, the same number on the
// same platform, or the same name with the same e-mail address, and of kind
// Usage when a name is missing or a value is malformed.
func Add(ctx context.Context, tx *db.Tx, p Persona) (Persona, error) {
	p, err := p.checked()
	if err != nil {
		return Persona{}, err
	}
	p.ID, p.UnitaA = 0, 0
	if err := refuseDouble(ctx, tx, p); err != nil {
		return Persona{}, err
	}
	p.ID, err = tx.Insert(ctx, `INSERT INTO persona (cognome, nome, norma, cf, email, telefono, piattaforma, id_esterno, note)
		VALUES (?, ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''))`,
		p.Cognome, p.Nome, p.norma(), p.CF, p.Email, p.Telefono, p.Piattaforma, p.IDEsterno, p.Note)
	return p, err
}

// Edit stores p over the person with the same ID and returns it as stored. It
// returns the faults of Add.
func Edit(ctx context.Context, tx *db.Tx, p Persona) (Persona, error) {
	p, err := p.checked()
	if err != nil {
		return Persona{}, err
	}
	if err := refuseDouble(ctx, tx, p); err != nil {
		return Persona{}, err
	}
	return p, update(ctx, tx, p)
}

func update(ctx context.Context, tx *db.Tx, p Persona) error {
	_, err := tx.Exec(ctx, `UPDATE persona SET cognome = ?, nome = ?, norma = ?, cf = nullif(?, ''),
		email = nullif(?, ''), telefono = nullif(?, ''), piattaforma = nullif(?, ''), id_esterno = nullif(?, ''),
		note = nullif(?, ''), unita_a = nullif(?, 0) WHERE id = ?`,
		p.Cognome, p.Nome, p.norma(), p.CF, p.Email, p.Telefono, p.Piattaforma, p.IDEsterno, p.Note, p.UnitaA, p.ID)
	return err
}

// refuseDouble returns a fault when somebody else is recognisably the same
// person as p.
func refuseDouble(ctx context.Context, tx *db.Tx, p Persona) error {
	if p.CF != "" {
		other, found, err := other(ctx, tx, p, `cf = ?`, p.CF)
		if err != nil {
			return err
		}
		if found {
			return lookAt(other, fault.New(fault.Failed, "the codice fiscale is already that of %s", other.label()))
		}
	}
	if p.IDEsterno != "" {
		other, found, err := other(ctx, tx, p, `id_esterno = ? AND piattaforma = ?`, p.IDEsterno, p.Piattaforma)
		if err != nil {
			return err
		}
		if found {
			return lookAt(other, fault.New(fault.Failed, "on %s that is already %s", p.Piattaforma, other.label()))
		}
	}
	if p.Email != "" {
		other, found, err := other(ctx, tx, p, `email = ? AND norma = ? AND unita_a IS NULL`, p.Email, p.norma())
		if err != nil {
			return err
		}
		if found {
			return lookAt(other, fault.New(fault.Failed, "%s has the same name and the same e-mail address", other.label()))
		}
	}
	return nil
}

// other returns the first person besides p that fulfils the condition.
func other(ctx context.Context, tx *db.Tx, p Persona, condition string, args ...any) (Persona, bool, error) {
	return db.First(ctx, tx, read, selectPersona+` WHERE `+condition+` AND id <> ? ORDER BY id LIMIT 1`, append(args, p.ID)...)
}

func lookAt(p Persona, f *fault.Fault) error {
	return f.WithHint("look at who it is with: dtctl persona show %s", number(p.ID))
}

// Filter chooses among the persons; the zero Filter takes all.
type Filter struct {
	// Search takes those whose name has every word of it, whole or in part and
	// in any order, and those whose e-mail address contains it.
	Search string
}

// List returns the persons that pass the filter, by name; records merged into
// others are left out.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Persona, error) {
	where, args := f.where()
	return db.Collect(ctx, tx, read, selectPersona+` WHERE `+where+` ORDER BY norma, id`, args...)
}

func (f Filter) where() (string, []any) {
	search := strings.ToLower(strings.TrimSpace(f.Search))
	if search == "" {
		return `unita_a IS NULL`, nil
	}
	where, args := `unita_a IS NULL AND (instr(coalesce(email, ''), ?) > 0`, []any{search}
	join := ` OR `
	for _, word := range strings.Fields(nome.Norm(search)) {
		where += join + `instr(norma, ?) > 0`
		args = append(args, word)
		join = ` AND `
	}
	return where + `)`, args
}
