package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
)

// iscrizioneListFlags are the flags that choose among enrolments.
type iscrizioneListFlags struct {
	enti                           entiFlags
	ente, persona, corso, edizione string
	states                         []iscrizione.Stato
	withNames, cfInClear           bool
	day                            periodo.Data
	limit                          int64
}

func newIscrizioneListCmd(env *Env) *cobra.Command {
	var f iscrizioneListFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the enrolments",
		Long: `List the enrolments for the enti that pass the filters, in every status but
annullata; with --status only those. The enti are taken as they are on the day
of --as-of, today if it is left out.

Persons are shown by number; --with-names shows their names, their e-mail
addresses and the first three letters of the codice fiscale, --cf-in-clear the
whole of it. Every list with names is kept in dtctl history exports.`,
		Example: `dtctl iscrizione list --edizione TD-BASE/1 --province MO
dtctl iscrizione list --corso TD-BASE --status iscritto,in_corso -o csv --columns ente,persona_id,stato
dtctl iscrizione list --ente Sassuolo --with-names --limit 20`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.cfInClear && !f.withNames {
				return fault.New(fault.Usage, "--cf-in-clear shows more of what --with-names shows").
					WithHint("add --with-names")
			}
			return env.viewNamed(cmd, func(ctx context.Context, tx *db.Tx) (d departure, err error) {
				filter, err := f.filter(ctx, tx, env, cmd)
				if err != nil {
					return d, err
				}
				rows, err := iscrizione.List(ctx, tx, filter)
				if err != nil {
					return d, err
				}
				if f.withNames {
					d.persons = len(rows)
				}
				d.leave = func() error {
					return list(env, iscrizioneColumns(f.withNames, f.cfInClear), rows, message.New("no enrolments"))
				}
				return d, nil
			})
		},
	}
	f.enti.add(env, cmd)
	enteVar(env, cmd, &f.ente, "only those for this `ENTE`")
	personaVar(env, cmd, &f.persona, "only those of this `PERSON`")
	corsoVar(env, cmd, &f.corso, "only those in the course with this `CODE`")
	edizioneVar(env, cmd, &f.edizione, "only those in this edition, such as `TD-BASE/2`")
	choicesVar(cmd, &f.states, "status", iscrizione.Stati(), "only in these states")
	dateVar(cmd, &f.day, "as-of", "take the enti as they are on this `DAY` (default: today)")
	countVar(cmd, &f.limit, "limit", "show the first `NUMBER` only")
	cmd.Flags().BoolVar(&f.withNames, "with-names", false, "show who is enrolled")
	cfInClearVar(cmd, &f.cfInClear)
	return listing(cmd, iscrizioneColumns(true, false))
}

// filter returns the enrolments that the flags ask for.
func (f *iscrizioneListFlags) filter(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (iscrizione.Filter, error) {
	filter := iscrizione.Filter{Stati: f.states, AsOf: env.dayOr(f.day), Limit: int(f.limit)}
	if f.corso != "" {
		c, err := corso.Find(ctx, tx, f.corso)
		if err != nil {
			return filter, err
		}
		filter.CorsoID = c.ID
	}
	if f.edizione != "" {
		e, err := corso.FindEdizione(ctx, tx, f.edizione)
		if err != nil {
			return filter, err
		}
		filter.EdizioneID = e.ID
	}
	if f.persona != "" {
		p, err := persona.Find(ctx, tx, f.persona)
		if err != nil {
			return filter, err
		}
		filter.PersonaID = p.ID
	}
	if f.ente != "" {
		e, err := findEnte(ctx, tx, f.ente, nil, filter.AsOf)
		if err != nil {
			return filter, err
		}
		filter.EnteID = e.ID
	}
	if f.enti.given(cmd) || !f.day.IsZero() {
		enti, err := f.enti.filter(ctx, tx, filter.AsOf)
		if err != nil {
			return filter, err
		}
		filter.Enti = &enti
	}
	return filter, nil
}
