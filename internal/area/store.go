package area

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Add writes a new area and returns it with its id. A malformed code, an empty
// name or an unknown type is a fault of kind Usage, a code that another area
// has one of kind Failed.
func Add(ctx context.Context, tx *db.Tx, a Area) (Area, error) {
	a, err := checked(a)
	if err != nil {
		return a, err
	}
	other, taken, err := db.First(ctx, tx, db.Value[string],
		`SELECT nome FROM area WHERE upper(codice) = upper(?)`, a.Codice)
	if err != nil {
		return a, err
	}
	if taken {
		return a, fault.New(fault.Failed, "the code %s is already that of the area %s", a.Codice, other).
			WithHint("see it with: dtctl area show %s", a.Codice)
	}
	a.ID, err = tx.Insert(ctx, `INSERT INTO area (codice, nome, norma, tipo) VALUES (?, ?, ?, ?)`,
		a.Codice, a.Nome, nome.Norm(a.Nome), string(a.Tipo))
	return a, err
}

// List returns all the areas by name, each with the number of enti that lie in
// it on the day asOf.
func List(ctx context.Context, tx *db.Tx, asOf periodo.Data) ([]Area, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (a Area, err error) {
		err = scan(&a.ID, &a.Codice, &a.Nome, &a.Tipo, &a.Enti)
		return a, err
	}, `SELECT a.id, a.codice, a.nome, a.tipo, (
			SELECT count(*) FROM area_ente m JOIN ente e ON e.id = m.ente_id
			WHERE m.area_id = a.id AND m.dal <= ?1 AND (m.al IS NULL OR m.al >= ?1)
				AND (e.dal IS NULL OR e.dal <= ?1) AND (e.al IS NULL OR e.al >= ?1))
		FROM area a ORDER BY a.norma, a.id`, asOf)
}

// Find returns the area with the given code, whatever its case, or else with
// the given name, whatever its case and accents; its enti are counted on the
// day asOf. An unknown area, or a name that several bear, is a fault of kind
// Failed that names the candidates.
func Find(ctx context.Context, tx *db.Tx, arg string, asOf periodo.Data) (Area, error) {
	areas, err := List(ctx, tx, asOf)
	if err != nil {
		return Area{}, err
	}
	var named []Area
	for _, a := range areas {
		if strings.EqualFold(a.Codice, strings.TrimSpace(arg)) {
			return a, nil
		}
		if nome.Norm(a.Nome) == nome.Norm(arg) {
			named = append(named, a)
		}
	}
	switch len(named) {
	case 1:
		return named[0], nil
	case 0:
		return Area{}, unknown(arg, areas)
	}
	return Area{}, fault.New(fault.Failed, "several areas are called %q", arg).
		WithHint("use the code: %s", codes(named))
}

func unknown(arg string, areas []Area) error {
	f := fault.New(fault.Failed, "there is no area %q", arg)
	near := nome.Suggest(nome.Norm(arg), areas, func(a Area) string { return nome.Norm(a.Nome) })
	if len(near) == 0 {
		near = nome.Suggest(nome.Norm(arg), areas, func(a Area) string { return nome.Norm(a.Codice) })
	}
	if len(near) == 0 {
		return f.WithHint("see the areas with: dtctl area list")
	}
	return f.WithHint("did you mean %s?", codes(near))
}

func codes(areas []Area) string {
	words := make([]string, len(areas))
	for i, a := range areas {
		words[i] = a.Codice + " (" + a.Nome + ")"
	}
	return strings.Join(words, ", ")
}
