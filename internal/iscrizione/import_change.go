package iscrizione

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
)

// compare finds what becomes of the rows that are not new, and writes it in
// azione: nothing for a new row, "doppia" for one that repeats another of the
// file, "uguale", "superata" by what is known of a later day, "annullata" where
// somebody took the enrolment out, "indietro", "prima", "aggiorna".
func (im *importer) compare(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE riga SET iscrizione_id =
		(SELECT i.id FROM iscrizione i WHERE i.persona_id = riga.persona_id AND i.edizione_id = riga.edizione_id)
		WHERE persona_id IS NOT NULL`)
	if err != nil {
		return err
	}
	if err := im.refuseUnwanted(ctx, tx); err != nil {
		return err
	}
	if err := im.findDoubles(ctx, tx); err != nil {
		return err
	}
	if err := im.keepManual(ctx, tx); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE riga SET azione = CASE
			WHEN NOT (`+differs+`) THEN 'uguale'
			WHEN `+superseded+` THEN 'superata'
			WHEN i.stato = 'annullata' THEN 'annullata'
			WHEN riga.stato <> i.stato AND NOT ?2 AND (i.stato || ' ' || riga.stato) NOT IN (`+steps()+`) THEN 'indietro'
			WHEN min(coalesce(riga.completato_il, ?3), coalesce(riga.ritirato_il, ?3)) < coalesce(riga.iscritto_il, i.iscritto_il) THEN 'prima'
			ELSE 'aggiorna' END
		FROM iscrizione i
		WHERE i.id = riga.iscrizione_id AND i.id <= ?4 AND riga.azione IS NULL`,
		im.Snapshot, im.AllowRegress, endOfTime, im.last)
	if err != nil {
		return err
	}
	return im.tell(ctx, tx)
}

// endOfTime sorts after every day.
const endOfTime = "9999-12-31"

// differs is the condition under which a row says something else than the
// enrolment i. A blank says nothing, and the ente is that of the day of the
// enrolment: it stays.
const differs = `coalesce(riga.stato <> i.stato, 0) OR coalesce(riga.iscritto_il <> i.iscritto_il, 0)
	OR riga.completato_il IS NOT NULL AND riga.completato_il IS NOT i.completato_il
	OR riga.ritirato_il IS NOT NULL AND riga.ritirato_il IS NOT i.ritirato_il
	OR riga.minuti IS NOT NULL AND riga.minuti IS NOT i.minuti
	OR riga.esito IS NOT NULL AND riga.esito IS NOT i.esito`

// superseded is the condition under which what is known of the enrolment i is of
// a later day than the file, which is the first parameter.
const superseded = `(?1 < i.rilevato_il OR ?1 < coalesce((SELECT l.rilevato_il FROM lista l
	WHERE l.edizione_id = i.edizione_id AND l.ente_id = i.ente_id), ''))`

// steps writes the steps that a state may take forward, for an IN.
func steps() string {
	var list []string
	for _, from := range Stati() {
		for _, to := range Stati() {
			if from.CanBecome(to) {
				list = append(list, "'"+string(from)+" "+string(to)+"'")
			}
		}
	}
	return strings.Join(list, ", ")
}

// refuseUnwanted refuses the rows that the mode has no place for.
func (im *importer) refuseUnwanted(ctx context.Context, tx *db.Tx) error {
	switch im.Mode {
	case batch.Update:
		if _, err := tx.Exec(ctx, `UPDATE riga SET azione = 'assente' WHERE persona_id IS NOT NULL AND iscrizione_id IS NULL`); err != nil {
			return err
		}
		return im.refuseEach(ctx, tx, `azione = 'assente'`, func(n, line int) {
			im.refuse(n, line, colPersona, "iscrizione_assente", message.New("the person is not enrolled in this edition"),
				message.New("without --mode update the enrolment is added"))
		})
	case batch.Create:
		if _, err := tx.Exec(ctx, `UPDATE riga SET azione = 'presente' WHERE iscrizione_id <= ?`, im.last); err != nil {
			return err
		}
		return im.refuseEach(ctx, tx, `azione = 'presente'`, func(n, line int) {
			im.refuse(n, line, colPersona, "iscrizione_presente", message.New("the person is enrolled in this edition already"),
				message.New("without --mode create the enrolment is brought up to date"))
		})
	}
	return nil
}

