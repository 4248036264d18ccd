package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newConvenzioneCoverCmd(env *Env) *cobra.Command {
	var provinces []string
	cmd := &cobra.Command{
		Use:   "cover CONVENZIONE ENTE...",
		Short: "Add enti to those that a convention covers",
		Long: `Add enti to those that the convention of a capofila covers, on all its days.
When one of them is covered already, none is added. An ente that is to be
covered only from some day on needs a convention that begins on it.`,
		Example: `dtctl convenzione cover 1 Polinago --dry-run
dtctl convenzione cover 1 Polinago "Pavullo nel Frignano" --dry-run`,
		Args:              atLeast("CONVENZIONE", "ENTE"),
		ValidArgsFunction: convenzioneArgument(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				enti, names, err := entiOfConvention(ctx, tx, id, args[1:], provinces)
				if err != nil {
					return Outcome{}, err
				}
				c, err := convenzione.Cover(ctx, tx, id, enti)
				return convenzioneOutcome(c, env.Today(), message.New("convention %s covers %s", number(c.ID), names)), err
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	return writing(env, listing(cmd, convenzioneColumns(periodo.Data{})))
}

// entiOfConvention finds enti by what they are called when the convention
// begins.
func entiOfConvention(ctx context.Context, tx *db.Tx, id int64, args, provinces []string) (ids []int64, names string, err error) {
	c, err := convenzione.Find(ctx, tx, id, periodo.Data{})
	if err != nil {
		return nil, "", err
	}
	return findEnti(ctx, tx, args, provinces, c.Dal)
}
