package progetto

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/programma"
)

// luogo is the SQL that joins to the project p where its lead e lay when it
// applied, as row c, or lay on the nearest day that is known: its provincia and,
// unless the source says another, its region. Where many projects are read
// together, Luoghi costs less.
const luogo = ` LEFT JOIN ente_collocazione c ON c.id = coalesce(
		(SELECT z.id FROM ente_collocazione z WHERE z.ente_id = p.ente_id
			AND coalesce(z.dal, '') <= coalesce(p.presentato_il, '9999-12-31') ORDER BY z.dal DESC LIMIT 1),
		(SELECT z.id FROM ente_collocazione z WHERE z.ente_id = p.ente_id ORDER BY z.dal LIMIT 1))
	LEFT JOIN provincia v ON v.id = c.provincia_id
	LEFT JOIN regione r ON r.id = coalesce(p.regione_id, c.regione_id)`

// Luoghi returns a SELECT of where enti lay, those of a condition on the row c
// of ente_collocazione: one row for each place, with the moments from da, and
// before a, of the applications for which NelLuogo joins it to their projects.
func Luoghi(condition string) string {
	return `SELECT c.ente_id AS ente_id, c.regione_id AS regione_id, c.provincia_id AS provincia_id, c.capoluogo AS capoluogo,
			CASE WHEN row_number() OVER w = 1 THEN '' ELSE c.dal END AS da, lead(c.dal, 1, '~') OVER w AS a
		FROM ente_collocazione c WHERE ` + condition + ` WINDOW w AS (PARTITION BY c.ente_id ORDER BY c.dal)`
}

// NelLuogo is the condition that a row l of Luoghi is where the lead of the
// project p lay by luogo.
const NelLuogo = `l.ente_id = p.ente_id AND coalesce(p.presentato_il, '9999-12-31') >= l.da AND coalesce(p.presentato_il, '9999-12-31') < l.a`

const selectProgetto = `SELECT p.id, coalesce(p.codice, ''), p.bando_id, p.ente_id, coalesce(p.titolo, ''), coalesce(p.cup, ''),
		coalesce(p.cig, ''), coalesce(p.fase, ''), coalesce(p.fornitore, ''), p.costo_cent, p.richiesto_cent, p.ammesso_cent,
		p.concesso_cent, p.liberato_cent, p.punteggio, p.presentato_il, p.stato, coalesce(p.misura, ''),
		coalesce(p.regione_id, 0), coalesce(p.note, ''),
		b.codice, e.denominazione, coalesce(e.ipa, ''), e.tipo, coalesce(v.sigla, ''), coalesce(r.sigla, ''),
		coalesce(p.misura, b.misura, ''),
		(SELECT coalesce(sum(x.importo_cent), 0) FROM erogazione x WHERE x.progetto_id = p.id AND x.data IS NOT NULL),
		(SELECT coalesce(sum(x.importo_cent), 0) FROM erogazione x WHERE x.progetto_id = p.id AND x.data IS NULL),
		(SELECT coalesce(sum(s.importo_cent), 0) FROM spesa s WHERE s.progetto_id = p.id),
		(SELECT coalesce(group_concat(t.codice, ' '), '') FROM progetto_tema y JOIN bando_tema t ON t.id = y.tema_id WHERE y.progetto_id = p.id)
	FROM progetto p JOIN bando b ON b.id = p.bando_id JOIN ente e ON e.id = p.ente_id` + luogo + ` `

func readProgetto(scan db.Scan) (p Progetto, err error) {
	var temi string
	err = scan(&p.ID, &p.Codice, &p.BandoID, &p.EnteID, &p.Titolo, &p.CUP, &p.CIG, &p.Fase, &p.Fornitore, &p.Costo, &p.Richiesto,
		&p.Ammesso, &p.Concesso, &p.Liberato, &p.Punteggio, &p.PresentatoIl, &p.Stato, &p.Misura, &p.RegioneID, &p.Note,
		&p.Bando, &p.Ente, &p.IPA, &p.TipoEnte, &p.Provincia, &p.Regione, &p.MisuraEffettiva,
		&p.Erogato, &p.Previsto, &p.Spese, &temi)
	p.Temi = strings.Fields(temi)
	return p, err
}