// findDoubles marks the rows that name an enrolment which an earlier row names:
// they change nothing when they say the same, and are refused when not.
func (im *importer) findDoubles(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE riga SET azione = CASE
			WHEN (riga.stato, riga.iscritto_il, riga.completato_il, riga.ritirato_il, riga.minuti, riga.esito, riga.ente_id)
				IS (f.stato, f.iscritto_il, f.completato_il, f.ritirato_il, f.minuti, f.esito, f.ente_id)
			THEN 'doppia' ELSE 'contraddetta' END
		FROM riga f JOIN (SELECT iscrizione_id, min(ordine) AS first FROM riga
			WHERE iscrizione_id IS NOT NULL AND azione IS NULL GROUP BY iscrizione_id HAVING count(*) > 1) d ON d.first = f.ordine
		WHERE riga.iscrizione_id = d.iscrizione_id AND riga.ordine > d.first AND riga.azione IS NULL`)
	if err != nil {
		return err
	}
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var n, line int
		var first string
		err := scan(&n, &line, &first)
		im.refuse(n, line, colPersona, "doppia_nel_file", message.New("line %s has the same person and edition with other values", first),
			message.New("keep one of the two rows"))
		return err
	}, `SELECT r.n, r.linea, (SELECT CAST(f.linea AS TEXT) FROM riga f
			WHERE f.iscrizione_id = r.iscrizione_id ORDER BY f.ordine LIMIT 1)
		FROM riga r WHERE r.azione = 'contraddetta' ORDER BY r.n`)
}

// keepManual makes the rows say nothing of the values that somebody edited by
// hand, and tells which.
func (im *importer) keepManual(ctx context.Context, tx *db.Tx) error {
	// Nobody wrote one by one the values that the closing of an edition gives.
	edits, err := journal.EditedByHand(ctx, tx, "iscrizione", "edizione close")
	if err != nil || im.OverwriteManual || len(edits) == 0 {
		return err
	}
	if _, err := tx.Exec(ctx, `CREATE TEMP TABLE manuale (colonna TEXT, id INTEGER, PRIMARY KEY (colonna, id)) WITHOUT ROWID`); err != nil {
		return err
	}
	rows := make([][]any, len(edits))
	for i, e := range edits {
		rows[i] = []any{e.Column, e.ID}
	}
	if err := tx.InsertRows(ctx, "manuale", []string{"colonna", "id"}, rows); err != nil {
		return err
	}
	// A row that is older than what is recorded changes nothing anyway.
	_, err = tx.Exec(ctx, `DELETE FROM manuale WHERE id IN (SELECT i.id FROM manuale m JOIN iscrizione i ON i.id = m.id
		WHERE `+superseded+`)`, im.Snapshot)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		name  string
		index int
	}{
		{"stato", colStato},
		{"iscritto_il", colIscrittoIl},
		{"completato_il", colCompletatoIl},
		{"ritirato_il", colRitiratoIl},
		{"minuti", colOre},
		{"esito", colEsito},
	} {
		if err := im.keepColumn(ctx, tx, c.name, im.rows.Column(c.index)); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `DROP TABLE temp.manuale`)
	return err
}

// keepColumn keeps the values of one column that were edited by hand, where the
// file says something else.
func (im *importer) keepColumn(ctx context.Context, tx *db.Tx, name string, column int) error {
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		p := batch.Problem{Column: column, Code: "valore_manuale"}
		var id int64
		err := scan(&p.Line, &id)
		p.Text = message.New("enrolment %s was edited by hand: its value is kept (--overwrite-manual takes that of the file)", number(id))
		im.rows.Warn(p)
		return err
	}, `SELECT r.linea, i.id FROM riga r JOIN manuale m ON m.colonna = ? AND m.id = r.iscrizione_id
		JOIN iscrizione i ON i.id = m.id
		WHERE r.azione IS NULL AND r.`+name+` IS NOT NULL AND r.`+name+` IS NOT i.`+name+` ORDER BY r.n`, name)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE riga SET `+name+` = NULL WHERE iscrizione_id IN (SELECT id FROM manuale WHERE colonna = ?)`, name)
	return err
}

