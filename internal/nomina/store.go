package nomina

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// number writes an id as it stands in messages.
func number(id int64) string { return strconv.FormatInt(id, 10) }

// placed reads a nomina with the names behind its ids; its one parameter is
// the day on which the ente is looked for, no day for the latest. An ente that
// has ended is where it was last.
const placed = `
	SELECT n.id, n.ente_id, n.ruolo_id, coalesce(n.persona_id, 0), n.stato, n.invitato_il, n.dal, n.al,
		coalesce(n.atto_tipo, ''), coalesce(n.atto_numero, ''), n.atto_data, coalesce(n.protocollo, ''),
		n.forma, n.copre, coalesce(n.motivo_fine, ''), coalesce(n.note, ''),
		e.denominazione, e.tipo, coalesce(e.ipa, ''), coalesce(g.sigla, ''), coalesce(p.sigla, ''), r.codice, coalesce(m.codice, ''),
		coalesce(s.cognome || ' ' || s.nome, '')
	FROM nomina n
	JOIN ente e ON e.id = n.ente_id
	JOIN ruolo r ON r.id = n.ruolo_id
	LEFT JOIN programma m ON m.id = r.programma_id
	LEFT JOIN persona s ON s.id = n.persona_id
	LEFT JOIN ente_collocazione c ON c.id = (
		SELECT k.id FROM ente_collocazione k WHERE k.ente_id = n.ente_id AND (k.dal IS NULL OR k.dal <= coalesce(?, '9999-12-31'))
		ORDER BY k.dal DESC LIMIT 1)
	LEFT JOIN regione g ON g.id = c.regione_id
	LEFT JOIN provincia p ON p.id = c.provincia_id `

func scan(read db.Scan) (n Nomina, err error) {
	err = read(&n.ID, &n.EnteID, &n.RuoloID, &n.PersonaID, &n.Stato, &n.InvitatoIl, &n.Dal, &n.Al,
		&n.Atto.Tipo, &n.Atto.Numero, &n.Atto.Data, &n.Atto.Protocollo,
		&n.Forma, &n.Copre, &n.MotivoFine, &n.Note,
		&n.Ente, &n.Tipo, &n.IPA, &n.Regione, &n.Provincia, &n.Ruolo, &n.Programma, &n.Persona)
	return n, err
}

// Find returns the nomina with the given number, with the comuni that it
// covers by name, its ente placed as on the day asOf, the latest without one. It returns a fault of
// kind Failed when there is none.
func Find(ctx context.Context, tx *db.Tx, id int64, asOf periodo.Data) (Nomina, error) {
	n, found, err := db.First(ctx, tx, scan, placed+"WHERE n.id = ?", asOf, id)
	if err != nil {
		return n, err
	}
	if !found {
		return n, fault.New(fault.Failed, "there is no nomina %s", number(id)).
			WithHint("see the numbers with: dtctl nomina list")
	}
	n.Enti, err = db.Collect(ctx, tx, db.Value[int64],
		"SELECT ente_id FROM nomina_estensione WHERE nomina_id = ? ORDER BY ente_id", id)
	return n, err
}

// save writes a nomina that already has a number, or gives it one, after the
// checks that every writing shares.
func save(ctx context.Context, tx *db.Tx, n *Nomina) error {
	if err := n.check(); err != nil {
		return err
	}
	b, err := bodyOf(ctx, tx, n.EnteID)
	if err != nil {
		return err
	}
	if err := n.checkEnte(b); err != nil {
		return err
	}
	if err := checkPersona(ctx, tx, n.PersonaID); err != nil {
		return err
	}
	if err := checkComuni(ctx, tx, n.Enti); err != nil {
		return err
	}
	if err := checkOverlap(ctx, tx, *n, b.name); err != nil {
		return err
	}
	return write(ctx, tx, n)
}

func write(ctx context.Context, tx *db.Tx, n *Nomina) error {
	values := []any{
		n.EnteID, n.RuoloID, n.PersonaID, n.Stato, n.InvitatoIl, n.Dal, n.Al,
		n.Atto.Tipo, n.Atto.Numero, n.Atto.Data, n.Atto.Protocollo, n.Forma, n.Copre, n.MotivoFine, n.Note,
	}
	var err error
	if n.ID == 0 {
		n.ID, err = tx.Insert(ctx, `INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, invitato_il, dal, al,
			atto_tipo, atto_numero, atto_data, protocollo, forma, copre, motivo_fine, note)
			VALUES (?, ?, nullif(?, 0), ?, ?, ?, ?,
			nullif(?, ''), nullif(?, ''), ?, nullif(?, ''), ?, ?, nullif(?, ''), nullif(?, ''))`, values...)
	} else {
		_, err = tx.Exec(ctx, `UPDATE nomina SET ente_id = ?, ruolo_id = ?, persona_id = nullif(?, 0), stato = ?,
			invitato_il = ?, dal = ?, al = ?, atto_tipo = nullif(?, ''), atto_numero = nullif(?, ''), atto_data = ?,
			protocollo = nullif(?, ''), forma = ?, copre = ?, motivo_fine = nullif(?, ''), note = nullif(?, '')
			WHERE id = ?`, append(values, n.ID)...)
	}
	if err != nil {
		return err
	}
	return writeEnti(ctx, tx, n.ID, n.Enti)
}

