package coverage

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Causa is why enti entered or left a universe.
type Causa string

// The reasons for a movement.
const (
	// Nascita is the beginning of the ente.
	Nascita Causa = "nascita"
	// Fine is its end; Altrove is then its successor, if it has one.
	Fine Causa = "fine"
	// CambioRegione is a passage from or to another region, CambioProvincia
	// from or to another provincia of the same region.
	CambioRegione   Causa = "cambio_regione"
	CambioProvincia Causa = "cambio_provincia"
	// AltraCausa is a change of area, of Unione, of class or of whatever else
	// the universe is restricted to.
	AltraCausa Causa = "altra"
)

// Movimento is enti that entered or left a universe together.
type Movimento struct {
	// Data is the first day on which the universe is different; with
	// AltraCausa, the day on which it was found to be.
	Data    periodo.Data
	Entrati bool
	Causa   Causa
	// Altrove is where the enti came from or went to: the name of a region,
	// the sigla of a provincia, the name of a successor.
	Altrove string
	// Enti are their names.
	Enti []string
}

// move is one ente that is in only one of two universes: that of the day
// after, or that of the day upTo.
type move struct {
	enteID      int64
	entered     bool
	after, upTo periodo.Data
}

// life is what explains the moves of an ente.
type life struct {
	norma, denominazione string
	periodo.Periodo
	successore string
	places     []place
}

type place struct {
	regione, provincia string
	periodo.Periodo
}

// explainMoves says when and why the enti moved, those that moved together in
// one movement, by day: those that left first.
func explainMoves(ctx context.Context, tx *db.Tx, moves []move) ([]Movimento, error) {
	if len(moves) == 0 {
		return nil, nil
	}
	lives, err := livesOf(ctx, tx, moves)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(moves, func(a, b move) int {
		return cmp.Or(cmp.Compare(lives[a.enteID].norma, lives[b.enteID].norma), cmp.Compare(a.enteID, b.enteID))
	})
	var list []Movimento
	for _, m := range moves {
		one := lives[m.enteID].explain(m)
		i := slices.IndexFunc(list, func(o Movimento) bool {
			return o.Data == one.Data && o.Entrati == one.Entrati && o.Causa == one.Causa && o.Altrove == one.Altrove
		})
		if i < 0 {
			list = append(list, one)
		} else {
			list[i].Enti = append(list[i].Enti, one.Enti...)
		}
	}
	slices.SortStableFunc(list, func(a, b Movimento) int {
		switch {
		case a.Data != b.Data || a.Entrati == b.Entrati:
			return a.Data.DaysSince(b.Data)
		case b.Entrati:
			return -1
		}
		return 1
	})
	return list, nil
}

// livesOf reads the lives of the enti that moved.
func livesOf(ctx context.Context, tx *db.Tx, moves []move) (map[int64]*life, error) {
	lives := map[int64]*life{}
	var ids []any
	for _, m := range moves {
		if lives[m.enteID] == nil {
			lives[m.enteID] = &life{}
			ids = append(ids, m.enteID)
		}
	}
	in := ` IN (?` + strings.Repeat(`, ?`, len(ids)-1) + `)`
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var l life
		err := scan(&id, &l.norma, &l.denominazione, &l.Dal, &l.Al, &l.successore)
		*lives[id] = l
		return err
	}, `SELECT e.id, e.norma, e.denominazione, e.dal, e.al, coalesce(s.denominazione, '')
		FROM ente e LEFT JOIN ente s ON s.id = e.successore_id WHERE e.id`+in+` ORDER BY e.id`, ids...)
	if err != nil {
		return nil, err
	}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var p place
		err := scan(&id, &p.regione, &p.provincia, &p.Dal, &p.Al)
		lives[id].places = append(lives[id].places, p)
		return err
	}, `SELECT c.ente_id, r.denominazione, coalesce(p.sigla, ''), c.dal, c.al
		FROM ente_collocazione c JOIN regione r ON r.id = c.regione_id LEFT JOIN provincia p ON p.id = c.provincia_id
		WHERE c.ente_id`+in+` ORDER BY c.ente_id, c.dal, c.id`, ids...)
	return lives, err
}

// explain says when and why the ente moved. Of the days between two points it
// takes the first on which something that explains the move happened.
func (l *life) explain(m move) Movimento {
	one := Movimento{Data: m.upTo, Entrati: m.entered, Causa: AltraCausa, Enti: []string{l.denominazione}}
	between := func(d periodo.Data) bool { return !d.IsZero() && d.After(m.after) && !d.After(m.upTo) }
	switch {
	case m.entered && between(l.Dal):
		one.Data, one.Causa = l.Dal, Nascita
		return one
	case !m.entered && between(l.Al.AddDays(1)):
		one.Data, one.Causa, one.Altrove = l.Al.AddDays(1), Fine, l.successore
		return one
	}
	for i := 1; i < len(l.places); i++ {
		from, to := l.places[i-1], l.places[i]
		if !between(to.Dal) {
			continue
		}
		elsewhere := from
		if !m.entered {
			elsewhere = to
		}
		switch {
		case from.regione != to.regione:
			one.Data, one.Causa, one.Altrove = to.Dal, CambioRegione, elsewhere.regione
			return one
		case from.provincia != to.provincia:
			one.Data, one.Causa, one.Altrove = to.Dal, CambioProvincia, elsewhere.provincia
			return one
		}
	}
	return one
}
