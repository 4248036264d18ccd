package registro

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// rtd names the layout of the responsabili per la transizione al digitale of
// IndicePA (CAD, d.lgs. 82/2005, art. 17).
const rtd = "ipa-rtd"

// The columns of the responsabili: those of the person, those of the ente, and
// these.
const (
	rtdPersona = 0
	rtdEnte    = rtdPersona + persona.ColonneRiga
	rtdIl      = rtdEnte + ente.ColonneRiga
)

// rtdImport reads who is responsabile per la transizione al digitale of which
// ente. Neither telephone numbers nor the offices are read.
func rtdImport() batch.Noun {
	columns := slices.Concat(persona.Colonne(), ente.Colonne(), []batch.Column{
		{Key: "aggiornato_il", Synonyms: []string{"data aggiornamento"}, Help: message.New("day on which the row was written")},
	})
	for i := range columns {
		c := &columns[i]
		switch c.Key {
		case "cognome":
			c.Synonyms = append(c.Synonyms, "cognome responsabile")
		case "nome":
			c.Synonyms = append(c.Synonyms, "nome responsabile")
		case "email":
			c.Synonyms = append([]string{"mail responsabile"}, c.Synonyms...)
		}
	}
	return batch.Noun{
		Name: "ente", Profile: rtd, Columns: columns,
		Needs: [][]string{{"cognome"}, {"nome"}, {"ipa", "cf_ente"}},
		Open:  openRTD,
	}
}

type rtdLoader struct {
	batch.Setup
	enti  *ente.Matcher
	scope ente.Scope
	role  ruolo.Ruolo
	// holders are the nomine in force on the day of the file, by ente; imported
	// those that a file brought in.
	holders  map[int64]nomina.Nomina
	imported map[int64]bool
	newest   periodo.Data
	seen     map[int64]int // line, by ente
	// absent counts the enti that the register lacks, outside those of other
	// regions or types, nameless the rows without a name, older those that say
	// otherwise than a newer file.
	absent, outside, nameless, older int
}

func openRTD(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
	l := &rtdLoader{Setup: s, holders: map[int64]nomina.Nomina{}, imported: map[int64]bool{}, seen: map[int64]int{}}
	var err error
	if l.enti, err = ente.NewMatcher(ctx, tx); err != nil {
		return nil, err
	}
	if l.scope, err = ente.ReadScope(ctx, tx, s.Fixed); err != nil {
		return nil, err
	}
	if l.role, err = ruolo.Find(ctx, tx, "rtd", 0); err != nil {
		return nil, err
	}
	inForce, err := nomina.List(ctx, tx, nomina.Filter{Ruoli: []int64{l.role.ID}, ValidAt: s.Snapshot, AsOf: s.Snapshot})
	if err != nil {
		return nil, err
	}
	for _, n := range inForce {
		l.holders[n.EnteID] = n
	}
	if l.newest, err = ente.LatestImport(ctx, tx, "ente/"+rtd); err != nil {
		return nil, err
	}
	return l, db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		err := scan(&id)
		l.imported[id] = true
		return err
	}, `SELECT n.id FROM nomina n WHERE n.ruolo_id = ? AND EXISTS (SELECT 1
		FROM modifica m JOIN importazione i ON i.id = m.operazione_id
		WHERE m.tabella = 'nomina' AND m.azione = 'inserita' AND m.da_id <= n.id AND m.a_id >= n.id)`, l.role.ID)
}

// Load brings in the rows one at a time.
func (l *rtdLoader) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	err := rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) {
		id := l.identify(row)
		switch {
		case row.Refused():
			return 0, nil
		case id == 0:
			return batch.Outside, nil
		}
		return l.take(ctx, tx, rows, row, id)
	})
	l.tell(rows)
	return err
}

// identify returns the ente of a row that is wanted, 0 for a row to leave out.
func (l *rtdLoader) identify(row *batch.Row) int64 {
	if ente.TextCell(row.Text(rtdPersona)) == "" || ente.TextCell(row.Text(rtdPersona+1)) == "" {
		l.nameless++
		return 0
	}
	keys := ente.Chiavi{IPA: row.Text(rtdEnte), CF: ente.TextCell(row.Text(rtdEnte + 1))}
	found := l.enti.Match(keys, l.Snapshot)
	row.Padded(found.ZeriAggiunti)
	switch {
	case found.Codice == "ente_sconosciuto":
		l.absent++
		return 0
	case found.EnteID == 0:
		row.Refuse(rtdEnte, found.Codice, found.Problema, message.Text{})
		return 0
	case !l.enti.Wants(l.scope, found.EnteID, l.Snapshot):
		l.outside++
		return 0
	}
	if first := l.seen[found.EnteID]; first != 0 {
		row.Refuse(rtdEnte, "doppia_nel_file", message.New("line %s has the same ente, which has one responsabile", number(int64(first))),
			message.New("keep one of the two rows"))
		return 0
	}
	l.seen[found.EnteID] = row.Line
	return found.EnteID
}
