package ente

import (
	"context"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// Learn makes a spelling that a file bears another name of the ente, so that
// the next file with it is recognised. One that the ente has already changes
// nothing. A Matcher made before does not know of it.
//
// It returns a fault of kind Usage for what cannot be a name of an ente: no
// letters or digits, words that say only its kind, what looks like the codice
// fiscale of a person. It returns a fault of kind Failed when the name is the
// official one of another ente that lives.
func Learn(ctx context.Context, tx *db.Tx, enteID int64, name string) error {
	switch norma := nome.Ente(name); {
	case norma == "":
		return fault.New(fault.Usage, "there is no name to learn").
			WithHint("only a row that names its ente can teach a spelling")
	case nome.IsGeneric(norma):
		return fault.New(fault.Usage, "%q alone is too generic to name an ente", name).
			WithHint("resolve the row without learning the spelling")
	case codice.IsLikePersona(name):
		return fault.New(fault.Usage, "an ente is not named by the codice fiscale of a person").
			WithHint("resolve the row without learning the spelling")
	}
	return addNames(ctx, tx, enteID, []string{name})
}
