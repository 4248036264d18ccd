package persona

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// Find returns the person that arg names: an id, or exactly surname and given
// name, whatever the case, the accents and the apostrophes.
//
// It returns a fault of kind Failed for a person that is unknown, with those
// of a similar name as a hint; for a name that several persons bear, with
// their ids; and for a record that was merged into another, with the one that
// survives. A codice fiscale or an e-mail address is refused with a fault of
// kind Usage that does not repeat it.
func Find(ctx context.Context, tx *db.Tx, arg string) (Persona, error) {
	arg = strings.TrimSpace(arg)
	if id, err := strconv.ParseInt(arg, 10, 64); err == nil {
		return find(ctx, tx, id)
	}
	// No name of a person has a digit or an at sign.
	if nome.Norm(arg) == "" || strings.ContainsAny(arg, "@0123456789") {
		return Persona{}, fault.New(fault.Usage, "a person is named by number, or by surname and given name").
			WithHint("a codice fiscale is read from standard input when the argument is -")
	}
	return findByName(ctx, tx, arg)
}

// FindByCF returns the person with the given codice fiscale. It returns a
// fault of kind Usage when the code is not valid and of kind Failed when
// nobody has it; neither repeats the code.
func FindByCF(ctx context.Context, tx *db.Tx, cf string) (Persona, error) {
	cf, err := codice.CFPersona(cf)
	if err != nil {
		return Persona{}, err
	}
	p, found, err := db.First(ctx, tx, read, selectPersona+` WHERE cf = ?`, cf)
	if err == nil && !found {
		err = fault.New(fault.Failed, "nobody has this codice fiscale").
			WithHint("it may not be known: look for the name with: dtctl persona list --search NAME")
	}
	return p, err
}

// Namesakes returns the other persons with the same name as p, by number.
func Namesakes(ctx context.Context, tx *db.Tx, p Persona) ([]Persona, error) {
	return db.Collect(ctx, tx, read, selectPersona+
		` WHERE norma = ? AND id <> ? AND unita_a IS NULL ORDER BY id`, p.norma(), p.ID)
}

// Starting returns the persons whose number begins with prefix, by number, when
// it is made of digits or empty, else those whose surname and name do, by name;
// at most limit.
func Starting(ctx context.Context, tx *db.Tx, prefix string, limit int) ([]Persona, error) {
	if strings.Trim(prefix, "0123456789") == "" {
		return db.Collect(ctx, tx, read, selectPersona+
			` WHERE substr(CAST(id AS TEXT), 1, ?) = ? AND unita_a IS NULL ORDER BY id LIMIT ?`, len(prefix), prefix, limit)
	}
	name := nome.Norm(prefix)
	if name == "" {
		return nil, nil
	}
	return db.Collect(ctx, tx, read, selectPersona+
		` WHERE norma >= ? AND norma < ? AND unita_a IS NULL ORDER BY norma, id LIMIT ?`, name, name+last, limit)
}

// last sorts after every character that a name may go on with.
const last = "\U0010FFFF"

func find(ctx context.Context, tx *db.Tx, id int64) (Persona, error) {
	p, found, err := db.First(ctx, tx, read, selectPersona+` WHERE id = ?`, id)
	switch {
	case err != nil:
		return Persona{}, err
	case !found:
		return Persona{}, fault.New(fault.Failed, "there is no person %s", number(id)).
			WithHint("look for the number with: dtctl persona list --search NAME")
	case p.UnitaA != 0:
		return Persona{}, merged(p)
	}
	return p, nil
}

func findByName(ctx context.Context, tx *db.Tx, arg string) (Persona, error) {
	// Those that stand for themselves come first.
	list, err := db.Collect(ctx, tx, read, selectPersona+
		` WHERE norma = ? ORDER BY unita_a IS NOT NULL, id`, nome.Norm(arg))
	switch {
	case err != nil:
		return Persona{}, err
	case len(list) == 0:
		return Persona{}, unknown(ctx, tx, arg)
	case list[0].UnitaA != 0:
		return Persona{}, merged(list[0])
	case len(list) > 1 && list[1].UnitaA == 0:
		return Persona{}, ambiguous(arg, list)
	}
	return list[0], nil
}

func merged(p Persona) error {
	return fault.New(fault.Failed, "%s was merged into person %s", p.label(), number(p.UnitaA)).
		WithHint("use the one that remains: dtctl persona show %s", number(p.UnitaA))
}

func ambiguous(arg string, list []Persona) error {
	var labels []string
	for _, p := range list {
		if p.UnitaA == 0 {
			labels = append(labels, p.label())
		}
	}
	return fault.New(fault.Failed, "several persons are called %q: %s", arg, strings.Join(labels, ", ")).
		WithHint("use the number; to tell them apart: dtctl persona list --search %q", arg)
}

// unknown returns the fault for a name that nobody bears.
func unknown(ctx context.Context, tx *db.Tx, arg string) error {
	all, err := List(ctx, tx, Filter{})
	if err != nil {
		return err
	}
	f := fault.New(fault.Failed, "nobody is called %q", arg)
	var labels []string
	for _, p := range likely(nome.Norm(arg), all) {
		labels = append(labels, p.label())
	}
	if len(labels) > 0 {
		return f.WithHint("did you mean %s?", strings.Join(labels, ", "))
	}
	if words := strings.Fields(arg); len(words) == 2 {
		return f.WithHint("record the person with: dtctl persona add %q %q; a nomina does it too, with --new-person", words[0], words[1])
	}
	return f.WithHint("record the person with: dtctl persona add SURNAME NAME; a nomina does it too, with --new-person")
}

// likely returns those whom query, in normal form, may mean: those who bear
// that name the other way round or, when there are none, those with a name
// near to it.
func likely(query string, all []Persona) []Persona {
	var turned []Persona
	for _, p := range all {
		if nome.Norm(p.Nome+" "+p.Cognome) == query {
			turned = append(turned, p)
		}
	}
	if len(turned) > 0 {
		return turned
	}
	return nome.Suggest(query, all, Persona.norma)
}
