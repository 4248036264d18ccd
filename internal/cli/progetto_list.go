package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// progettoListFlags are the flags that choose among projects.
type progettoListFlags struct {
	progetto.Filter
	enti        entiFlags
	bando, ente string
	themes      []string
	day         periodo.Data
}

func newProgettoListCmd(env *Env) *cobra.Command {
	var f progettoListFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the applications and projects with their money",
		Long: `List the applications and projects by call and lead, in every state. --region,
--province, --type and the like choose the enti that lead them, as they are on
the day of --as-of; --ente names one of them and, with --concerned, also finds
the projects in which it takes part or for which they are done.

What is freed was granted and given up, revoked or saved. What is left is
granted and not paid yet: where it is negative, money is to be given back. The
columns regione and provincia tell where the lead lay when it applied.`,
		Example: `dtctl progetto list --bando SW2020 --status avviato,in_corso
dtctl progetto list --ente Sassuolo --concerned
dtctl progetto list --type unione,circondario --theme cloud -o csv --columns codice,ente,concesso,residuo`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				if err := f.resolve(ctx, tx, env, cmd); err != nil {
					return err
				}
				progetti, err := progetto.List(ctx, tx, f.Filter)
				if err != nil {
					return err
				}
				return list(env, progettoColumns(), progetti, message.New("no projects"))
			})
		},
	}
	f.enti.add(env, cmd)
	bandoVar(env, cmd, &f.bando, "only those for the call with this `CODE`")
	enteVar(env, cmd, &f.ente, "only those that this `ENTE` leads")
	cmd.Flags().BoolVar(&f.Concerned, "concerned", false, "with --ente, also those in which it has another part")
	choicesVar(cmd, &f.Stati, "status", progetto.Stati(), "only in these states")
	themesVar(env, cmd, &f.themes, "only those with one of these themes (`THEME,...`)")
	cmd.Flags().StringVar(&f.Misura, "measure", "", "only those of a measure with this `TEXT` in it")
	dateVar(cmd, &f.day, "as-of", "take the enti as they are on this `DAY` (default: today)")
	return listing(cmd, progettoColumns())
}

// resolve looks up what the flags name.
func (f *progettoListFlags) resolve(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) error {
	day := env.dayOr(f.day)
	if f.Concerned {
		if err := requireFlags(cmd, "ente"); err != nil {
			return err
		}
	}
	var call bando.Bando
	var err error
	if f.bando != "" {
		if call, err = bando.Find(ctx, tx, f.bando); err != nil {
			return err
		}
		f.BandoIDs = []int64{call.ID}
	}
	if f.ente != "" {
		e, err := findEnte(ctx, tx, f.ente, nil, day)
		if err != nil {
			return err
		}
		f.EnteID = e.ID
	}
	if f.enti.given(cmd) {
		filter, err := f.enti.filter(ctx, tx, day)
		if err != nil {
			return err
		}
		f.Enti = &filter
	}
	temi, err := bando.FindTemi(ctx, tx, call, f.themes)
	for _, t := range temi {
		f.Temi = append(f.Temi, t.Codice)
	}
	return err
}
