package territorio

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// FindProvincia returns the provincia that arg names on the day asOf: its
// sigla, another sigla in use, one abolished before the register begins (FO,
// PS), its ISTAT or statistical code, or its name, of which four letters that
// no other begins with are enough. The same sigla may name another provincia
// on another day (SU was Sud Sardegna and is Sulcis Iglesiente).
//
// It returns a fault of kind Failed when there is none that day.
func FindProvincia(ctx context.Context, tx *db.Tx, arg string, asOf periodo.Data) (Provincia, error) {
	province, err := Province(ctx, tx, Filter{})
	if err != nil {
		return Provincia{}, err
	}
	valid := slices.DeleteFunc(slices.Clone(province), func(p Provincia) bool { return !p.Contains(asOf) })
	if found := provincia(valid, arg); len(found) > 0 {
		return found[0], nil
	}
	if found := provincia(province, arg); len(found) > 0 {
		return Provincia{}, notThen(found[len(found)-1], asOf)
	}
	var list []choice
	for _, p := range valid {
		list = append(list, languages(p.Denominazione, p.Sigla)...)
	}
	return Provincia{}, unknown(fault.New(fault.Failed, "there is no province %q", arg), arg, list,
		"dtctl provincia list")
}

// provincia returns the provinces that arg names; several only when the list
// is of several days.
func provincia(province []Provincia, arg string) []Provincia {
	code := strings.ToUpper(strings.TrimSpace(arg))
	for _, is := range []func(Provincia) bool{
		func(p Provincia) bool { return p.Sigla == code },
		func(p Provincia) bool { return code != "" && p.Alias == code },
		func(p Provincia) bool { return p.Sigla == currentSigla(code) },
		func(p Provincia) bool { return p.Istat == code },
		func(p Provincia) bool { return p.UTS == code },
	} {
		found := slices.DeleteFunc(slices.Clone(province), func(p Provincia) bool { return !is(p) })
		if len(found) > 0 {
			return found
		}
	}
	return named(province, arg, func(p Provincia) string { return p.Denominazione })
}

func notThen(p Provincia, asOf periodo.Data) error {
	f := fault.New(fault.Failed, "%s (%s) is not a province on %s", p.Denominazione, p.Sigla, asOf)
	if asOf.Before(p.Dal) {
		return f.WithHint("it is one from %s", p.Dal)
	}
	return f.WithHint("it was one until %s", p.Al)
}
