package territorio

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// FindRegione returns the region that arg names: its sigla, its ISTAT code
// with or without the zero, its ISO code with IT- in front (a bare 21 or 22 is
// also used for the two autonomous provinces), a three-letter sigla, its IPA
// code, or its name, of which four letters that no other begins with are
// enough.
//
// It returns a fault of kind Failed when there is none. When arg is a provincia
// the fault says so: the sigle in use for regions are easily mistaken for
// those of provinces, and only PU (Puglia, Pesaro e Urbino) is both.
func FindRegione(ctx context.Context, tx *db.Tx, arg string) (Regione, error) {
	regioni, err := Regioni(ctx, tx)
	if err != nil {
		return Regione{}, err
	}
	if r, found := regione(regioni, arg); found {
		return r, nil
	}
	province, err := Province(ctx, tx, Filter{})
	if err != nil {
		return Regione{}, err
	}
	if p, found := anyProvincia(province, arg); found {
		return Regione{}, notARegione(regioni, p, strings.TrimSpace(arg))
	}
	return Regione{}, unknown(fault.New(fault.Failed, "there is no region %q", arg), arg, choices(regioni),
		"dtctl regione list")
}

// regione applies the ways of naming a region one after the other.
func regione(regioni []Regione, arg string) (Regione, bool) {
	code := strings.ToUpper(strings.TrimSpace(arg))
	for _, is := range []func(Regione) bool{
		func(r Regione) bool { return r.Sigla == code },
		func(r Regione) bool { return r.Istat == code || r.Istat == "0"+code },
		func(r Regione) bool { return r.ISO == code },
		func(r Regione) bool { return slices.Contains(r.sigle3(), code) },
		func(r Regione) bool { return strings.ToUpper(r.IPA) == code },
	} {
		if i := slices.IndexFunc(regioni, is); i >= 0 {
			return regioni[i], true
		}
	}
	if found := named(regioni, arg, denominazioneRegione); len(found) == 1 {
		return found[0], true
	}
	return Regione{}, false
}

func denominazioneRegione(r Regione) string { return r.Denominazione }

// anyProvincia returns the provincia of any time that arg names, the present
// one first. PAB and PAT are the two autonomous provinces, that work as
// regions do.
func anyProvincia(province []Provincia, arg string) (Provincia, bool) {
	switch strings.ToUpper(strings.TrimSpace(arg)) {
	case "PAB":
		arg = "BZ"
	case "PAT":
		arg = "TN"
	}
	found := provincia(province, arg)
	if len(found) == 0 {
		return Provincia{}, false
	}
	if i := slices.IndexFunc(found, func(p Provincia) bool { return p.Al.IsZero() }); i >= 0 {
		return found[i], true
	}
	return found[0], true
}

// notARegione says that arg is a provincia. It offers the region whose name
// begins with the two letters, for which they were probably meant, or else the
// one in which the provincia lies.
func notARegione(regioni []Regione, p Provincia, arg string) error {
	begun := slices.DeleteFunc(slices.Clone(regioni), func(r Regione) bool {
		return len(arg) != 2 || !strings.HasPrefix(nome.Norm(r.Denominazione), nome.Norm(arg))
	})
	if len(begun) != 1 {
		begun = slices.DeleteFunc(slices.Clone(regioni), func(r Regione) bool { return r.ID != p.RegioneID })
	}
	return fault.New(fault.Failed, "%s is a province (%s)", arg, p.Denominazione).
		WithHint("use --province %s, or --region %s for %s", p.Sigla, begun[0].Sigla, begun[0].Denominazione)
}

// choice is a name that can be suggested, with the code to type.
type choice struct{ norma, code, denominazione string }

func choices(regioni []Regione) []choice {
	var list []choice
	for _, r := range regioni {
		list = append(list, languages(r.Denominazione, r.Sigla)...)
	}
	return list
}

// languages returns one choice for each language of a name.
func languages(denominazione, code string) []choice {
	var list []choice
	for part := range strings.SplitSeq(denominazione, "/") {
		list = append(list, choice{nome.Norm(part), code, denominazione})
	}
	return list
}

// unknown adds to f the names nearest to arg, or the command that lists all.
func unknown(f *fault.Fault, arg string, list []choice, command string) error {
	near := nome.Suggest(nome.Norm(arg), list, func(c choice) string { return c.norma })
	if len(near) == 0 {
		return f.WithHint("see: %s", command)
	}
	names := make([]string, len(near))
	for i, c := range near {
		names[i] = c.denominazione + " (" + c.code + ")"
	}
	return f.WithHint("did you mean %s?", strings.Join(slices.Compact(names), ", "))
}
