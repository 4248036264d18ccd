// Package registro carries the register of Italian local public bodies inside
// the program: it fills a new database with it, says how an existing database
// differs from it, and brings that one up to date. It also reads the lists that
// others publish and from which the register is made.
package registro

import (
	"context"
	"embed"
	"errors"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/ruolo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// Attribution is what the licence of the sources asks to print.
const Attribution = "ISTAT, ANPR, IndicePA (AgID) and PA digitale 2026 open data, CC BY 4.0"

// Versione is the version of the embedded register: the day of the ISTAT list
// of comuni that it follows.
const Versione = "2026-08-14"

//go:embed data/*.csv
var files embed.FS

// Create makes a new database at path with the embedded register. It returns
// the faults of db.Create.
func Create(ctx context.Context, path string) error { return db.Create(ctx, path, Fill) }

// Memory returns a new database in memory with the embedded register.
func Memory(ctx context.Context) (*db.DB, error) {
	d, err := db.Memory(ctx)
	if err != nil {
		return nil, err
	}
	if err := d.Update(ctx, db.Write{}, Fill); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Fill writes in an empty database the embedded register and the one general
// role, that of the responsabile per la transizione al digitale.
func Fill(ctx context.Context, tx *db.Tx) error {
	r, err := read()
	if err != nil {
		return err
	}
	if err := territorio.Load(ctx, tx, r.regioni, r.province); err != nil {
		return err
	}
	if err := ente.Load(ctx, tx, r.enti); err != nil {
		return err
	}
	_, err = ruolo.Add(ctx, tx, ruolo.Ruolo{
		Codice: "rtd", Nome: "Responsabile per la transizione al digitale",
		Unico: true, Obbligatorio: true, Norma: "CAD (d.lgs. 82/2005), art. 17",
	})
	if err != nil {
		return err
	}
	return writeVersion(ctx, tx)
}
