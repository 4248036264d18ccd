package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

func newImportProfileSaveCmd(env *Env) *cobra.Command {
	var f readingFlags
	var name string
	cmd := &cobra.Command{
		Use:   "save NAME",
		Short: "Save a way of reading files",
		Long: `Save how the files of one source are read, under a name that the --profile of an
import takes: lower-case letters without accents, digits, - and _. A profile of
that name is replaced.`,
		Example: `dtctl import profile save self --noun iscrizione --map "Sede=ente" --dates dmy
dtctl import profile save excel --noun iscrizione --delimiter ";" --encoding windows-1252 --fill-down`,
		Args: exactly("NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("noun") {
				return fault.New(fault.Usage, "%s is missing", "--noun").
					WithHint("one of: %s", strings.Join(importNounNames(), ", "))
			}
			noun, err := importNoun(name)
			if err != nil {
				return err
			}
			p := batch.Profilo{Nome: profileNamed(args[0])}
			if isPublished(p.Nome) {
				return fault.New(fault.Usage, "%s is the name of a published layout", p.Nome).WithHint("choose another name")
			}
			if p.Reading, err = f.reading(); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				saved, err := batch.SaveProfile(ctx, tx, noun, p)
				return Outcome{
					Done:   message.New("profile %s saved: an import takes it with --profile %s", saved.Nome, saved.Nome),
					Record: recordOf(profileColumns(), saved),
				}, err
			})
		},
	}
	nounVar(cmd, &name, "the `NOUN` of the files")
	f.add(cmd)
	return writing(env, listing(cmd, profileColumns()))
}

// nounVar adds the flag that names the noun of files.
func nounVar(cmd *cobra.Command, name *string, usage string) {
	cmd.Flags().StringVar(name, "noun", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("noun", cobra.FixedCompletions(importNounNames(), cobra.ShellCompDirectiveNoFileComp))
}
