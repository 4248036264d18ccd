package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

// nominaAddFlags are the flags of what is written down of a nomina.
type nominaAddFlags struct {
	provinces, roles []string
	programma        string
	from, to         periodo.Data
	proposed         bool
	holder           holderFlags
	act              actFlags
}

func newNominaAddCmd(env *Env) *cobra.Command {
	var f nominaAddFlags
	cmd := &cobra.Command{
		Use:   "add ENTE",
		Short: "Record a nomina, or the name that an ente proposes",
		Long: `Record that an ente appointed somebody for a role, from the day of --from on. An
invitation or a proposal of that ente for that role which is still open becomes
the nomina. --proposed records a name that came without an act: a proposal,
which has no day and does not count. With --to the nomina has its last day too.

A unique role has one holder at a time: a nomina that shares a day with another
one is refused. To put one in the place of the other: dtctl nomina replace.

--covers says which comuni the nomina of an Unione covers besides the Unione:
nessuno (the default), aderenti (its members, day by day) or elenco (those of
--covers-ente).

The command also says, without refusing it, when the nomina counts in no figure:
the ente is not in the scope of the role's programme on the first day.

--new-person also records the person: from --persona when it is one word of
surname and one of given name, else from --surname and --name.`,
		Example: `dtctl nomina add Sassuolo --role rtd --persona "Gandolfi Rita" --new-person --from 2026-01-01 --act decreto --act-number 12
dtctl nomina add c_d711 --role rtd --persona "Gandolfi Rita" --proposed
dtctl nomina add Sestola --role rtd --new-person --surname "De Rossi" --name Ugo --email u.derossi@comune.example.it --from 2026-02-01 --dry-run`,
		Args:              exactly("ENTE"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEnte)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.require(cmd); err != nil {
				return err
			}
			if f.proposed && cmd.Flags().Changed("from") {
				return exclude("proposed", "from")
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				return f.record(ctx, tx, env, cmd, args[0])
			})
		},
	}
	provinceVar(env, cmd, &f.provinces)
	rolesVar(env, cmd, &f.roles, "the `ROLE`")
	programmaVar(env, cmd, &f.programma, "the `CODE` of the programme of the role, where several have one")
	dateVar(cmd, &f.from, "from", "first `DAY` of the nomina")
	dateVar(cmd, &f.to, "to", "last `DAY` of the nomina, when it is known already")
	cmd.Flags().BoolVar(&f.proposed, "proposed", false, "record a name that came without an act")
	f.holder.add(env, cmd)
	f.act.add(env, cmd)
	return writing(env, listing(cmd, nominaColumns(false, periodo.Data{})))
}

// require returns a fault naming the flags that are missing. A first day that
// is all that is missing is left to the rules of a nomina, which say more.
func (f *nominaAddFlags) require(cmd *cobra.Command) error {
	needed := f.holder.required(cmd, "role")
	if err := requireFlags(cmd, needed...); err == nil || f.proposed {
		return err
	}
	return requireFlags(cmd, append(needed, "from")...)
}

// record writes the nomina of the ente that arg names.
func (f *nominaAddFlags) record(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command, arg string) (Outcome, error) {
	day := env.dayOr(f.from)
	e, err := findEnte(ctx, tx, arg, f.provinces, day)
	if err != nil {
		return Outcome{}, err
	}
	r, err := oneRole(ctx, tx, f.roles, f.programma)
	if err != nil {
		return Outcome{}, err
	}
	p, err := f.holder.find(ctx, tx, cmd)
	if err != nil {
		return Outcome{}, err
	}
	nuova := nomina.Nuova{
		EnteID: e.ID, RuoloID: r.ID, PersonaID: p.ID, Proposta: f.proposed,
		Periodo: periodo.Periodo{Dal: f.from, Al: f.to}, Atto: f.act.act(cmd), Forma: f.act.form, Copre: f.act.covers,
	}
	assign(cmd, map[string]*string{"note": &nuova.Note})
	if nuova.Enti, err = f.act.covered(ctx, tx, day); err != nil {
		return Outcome{}, err
	}
	n, err := nomina.Add(ctx, tx, nuova)
	if err != nil {
		return Outcome{}, err
	}
	done := message.New("nomina %s recorded: %s, %s, from %s", number(n.ID), n.Ente, n.Ruolo, n.Dal)
	if f.proposed {
		done = message.New("proposal %s recorded: %s, %s", number(n.ID), n.Ente, n.Ruolo)
	}
	return env.nominaOutcome(ctx, tx, n, done)
}
