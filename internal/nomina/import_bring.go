package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
)

// bring brings in what a row says.
func (im *importer) bring(ctx context.Context, tx *db.Tx, row *batch.Row, e entry) (batch.Outcome, error) {
	switch e.stato {
	case Invitato:
		return im.invite(ctx, tx, row, e)
	case Rifiutata:
		return im.decline(ctx, tx, row, e)
	}
	n, found, err := im.existing(ctx, tx, e)
	if err != nil {
		return 0, err
	}
	if found {
		return im.correct(ctx, tx, row, n, e)
	}
	kept, err := im.closedByHand(ctx, tx, row, e)
	if err != nil || kept {
		return batch.Unchanged, err
	}
	return im.appoint(ctx, tx, row, e)
}

// existing returns the nomina that a row means, or the proposal of the same
// name: of the same ente, role and person, beginning on the day of the row, else
// the last that has a day in common with it.
func (im *importer) existing(ctx context.Context, tx *db.Tx, e entry) (Nomina, bool, error) {
	from, to := e.Dal, e.Al
	if from.IsZero() {
		if from = im.Snapshot; !to.IsZero() && to.Before(from) {
			from = to
		}
		to = from
	}
	condition := Valid + ` AND (n.al IS NULL OR n.al >= ?) AND n.dal <= coalesce(?, '9999-12-31')`
	if e.stato == Proposta {
		condition = `(n.stato = 'proposta' OR ` + condition + `)`
	}
	return db.First(ctx, tx, scan, placed+`WHERE n.ente_id = ? AND n.ruolo_id = ? AND n.persona_id = ? AND `+condition+`
		ORDER BY n.dal IS ? DESC, n.dal DESC, n.id DESC LIMIT 1`,
		from, e.enteID, e.ruoloID, e.persona.ID, from, to, e.Dal)
}

// closedByHand reports whether somebody ended or removed by hand the nomina that
// the row would bring back, and warns that this is kept.
func (im *importer) closedByHand(ctx context.Context, tx *db.Tx, row *batch.Row, e entry) (bool, error) {
	if im.OverwriteManual {
		return false, nil
	}
	ids, err := db.Collect(ctx, tx, db.Value[int64], `SELECT id FROM nomina
		WHERE ente_id = ?1 AND ruolo_id = ?2 AND persona_id = ?3 AND stato IN ('cessata', 'sostituita', 'rifiutata', 'annullata')
			AND (?4 IS NULL OR dal IS NULL OR dal = ?4) ORDER BY id`,
		e.enteID, e.ruoloID, e.persona.ID, e.Dal)
	for _, id := range ids {
		if im.manual[journal.Edit{ID: id, Column: "stato"}] {
			im.warnManual(row, colStato, id)
			return true, err
		}
	}
	return false, err
}

func (im *importer) warnManual(row *batch.Row, column int, id int64) {
	row.Warn(column, "valore_manuale",
		message.New("nomina %s was edited by hand: its value is kept (--overwrite-manual takes that of the file)", number(id)))
}

// appoint records a new nomina, or the proposal of one, or the answer to an
// open invitation.
func (im *importer) appoint(ctx context.Context, tx *db.Tx, row *batch.Row, e entry) (batch.Outcome, error) {
	proposed := e.stato == Proposta
	undated := e.Dal.IsZero() && !proposed
	if undated {
		e.Dal = im.Snapshot
	}
	nuova := Nuova{
		EnteID: e.enteID, RuoloID: e.ruoloID, PersonaID: e.persona.ID, Proposta: proposed,
		Periodo: e.Periodo, Atto: e.atto, Forma: e.forma, Copre: e.copre, Note: e.note,
	}
	open, err := waiting(ctx, tx, nuova)
	if err != nil || im.refusedByMode(row, open.ID) {
		return 0, err
	}
	outcome := batch.New
	if open.ID != 0 {
		outcome = batch.Updated
	}
	done, n, err := im.replace(ctx, tx, row, e)
	if err != nil || row.Refused() {
		return 0, err
	}
	if !done {
		if n, err = Add(ctx, tx, nuova); err != nil {
			return 0, err
		}
	}
	return outcome, im.finish(ctx, tx, row, n, e, undated)
}

// refusedByMode refuses the row when the mode has no place for what it would
// do: change the record with that id, or add one when it is 0.
func (im *importer) refusedByMode(row *batch.Row, id int64) bool {
	switch {
	case im.Mode == batch.Update && id == 0:
		row.Refuse(colRuolo, "nomina_assente", message.New("the ente has no such nomina"),
			message.New("without --mode update the nomina is added"))
	case im.Mode == batch.Create && id != 0:
		row.Refuse(colRuolo, "nomina_presente", message.New("the nomina is there already, with number %s", number(id)),
			message.New("without --mode create the nomina is brought up to date"))
	}
	return row.Refused()
}

// replace puts the person of the row in the place of the holder of the role, or
// refuses the row when that was not asked for; done is false where there is no
// other holder in force.
func (im *importer) replace(ctx context.Context, tx *db.Tx, row *batch.Row, e entry) (done bool, n Nomina, err error) {
	if e.stato == Proposta {
		return false, n, nil
	}
	holder, found, err := db.First(ctx, tx, scan, placed+`WHERE n.ente_id = ? AND n.ruolo_id = ? AND n.persona_id <> ?
		AND n.stato = 'attiva' AND r.unico = 1 AND n.dal <= coalesce(?, '9999-12-31') ORDER BY n.dal, n.id LIMIT 1`,
		e.Dal, e.enteID, e.ruoloID, e.persona.ID, e.Al)
	if err != nil || !found {
		return false, n, err
	}
	if im.Fixed[Sostituisci] == "" {
		row.Refuse(colRuolo, "titolare_diverso", message.New("another person holds the role: nomina %s, from %s on", number(holder.ID), holder.Dal),
			message.New("if the row is right: --replace, or dtctl nomina replace %s --persona PERSON --from %s", number(holder.ID), e.Dal.String()))
		return false, n, nil
	}
	_, n, err = Replace(ctx, tx, holder.ID, Sostituzione{
		PersonaID: e.persona.ID, Dal: e.Dal, Atto: e.atto, Forma: e.forma, Copre: e.copre, Note: e.note,
	})
	if err == nil && !e.Al.IsZero() {
		n, err = End(ctx, tx, n.ID, e.Al, e.motivo)
	}
	return true, n, err
}

// finish writes what Add leaves out, and says what is odd in a new nomina.
func (im *importer) finish(ctx context.Context, tx *db.Tx, row *batch.Row, n Nomina, e entry, undated bool) error {
	im.lines[n.ID] = row.Line
	if undated {
		row.Warn(colDal, "data_mancante", message.New("the nomina has no first day: taken as %s", e.Dal))
	}
	var m Modifica
	if !e.invitatoIl.IsZero() && n.InvitatoIl.IsZero() {
		m.InvitatoIl = &e.invitatoIl
	}
	if e.motivo != "" && n.MotivoFine == "" && n.Stato == Cessata {
		m.MotivoFine = &e.motivo
	}
	if m.InvitatoIl != nil || m.MotivoFine != nil {
		if _, err := Edit(ctx, tx, n.ID, m); err != nil {
			return err
		}
	}
	day := n.Dal
	if day.IsZero() {
		day = im.Snapshot
	}
	outside, err := IsOutOfScope(ctx, tx, n, day)
	if outside {
		row.Warn(colRuolo, "fuori_ambito",
			message.New("%s is not in the scope of programme %s: the nomina does not count in its figures", n.Ente, n.Programma))
	}
	return err
}