// writeEnti makes enti the comuni that a nomina covers by name, leaving alone
// those that already are.
func writeEnti(ctx context.Context, tx *db.Tx, id int64, enti []int64) error {
	remove, args := "DELETE FROM nomina_estensione WHERE nomina_id = ?", []any{id}
	if len(enti) > 0 {
		in, ids := list(enti)
		remove, args = remove+" AND ente_id NOT IN "+in, append(args, ids...)
	}
	if _, err := tx.Exec(ctx, remove, args...); err != nil {
		return err
	}
	for _, e := range enti {
		if _, err := tx.Exec(ctx, `INSERT INTO nomina_estensione (nomina_id, ente_id) VALUES (?, ?)
			ON CONFLICT (nomina_id, ente_id) DO NOTHING`, id, e); err != nil {
			return err
		}
	}
	return nil
}

func bodyOf(ctx context.Context, tx *db.Tx, enteID int64) (body, error) {
	b, found, err := db.First(ctx, tx, func(scan db.Scan) (b body, err error) {
		err = scan(&b.tipo, &b.name, &b.key, &b.Dal, &b.Al)
		return b, err
	}, `SELECT tipo, denominazione, coalesce(ipa, belfiore, '"' || denominazione || '"'), dal, al
		FROM ente WHERE id = ?`, enteID)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no ente %s", number(enteID)).
			WithHint("see the enti with: dtctl ente list")
	}
	return b, err
}

// checkPersona refuses a person whose record was merged into another.
func checkPersona(ctx context.Context, tx *db.Tx, id int64) error {
	into, merged, err := db.First(ctx, tx, db.Value[int64],
		"SELECT unita_a FROM persona WHERE id = ? AND unita_a IS NOT NULL", id)
	if err == nil && merged {
		err = fault.New(fault.Failed, "person %s was merged into person %s", number(id), number(into)).
			WithHint("use the one that remains: --persona %s", number(into))
	}
	return err
}

// checkComuni refuses an ente covered by name that is no comune.
func checkComuni(ctx context.Context, tx *db.Tx, enti []int64) error {
	if len(enti) == 0 {
		return nil
	}
	in, args := list(enti)
	other, found, err := db.First(ctx, tx, db.Value[string],
		"SELECT denominazione FROM ente WHERE tipo <> 'comune' AND id IN "+in+" ORDER BY norma, id LIMIT 1", args...)
	if err != nil || !found {
		return err
	}
	return fault.New(fault.Failed, "%s is not a comune: only comuni can be covered", other).
		WithHint("name comuni with --covers-ente")
}

// checkOverlap refuses a nomina that shares a day with another one on the same
// ente for the same role, when the role has one holder at a time, or when it
// is the same person twice.
func checkOverlap(ctx context.Context, tx *db.Tx, n Nomina, denominazione string) error {
	if !n.Stato.HasBegun() {
		return nil
	}
	other, found, err := db.First(ctx, tx, scan, placed+`
		WHERE n.ente_id = ? AND n.ruolo_id = ? AND n.id <> ? AND `+Valid+`
			AND (r.unico = 1 OR n.persona_id = ?)
			AND (n.al IS NULL OR n.al >= ?) AND n.dal <= coalesce(?, '9999-12-31')
		ORDER BY n.dal, n.id LIMIT 1`,
		n.Dal, n.EnteID, n.RuoloID, n.ID, n.PersonaID, n.Dal, n.Al)
	if err != nil || !found {
		return err
	}
	refusal := fault.New(fault.Failed, "%s already has nomina %s for %s, from %s on",
		denominazione, number(other.ID), other.Ruolo, other.Dal)
	if !other.Al.IsZero() {
		refusal = fault.New(fault.Failed, "%s already has nomina %s for %s, from %s to %s",
			denominazione, number(other.ID), other.Ruolo, other.Dal, other.Al)
	}
	if other.Stato == Attiva && n.Dal.After(other.Dal) && n.PersonaID != other.PersonaID {
		return refusal.WithHint("put one in the place of the other with: dtctl nomina replace %s --persona PERSONA --from %s",
			number(other.ID), n.Dal.String())
	}
	return refusal.WithHint("look at it with: dtctl nomina show %s", number(other.ID))
}

// list returns the SQL list of the values, at least one, and its parameters.
func list[T any](values []T) (string, []any) {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return "(?" + strings.Repeat(", ?", len(values)-1) + ")", args
}
