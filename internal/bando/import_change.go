package bando

import (
	"context"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// correct gives a call what a row says of it, and returns whether anything
// changed; a blank changes nothing.
func (im *avvisi) correct(ctx context.Context, tx *db.Tx, row *batch.Row, b Bando, said avviso) (bool, error) {
	before := b
	im.take(row, colMisura, b.ID, "misura", &b.Misura, said.Misura)
	im.take(row, colSoggetti, b.ID, "destinatari", &b.Destinatari, said.Destinatari)
	im.takeMoment(row, colInizio, b.ID, "apre_il", &b.Apre, said.Apre)
	im.takeMoment(row, colFine, b.ID, "scade_il", &b.Scade, said.Scade)
	if b.Fonte == "" {
		b.Fonte = said.Fonte
	}
	if b.Destinatari != before.Destinatari || len(b.Beneficiari) == 0 {
		b.Beneficiari = said.Beneficiari
	}
	acts, err := Atti(ctx, tx, b.ID)
	if err != nil {
		return false, err
	}
	missing, err := im.missing(ctx, tx, b.ID, said.endowment)
	if err != nil {
		return false, err
	}
	changed := !b.equals(before) || missing != 0 || len(acts) == 0
	switch line := im.lines[b.ID]; {
	case !changed:
		return false, nil
	case line != 0:
		row.Refuse(colTitolo, "doppia_nel_file", message.New("line %s has the same call with other values", strconv.Itoa(line)),
			message.New("keep one of the two rows"))
		return false, nil
	case im.Snapshot.Before(im.newest):
		im.older++
		return false, nil
	}
	if _, err := im.register.Edit(ctx, tx, b); err != nil {
		return false, err
	}
	if len(acts) == 0 {
		return true, im.announce(ctx, tx, b, said)
	}
	if missing == 0 {
		return true, nil
	}
	return true, Refinance(ctx, tx, b, Dotazione{Data: im.Snapshot, Importo: missing, Atto: fonteAperta})
}

// missing returns what the endowment of a call lacks of what is published; less
// than nothing where that is more.
func (im *avvisi) missing(ctx context.Context, tx *db.Tx, bandoID int64, published euro.Importo) (euro.Importo, error) {
	acts, err := Dotazioni(ctx, tx, bandoID)
	if published == 0 {
		return 0, err
	}
	for _, d := range acts {
		published -= d.Importo
	}
	return published, err
}

// equals reports whether two calls are stored alike.
func (b Bando) equals(c Bando) bool {
	return slices.Equal(b.values(), c.values()) && slices.Equal(b.Beneficiari, c.Beneficiari)
}

// take gives a field what a row says, unless it says nothing or the value was
// edited by hand.
func (im *avvisi) take(row *batch.Row, column int, id int64, name string, field *string, said string) {
	if said != "" && said != *field && im.may(row, column, id, name) {
		*field = said
	}
}

func (im *avvisi) takeMoment(row *batch.Row, column int, id int64, name string, field *periodo.Momento, said periodo.Momento) {
	if !said.IsZero() && said.Giorno() != field.Giorno() && im.may(row, column, id, name) {
		*field = said
	}
}

// may reports whether a value may be changed, and warns when it was edited by
// hand.
func (im *avvisi) may(row *batch.Row, column int, id int64, name string) bool {
	if !im.manual[journal.Edit{ID: id, Column: name}] {
		return true
	}
	row.Warn(column, "valore_manuale",
		message.New("%s was edited by hand and is kept (--overwrite-manual takes that of the file)", name))
	return false
}
