package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// nominaListFlags are the flags that choose among nomine.
type nominaListFlags struct {
	enti          entiFlags
	ente, persona string
	programma     string
	roles         []string
	states        []nomina.Stato
	missing       nomina.Quanti
	withNames     bool
	day           periodo.Data
}

func newNominaListCmd(env *Env) *cobra.Command {
	var f nominaListFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List nomine, invitations, or who lacks them",
		Long: `List the invitations, proposals and nomine of the enti that pass the filters, in
every status but annullata. With --status only those, with --as-of those that
are valid on that day; with both, those in that status of the enti as they are
on that day. Names of persons are shown with --with-names.

--missing lists enti instead: those of the scope that on the day have no holder
of their own for some (any) or for none (all) of the roles, with the last
invitation. The scope and the roles are chosen as in dtctl nomina invite; a
comune covered by its Unione is listed too: dtctl coverage --missing knows.`,
		Example: `dtctl nomina list --region ER --as-of 2021-07-15
dtctl nomina list --programma DC --status invitato --province PC --columns ente,ruolo,invitato_il,giorni
dtctl nomina list --missing all --programma DC --as-of 2021-07-15
dtctl nomina list --ente Sassuolo --with-names -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				if f.missing != "" {
					return f.listMissing(ctx, tx, env, cmd)
				}
				return f.list(ctx, tx, env, cmd)
			})
		},
	}
	f.enti.add(env, cmd)
	enteVar(env, cmd, &f.ente, "only those of this `ENTE`")
	personaVar(env, cmd, &f.persona, "only those of this `PERSON`")
	programmaVar(env, cmd, &f.programma, "only the roles of the programme with this `CODE`")
	rolesVar(env, cmd, &f.roles, "only these roles (`ROLE,...`)")
	choicesVar(cmd, &f.states, "status", nomina.Stati(), "only in these states")
	choiceVar(cmd, &f.missing, "missing", []nomina.Quanti{nomina.Any, nomina.All}, "list the enti that lack holders")
	dateVar(cmd, &f.day, "as-of", "only those valid on this `DAY`")
	cmd.Flags().BoolVar(&f.withNames, "with-names", false, "show who was appointed")
	listing(cmd, nominaColumns(true, periodo.Data{}))
	return alsoListing(cmd, scopertoColumns(periodo.Data{}))
}

// alsoListing declares the columns of the other thing that a command can list.
func alsoListing[T any](cmd *cobra.Command, columns []render.Column[T]) *cobra.Command {
	keys := strings.Fields(cmd.Annotations[columnsOf])
	listing(cmd, columns)
	for _, key := range strings.Fields(cmd.Annotations[columnsOf]) {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	cmd.Annotations[columnsOf] = strings.Join(keys, " ")
	return cmd
}

func (f *nominaListFlags) list(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) error {
	filter, err := f.filter(ctx, tx, env, cmd)
	if err != nil {
		return err
	}
	nomine, err := nomina.List(ctx, tx, filter)
	if err != nil {
		return err
	}
	return list(env, nominaColumns(f.withNames, filter.AsOf), nomine, message.New("no nomine"))
}

// filter returns the nomine that the flags ask for.
func (f *nominaListFlags) filter(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (nomina.Filter, error) {
	filter := nomina.Filter{Stati: f.states, AsOf: env.dayOr(f.day)}
	if len(f.states) == 0 {
		filter.ValidAt = f.day
	}
	var err error
	if filter.ProgrammaID, err = programmaID(ctx, tx, f.programma); err != nil {
		return filter, err
	}
	if filter.Ruoli, err = each(f.roles, func(code string) (int64, error) {
		r, err := ruolo.Find(ctx, tx, code, filter.ProgrammaID)
		return r.ID, err
	}); err != nil {
		return filter, err
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

func (f *nominaListFlags) listMissing(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) error {
	for _, name := range []string{"status", "persona", "ente", "with-names"} {
		if cmd.Flags().Changed(name) {
			return exclude("missing", name)
		}
	}
	day := env.dayOr(f.day)
	s, err := coverage.Resolve(ctx, tx, f.programma, f.roles)
	if err != nil {
		return err
	}
	scope, err := programma.AmbitoDi(ctx, tx, s.Programma.ID)
	if err != nil {
		return err
	}
	enti, err := f.enti.filter(ctx, tx, day)
	if err != nil {
		return err
	}
	missing, err := nomina.Missing(ctx, tx, scope, enti, roleIDs(s.Ruoli), f.missing)
	if err != nil {
		return err
	}
	return list(env, scopertoColumns(day), missing, message.New("no ente lacks a holder"))
}
