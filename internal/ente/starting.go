package ente

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// StartingOptions choose among the enti whose name or code begins as typed.
type StartingOptions struct {
	// AsOf is the day as of which they are wanted; it must be one.
	AsOf periodo.Data
	// Ended says that enti which ended before the day are wanted too.
	Ended bool
	// Limit is how many there are at most.
	Limit int
}

// Starting returns the enti valid on the day whose IPA code or one of whose
// names begins with prefix, by name; the first ones of all for an empty prefix,
// none for one without a letter or digit.
func Starting(ctx context.Context, tx *db.Tx, prefix string, o StartingOptions) ([]Ente, error) {
	code, name := strings.ToLower(prefix), nome.Ente(prefix)
	if name == "" && prefix != "" {
		return nil, nil
	}
	ids, err := db.Collect(ctx, tx, db.Value[int64], `
		SELECT e.id FROM ente e WHERE e.id IN
			(SELECT id FROM ente WHERE ipa >= ? AND ipa < ?
			 UNION SELECT ente_id FROM ente_nome WHERE norma >= ? AND norma < ?)
		AND (e.dal IS NULL OR e.dal <= ?) AND (? OR e.al IS NULL OR e.al >= ?)
		ORDER BY e.norma, e.id LIMIT ?`, code, code+last, name, name+last, o.AsOf, o.Ended, o.AsOf, o.Limit)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return findAll(ctx, tx, ids, o.AsOf)
}

// last sorts after every character that a name or a code may go on with.
const last = "\U0010FFFF"
