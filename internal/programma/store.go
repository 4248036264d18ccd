package programma

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// selectProgramma reads every column that read expects.
const selectProgramma = `SELECT id, codice, nome, tipo, stato, coalesce(promotore, ''), coalesce(attuatore, ''),
	coalesce(finanziatore, ''), coalesce(fonte, ''), coalesce(email, ''), coalesce(url, ''), coalesce(note, ''),
	dal, al FROM programma`

func read(scan db.Scan) (Programma, error) {
	var p Programma
	err := scan(&p.ID, &p.Codice, &p.Nome, &p.Tipo, &p.Stato, &p.Promotore, &p.Attuatore,
		&p.Finanziatore, &p.Fonte, &p.Email, &p.URL, &p.Note, &p.Dal, &p.Al)
	return p, err
}

// Add stores a new programme with its scope and returns it as stored; ID of p
// is ignored. It returns a fault of kind Failed when the code is taken or the
// programme ends before it begins, of kind Usage when a value is missing,
// malformed or outside its list, or a single ente is let in or kept out
// without a reason.
func Add(ctx context.Context, tx *db.Tx, p Programma, a Ambito) (Programma, error) {
	p.ID = 0
	p, a, err := check(ctx, tx, p, a)
	if err != nil {
		return Programma{}, err
	}
	p.ID, err = tx.Insert(ctx, `INSERT INTO programma (codice, nome, norma, tipo, stato, promotore, attuatore,
			finanziatore, fonte, email, url, note, dal, al)
		VALUES (?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''),
			nullif(?, ''), nullif(?, ''), ?, ?)`,
		p.Codice, p.Nome, nome.Norm(p.Nome), string(p.Tipo), string(p.Stato), p.Promotore, p.Attuatore,
		p.Finanziatore, p.Fonte, p.Email, p.URL, p.Note, p.Dal, p.Al)
	if err != nil {
		return Programma{}, err
	}
	return p, saveAmbito(ctx, tx, p.ID, Ambito{}, a)
}

// Edit stores p and its scope over the programme with the same ID and returns
// it as stored. It returns the faults of Add.
func Edit(ctx context.Context, tx *db.Tx, p Programma, a Ambito) (Programma, error) {
	p, a, err := check(ctx, tx, p, a)
	if err != nil {
		return Programma{}, err
	}
	_, err = tx.Exec(ctx, `UPDATE programma SET codice = ?, nome = ?, norma = ?, tipo = ?, stato = ?,
			promotore = nullif(?, ''), attuatore = nullif(?, ''), finanziatore = nullif(?, ''), fonte = nullif(?, ''),
			email = nullif(?, ''), url = nullif(?, ''), note = nullif(?, ''), dal = ?, al = ? WHERE id = ?`,
		p.Codice, p.Nome, nome.Norm(p.Nome), string(p.Tipo), string(p.Stato), p.Promotore, p.Attuatore,
		p.Finanziatore, p.Fonte, p.Email, p.URL, p.Note, p.Dal, p.Al, p.ID)
	if err != nil {
		return Programma{}, err
	}
	before, err := AmbitoDi(ctx, tx, p.ID)
	if err != nil {
		return Programma{}, err
	}
	return p, saveAmbito(ctx, tx, p.ID, before, a)
}

func check(ctx context.Context, tx *db.Tx, p Programma, a Ambito) (Programma, Ambito, error) {
	p, err := p.checked()
	if err != nil {
		return p, a, err
	}
	if a, err = a.checked(); err != nil {
		return p, a, err
	}
	other, taken, err := db.First(ctx, tx, read, selectProgramma+` WHERE codice = ? AND id <> ?`, p.Codice, p.ID)
	if err == nil && taken {
		err = fault.New(fault.Failed, "the code %s is already that of the programme %s", other.Codice, other.Nome).
			WithHint("see it with: dtctl programma show %s", other.Codice)
	}
	return p, a, err
}

// List returns all programmes by code.
func List(ctx context.Context, tx *db.Tx) ([]Programma, error) {
	return db.Collect(ctx, tx, read, selectProgramma+` ORDER BY codice`)
}

// Find returns the programme with the given code, in capitals or not. It
// returns a fault of kind Failed when there is none, with similar codes as a
// hint.
func Find(ctx context.Context, tx *db.Tx, codice string) (Programma, error) {
	p, found, err := db.First(ctx, tx, read, selectProgramma+` WHERE codice = ?`, NormalCode(codice))
	if err == nil && !found {
		err = unknown(ctx, tx, codice)
	}
	return p, err
}

func unknown(ctx context.Context, tx *db.Tx, codice string) error {
	all, err := List(ctx, tx)
	if err != nil {
		return err
	}
	f := fault.New(fault.Failed, "there is no programme %q", codice)
	near := nome.Suggest(NormalCode(codice), all, func(p Programma) string { return p.Codice })
	if len(near) == 0 {
		// People know a programme by its name.
		near = nome.Suggest(nome.Norm(codice), all, func(p Programma) string { return nome.Norm(p.Nome) })
	}
	if len(near) == 0 {
		return f.WithHint("see the programmes with: dtctl programma list")
	}
	names := make([]string, len(near))
	for i, p := range near {
		names[i] = p.Codice + " (" + p.Nome + ")"
	}
	return f.WithHint("did you mean %s?", strings.Join(names, ", "))
}
