package bando

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
)

// Beneficiario is a kind of ente that may apply for a call.
type Beneficiario struct {
	Tipo ente.Tipo
	// Classe restricts the comuni by their residents, empty for all.
	Classe ente.Classe
}

// Beneficiari returns the kinds of ente that a list of types and one of classes
// mean together: the classes restrict the comuni among the types. Classes alone
// mean comuni.
func Beneficiari(tipi []ente.Tipo, classi []ente.Classe) []Beneficiario {
	if len(tipi) == 0 && len(classi) > 0 {
		tipi = []ente.Tipo{ente.Comune}
	}
	var list []Beneficiario
	for _, t := range tipi {
		if t != ente.Comune || len(classi) == 0 {
			list = append(list, Beneficiario{Tipo: t})
			continue
		}
		for _, c := range classi {
			list = append(list, Beneficiario{Tipo: t, Classe: c})
		}
	}
	return list
}

// checkBeneficiari returns a fault of kind Usage for a type or a class that is
// none.
func checkBeneficiari(who []Beneficiario) error {
	for _, w := range who {
		switch {
		case !slices.Contains(ente.Tipi(), w.Tipo):
			return fault.New(fault.Usage, "%q is not a type of ente", string(w.Tipo)).WithHint("one of: %s", list(ente.Tipi()))
		case w.Classe != "" && !slices.Contains(ente.Classi(), w.Classe):
			return fault.New(fault.Usage, "%q is not a class of comuni", string(w.Classe)).WithHint("one of: %s", list(ente.Classi()))
		}
	}
	return nil
}

// Admits reports whether an ente of a type and, for a comune, of a class by its
// residents, may apply for the call.
func (b Bando) Admits(tipo ente.Tipo, classe ente.Classe) bool {
	return len(b.Beneficiari) == 0 || slices.ContainsFunc(b.Beneficiari, func(w Beneficiario) bool {
		return w.Tipo == tipo && (w.Classe == "" || w.Classe == classe)
	})
}

// Restrict makes who may apply what a list of types and one of classes mean
// together, each as it is when it is nil. No types let everybody apply, and take
// the classes away that are not given with them. It returns a fault of kind Usage
// when classes are given and no comune may apply.
func (b *Bando) Restrict(tipi *[]ente.Tipo, classi *[]ente.Classe) error {
	types, classes := b.tipi(), b.classi()
	if tipi != nil {
		types = *tipi
		if len(types) == 0 {
			classes = nil
		}
	}
	if classi != nil {
		classes = *classi
		if len(classes) > 0 && len(types) > 0 && !slices.Contains(types, ente.Comune) {
			return fault.New(fault.Usage, "classes by residents restrict the comuni, and only these types may apply: %s", list(types)).
				WithHint("add comune to --type, or leave --class out")
		}
	}
	b.Beneficiari = Beneficiari(types, classes)
	return nil
}

// tipi returns the types of ente that may apply, each once.
func (b Bando) tipi() []ente.Tipo {
	var types []ente.Tipo
	for _, w := range b.Beneficiari {
		if !slices.Contains(types, w.Tipo) {
			types = append(types, w.Tipo)
		}
	}
	return types
}

// classi returns the classes to which the comuni that may apply are restricted.
func (b Bando) classi() []ente.Classe {
	var classes []ente.Classe
	for _, w := range b.Beneficiari {
		if w.Classe != "" {
			classes = append(classes, w.Classe)
		}
	}
	return classes
}

// compare orders by type, then by class.
func (w Beneficiario) compare(other Beneficiario) int {
	return cmp.Or(
		cmp.Compare(slices.Index(ente.Tipi(), w.Tipo), slices.Index(ente.Tipi(), other.Tipo)),
		cmp.Compare(slices.Index(ente.Classi(), w.Classe), slices.Index(ente.Classi(), other.Classe)),
	)
}

// String names the kind of ente as it is typed, such as comune/fino_5000.
func (w Beneficiario) String() string {
	if w.Classe == "" {
		return string(w.Tipo)
	}
	return string(w.Tipo) + "/" + string(w.Classe)
}

// Ammessi names the kinds of ente that may apply, the empty list for all.
func (b Bando) Ammessi() []string {
	names := make([]string, len(b.Beneficiari))
	for i, w := range b.Beneficiari {
		names[i] = w.String()
	}
	return names
}

// readBeneficiari fills the kinds of ente of the calls, in the order of the types
// and of the classes.
func readBeneficiari(ctx context.Context, tx *db.Tx, calls []Bando) error {
	if len(calls) == 0 {
		return nil
	}
	at := make(map[int64]*Bando, len(calls))
	for i := range calls {
		at[calls[i].ID] = &calls[i]
	}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var w Beneficiario
		if err := scan(&id, &w.Tipo, &w.Classe); err != nil {
			return err
		}
		if b := at[id]; b != nil {
			b.Beneficiari = append(b.Beneficiari, w)
		}
		return nil
	}, `SELECT bando_id, tipo, coalesce(classe, '') FROM bando_beneficiario ORDER BY bando_id, id`)
	for i := range calls {
		slices.SortStableFunc(calls[i].Beneficiari, Beneficiario.compare)
	}
	return err
}

// writeBeneficiari makes the kinds of ente of a call those given, leaving alone
// those that are there.
func writeBeneficiari(ctx context.Context, tx *db.Tx, b Bando, before []Beneficiario) error {
	for _, w := range before {
		if slices.Contains(b.Beneficiari, w) {
			continue
		}
		if _, err := tx.Exec(ctx, `DELETE FROM bando_beneficiario WHERE bando_id = ? AND tipo = ? AND coalesce(classe, '') = ?`,
			b.ID, string(w.Tipo), string(w.Classe)); err != nil {
			return err
		}
	}
	for i, w := range b.Beneficiari {
		if slices.Contains(before, w) || slices.Contains(b.Beneficiari[:i], w) {
			continue
		}
		if _, err := tx.Exec(ctx, `INSERT INTO bando_beneficiario (bando_id, tipo, classe) VALUES (?, ?, nullif(?, ''))`,
			b.ID, string(w.Tipo), string(w.Classe)); err != nil {
			return err
		}
	}
	return nil
}

// normalWord returns a short code, such as that of a category, in the form in
// which it is stored: small letters, digits and underscores.
func normalWord(s string) string {
	return strings.Trim(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(s))), "_")
}

// isWord reports whether s, in the form of normalWord, can be such a code.
func isWord(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
