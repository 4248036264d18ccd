package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newConvenzioneCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "convenzione",
		Short: "Conventions: under which agreement an ente uses a platform",
		Long: `A convention is the agreement under which an ente uses a training platform, SELF
unless another is named, from its first day to its last. The ente that signs it
may be the capofila of others, which the convention then covers too, for the
whole of its life.

An ente is under a convention on a day when it signed one that is valid then, or
is covered by one. The convention of a capofila that has ended covers nobody. A
convention never decides who may enrol.

The enti without one are those that this lists:
dtctl coverage --metric convenzione --missing`,
		Example: `dtctl convenzione list --region ER --as-of 2021-07-15
dtctl convenzione list --expiring 90d`,
	}
	env.addVerbs(cmd, newConvenzioneAddCmd, newConvenzioneListCmd, newConvenzioneShowCmd, newConvenzioneEditCmd, newConvenzioneEndCmd, newConvenzioneCoverCmd, newConvenzioneUncoverCmd, newConvenzioneRemoveCmd, newConvenzioneImportCmd)
	return cmd
}

// conventionPlatformVar adds the flag that names the platform of a convention.
func conventionPlatformVar(env *Env, cmd *cobra.Command, platform *string, usage string) {
	cmd.Flags().StringVar(platform, "platform", *platform, usage)
	_ = cmd.RegisterFlagCompletionFunc("platform", env.complete(completeConventionPlatform))
}

// completeConventionPlatform offers the platforms that have conventions.
func completeConventionPlatform(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	platforms, err := convenzione.Platforms(ctx, tx)
	var offered []string
	for _, p := range platforms {
		if strings.HasPrefix(nome.Norm(p), nome.Norm(prefix)) {
			offered = append(offered, p)
		}
	}
	return offered, err
}

// completeConvenzione offers the numbers of the conventions.
func completeConvenzione(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	list, err := convenzione.List(ctx, tx, convenzione.Filter{})
	var offered []string
	for _, c := range list {
		if id := number(c.ID); strings.HasPrefix(id, prefix) {
			offered = append(offered, id+"\t"+c.Ente+" "+c.Tipo+" "+c.Dal.String())
		}
	}
	return offered, err
}

// convenzioneArgument offers conventions for the first argument and enti for
// those after it.
func convenzioneArgument(env *Env) completion { return firstThenEnti(env, completeConvenzione) }

// findEnti returns the ids and the names of the enti that arguments name on a
// day.
func findEnti(ctx context.Context, tx *db.Tx, args, provinces []string, day periodo.Data) (ids []int64, names string, err error) {
	for _, arg := range args {
		e, err := findEnte(ctx, tx, arg, provinces, day)
		if err != nil {
			return nil, "", err
		}
		if ids = append(ids, e.ID); names != "" {
			names += ", "
		}
		names += e.Denominazione
	}
	return ids, names, nil
}

// convenzioneOutcome says what was done with a convention, and how many enti it
// covers besides its signatory.
func convenzioneOutcome(c convenzione.Convenzione, today periodo.Data, done message.Text) Outcome {
	out := Outcome{Done: done, Record: recordOf(convenzioneColumns(today), c)}
	if n := c.NumeroCoperti; n > 0 {
		out.Notes = append(out.Notes, message.Count(n, "it covers %d other ente", "it covers %d other enti", n))
	}
	return out
}

// daysValue is a flag that holds a number of days, such as 90d.
type daysValue struct{ days *int }

func (v daysValue) String() string {
	if v.days == nil || *v.days == 0 {
		return ""
	}
	return strconv.Itoa(*v.days) + "d"
}

func (v daysValue) Type() string { return "DAYS" }

func (v daysValue) Set(s string) error {
	n, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimSpace(s), "d"), 10, 16)
	if err != nil || n == 0 {
		return fault.New(fault.Usage, "%q is not a number of days", s).WithHint("write it as 90d")
	}
	*v.days = int(n)
	return nil
}

// daysVar adds a flag that holds a number of days, 0 when it is not given.
func daysVar(cmd *cobra.Command, days *int, name, usage string) {
	cmd.Flags().Var(daysValue{days}, name, usage)
}