// Add stores a new project in the state bozza, with its themes, and returns it
// as stored; ID, state and the amounts that acts decide are ignored. It returns
// the faults of its checks, and one of kind Failed when the code is taken.
func Add(ctx context.Context, tx *db.Tx, p Progetto, temi []bando.Tema) (Progetto, error) {
	p.ID, p.Stato, p.Concesso, p.Liberato, p.Ammesso = 0, Bozza, 0, 0, nil
	p, err := check(ctx, tx, p)
	if err != nil {
		return p, err
	}
	p.ID, err = tx.Insert(ctx, `INSERT INTO progetto (codice, bando_id, ente_id, titolo, cup, cig, fase, fornitore, costo_cent,
			richiesto_cent, concesso_cent, liberato_cent, punteggio, stato, misura, regione_id, note)
		VALUES (nullif(?, ''), ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''), ?, ?, 0, 0, ?, ?,
			nullif(?, ''), nullif(?, 0), nullif(?, ''))`,
		p.Codice, p.BandoID, p.EnteID, p.Titolo, p.CUP, p.CIG, string(p.Fase), p.Fornitore, known(p.Costo), known(p.Richiesto),
		known(p.Punteggio), string(p.Stato), p.Misura, p.RegioneID, p.Note)
	if err != nil {
		return p, err
	}
	if err := writeTemi(ctx, tx, p.ID, temi); err != nil {
		return p, err
	}
	return Find(ctx, tx, number(p.ID))
}

// Edit stores p over the project with the same ID and returns it as stored, with
// what should be known of it; the state and the amounts that acts decide stay as
// they are. It returns the faults of its checks, those of a grant or an admission
// that a new cost or request would break, and those of a new lead that is of the
// project already or, unless that is set aside for a reason, may not apply for the
// call.
func Edit(ctx context.Context, tx *db.Tx, p Progetto, deroga string) (Progetto, []message.Text, error) {
	p, err := check(ctx, tx, p)
	if err != nil {
		return p, nil, err
	}
	b, err := bando.FindID(ctx, tx, p.BandoID)
	if err != nil {
		return p, nil, err
	}
	before, err := Find(ctx, tx, number(p.ID))
	if err != nil {
		return p, nil, err
	}
	if !same(p.Costo, before.Costo) || !same(p.Richiesto, before.Richiesto) {
		if err := p.checkDecided(b); err != nil {
			return p, nil, err
		}
	}
	notes, err := p.changeLead(ctx, tx, b, before.EnteID, deroga)
	if err != nil {
		return p, nil, err
	}
	if _, err = tx.Exec(ctx, `UPDATE progetto SET codice = nullif(?, ''), ente_id = ?, titolo = nullif(?, ''), cup = nullif(?, ''),
			cig = nullif(?, ''), fase = nullif(?, ''), fornitore = nullif(?, ''), costo_cent = ?, richiesto_cent = ?,
			punteggio = ?, misura = nullif(?, ''), regione_id = nullif(?, 0), note = nullif(?, '') WHERE id = ?`,
		p.Codice, p.EnteID, p.Titolo, p.CUP, p.CIG, string(p.Fase), p.Fornitore, known(p.Costo), known(p.Richiesto),
		known(p.Punteggio), p.Misura, p.RegioneID, p.Note, p.ID); err != nil {
		return p, nil, err
	}
	p, err = Find(ctx, tx, number(p.ID))
	return p, notes, err
}

// same reports whether two amounts are both unknown or the same.
func same(a, b *euro.Importo) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func check(ctx context.Context, tx *db.Tx, p Progetto) (Progetto, error) {
	p, err := p.checked()
	if err != nil {
		return p, err
	}
	if p.Codice == "" {
		return p, nil
	}
	_, taken, err := db.First(ctx, tx, db.Value[int64], `SELECT id FROM progetto WHERE codice = ? AND id <> ?`, p.Codice, p.ID)
	if err == nil && taken {
		err = fault.New(fault.Failed, "the code %s is already that of another project", p.Codice).
			WithHint("see it with: dtctl progetto show %s", p.Codice)
	}
	return p, err
}

