package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// bandoFlags are the flags of what is kept of a call.
type bandoFlags struct {
	ente      string
	given     bando.Bando
	most      *euro.Importo
	types     []ente.Tipo
	classes   []ente.Classe
	published periodo.Data
}

func (f *bandoFlags) add(env *Env, cmd *cobra.Command) {
	choiceVar(cmd, &f.given.Gestione, "management", bando.Gestioni(), "who runs it: the office itself or somebody else")
	enteVar(env, cmd, &f.ente, "the `ENTE` that runs it")
	clearableVar(cmd, &f.given.Natura, "nature", bando.Nature(), "the only nature of spending that it admits")
	shareVar(cmd, &f.given.QuotaMax, "max-share", "the greatest `SHARE` of the cost that it grants, such as 70%")
	amountVar(cmd, &f.most, "max-amount", "the most that it grants to one project (`EURO`)")
	momentVar(cmd, &f.given.Apre, "opens", "when applications begin: a `DAY`, or \"2020-04-02 10:00\"")
	momentVar(cmd, &f.given.Scade, "closes", "when applications end: a `DAY`, or \"2020-07-31 18:00\"")
	clearableChoicesVar(cmd, &f.types, "type", ente.Tipi(), "only enti of these types may apply")
	clearableChoicesVar(cmd, &f.classes, "class", ente.Classi(), "of the comuni, only those of these classes by residents")
	dateVar(cmd, &f.published, "published", "the `DAY` on which it was published")
	flags := cmd.Flags()
	flags.String("act-number", "", "the act of the publication and its `NUMBER`, such as \"delibera 271/2020\"")
	flags.String("source", "", "where the money comes from, such as PNRR (`TEXT`)")
	flags.String("measure", "", "the measure of the source (`TEXT`)")
	flags.String("recipients", "", "who may apply, in the words of the call (`TEXT`)")
	flags.String("purpose", "", "what it is for (`TEXT`)")
	flags.String("criteria", "", "how the applications are ranked (`TEXT`)")
	flags.String("url", "", "the page of the call on the web (`URL`)")
	flags.String("note", "", "free `TEXT`")
}

// apply puts what the flags say in b.
func (f *bandoFlags) apply(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command, b *bando.Bando) error {
	assign(cmd, map[string]*string{
		"source": &b.Fonte, "measure": &b.Misura, "recipients": &b.Destinatari, "purpose": &b.Finalita,
		"criteria": &b.Criteri, "url": &b.URL, "note": &b.Note,
	})
	assignIf(cmd, "management", &b.Gestione, f.given.Gestione)
	assignIf(cmd, "nature", &b.Natura, f.given.Natura)
	assignIf(cmd, "max-share", &b.QuotaMax, f.given.QuotaMax)
	assignIf(cmd, "opens", &b.Apre, f.given.Apre)
	assignIf(cmd, "closes", &b.Scade, f.given.Scade)
	if cmd.Flags().Changed("max-amount") {
		b.ContributoMax = 0
		if f.most != nil {
			b.ContributoMax = *f.most
		}
	}
	if cmd.Flags().Changed("ente") {
		b.EnteID = 0
		if f.ente != "" {
			e, err := findEnte(ctx, tx, f.ente, nil, env.Today())
			if err != nil {
				return err
			}
			b.EnteID = e.ID
		}
	}
	return b.Restrict(ifGiven(cmd, "type", &f.types), ifGiven(cmd, "class", &f.classes))
}

// ifGiven returns what a flag holds, nil when it was not given.
func ifGiven[T any](cmd *cobra.Command, name string, value *T) *T {
	if !cmd.Flags().Changed(name) {
		return nil
	}
	return value
}

// needPublished refuses the flags that only a publication gives a day to.
func needPublished(cmd *cobra.Command, names ...string) error {
	for _, name := range names {
		if cmd.Flags().Changed(name) && !cmd.Flags().Changed("published") {
			return fault.New(fault.Usage, "--%s is of the day on which the call was published", name).WithHint("add --published DAY")
		}
	}
	return nil
}

// clearableChoicesValue is choicesValue whose empty text takes all of them away.
type clearableChoicesValue[T ~string] struct{ choicesValue[T] }

func (v clearableChoicesValue[T]) Set(s string) error {
	if strings.TrimSpace(s) == "" {
		*v.values = nil
		return nil
	}
	return v.choicesValue.Set(s)
}

// clearableChoicesVar is choicesVar for choices that can be taken back.
func clearableChoicesVar[T ~string](cmd *cobra.Command, values *[]T, name string, known []T, usage string) {
	cmd.Flags().Var(clearableChoicesValue[T]{choicesValue[T]{values: values, name: name, known: known}}, name, usage)
	describe(cmd, name, words(known), completeChoices)
}
