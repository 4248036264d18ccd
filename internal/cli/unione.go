package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/unione"
)

func newUnioneCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "unione",
		Short: "Which comuni belong to which Unione",
		Long: `An Unione is an ente that comuni join to exercise functions together; a
circondario counts as one. A comune belongs to one Unione at most at a time
(TUEL, d.lgs. 267/2000, art. 32 c. 2).

Membership has dates, so that a figure of any day counts those who belonged to
the Unione on that day: with --basis territoriale, the nomina of an Unione that
covers its members covers a comune until the day on which it leaves.

The register has the Unioni, not their members: these are written here.`,
		Example: `dtctl unione members c_i462a
dtctl unione join udcvs Cesena "Bagno di Romagna" --from 2014-01-24`,
	}
	env.addVerbs(cmd, newUnioneJoinCmd, newUnioneLeaveCmd, newUnioneMembersCmd, newUnioneImportCmd)
	return cmd
}

// unioneArgument offers Unioni for the first argument and enti for those after
// it.
func unioneArgument(env *Env) completion { return firstThenEnti(env, env.completeUnione) }

// unioneScheda is an Unione with the comuni that belong to it on a day.
type unioneScheda struct {
	ente.Ente
	members []unione.Adesione
	// named are the comuni that the command was about.
	named []ente.Ente
}

// eachComune does something with an Unione and each of the comuni that the
// arguments after it name, and returns the Unione with who belongs to it then.
func eachComune(ctx context.Context, tx *db.Tx, args, provinces []string, day periodo.Data,
	do func(ctx context.Context, tx *db.Tx, unioneID, comuneID int64, day periodo.Data) error,
) (unioneScheda, error) {
	u, err := resolveUnione(ctx, tx, args[0], day)
	if err != nil {
		return unioneScheda{}, err
	}
	comuni, err := each(args[1:], func(arg string) (ente.Ente, error) { return findEnte(ctx, tx, arg, provinces, day) })
	if err != nil {
		return unioneScheda{}, err
	}
	for _, c := range comuni {
		if err := do(ctx, tx, u.ID, c.ID, day); err != nil {
			return unioneScheda{}, err
		}
	}
	members, err := unione.Members(ctx, tx, u.ID, day)
	return unioneScheda{Ente: u, members: members, named: comuni}, err
}

func unioneSchedaColumns() []render.Column[unioneScheda] {
	return []render.Column[unioneScheda]{
		{Key: "denominazione", Title: "Name", Value: func(u unioneScheda) any { return u.Denominazione }},
		{Key: "ipa", Title: "IPA", Value: func(u unioneScheda) any { return orNull(u.IPA) }},
		{Key: "comuni", Title: "Comuni", Value: func(u unioneScheda) any { return len(u.members) }},
		{Key: "membri", Title: "Members", Value: func(u unioneScheda) any { return render.List(adesioneColumns(), u.members) }},
	}
}

func adesioneColumns() []render.Column[unione.Adesione] {
	return []render.Column[unione.Adesione]{
		{Key: "denominazione", Title: "Name", Value: func(a unione.Adesione) any { return a.Comune }},
		{Key: "provincia", Title: "Prov.", Value: func(a unione.Adesione) any { return orNull(a.Provincia) }},
		{Key: "ipa", Title: "IPA", Value: func(a unione.Adesione) any { return orNull(a.IPA) }},
		{Key: "istat", Title: "ISTAT", Value: func(a unione.Adesione) any { return orNull(a.Istat) }},
		{Key: "dal", Title: "From", Value: func(a unione.Adesione) any { return a.Dal }},
		{Key: "al", Title: "To", Value: func(a unione.Adesione) any { return a.Al }},
		{Key: "unione", Title: "Unione", Value: func(a unione.Adesione) any { return a.Unione }, Wide: true},
	}
}
