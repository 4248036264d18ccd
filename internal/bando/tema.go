package bando

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// Dimensione says what a theme is about, as it is stored.
type Dimensione string

// Dimensioni returns what themes can be about.
func Dimensioni() []Dimensione { return []Dimensione{"tecnologia", "processi", "competenze"} }

// Tema is a theme of a call, which a project may have among others.
type Tema struct {
	ID, BandoID int64
	// Codice names the theme within its call: small letters, digits and
	// underscores, such as cloud.
	Codice, Titolo string
	// Dimensione is empty where it is not known.
	Dimensione Dimensione

	// What other records say, only when read.
	Bando    string // code of the call
	Progetti int64  // projects that have it
}

// AddTema stores a theme of a call and returns it as stored. It returns a fault
// of kind Usage when its code or its title is malformed, of kind Failed when the
// call has it already.
func AddTema(ctx context.Context, tx *db.Tx, b Bando, t Tema) (Tema, error) {
	t.BandoID, t.Codice, t.Titolo = b.ID, normalWord(t.Codice), strings.TrimSpace(t.Titolo)
	switch {
	case !isWord(t.Codice):
		return t, fault.New(fault.Usage, "%q cannot be the code of a theme", t.Codice).
			WithHint("use letters without accents, digits and _, such as cloud")
	case nome.Norm(t.Titolo) == "":
		return t, fault.New(fault.Usage, "the theme %s needs a title", t.Codice).WithHint("give it between quotes")
	case t.Dimensione != "" && !slices.Contains(Dimensioni(), t.Dimensione):
		return t, fault.New(fault.Usage, "%q is not what a theme can be about", string(t.Dimensione)).
			WithHint("choose one of: %s", list(Dimensioni()))
	}
	known, err := Temi(ctx, tx, b.ID)
	if err != nil {
		return t, err
	}
	if slices.ContainsFunc(known, func(k Tema) bool { return k.Codice == t.Codice }) {
		return t, fault.New(fault.Failed, "the call %s already has the theme %s", b.Codice, t.Codice).
			WithHint("see them with: dtctl bando theme list %s", b.Codice)
	}
	t.Bando = b.Codice
	t.ID, err = tx.Insert(ctx, `INSERT INTO bando_tema (bando_id, codice, titolo, dimensione) VALUES (?, ?, ?, nullif(?, ''))`,
		t.BandoID, t.Codice, t.Titolo, string(t.Dimensione))
	return t, err
}

// RemoveTema takes a theme out of its call and returns a fault of kind Failed when
// projects have it.
func RemoveTema(ctx context.Context, tx *db.Tx, t Tema) error {
	if t.Progetti > 0 {
		return fault.New(fault.Failed, "the theme %s of the call %s is in use: %s", t.Codice, t.Bando,
			message.Count(int(t.Progetti), "%d project has it", "%d projects have it", t.Progetti)).
			WithHint("see the projects with: dtctl progetto list --bando %s --theme %s", t.Bando, t.Codice)
	}
	_, err := tx.Exec(ctx, `DELETE FROM bando_tema WHERE id = ?`, t.ID)
	return err
}

// Temi returns the themes of a call by code, of all calls when bandoID is 0.
func Temi(ctx context.Context, tx *db.Tx, bandoID int64) ([]Tema, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (t Tema, err error) {
		err = scan(&t.ID, &t.BandoID, &t.Codice, &t.Titolo, &t.Dimensione, &t.Bando, &t.Progetti)
		return t, err
	}, `SELECT t.id, t.bando_id, t.codice, t.titolo, coalesce(t.dimensione, ''), b.codice,
			(SELECT count(*) FROM progetto_tema p WHERE p.tema_id = t.id)
		FROM bando_tema t JOIN bando b ON b.id = t.bando_id
		WHERE ?1 = 0 OR t.bando_id = ?1 ORDER BY b.codice, t.codice`, bandoID)
}

// FindTemi returns the themes of a call with those codes, each once; of any call
// when b is the zero Bando. It returns a fault of kind Failed for one that the
// call lacks, with those that it has.
func FindTemi(ctx context.Context, tx *db.Tx, b Bando, codici []string) ([]Tema, error) {
	known, err := Temi(ctx, tx, b.ID)
	if err != nil {
		return nil, err
	}
	var found []Tema
	for _, code := range codici {
		i := slices.IndexFunc(known, func(t Tema) bool { return t.Codice == normalWord(code) })
		if i < 0 {
			return nil, unknownTema(b, code, known)
		}
		if !slices.Contains(found, known[i]) {
			found = append(found, known[i])
		}
	}
	return found, nil
}

func unknownTema(b Bando, code string, known []Tema) error {
	f := fault.New(fault.Failed, "the call %s has no theme %q", b.Codice, code)
	if b.ID == 0 {
		f = fault.New(fault.Failed, "no call has the theme %q", code)
	}
	if len(known) == 0 {
		return f.WithHint("add it with: dtctl bando theme add BANDO THEME TITLE")
	}
	codes := make([]string, len(known))
	for i, t := range known {
		codes[i] = t.Codice
	}
	slices.Sort(codes)
	return f.WithHint("its themes are: %s", strings.Join(slices.Compact(codes), ", "))
}
