package cli

import (
	"cmp"
	"context"
	"strconv"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
)

// question looks up what the flags name.
func (f *coverageFlags) question(ctx context.Context, tx *db.Tx, env *Env) (q coverage.Question, err error) {
	if q.Metric, err = coverage.FindMetric(f.metric, f.per100); err != nil {
		return q, err
	}
	if f.trend {
		f.to = env.dayOr(f.to)
		f.filter.asOf = f.to
	}
	// A region that is none is told before a programme that is missing.
	if q.Filter, err = f.filter.filter(ctx, tx, env); err != nil {
		return q, err
	}
	var programme string
	if q.Corsi, programme, err = f.courses(ctx, tx); err != nil {
		return q, err
	}
	if q.Bandi, err = f.calls(ctx, tx); err != nil {
		return q, err
	}
	switch {
	case q.Metric.Ruoli:
		q.Subject, err = coverage.Resolve(ctx, tx, programme, f.roles)
	case q.Bandi.Bando.ID != 0 && programme == "":
		// Who may apply for a call is not decided by the only programme there is.
	default:
		q.Subject, err = coverage.ResolveProgramme(ctx, tx, programme)
	}
	if err != nil {
		return q, err
	}
	if q.Metric.Convenzioni {
		var found bool
		if q.Piattaforma, found, err = convenzione.FindPlatform(ctx, tx, f.platform); err != nil {
			return q, err
		}
		q.SenzaConvenzioni = !found
	}
	q.Base, q.Peso, q.Per = f.basis, f.weight, f.by
	q.Decimali, err = strconv.Atoi(f.decimals)
	return q, err
}

// courses returns whose enrolments count, and the code of the programme that
// the universe is the scope of: the one named, else that of the course.
func (f *coverageFlags) courses(ctx context.Context, tx *db.Tx) (c coverage.Corsi, programme string, err error) {
	var of corso.Corso
	switch {
	case f.edition != "":
		e, err := corso.FindEdizione(ctx, tx, f.edition)
		if err != nil {
			return c, "", err
		}
		if of, err = corso.Find(ctx, tx, e.Corso); err != nil {
			return c, "", err
		}
		c = coverage.Corsi{EdizioneID: e.ID, Codice: e.Codice()}
	case f.corso != "":
		if of, err = corso.Find(ctx, tx, f.corso); err != nil {
			return c, "", err
		}
		c = coverage.Corsi{CorsoID: of.ID, Codice: of.Codice}
	}
	return c, cmp.Or(f.programma, of.Programma), nil
}

// calls returns which projects count.
func (f *coverageFlags) calls(ctx context.Context, tx *db.Tx) (b coverage.Bandi, err error) {
	b.Interessati = f.concerned
	if f.bando != "" {
		b.Bando, err = bando.Find(ctx, tx, f.bando)
	}
	return b, err
}