// Observed returns what should be looked at in the codes of a project, which is
// no reason to refuse them: a provisional CUP, a CIG whose digits do not check,
// the CUP of another project.
func Observed(ctx context.Context, tx *db.Tx, p Progetto) ([]message.Text, error) {
	var notes []message.Text
	if p.CUP != "" && codice.IsProvisionalCUP(p.CUP) {
		notes = append(notes, message.New("the CUP is provisional: write the real one with: dtctl progetto edit %s --cup CUP", p.Nome()))
	}
	if p.CIG != "" && !codice.CIGChecks(p.CIG) {
		notes = append(notes, message.New("the check digits of the CIG are not those of the codes given before 2024: compare it with the act"))
	}
	if p.CUP == "" {
		return notes, nil
	}
	other, found, err := db.First(ctx, tx, readProgetto, selectProgetto+`WHERE p.cup = ? AND p.id <> ? ORDER BY p.id LIMIT 1`, p.CUP, p.ID)
	if found {
		notes = append(notes, message.New("the project %s has the same CUP", other.Nome()))
	}
	return notes, err
}

// Remove takes out a project that was written by mistake, with its partners,
// its themes and its acts. It returns a fault of kind Failed when money was ever
// granted, spent or paid.
func Remove(ctx context.Context, tx *db.Tx, p Progetto) error {
	moved, _, err := db.First(ctx, tx, db.Value[int], `SELECT (SELECT count(*) FROM spesa WHERE progetto_id = ?1)
		+ (SELECT count(*) FROM erogazione WHERE progetto_id = ?1)`, p.ID)
	switch {
	case err != nil:
		return err
	case moved > 0 || p.Concesso > 0 || p.Liberato > 0:
		return fault.New(fault.Failed, "the project %s has, or had, money granted, spent or paid: it stays", p.Nome()).
			WithHint("see it with: dtctl progetto show %s; end one that goes on with: dtctl progetto renounce %s, or revoke", p.Nome(), p.Nome())
	}
	for _, statement := range []string{
		`DELETE FROM progetto_tema WHERE progetto_id = ?`, `DELETE FROM progetto_ente WHERE progetto_id = ?`,
		`DELETE FROM progetto_atto WHERE progetto_id = ?`, `DELETE FROM progetto WHERE id = ?`,
	} {
		if _, err := tx.Exec(ctx, statement, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// Find returns the project with that code, number or CUP. It returns a fault of
// kind Failed when there is none, with similar codes as a hint, and when several
// have the CUP.
func Find(ctx context.Context, tx *db.Tx, arg string) (Progetto, error) {
	arg = strings.TrimPrefix(programma.NormalCode(arg), "#")
	where, value := `WHERE p.codice = ?`, any(arg)
	if id, err := strconv.ParseInt(arg, 10, 64); err == nil {
		where, value = `WHERE p.id = ?`, id
	}
	found, err := db.Collect(ctx, tx, readProgetto, selectProgetto+where, value)
	if cup, wrong := codice.CUP(arg); err == nil && len(found) == 0 && wrong == nil {
		found, err = db.Collect(ctx, tx, readProgetto, selectProgetto+`WHERE p.cup = ? ORDER BY p.id`, cup)
	}
	switch {
	case err != nil:
		return Progetto{}, err
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		numbers := make([]string, len(found))
		for i, p := range found {
			numbers[i] = p.Nome() + " (" + p.Ente + ", " + p.Bando + ")"
		}
		return Progetto{}, fault.New(fault.Failed, "%d projects have that CUP", len(found)).WithHint("name one of: %s", strings.Join(numbers, ", "))
	}
	return Progetto{}, unknown(ctx, tx, arg)
}

func unknown(ctx context.Context, tx *db.Tx, arg string) error {
	codes, err := db.Collect(ctx, tx, db.Value[string], `SELECT codice FROM progetto WHERE codice IS NOT NULL ORDER BY codice`)
	if err != nil {
		return err
	}
	f := fault.New(fault.Failed, "there is no project %q", arg)
	if near := nome.Suggest(arg, codes, func(c string) string { return c }); len(near) > 0 {
		return f.WithHint("did you mean %s?", strings.Join(near, ", "))
	}
	return f.WithHint("find it with: dtctl progetto list --bando CODE; or --ente ENTE")
}
