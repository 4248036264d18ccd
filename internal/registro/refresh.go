package registro

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/territorio"
)

// Refresh makes the database say what the embedded register says, except where
// somebody wrote another value by hand, and returns the differences as Compare
// does, those kept included. It returns a fault of kind Failed when the
// database holds a newer register.
func Refresh(ctx context.Context, tx *db.Tx) ([]Differenza, error) {
	p, err := planFor(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := territorio.Load(ctx, tx, nil, p.nuoveProvince); err != nil {
		return nil, err
	}
	for _, v := range p.province {
		if err := territorio.Replace(ctx, tx, v); err != nil {
			return nil, err
		}
	}
	if err := ente.Load(ctx, tx, p.nuoviEnti); err != nil {
		return nil, err
	}
	for _, s := range p.enti {
		if err := ente.Replace(ctx, tx, s); err != nil {
			return nil, err
		}
	}
	return p.differenze, writeVersion(ctx, tx)
}
