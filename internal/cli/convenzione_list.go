package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// convenzioneListFlags are the flags that choose among conventions.
type convenzioneListFlags struct {
	enti           entiFlags
	ente, platform string
	day            periodo.Data
	expiring       int
}

func newConvenzioneListCmd(env *Env) *cobra.Command {
	var f convenzioneListFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the conventions, or those about to end",
		Long: `List the conventions that one of the enti that pass the filters has signed, or
is covered by. With --as-of only those that are valid on that day. With
--expiring only those whose last day comes within so many days of that of
--as-of, or of today.`,
		Example: `dtctl convenzione list --province MO
dtctl convenzione list --ente Sassuolo --as-of 2021-07-15
dtctl convenzione list --platform SELF --expiring 90d -o csv`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				filter, err := f.filter(ctx, tx, env, cmd)
				if err != nil {
					return err
				}
				conventions, err := convenzione.List(ctx, tx, filter)
				if err != nil {
					return err
				}
				return list(env, convenzioneColumns(filter.AsOf), conventions, message.New("no conventions"))
			})
		},
	}
	f.enti.add(env, cmd)
	enteVar(env, cmd, &f.ente, "only those that this `ENTE` has signed or is covered by")
	conventionPlatformVar(env, cmd, &f.platform, "only those for this `PLATFORM`")
	dateVar(cmd, &f.day, "as-of", "only those valid on this `DAY`")
	daysVar(cmd, &f.expiring, "expiring", "only those that end within so many `DAYS`, such as 90d")
	return listing(cmd, convenzioneColumns(periodo.Data{}))
}

// filter returns the conventions that the flags ask for.
func (f *convenzioneListFlags) filter(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (convenzione.Filter, error) {
	day := env.dayOr(f.day)
	filter := convenzione.Filter{Tipo: f.platform, ValidAt: f.day, AsOf: day}
	if f.expiring > 0 {
		filter.Ends = periodo.Periodo{Dal: day, Al: day.AddDays(f.expiring)}
	}
	if f.ente != "" {
		e, err := findEnte(ctx, tx, f.ente, nil, day)
		if err != nil {
			return filter, err
		}
		filter.EnteID = e.ID
	}
	if f.enti.given(cmd) {
		enti, err := f.enti.filter(ctx, tx, day)
		if err != nil {
			return filter, err
		}
		filter.Enti = &enti
	}
	return filter, nil
}
