package bando

import (
	"context"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// correct gives a call what a row says of it, and returns whether anything
// changed; a blank changes nothing.
func (im *avvisi) correct(ctx context.Context, tx *db.Tx, row *batch.Row, b Bando, said avviso) (bool, error) {
	before := b
	b.Beneficiari = im.beneficiari(row, b, said)
	im.take(row, colMisura, b.ID, "misura", &b.Misura, said.Misura)
	im.take(row, colSoggetti, b.ID, "destinatari", &b.Destinatari, said.Destinatari)
	im.takeMoment(row, colInizio, b.ID, "apre_il", &b.Apre, said.Apre)
	im.takeMoment(row, colFine, b.ID, "scade_il", &b.Scade, said.Scade)
	if b.Fonte == "" {
		b.Fonte = said.Fonte
	}
	acts, err := Atti(ctx, tx, b.ID)
	if err != nil {
		return false, err
	}
	missing, err := im.missing(ctx, tx, row, b.ID, said.endowment)
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
	if err := im.register.Edit(ctx, tx, b); err != nil {
		return false, err
	}
	if len(acts) == 0 {
		return true, im.announce(ctx, tx, b, said, missing)
	}
	if missing == 0 {
		return true, nil
	}
	return true, Refinance(ctx, tx, b, Dotazione{Data: im.Snapshot, Importo: missing, Atto: fonteAperta})
}

// missing returns what the endowment of a call lacks of what is published; less
// than nothing where that is more. Where somebody wrote an act of endowment by
// hand it warns, and nothing is missing: the office may know of an act that the
// file does not have yet.
func (im *avvisi) missing(ctx context.Context, tx *db.Tx, row *batch.Row, bandoID int64, published euro.Importo) (euro.Importo, error) {
	acts, err := Dotazioni(ctx, tx, bandoID)
	if err != nil || published == 0 {
		return 0, err
	}
	missing, byHand := published, false
	for _, d := range acts {
		missing -= d.Importo
		byHand = byHand || d.Atto != fonteAperta
	}
	if missing == 0 || !byHand || im.OverwriteManual {
		return missing, nil
	}
	row.Warn(colStanziato, "valore_manuale",
		message.New("the endowment has acts written by hand and stays %s euro; the file says %s (--overwrite-manual takes that of the file)",
			published-missing, published))
	return 0, nil
}

// beneficiari returns who may apply for a call that is there. Those that do not
// follow from the words of the last file are the work of somebody.
func (im *avvisi) beneficiari(row *batch.Row, b Bando, said avviso) []Beneficiario {
	switch {
	case said.Destinatari == "" || said.Destinatari == b.Destinatari && !im.OverwriteManual:
		return b.Beneficiari
	case im.OverwriteManual || sameBeneficiari(b.Beneficiari, destinatari(b.Destinatari)):
		return said.Beneficiari
	case !sameBeneficiari(b.Beneficiari, said.Beneficiari):
		row.Warn(colSoggetti, "valore_manuale",
			message.New("who may apply was edited by hand and is kept (--overwrite-manual takes that of the file)"))
	}
	return b.Beneficiari
}

// equals reports whether two calls are stored alike.
func (b Bando) equals(c Bando) bool {
	return slices.Equal(b.values(), c.values()) && sameBeneficiari(b.Beneficiari, c.Beneficiari)
}

// sameBeneficiari reports whether the same may apply, in whatever order.
func sameBeneficiari(a, b []Beneficiario) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(w Beneficiario) bool { return !slices.Contains(b, w) })
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
	if !im.manual.Has(id, name) {
		return true
	}
	row.Warn(column, "valore_manuale",
		message.New("%s was edited by hand and is kept (--overwrite-manual takes that of the file)", name))
	return false
}
