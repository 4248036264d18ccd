package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// invite records the invitation of a row, where the ente has not answered one
// of that day, is not waiting for another, and appointed nobody.
func (im *importer) invite(ctx context.Context, tx *db.Tx, row *batch.Row, e entry) (batch.Outcome, error) {
	day := e.invitatoIl
	if day.IsZero() {
		day = im.Snapshot
	}
	n, found, err := db.First(ctx, tx, scan, placed+`WHERE n.ente_id = ? AND n.ruolo_id = ? AND (`+Open+`
			OR n.invitato_il = ? AND n.stato <> 'annullata' OR `+Valid+` AND (n.al IS NULL OR n.al >= ?))
		ORDER BY `+Open+` DESC, n.id DESC LIMIT 1`, day, e.enteID, e.ruoloID, day, day)
	switch {
	case err != nil:
		return 0, err
	case !found:
		return im.open(ctx, tx, row, Nomina{Stato: Invitato, InvitatoIl: day}, e)
	case !n.Stato.IsOpen():
		e = entry{stato: Invitato}
	}
	return im.correct(ctx, tx, row, n, e)
}

// decline records that the ente declined.
func (im *importer) decline(ctx context.Context, tx *db.Tx, row *batch.Row, e entry) (batch.Outcome, error) {
	n, found, err := db.First(ctx, tx, scan, placed+`WHERE n.ente_id = ? AND n.ruolo_id = ? AND (`+Open+`
			OR n.stato = 'rifiutata' AND (? IS NULL OR n.al = ? OR n.invitato_il = ?))
		ORDER BY n.stato = 'rifiutata' AND n.al IS ? DESC, `+Open+` DESC, n.id DESC LIMIT 1`,
		im.Snapshot, e.enteID, e.ruoloID, e.Al, e.Al, e.invitatoIl, e.Al)
	if e.Al.IsZero() && n.Stato != Rifiutata {
		e.Al = im.Snapshot
	}
	switch {
	case err != nil:
		return 0, err
	case !found:
		n = Nomina{Stato: Rifiutata, InvitatoIl: e.invitatoIl, Periodo: periodo.Periodo{Al: e.Al}, MotivoFine: e.motivo}
		return im.open(ctx, tx, row, n, e)
	case n.Stato == Rifiutata:
		return im.correct(ctx, tx, row, n, e)
	case im.refusedByMode(row, n.ID):
		return 0, nil
	}
	n, err = Refuse(ctx, tx, n.ID, e.Al, e.motivo)
	im.lines[n.ID] = row.Line
	return batch.Updated, err
}

// open records an invitation, or the answer to one that was not recorded.
func (im *importer) open(ctx context.Context, tx *db.Tx, row *batch.Row, n Nomina, e entry) (batch.Outcome, error) {
	if im.refusedByMode(row, 0) {
		return 0, nil
	}
	n.EnteID, n.RuoloID, n.Forma, n.Copre, n.Note = e.enteID, e.ruoloID, Singola, Nessuno, e.note
	err := save(ctx, tx, &n)
	im.lines[n.ID] = row.Line
	return batch.New, err
}
