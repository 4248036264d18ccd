package batch

import (
	"context"
	"encoding/json"
	"regexp"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// Profilo is a saved way of reading the files of one source.
type Profilo struct {
	ID int64
	// Nome is what --profile takes: letters without accents, digits, - and _.
	Nome string
	// Oggetto is the noun of the files.
	Oggetto string
	Reading Reading
}

// SaveProfile keeps a profile, in the place of the one with that name where
// there is one. It returns a fault of kind Usage for a name that a shell would
// not take as it is, and for a title that is mapped to no column of the noun.
func SaveProfile(ctx context.Context, tx *db.Tx, n Noun, p Profilo) (Profilo, error) {
	if !regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`).MatchString(p.Nome) {
		return p, fault.New(fault.Usage, "%q cannot be the name of a profile", p.Nome).
			WithHint("use lower-case letters without accents, digits, - and _, such as self")
	}
	if _, err := n.mapping(p.Reading.Map); err != nil {
		return p, err
	}
	p.Oggetto = n.Name
	options, err := json.Marshal(p.Reading)
	if err != nil {
		return p, err
	}
	before, found, err := findProfile(ctx, tx, p.Nome)
	if err != nil {
		return p, err
	}
	if p.ID = before.ID; found {
		_, err = tx.Exec(ctx, `UPDATE profilo SET oggetto = ?, opzioni = ? WHERE id = ?`, p.Oggetto, string(options), p.ID)
		return p, err
	}
	p.ID, err = tx.Insert(ctx, `INSERT INTO profilo (nome, oggetto, opzioni) VALUES (?, ?, ?)`, p.Nome, p.Oggetto, string(options))
	return p, err
}

const selectProfilo = `SELECT id, nome, oggetto, opzioni FROM profilo`

func readProfilo(scan db.Scan) (p Profilo, err error) {
	var options string
	if err := scan(&p.ID, &p.Nome, &p.Oggetto, &options); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(options), &p.Reading)
}

// Profiles returns the saved profiles by name.
func Profiles(ctx context.Context, tx *db.Tx) ([]Profilo, error) {
	return db.Collect(ctx, tx, readProfilo, selectProfilo+` ORDER BY nome`)
}

func findProfile(ctx context.Context, tx *db.Tx, name string) (Profilo, bool, error) {
	return db.First(ctx, tx, readProfilo, selectProfilo+` WHERE nome = ?`, name)
}

// FindProfile returns the profile with that name, or a fault of kind Failed.
func FindProfile(ctx context.Context, tx *db.Tx, name string) (Profilo, error) {
	p, found, err := findProfile(ctx, tx, name)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no profile %q", name).
			WithHint("see those that are saved with: dtctl import profile list")
	}
	return p, err
}

// RemoveProfile removes a profile.
func RemoveProfile(ctx context.Context, tx *db.Tx, p Profilo) error {
	_, err := tx.Exec(ctx, `DELETE FROM profilo WHERE id = ?`, p.ID)
	return err
}
