package programma

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Query returns the SQL of the enti that are in the scope on the day f.AsOf
// and pass the filter, and its arguments: the columns of ente.Filter.Query and
// then escluso, 1 for an ente that is kept out by hand and 0 for the others.
// Each ente comes once, in no order. Enti in liquidation are in no scope.
//
// It is the only definition of who is in a scope. To embed it, write
// "FROM (" + sql + ") u".
//
// Where the scope has no rule, the types asked for in the filter take the
// place of the usual ones, so that a type that is usually out, such as the
// Regione itself, can be asked for.
func Query(a Ambito, f ente.Filter) (sql string, args []any) {
	switch {
	case len(a.Inclusi) == 0:
		return ruled(a, f)
	case a.IsByHand():
		return included(a, f)
	}
	rule, args := ruled(a, f)
	byHand, handArgs := included(a, f)
	return rule + ` UNION ALL ` + byHand, append(args, handArgs...)
}

// included returns the SQL of the enti that are let in by hand.
func included(a Ambito, f ente.Filter) (string, []any) {
	from, args := f.Query()
	condition, ids := in(`u.id`, enti(a.Inclusi))
	return `SELECT u.*, 0 AS escluso FROM (` + from + `) u WHERE u.in_liquidazione = 0 AND ` + condition,
		append(args, ids...)
}

// ruled returns the SQL of the enti that the rule takes, without those that
// are let in by hand anyway.
func ruled(a Ambito, f ente.Filter) (string, []any) {
	where, whereArgs := `u.in_liquidazione = 0`, []any(nil)
	and := func(condition string, args []any) {
		where += ` AND ` + condition
		whereArgs = append(whereArgs, args...)
	}
	// The filter knows the indexes, so the rule enters it where there is room.
	if len(f.Regioni) == 0 {
		f.Regioni = a.Regioni
	} else if len(a.Regioni) > 0 {
		and(in(`u.regione_id`, a.Regioni))
	}
	if len(f.Tipi) == 0 {
		f.Tipi = a.tipi()
	} else if a.hasRule() {
		and(in(`u.tipo`, a.tipi()))
	}
	if len(a.Aree) > 0 {
		condition, args := in(`area_id`, a.Aree)
		and(`u.id IN (SELECT ente_id FROM area_ente WHERE dal <= ? AND (al IS NULL OR al >= ?) AND `+condition+`)`,
			append([]any{f.AsOf, f.AsOf}, args...))
	}
	if len(a.Inclusi) > 0 {
		condition, args := in(`u.id`, enti(a.Inclusi))
		and(`NOT `+condition, args)
	}
	excluded, args := `0`, []any(nil)
	if len(a.Esclusi) > 0 {
		excluded, args = in(`u.id`, enti(a.Esclusi))
	}
	from, fromArgs := f.Query()
	return `SELECT u.*, ` + excluded + ` AS escluso FROM (` + from + `) u WHERE ` + where,
		append(append(args, fromArgs...), whereArgs...)
}

func enti(list []Eccezione) []int64 {
	ids := make([]int64, len(list))
	for i, e := range list {
		ids[i] = e.EnteID
	}
	return ids
}

// tipi returns the types that the rule takes.
func (a Ambito) tipi() []ente.Tipo {
	if len(a.Tipi) > 0 {
		return a.Tipi
	}
	return ente.TipiPredefiniti()
}

// in returns the condition that a column has one of the values, of which there
// is at least one.
func in[T int64 | ente.Tipo](column string, values []T) (condition string, args []any) {
	for _, v := range values {
		args = append(args, v)
	}
	return column + ` IN (?` + strings.Repeat(`, ?`, len(values)-1) + `)`, args
}

// Contains reports whether an ente is in the scope on the day asOf and is not
// kept out by hand.
func Contains(ctx context.Context, tx *db.Tx, a Ambito, enteID int64, asOf periodo.Data) (bool, error) {
	query, args := Query(a, ente.Filter{AsOf: asOf})
	_, found, err := db.First(ctx, tx, db.Value[int64],
		`SELECT u.id FROM (`+query+`) u WHERE u.escluso = 0 AND u.id = ?`, append(args, enteID)...)
	return found, err
}

// Count returns how many enti are in the scope on the day f.AsOf and pass the
// filter, and how many more would be if they were not kept out by hand.
func Count(ctx context.Context, tx *db.Tx, a Ambito, f ente.Filter) (enti, esclusi int, err error) {
	query, args := Query(a, f)
	err = db.Each(ctx, tx, func(scan db.Scan) error { return scan(&enti, &esclusi) },
		`SELECT count(*) - coalesce(sum(u.escluso), 0), coalesce(sum(u.escluso), 0) FROM (`+query+`) u`, args...)
	return enti, esclusi, err
}
