package bando

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// Categoria is a category of the spending of a call.
type Categoria struct {
	ID, BandoID int64
	// Codice names the category within its call: small letters, digits and
	// underscores, such as servizi_cloud.
	Codice string
	// Nome says it in words, empty where the code is enough.
	Nome string
	// Ammissibile says that the call pays for it.
	Ammissibile bool
	Natura      Natura

	Bando string // code of the call, only when read
}

// AddCategoria stores a category of a call and returns it as stored. Without a
// nature an admissible one has that of the call. It returns a fault of kind Usage
// when its code is malformed or its nature missing, of kind Failed when the call
// has it already, or when it would be admissible although the call admits only
// spending of another nature.
func AddCategoria(ctx context.Context, tx *db.Tx, b Bando, c Categoria) (Categoria, error) {
	c.BandoID, c.Codice, c.Nome = b.ID, normalWord(c.Codice), strings.TrimSpace(c.Nome)
	if c.Natura == "" && c.Ammissibile {
		c.Natura = b.Natura
	}
	switch {
	case !isWord(c.Codice):
		return c, fault.New(fault.Usage, "%q cannot be the code of a category", c.Codice).
			WithHint("use letters without accents, digits and _, such as servizi_cloud")
	case c.Natura == "":
		return c, fault.New(fault.Usage, "the category %s needs a nature of spending", c.Codice).
			WithHint("add --nature corrente or --nature investimento")
	case !slices.Contains(Nature(), c.Natura):
		return c, fault.New(fault.Usage, "%q is not a nature of spending", string(c.Natura)).WithHint("choose one of: %s", list(Nature()))
	case c.Ammissibile && b.Natura != "" && c.Natura != b.Natura:
		return c, fault.New(fault.Failed, "the call %s admits only %s spending: the category %s (%s) cannot be admissible",
			b.Codice, string(b.Natura), c.Codice, string(c.Natura)).
			WithHint("add it with --admissible=false, so that such spending is refused by name")
	}
	known, err := Categorie(ctx, tx, b.ID)
	if err != nil {
		return c, err
	}
	if slices.ContainsFunc(known, func(k Categoria) bool { return k.Codice == c.Codice }) {
		return c, fault.New(fault.Failed, "the call %s already has the category %s", b.Codice, c.Codice).
			WithHint("see them with: dtctl bando category list %s", b.Codice)
	}
	c.Bando = b.Codice
	c.ID, err = tx.Insert(ctx, `INSERT INTO bando_categoria (bando_id, codice, nome, ammissibile, natura) VALUES (?, ?, nullif(?, ''), ?, ?)`,
		c.BandoID, c.Codice, c.Nome, c.Ammissibile, string(c.Natura))
	return c, err
}

// RemoveCategoria takes a category out of its call and returns a fault of kind
// Failed when money was spent in it.
func RemoveCategoria(ctx context.Context, tx *db.Tx, c Categoria) error {
	n, _, err := db.First(ctx, tx, db.Value[int], `SELECT count(*) FROM spesa WHERE categoria_id = ?`, c.ID)
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Failed, "the category %s of the call %s is in use: %s", c.Codice, c.Bando,
			message.Count(n, "%d item of spending is in it", "%d items of spending are in it", n)).
			WithHint("see the spending with: dtctl spesa list --bando %s", c.Bando)
	}
	_, err = tx.Exec(ctx, `DELETE FROM bando_categoria WHERE id = ?`, c.ID)
	return err
}

// Categorie returns the categories of a call by code, the admissible first; of
// all calls when bandoID is 0.
func Categorie(ctx context.Context, tx *db.Tx, bandoID int64) ([]Categoria, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (c Categoria, err error) {
		err = scan(&c.ID, &c.BandoID, &c.Codice, &c.Nome, &c.Ammissibile, &c.Natura, &c.Bando)
		return c, err
	}, `SELECT c.id, c.bando_id, c.codice, coalesce(c.nome, ''), c.ammissibile, c.natura, b.codice
		FROM bando_categoria c JOIN bando b ON b.id = c.bando_id
		WHERE ?1 = 0 OR c.bando_id = ?1 ORDER BY b.codice, c.ammissibile DESC, c.codice`, bandoID)
}

// FindCategoria returns the category of a call with that code. It returns a
// fault of kind Failed when there is none, with those that there are.
func FindCategoria(ctx context.Context, tx *db.Tx, b Bando, codice string) (Categoria, error) {
	known, err := Categorie(ctx, tx, b.ID)
	if err != nil {
		return Categoria{}, err
	}
	for _, c := range known {
		if c.Codice == normalWord(codice) {
			return c, nil
		}
	}
	f := fault.New(fault.Failed, "the call %s has no category of spending %q", b.Codice, codice)
	if len(known) == 0 {
		return Categoria{}, f.WithHint("add it with: dtctl bando category add %s CATEGORY", b.Codice)
	}
	return Categoria{}, f.WithHint("its categories are: %s", strings.Join(codesOf(known, false), ", "))
}

// Ammissibili returns the codes of the admissible ones.
func Ammissibili(categorie []Categoria) []string { return codesOf(categorie, true) }

func codesOf(categorie []Categoria, admissible bool) []string {
	var codes []string
	for _, c := range categorie {
		if c.Ammissibile || !admissible {
			codes = append(codes, c.Codice)
		}
	}
	return codes
}
