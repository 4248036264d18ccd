package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/render"
)

func newFrequenzaCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "frequenza",
		Short: "Attendance of citizens, in numbers",
		Long: `How many citizens attended an edition of a course for citizens: on which day, of
which age, how many of them live in the territory of the ente. Numbers alone are
kept, never names. Who takes part in any other course is enrolled by name, and
is not recorded here.`,
		Example: `dtctl frequenza list
dtctl frequenza list CITTADINI -o json`,
	}
	env.addVerbs(cmd, newFrequenzaAddCmd, newFrequenzaListCmd, newFrequenzaEditCmd, newFrequenzaRemoveCmd)
	return cmd
}

func frequenzaColumns() []render.Column[corso.Frequenza] {
	return []render.Column[corso.Frequenza]{
		{Key: "edizione", Title: "Edition", Value: func(f corso.Frequenza) any { return orNull(f.Edizione) }},
		{Key: "id", Title: "Number", Value: func(f corso.Frequenza) any {
			if f.ID == 0 {
				return nil
			}
			return render.ID(f.ID)
		}},
		{Key: "data", Title: "Day", Value: func(f corso.Frequenza) any { return f.Data }},
		{Key: "ente", Title: "Ente", Value: func(f corso.Frequenza) any { return orNull(f.Ente) }},
		{Key: "ipa", Title: "IPA", Value: func(f corso.Frequenza) any { return orNull(f.IPA) }, Wide: true},
		{Key: "fascia_eta", Title: "Age", Value: func(f corso.Frequenza) any { return orNull(string(f.Fascia)) }},
		{Key: "persone", Title: "Persons", Value: func(f corso.Frequenza) any { return f.Persone }},
		{Key: "residenti", Title: "Residents", Value: func(f corso.Frequenza) any { return orUnknown(f.Residenti) }, Number: true},
	}
}

// frequenzaFlags are the flags of what is kept of an attendance.
type frequenzaFlags struct {
	given     corso.Frequenza
	residents string
	ente      string
}

func (f *frequenzaFlags) add(env *Env, cmd *cobra.Command) {
	clearableVar(cmd, &f.given.Fascia, "age", corso.Fasce(), "their age, in years")
	countVar(cmd, &f.given.Persone, "people", "how many came (`NUMBER`)")
	cmd.Flags().StringVar(&f.residents, "residents", "", "how many of them live in the territory of the ente (`NUMBER`)")
	enteVar(env, cmd, &f.ente, "the `ENTE` for which they are counted")
}

// apply puts what the flags say in q. The ente is looked for on its day.
func (f *frequenzaFlags) apply(ctx context.Context, tx *db.Tx, cmd *cobra.Command, q *corso.Frequenza) error {
	assignIf(cmd, "date", &q.Data, f.given.Data)
	assignIf(cmd, "age", &q.Fascia, f.given.Fascia)
	assignIf(cmd, "people", &q.Persone, f.given.Persone)
	if cmd.Flags().Changed("residents") {
		q.Residenti = nil
		if f.residents != "" {
			n, err := strconv.ParseUint(f.residents, 10, 31)
			if err != nil {
				return fault.New(fault.Usage, "--%s cannot be %q", "residents", f.residents).WithHint("give a whole number, 0 for none")
			}
			residents := int64(n)
			q.Residenti = &residents
		}
	}
	if cmd.Flags().Changed("ente") {
		q.EnteID = 0
		if f.ente != "" {
			e, err := findEnte(ctx, tx, f.ente, nil, q.Data)
			if err != nil {
				return err
			}
			q.EnteID = e.ID
		}
	}
	return nil
}

// completeFrequenza offers the numbers of the attendances.
func completeFrequenza(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	frequenze, err := corso.Frequenze(ctx, tx, corso.Parte{})
	var offered []string
	for _, f := range slices.Backward(frequenze) {
		if id := number(f.ID); strings.HasPrefix(id, prefix) {
			offered = append(offered, id+"\t"+f.Edizione+" "+f.Data.String())
		}
	}
	return offered, err
}

// totalOf returns the sum of the attendances as one more row, and how many of
// them do not say how many were residents.
func totalOf(frequenze []corso.Frequenza) (total corso.Frequenza, silent int) {
	var residents int64
	for _, f := range frequenze {
		total.Persone += f.Persone
		if f.Residenti == nil {
			silent++
			continue
		}
		residents += *f.Residenti
	}
	if silent < len(frequenze) {
		total.Residenti = &residents
	}
	return total, silent
}
