package ente

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// checked returns the ente with its texts trimmed and its codes in their
// canonical form, or a fault of kind Usage when one is malformed or missing.
// What is as it was before is not checked again: the register holds what its
// sources hold.
func checked(e, before Ente) (Ente, error) {
	if !slices.Contains(Tipi(), e.Tipo) {
		return e, fault.New(fault.Usage, "%q is not a type of ente", string(e.Tipo)).
			WithHint("one of: %s", joined(Tipi()))
	}
	e.Denominazione = strings.TrimSpace(e.Denominazione)
	if nome.Ente(e.Denominazione) == "" {
		return e, fault.New(fault.Usage, "an ente needs a name").WithHint("give its official name")
	}
	if err := checkLength(e.Denominazione); err != nil && e.Denominazione != before.Denominazione {
		return e, err
	}
	for _, c := range []struct {
		value  *string
		before string
		check  func(string) (string, error)
	}{
		{&e.IPA, before.IPA, codice.IPA},
		{&e.CF, before.CF, codice.CFEnte},
		{&e.PIVA, before.PIVA, codice.CFEnte},
		{&e.Belfiore, before.Belfiore, codice.Belfiore},
		{&e.PEC, before.PEC, codice.Email},
		{&e.Email, before.Email, codice.Email},
		{&e.Telefono, before.Telefono, asWritten},
		{&e.Sito, before.Sito, asWritten},
		{&e.Note, before.Note, asWritten},
	} {
		if *c.value = strings.TrimSpace(*c.value); *c.value == "" || *c.value == c.before {
			continue
		}
		var err error
		if *c.value, err = c.check(*c.value); err != nil {
			return e, err
		}
	}
	return e, checkBelongs(e)
}

// longestName is how many characters a name may have: the longest official one
// has about a hundred.
const longestName = 300

func checkLength(name string) error {
	if n := utf8.RuneCountInString(name); n > longestName {
		return fault.New(fault.Usage, "the name of an ente has at most %d characters, not %d", longestName, n).
			WithHint("give its official name alone")
	}
	return nil
}

func asWritten(s string) (string, error) { return s, nil }

// checkBelongs refuses what only a comune has on another ente, and a comune
// without it.
func checkBelongs(e Ente) error {
	switch {
	case e.Tipo != Comune && e.Belfiore != "":
		return fault.New(fault.Usage, "only a comune has a Belfiore code").WithHint("leave --belfiore out")
	case e.Tipo == Comune && e.Belfiore == "":
		return fault.New(fault.Usage, "a comune needs its Belfiore code").WithHint("add --belfiore CODE, such as I462")
	}
	return nil
}

func joined[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return strings.Join(words, ", ")
}

// checkCodesFree returns a fault of kind Failed that names the ente which has
// one of the codes already.
func checkCodesFree(ctx context.Context, tx *db.Tx, e Ente) error {
	for _, c := range []struct {
		column, value string
		name          message.Text
	}{
		{"ipa", e.IPA, message.New("IPA code")},
		{"cf", e.CF, message.New("codice fiscale")},
		{"belfiore", e.Belfiore, message.New("Belfiore code")},
	} {
		if c.value == "" {
			continue
		}
		holder, taken, err := db.First(ctx, tx, db.Value[string],
			`SELECT denominazione FROM ente WHERE `+c.column+` = ? AND id <> ?`, c.value, e.ID)
		if err != nil {
			return err
		}
		if taken {
			return alreadyHas(holder, c.name, c.value)
		}
	}
	return nil
}

func alreadyHas(holder string, code message.Text, value string) error {
	return fault.New(fault.Failed, "%s already has the %s %s", holder, code, value).
		WithHint("see it with: dtctl ente show %s", value)
}

// checkedPlace returns the collocazione of the ente with its region, or a fault
// when it cannot be one: of kind Usage for what is missing or malformed, of
// kind Failed when the codes contradict each other or another ente has the
// ISTAT code at the same time.
func checkedPlace(ctx context.Context, tx *db.Tx, e Ente, c Collocazione) (Collocazione, error) {
	prefix := ""
	if c.ProvinciaID != 0 {
		p, _, err := db.First(ctx, tx, func(scan db.Scan) (p Collocazione, err error) {
			err = scan(&p.RegioneID, &p.Istat, &p.Provincia)
			return p, err
		}, `SELECT regione_id, istat, denominazione FROM provincia WHERE id = ?`, c.ProvinciaID)
		if err != nil {
			return c, err
		}
		if c.RegioneID != 0 && c.RegioneID != p.RegioneID {
			return c, fault.New(fault.Failed, "the province of %s does not lie in that region", p.Provincia).
				WithHint("the province is enough: leave --region out")
		}
		c.RegioneID, c.Provincia, prefix = p.RegioneID, p.Provincia, p.Istat
	}
	switch {
	case e.Tipo == Comune && c.ProvinciaID == 0:
		return c, fault.New(fault.Usage, "a comune needs its province").WithHint("add --province CODE")
	case c.RegioneID == 0:
		return c, fault.New(fault.Usage, "nothing says where the ente lies").
			WithHint("add --province CODE, or --region CODE for one of a whole region")
	case e.Tipo != Comune && (c.Istat != "" || c.Capoluogo):
		return c, fault.New(fault.Usage, "only a comune has an ISTAT code and can be a capoluogo").
			WithHint("leave --istat and --capoluogo out")
	case e.Tipo != Comune:
		return c, nil
	case c.Istat == "":
		return c, fault.New(fault.Usage, "a comune needs its ISTAT code").WithHint("add --istat CODE, such as 036040")
	}
	return checkedIstat(ctx, tx, e, c, prefix)
}

func checkedIstat(ctx context.Context, tx *db.Tx, e Ente, c Collocazione, prefix string) (Collocazione, error) {
	istat, err := codice.Istat(c.Istat)
	if err != nil {
		return c, err
	}
	c.Istat = istat
	if !strings.HasPrefix(istat, prefix) {
		return c, fault.New(fault.Failed, "the ISTAT code %s is not of the province of %s, whose codes begin with %s",
			istat, c.Provincia, prefix).WithHint("a comune that changes province gets a new code: give it with --istat")
	}
	holder, taken, err := db.First(ctx, tx, db.Value[string], `
		SELECT e.denominazione FROM ente_collocazione c JOIN ente e ON e.id = c.ente_id
		WHERE c.istat = ? AND c.ente_id <> ? AND (c.al IS NULL OR c.al >= coalesce(?, ''))
		ORDER BY e.id`, istat, e.ID, c.Dal)
	if err != nil {
		return c, err
	}
	if taken {
		return c, alreadyHas(holder, message.New("ISTAT code"), istat)
	}
	return c, nil
}
