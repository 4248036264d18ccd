package convenzione

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// number writes an id as it stands in messages.
func number(id int64) string { return strconv.FormatInt(id, 10) }

// placed reads a convention with the names behind its ids; its one parameter
// is the day on which the signatory is looked for. One that has ended is where
// it was last.
const placed = `
	SELECT k.id, k.tipo, k.ente_id, k.dal, k.al, coalesce(k.atto, ''), coalesce(k.note, ''),
		e.denominazione, e.tipo, coalesce(e.ipa, ''), coalesce(g.sigla, ''), coalesce(p.sigla, ''),
		(SELECT count(*) FROM convenzione_ente s WHERE s.convenzione_id = k.id)
	FROM convenzione k
	JOIN ente e ON e.id = k.ente_id
	LEFT JOIN ente_collocazione c ON c.id = (` + lastPlace + `)
	LEFT JOIN regione g ON g.id = c.regione_id
	LEFT JOIN provincia p ON p.id = c.provincia_id `

func read(scan db.Scan) (c Convenzione, err error) {
	err = scan(&c.ID, &c.Tipo, &c.EnteID, &c.Dal, &c.Al, &c.Atto, &c.Note,
		&c.Ente, &c.TipoEnte, &c.IPA, &c.Regione, &c.Provincia, &c.NumeroCoperti)
	return c, err
}

// Find returns the convention with the given number, with the enti that it
// covers, its signatory placed as on the day asOf. It returns a fault of kind
// Failed when there is none.
func Find(ctx context.Context, tx *db.Tx, id int64, asOf periodo.Data) (Convenzione, error) {
	c, found, err := db.First(ctx, tx, read, placed+`WHERE k.id = ?`, asOf, id)
	if err != nil {
		return c, err
	}
	if !found {
		return c, fault.New(fault.Failed, "there is no convention %s", number(id)).
			WithHint("see the numbers with: dtctl convenzione list")
	}
	c.Coperti, err = db.Collect(ctx, tx, db.Value[int64],
		`SELECT ente_id FROM convenzione_ente WHERE convenzione_id = ? ORDER BY ente_id`, id)
	return c, err
}

// Filter chooses among the conventions; a zero field does not restrict.
type Filter struct {
	// Enti restricts to the conventions that one of the enti that pass, as they
	// are on its day, has signed or is covered by.
	Enti *ente.Filter
	// EnteID restricts to those that this ente has signed or is covered by.
	EnteID int64
	// Tipo is a platform, in any case.
	Tipo string
	// ValidAt restricts to the conventions valid on that day.
	ValidAt periodo.Data
	// Ends restricts to those whose last day lies between the two, both
	// included; one without a last day ends on no day.
	Ends periodo.Periodo
	// AsOf is the day on which the signatories are placed.
	AsOf periodo.Data
}

// List returns the conventions that pass the filter, by name of the signatory,
// platform and first day; Coperti of each is left empty.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Convenzione, error) {
	where, args := f.where()
	return db.Collect(ctx, tx, read, placed+where+` ORDER BY e.norma, e.id, k.tipo, k.dal, k.id`,
		append([]any{f.AsOf}, args...)...)
}

func (f Filter) where() (string, []any) {
	where, args := `WHERE 1 = 1`, []any{}
	add := func(condition string, values ...any) {
		where += ` AND ` + condition
		args = append(args, values...)
	}
	concerns := func(enti string, values []any) {
		add(`(k.ente_id IN (`+enti+`) OR k.id IN (SELECT s.convenzione_id FROM convenzione_ente s WHERE s.ente_id IN (`+enti+`)))`,
			append(append([]any{}, values...), values...)...)
	}
	if f.Enti != nil {
		query, values := f.Enti.Query()
		concerns(`SELECT u.id FROM (`+query+`) u`, values)
	}
	if f.EnteID != 0 {
		concerns(`?`, []any{f.EnteID})
	}
	if f.Tipo != "" {
		add(`lower(k.tipo) = lower(?)`, f.Tipo)
	}
	if !f.ValidAt.IsZero() {
		add(`k.dal <= ? AND (k.al IS NULL OR k.al >= ?)`, f.ValidAt, f.ValidAt)
	}
	if !f.Ends.Al.IsZero() {
		add(`k.al BETWEEN ? AND ?`, f.Ends.Dal, f.Ends.Al)
	}
	return where, args
}

// FindPlatform returns the platform with that name, in any case, as the
// conventions spell it, and whether there is a convention for it. Self is known
// without one, and so is the platform of a course. It returns a fault of kind
// Failed for any other without a convention, with those that there are as a
// hint.
func FindPlatform(ctx context.Context, tx *db.Tx, name string) (platform string, found bool, err error) {
	name = strings.TrimSpace(name)
	platform, found, err = db.First(ctx, tx, db.Value[string],
		`SELECT tipo FROM convenzione WHERE lower(tipo) = lower(?) ORDER BY id LIMIT 1`, name)
	if err != nil || found {
		return platform, found, err
	}
	if strings.EqualFold(name, Self) {
		return Self, false, nil
	}
	platform, used, err := db.First(ctx, tx, db.Value[string],
		`SELECT piattaforma FROM corso WHERE lower(piattaforma) = lower(?) ORDER BY id LIMIT 1`, name)
	if err != nil || used {
		return platform, false, err
	}
	known, err := Platforms(ctx, tx)
	if err != nil {
		return "", false, err
	}
	f := fault.New(fault.Failed, "there is no convention for a platform %q", name)
	if near := nome.Suggest(nome.Norm(name), known, nome.Norm); len(near) > 0 {
		return "", false, f.WithHint("did you mean %s? The known platforms are: %s", strings.Join(near, ", "), strings.Join(known, ", "))
	}
	return "", false, f.WithHint("the known platforms are: %s", strings.Join(known, ", "))
}

// Platforms returns the platforms for which there is a convention, the default
// one first, by name.
func Platforms(ctx context.Context, tx *db.Tx) ([]string, error) {
	others, err := db.Collect(ctx, tx, db.Value[string],
		`SELECT DISTINCT tipo FROM convenzione WHERE lower(tipo) <> lower(?) ORDER BY tipo`, Self)
	return append([]string{Self}, others...), err
}
