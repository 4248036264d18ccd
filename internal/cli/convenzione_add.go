package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/unione"
)

// convenzioneAddFlags are the flags of a new convention.
type convenzioneAddFlags struct {
	provinces, covers []string
	members           bool
}

func newConvenzioneAddCmd(env *Env) *cobra.Command {
	var f convenzioneAddFlags
	nuova := convenzione.Convenzione{Tipo: convenzione.Self}
	cmd := &cobra.Command{
		Use:   "add ENTE",
		Short: "Record the convention that an ente has signed",
		Long: `Record that an ente signed a convention for a platform, from the day of --from
to that of --to, or until it is ended. --covers-ente names the other enti that
it covers; --covers-members takes the comuni that belong to the Unione on the
first day, and those that join it later are added with: dtctl convenzione cover

An ente has one convention for a platform at a time. It may be covered by those
of others as well.`,
		Example: `dtctl convenzione add Sassuolo --platform Syllabus --from 2026-01-01 --to 2030-12-31 --act-number "delibera 45/2025"
dtctl convenzione add c_d711 --platform Syllabus --from 2026-01-01 --covers-ente Maranello --covers-ente Sassuolo
dtctl convenzione add c_i462a --platform Syllabus --from 2026-01-01 --covers-members --dry-run`,
		Args:              exactly("ENTE"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEnte)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "from"); err != nil {
				return err
			}
			if f.members && cmd.Flags().Changed("covers-ente") {
				return exclude("covers-members", "covers-ente")
			}
			assign(cmd, map[string]*string{"act-number": &nuova.Atto, "note": &nuova.Note})
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				return f.record(ctx, tx, env, args[0], nuova)
			})
		},
	}
	provinceVar(env, cmd, &f.provinces)
	conventionPlatformVar(env, cmd, &nuova.Tipo, "the `PLATFORM` that it is for")
	dateVar(cmd, &nuova.Dal, "from", "first `DAY` of the convention")
	dateVar(cmd, &nuova.Al, "to", "last `DAY` of the convention, when it is known already")
	cmd.Flags().String("act-number", "", "the act and its `NUMBER`, such as \"delibera 45/2025\"")
	cmd.Flags().StringArrayVar(&f.covers, "covers-ente", nil, "another ente that it covers, once for each (`ENTE`)")
	_ = cmd.RegisterFlagCompletionFunc("covers-ente", env.complete(env.completeEnte))
	cmd.Flags().BoolVar(&f.members, "covers-members", false, "it covers the comuni that belong to the Unione on its first day")
	cmd.Flags().String("note", "", "free `TEXT`")
	return writing(env, listing(cmd, convenzioneColumns(periodo.Data{})))
}

// record writes the convention of the ente that arg names.
func (f *convenzioneAddFlags) record(ctx context.Context, tx *db.Tx, env *Env, arg string, nuova convenzione.Convenzione) (Outcome, error) {
	e, err := findEnte(ctx, tx, arg, f.provinces, nuova.Dal)
	if err != nil {
		return Outcome{}, err
	}
	nuova.EnteID = e.ID
	if nuova.Coperti, err = f.covered(ctx, tx, e, nuova.Dal); err != nil {
		return Outcome{}, err
	}
	known, err := convenzione.Platforms(ctx, tx)
	if err != nil {
		return Outcome{}, err
	}
	c, err := convenzione.Add(ctx, tx, nuova)
	if err != nil {
		return Outcome{}, err
	}
	out := convenzioneOutcome(c, env.Today(),
		message.New("convention %s recorded: %s, %s, from %s", number(c.ID), c.Ente, c.Tipo, c.Dal))
	return withPlatformNote(out, c, known), nil
}

// withPlatformNote says that a convention is the first for a platform that is
// none of those known before: its name may be mistyped.
func withPlatformNote(out Outcome, c convenzione.Convenzione, known []string) Outcome {
	if !slices.Contains(known, c.Tipo) {
		out.Notes = append(out.Notes, message.New("the first convention for the platform %s; known before: %s",
			c.Tipo, strings.Join(known, ", ")))
	}
	return out
}

// covered returns the other enti that the flags name on the first day.
func (f *convenzioneAddFlags) covered(ctx context.Context, tx *db.Tx, signatory ente.Ente, day periodo.Data) ([]int64, error) {
	if !f.members {
		ids, _, err := findEnti(ctx, tx, f.covers, nil, day)
		return ids, err
	}
	members, err := unione.Members(ctx, tx, signatory.ID, day)
	if err == nil && len(members) == 0 {
		err = fault.New(fault.Failed, "no member of %s is known on %s", signatory.Denominazione, day).
			WithHint("write them with: dtctl unione join; or name the enti with --covers-ente")
	}
	var ids []int64
	for _, m := range members {
		ids = append(ids, m.ComuneID)
	}
	return ids, err
}
