package bando

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/programma"
)

const (
	// bandoFields are the columns that fields expects, of the tables that
	// fromBando joins.
	bandoFields = `b.id, b.codice, b.titolo, b.gestione, coalesce(b.ente_id, 0), coalesce(b.fonte, ''), coalesce(b.misura, ''),
	coalesce(b.natura, ''), coalesce(b.quota_max, 0), coalesce(b.contributo_max_cent, 0), b.apre_il, b.scade_il,
	coalesce(b.destinatari, ''), coalesce(b.finalita, ''), coalesce(b.criteri, ''), coalesce(b.url, ''), coalesce(b.note, ''), coalesce(b.origine, ''),
	coalesce(o.denominazione, ''), coalesce(o.ipa, '')`
	fromBando = ` FROM bando b LEFT JOIN ente o ON o.id = b.ente_id `
)

// fields returns where the columns of bandoFields go.
func (b *Bando) fields() []any {
	return []any{
		&b.ID, &b.Codice, &b.Titolo, &b.Gestione, &b.EnteID, &b.Fonte, &b.Misura, &b.Natura, &b.QuotaMax, &b.ContributoMax,
		&b.Apre, &b.Scade, &b.Destinatari, &b.Finalita, &b.Criteri, &b.URL, &b.Note, &b.Origine, &b.Ente, &b.IPA,
	}
}

func readBando(scan db.Scan) (b Bando, err error) {
	err = scan(b.fields()...)
	return b, err
}

// columns are those of a call besides its id, in the order of values.
func columns() []string {
	return []string{
		"codice", "titolo", "norma", "gestione", "ente_id", "fonte", "misura", "natura", "quota_max", "contributo_max_cent",
		"apre_il", "scade_il", "destinatari", "finalita", "criteri", "url", "note", "origine",
	}
}

// values are what is stored of a call besides its id.
func (b Bando) values() []any {
	return []any{
		b.Codice, b.Titolo, NormaTitolo(b.Titolo), string(b.Gestione), orNull(b.EnteID), orNull(b.Fonte), orNull(b.Misura),
		orNull(string(b.Natura)), orNull(b.QuotaMax), orNull(b.ContributoMax), b.Apre, b.Scade, orNull(b.Destinatari),
		orNull(b.Finalita), orNull(b.Criteri), orNull(b.URL), orNull(b.Note), orNull(b.Origine),
	}
}

