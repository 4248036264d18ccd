package cli

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/registro"
	"github.com/dtctl/dtctl/internal/unione"
)

// importNouns returns what files can be imported: a noun's own first, then the
// published layouts of others.
func importNouns() []batch.Noun {
	return append([]batch.Noun{
		iscrizione.Import(),
		persona.Import(),
		nomina.Import(),
		convenzione.Import(),
		unione.Import(),
		ente.Import(),
	}, append(registro.Published(), bando.ImportAvvisi(), progetto.ImportCandidature(registro.Readable))...)
}

// importNounNames returns the nouns of whose own files there can be.
func importNounNames() []string {
	var names []string
	for _, n := range importNouns() {
		if n.Profile == "" {
			names = append(names, n.Name)
		}
	}
	return names
}

// importNoun returns the noun's own files, or a fault of kind Usage.
func importNoun(name string) (batch.Noun, error) {
	list := importNouns()
	i := slices.IndexFunc(list, func(n batch.Noun) bool { return n.Profile == "" && n.Name == strings.ToLower(name) })
	if i < 0 {
		return batch.Noun{}, fault.New(fault.Usage, "no files of %q can be imported", name).
			WithHint("one of: %s", strings.Join(importNounNames(), ", "))
	}
	return list[i], nil
}

// namesPersons reports whether the rows of an import, by its noun and layout,
// may say who somebody is.
func namesPersons(object string) bool {
	return !slices.ContainsFunc(importNouns(), func(n batch.Noun) bool { return n.Object() == object && !n.Personal() })
}

// isPublished reports whether a profile is the layout of a published file.
func isPublished(profile string) bool {
	return slices.ContainsFunc(importNouns(), func(n batch.Noun) bool { return n.Profile != "" && n.Profile == profile })
}
