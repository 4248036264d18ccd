package nomina

import (
	"context"
	"strconv"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// correct gives a nomina what a row says of it.
func (im *importer) correct(ctx context.Context, tx *db.Tx, row *batch.Row, n Nomina, e entry) (batch.Outcome, error) {
	if im.refusedByMode(row, n.ID) {
		return 0, nil
	}
	c := im.corrections(row, n, e)
	end := n.Stato == Attiva && !e.Al.IsZero() && c.may("al", colAl)
	reopened := im.reopened(row, c, n, e)
	if row.Refused() || !c.changed && !end && !reopened {
		im.mark(n.ID, row)
		return batch.Unchanged, nil
	}
	if line := im.lines[n.ID]; line != 0 {
		row.Refuse(colRuolo, "doppia_nel_file", message.New("line %s has the same nomina with other values", strconv.Itoa(line)),
			message.New("keep one of the two rows"))
		return 0, nil
	}
	if reopened {
		c.Al = &periodo.Data{}
	}
	if c.changed || reopened {
		if _, err := Edit(ctx, tx, n.ID, c.Modifica); err != nil {
			return 0, err
		}
	}
	if end {
		if _, err := End(ctx, tx, n.ID, e.Al, e.motivo); err != nil {
			return 0, err
		}
	}
	im.mark(n.ID, row)
	return batch.Updated, nil
}

// mark notes the first line of a nomina.
func (im *importer) mark(id int64, row *batch.Row) {
	if im.lines[id] == 0 && !row.Refused() {
		im.lines[id] = row.Line
	}
}

// reopened reports whether the row says that a nomina is in force that ended
// before the day of the file. Only a person can say that: the row is refused
// unless the end was written by hand, which stays, or may be overwritten.
func (im *importer) reopened(row *batch.Row, c *corrections, n Nomina, e entry) bool {
	if e.stato != Attiva || !e.Al.IsZero() || n.Al.IsZero() || !n.Al.Before(im.Snapshot) {
		return false
	}
	if im.manual[journal.Edit{ID: n.ID, Column: "al"}] {
		return c.may("al", colStato)
	}
	row.Refuse(colStato, "stato_indietro", message.New("nomina %s already ended on %s", number(n.ID), n.Al),
		message.New("if it is in force again: dtctl nomina edit %s --reopen", number(n.ID)))
	return false
}

// corrections are the values of a nomina that a row changes.
type corrections struct {
	Modifica
	im      *importer
	row     *batch.Row
	id      int64
	changed bool
}

// corrections returns what a row changes in a nomina: a blank changes nothing.
func (im *importer) corrections(row *batch.Row, n Nomina, e entry) *corrections {
	c := &corrections{im: im, row: row, id: n.ID}
	offer(c, &c.InvitatoIl, "invitato_il", colInvitatoIl, n.InvitatoIl, e.invitatoIl)
	if n.Stato.HasBegun() && e.stato != Proposta {
		offer(c, &c.Dal, "dal", colDal, n.Dal, e.Dal)
	}
	if n.Stato == Cessata || n.Stato == Sostituita || n.Stato == Rifiutata {
		offer(c, &c.Al, "al", colAl, n.Al, e.Al)
		offer(c, &c.MotivoFine, "motivo_fine", colMotivo, n.MotivoFine, e.motivo)
	}
	offer(c, &c.TipoAtto, "atto_tipo", colAtto, n.Atto.Tipo, e.atto.Tipo)
	offer(c, &c.NumeroAtto, "atto_numero", colAttoNumero, n.Atto.Numero, e.atto.Numero)
	offer(c, &c.DataAtto, "atto_data", colAttoData, n.Atto.Data, e.atto.Data)
	offer(c, &c.Protocollo, "protocollo", colProtocollo, n.Atto.Protocollo, e.atto.Protocollo)
	offer(c, &c.Forma, "forma", colForma, n.Forma, e.forma)
	offer(c, &c.Copre, "copre", colCopre, n.Copre, e.copre)
	offer(c, &c.Note, "note", colNote, n.Note, e.note)
	return c
}

// offer takes the value of the row where it is another, unless the one there was
// edited by hand.
func offer[T comparable](c *corrections, field **T, column string, place int, now, said T) {
	var blank T
	if said == blank || said == now || !c.may(column, place) {
		return
	}
	*field, c.changed = &said, true
}

// may reports whether a value may be changed, and warns when it was edited by
// hand.
func (c *corrections) may(column string, place int) bool {
	if !c.im.OverwriteManual && c.im.manual[journal.Edit{ID: c.id, Column: column}] {
		c.im.warnManual(c.row, place, c.id)
		return false
	}
	return true
}