// orNull returns NULL for the zero value, which stands for what is not known.
func orNull[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// NormaTitolo returns the form in which the titles of calls are compared:
// without case, accents, punctuation and repeated blanks.
func NormaTitolo(titolo string) string { return nome.Norm(titolo) }

// Add stores a new call and returns it as stored; ID of b is ignored. It returns
// a fault of kind Failed when the code is taken or the days are out of order, of
// kind Usage when a value is missing, malformed or outside its list.
func Add(ctx context.Context, tx *db.Tx, b Bando) (Bando, error) {
	b.ID = 0
	b, err := check(ctx, tx, b)
	if err != nil {
		return Bando{}, err
	}
	names := columns()
	b.ID, err = tx.Insert(ctx, `INSERT INTO bando (`+strings.Join(names, ", ")+`) VALUES (?`+strings.Repeat(", ?", len(names)-1)+`)`,
		b.values()...)
	if err != nil {
		return Bando{}, err
	}
	if err := writeBeneficiari(ctx, tx, b, nil); err != nil {
		return Bando{}, err
	}
	return reread(ctx, tx, b.ID)
}

// Announce stores a new call and, where d has a day, that it was published on it,
// by the act of d and with its endowment where there is one. It returns the faults
// of Add, Publish and Refinance.
func Announce(ctx context.Context, tx *db.Tx, b Bando, d Dotazione) (Bando, error) {
	b, err := Add(ctx, tx, b)
	if err != nil || d.Data.IsZero() {
		return b, err
	}
	if err := Publish(ctx, tx, b, d.Data, d.Atto); err != nil {
		return b, err
	}
	if d.Importo != 0 {
		err = Refinance(ctx, tx, b, d)
	}
	return b, err
}

// Edit stores b over the call with the same ID and returns it as stored. It
// returns the faults of Add, and one of kind Failed when what is recorded breaks
// a rule that is changed: an admissible category of another nature, a grant over
// the new share or the new greatest contribution.
func Edit(ctx context.Context, tx *db.Tx, b Bando) (Bando, error) {
	b, err := check(ctx, tx, b)
	if err != nil {
		return Bando{}, err
	}
	before, err := reread(ctx, tx, b.ID)
	if err != nil {
		return Bando{}, err
	}
	if err := checkRules(ctx, tx, b, before); err != nil {
		return Bando{}, err
	}
	if _, err := tx.Exec(ctx, `UPDATE bando SET `+strings.Join(columns(), " = ?, ")+` = ? WHERE id = ?`, append(b.values(), b.ID)...); err != nil {
		return Bando{}, err
	}
	if err := writeBeneficiari(ctx, tx, b, before.Beneficiari); err != nil {
		return Bando{}, err
	}
	return reread(ctx, tx, b.ID)
}

// Revise is Edit and, where published has a day, Publish, looked at together: it
// returns the faults of both, and one of kind Failed when a day that changes
// leaves those of the call out of order.
func Revise(ctx context.Context, tx *db.Tx, b Bando, published Atto) (Bando, error) {
	before, err := reread(ctx, tx, b.ID)
	if err != nil {
		return Bando{}, err
	}
	if b, err = Edit(ctx, tx, b); err != nil {
		return Bando{}, err
	}
	if !published.Data.IsZero() {
		if err := Publish(ctx, tx, b, published.Data, published.Atto); err != nil {
			return Bando{}, err
		}
	}
	acts, err := Atti(ctx, tx, b.ID)
	if err != nil {
		return Bando{}, err
	}
	return b, b.checkDays(before, acts)
}

// checkRules refuses a rule of a call that was another before, when what is
// recorded breaks it already.
func checkRules(ctx context.Context, tx *db.Tx, b, before Bando) error {
	if b.Natura != before.Natura && b.Natura != "" {
		if err := checkNatura(ctx, tx, b); err != nil {
			return err
		}
	}
	// What others decided beyond the limits that were there is for Check to find.
	most, share := b.ContributoMax, b.QuotaMax
	if most == before.ContributoMax {
		most = 0
	}
	if share == before.QuotaMax {
		share = 0
	}
	over, all, err := overLimit(ctx, tx, b.ID, most, share)
	if err != nil || all == 0 {
		return err
	}
	return fault.New(fault.Failed, "the call %s cannot have that limit: %s", b.Codice,
		message.Count(all, "the grant of %d project is over it: %s", "the grants of %d projects are over it: %s", all, over)).
		WithHint("see the grants with: dtctl progetto list --bando %s", b.Codice)
}

// overLimit returns how many projects of a call are granted more than an amount
// or than a share of their cost, where these are not 0, and names the greatest
// grants.
func overLimit(ctx context.Context, tx *db.Tx, bandoID int64, most euro.Importo, share int64) (over message.Text, all int, err error) {
	const named = 3
	n := 0
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var project, lead string
		var granted euro.Importo
		if err := scan(&project, &lead, &granted, &all); err != nil {
			return err
		}
		one := message.New("%s of %s, with %s euro", project, lead, granted)
		if n++; n == 1 {
			over = one
		} else {
			over = message.New("%s; %s", over, one)
		}
		return nil
	}, `SELECT coalesce(p.codice, CAST(p.id AS TEXT)), e.denominazione, p.concesso_cent, count(*) OVER ()
		FROM progetto p JOIN ente e ON e.id = p.ente_id WHERE p.bando_id = ?1 AND p.concesso_cent > 0
			AND (?2 > 0 AND p.concesso_cent > ?2 OR ?3 > 0 AND p.costo_cent IS NOT NULL AND p.concesso_cent * 10000 > p.costo_cent * ?3)
		ORDER BY p.concesso_cent DESC, p.id LIMIT ?4`, bandoID, most, share, named)
	if more := all - n; more > 0 {
		over = message.New("%s; %s", over, message.Count(more, "and %d more", "and %d more", more))
	}
	return over, all, err
}