// tell counts and refuses the rows as compare found them.
func (im *importer) tell(ctx context.Context, tx *db.Tx) error {
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var n, line int
		var action, before, after string
		err := scan(&n, &line, &action, &before, &after)
		if action == "indietro" {
			im.refuse(n, line, colStato, "stato_indietro", message.New("the status would go back from %s to %s", before, after),
				message.New("if that is right: --allow-regress"))
		} else {
			im.refuse(n, line, colCompletatoIl, "completamento_prima",
				message.New("the day would come before that of the enrolment"), correctDays())
		}
		return err
	}, `SELECT r.n, r.linea, r.azione, i.stato, coalesce(r.stato, '') FROM riga r JOIN iscrizione i ON i.id = r.iscrizione_id
		WHERE r.azione IN ('indietro', 'prima') ORDER BY r.n`)
	if err != nil {
		return err
	}
	counts := map[string]int{}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var action string
		var n int
		err := scan(&action, &n)
		counts[action] = n
		return err
	}, `SELECT azione, count(*) FROM riga WHERE azione IN ('uguale', 'doppia', 'superata', 'annullata') GROUP BY azione`)
	if err != nil {
		return err
	}
	for _, n := range counts {
		im.rows.Count(batch.Unchanged, n)
	}
	if n := counts["doppia"]; n > 0 {
		im.rows.Note(message.Count(n, "%d row repeats another of the file", "%d rows repeat others of the file", n))
	}
	if n := counts["superata"]; n > 0 {
		im.rows.Note(message.Count(n, "%d row is older than what is recorded: kept as it is",
			"%d rows are older than what is recorded: kept as they are", n))
	}
	if n := counts["annullata"]; n > 0 {
		im.rows.Note(message.Count(n, "%d row is of an enrolment that was removed: it stays removed",
			"%d rows are of enrolments that were removed: they stay removed", n))
	}
	return nil
}

// update changes the enrolments of which a row says something else.
func (im *importer) update(ctx context.Context, tx *db.Tx) error {
	changed, err := tx.Exec(ctx, `UPDATE iscrizione SET
			stato = coalesce(r.stato, iscrizione.stato),
			iscritto_il = coalesce(r.iscritto_il, iscrizione.iscritto_il),
			completato_il = CASE coalesce(r.stato, iscrizione.stato) WHEN 'completato'
				THEN coalesce(r.completato_il, iscrizione.completato_il) END,
			ritirato_il = CASE coalesce(r.stato, iscrizione.stato) WHEN 'ritirato'
				THEN coalesce(r.ritirato_il, iscrizione.ritirato_il) END,
			minuti = coalesce(r.minuti, iscrizione.minuti),
			esito = coalesce(r.esito, iscrizione.esito),
			rilevato_il = ?
		FROM riga r WHERE r.azione = 'aggiorna' AND iscrizione.id = r.iscrizione_id`, im.Snapshot)
	im.rows.Count(batch.Updated, int(changed))
	return err
}

// retire withdraws, in a sync, the open enrolments of the editions of the file
// that it lacks; those of the one ente that the whole file is of, where it is.
// Completed enrolments stay: who is done does not give up.
func (im *importer) retire(ctx context.Context, tx *db.Tx) error {
	if im.Mode != batch.Sync {
		return nil
	}
	var read, open, missing int
	scope := `FROM iscrizione i WHERE i.edizione_id IN (SELECT edizione_id FROM riga) AND ` + Open
	if im.Fixed["ente"] != "" {
		scope += ` AND i.ente_id IN (SELECT ente_id FROM riga)`
	}
	// Who enrolled after the day of the list is not missing from it.
	lacking := scope + ` AND i.rilevato_il <= ?1 AND NOT EXISTS (SELECT 1 FROM riga r WHERE r.persona_id = i.persona_id AND r.edizione_id = i.edizione_id)`
	if _, err := tx.Exec(ctx, `CREATE INDEX temp.riga_persona ON riga (persona_id, edizione_id)`); err != nil {
		return err
	}
	err := db.Each(ctx, tx, func(scan db.Scan) error { return scan(&read, &open, &missing) },
		`SELECT (SELECT count(*) FROM riga), (SELECT count(*) `+scope+`), (SELECT count(*) `+lacking+`)`, im.Snapshot)
	if err != nil {
		return err
	}
	if read == 0 {
		return fault.New(fault.Threshold, "the file has no row that can be taken: a sync would retire everybody").
			WithHint("check the file with: dtctl import inspect FILE")
	}
	if im.rows.Refused() > 0 {
		im.rows.Note(message.New("nobody was retired: a rejected row may be one of those who seem to be missing"))
		return nil
	}
	if missing*100 > open*im.MaxChange {
		return fault.New(fault.Threshold, "the file lacks %d of %d open enrolments, more than %d in a hundred", missing, open, im.MaxChange).
			WithHint("if the list is really complete, allow it with: --max-change 100%")
	}
	retired, err := tx.Exec(ctx, `UPDATE iscrizione SET stato = 'ritirato', ritirato_il = max(iscritto_il, ?1), rilevato_il = ?1
		WHERE id IN (SELECT i.id `+lacking+`)`, im.Snapshot)
	im.rows.Retire(missing, int(retired))
	return err
}