// checkNatura refuses a nature of spending that an admissible category does not
// have.
func checkNatura(ctx context.Context, tx *db.Tx, b Bando) error {
	other, found, err := db.First(ctx, tx, db.Value[string],
		`SELECT codice FROM bando_categoria WHERE bando_id = ? AND ammissibile = 1 AND natura <> ? ORDER BY codice LIMIT 1`, b.ID, string(b.Natura))
	if err == nil && found {
		err = fault.New(fault.Failed, "the call %s cannot admit only %s spending: its category %s, of another nature, is admissible",
			b.Codice, string(b.Natura), other).WithHint("see its categories with: dtctl bando category list %s", b.Codice)
	}
	return err
}

func reread(ctx context.Context, tx *db.Tx, id int64) (Bando, error) {
	return one(ctx, tx, `WHERE b.id = ?`, id)
}

// one returns the call that a condition chooses, the zero Bando for none.
func one(ctx context.Context, tx *db.Tx, where string, args ...any) (Bando, error) {
	found, err := db.Collect(ctx, tx, readBando, `SELECT `+bandoFields+fromBando+where, args...)
	if err != nil || len(found) == 0 {
		return Bando{}, err
	}
	err = readBeneficiari(ctx, tx, found[:1])
	return found[0], err
}

func check(ctx context.Context, tx *db.Tx, b Bando) (Bando, error) {
	b, err := b.checked()
	if err != nil {
		return b, err
	}
	other, taken, err := db.First(ctx, tx, db.Value[string], `SELECT titolo FROM bando WHERE codice = ? AND id <> ?`, b.Codice, b.ID)
	if err == nil && taken {
		err = fault.New(fault.Failed, "the code %s is already that of the call %s", b.Codice, other).
			WithHint("see it with: dtctl bando show %s", b.Codice)
	}
	return b, err
}

// Find returns the call with the given code, in capitals or not, or with the
// given title where only one has it. It returns a fault of kind Failed when there
// is none, with similar codes as a hint.
func Find(ctx context.Context, tx *db.Tx, arg string) (Bando, error) {
	b, err := one(ctx, tx, `WHERE b.codice = ?`, programma.NormalCode(arg))
	if err != nil || b.ID != 0 {
		return b, err
	}
	titled, err := db.Collect(ctx, tx, db.Value[int64], `SELECT id FROM bando WHERE norma = ? ORDER BY id`, NormaTitolo(arg))
	if err != nil {
		return b, err
	}
	if len(titled) == 1 {
		return reread(ctx, tx, titled[0])
	}
	return b, unknown(ctx, tx, arg)
}

// FindID returns the call with the given id, which must exist.
func FindID(ctx context.Context, tx *db.Tx, id int64) (Bando, error) { return reread(ctx, tx, id) }

// All returns every call by code, without who may apply.
func All(ctx context.Context, tx *db.Tx) ([]Bando, error) {
	return db.Collect(ctx, tx, readBando, `SELECT `+bandoFields+fromBando+`ORDER BY b.codice`)
}

func unknown(ctx context.Context, tx *db.Tx, arg string) error {
	all, err := All(ctx, tx)
	if err != nil {
		return err
	}
	f := fault.New(fault.Failed, "there is no call %q", arg)
	near := nome.Suggest(programma.NormalCode(arg), all, func(b Bando) string { return b.Codice })
	if len(near) == 0 {
		// People know a call by its title.
		near = nome.Suggest(NormaTitolo(arg), all, func(b Bando) string { return NormaTitolo(b.Titolo) })
	}
	if len(near) == 0 {
		return f.WithHint("see the calls with: dtctl bando list")
	}
	names := make([]string, len(near))
	for i, b := range near {
		names[i] = b.Codice + " (" + b.Titolo + ")"
	}
	return f.WithHint("did you mean %s?", strings.Join(names, ", "))
}
