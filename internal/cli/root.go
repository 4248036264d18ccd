package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/dtctl/dtctl/internal/config"
)

// The groups of the commands in the help of dtctl.
const (
	groupFigures  = "figures"
	groupRegister = "register"
	groupWork     = "work"
	groupFunds    = "funds"
	groupData     = "data"
)

// globalFlags are the flags that every command has.
type globalFlags struct {
	db, busyTimeout, out, lang, output, color string
	columns, sort                             []string
	demo, quiet, yes, dryRun                  bool
}

// newRootCmd builds the whole tree of commands, in the language of env.
func newRootCmd(env *Env) *cobra.Command {
	root := &cobra.Command{
		Use:   "dtctl",
		Short: "Coverage, nominations and programmes of Italian local public bodies",
		Long: `dtctl keeps what a regional office for digital transformation must know of its
territory: the local public bodies (enti), the responsabili they appointed
(nomine), the programmes that invite them, the courses that train their people,
the calls (bandi) that fund their projects. It says, for any day, what share of
the territory is covered, who is missing, and since when; and to the cent what
is granted, paid and left.

Everything is in one SQLite file on this computer. The first command makes it,
with the register of all Italian comuni and their history since 2015.`,
		Example: `dtctl coverage --region ER
dtctl ente show Sassuolo
dtctl --demo coverage --region ER --by provincia`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	addCommands(env, root)
	root.AddCommand(newHelpTopics()...)
	env.addGlobalFlags(root)
	root.SetHelpCommand(newHelpCmd(env))
	root.InitDefaultHelpCmd()
	finish(env, root)
	return root
}

// addCommands adds the commands in their groups.
func addCommands(env *Env, root *cobra.Command) {
	root.AddGroup(
		&cobra.Group{ID: groupFigures, Title: "Figures"},
		&cobra.Group{ID: groupRegister, Title: "The register"},
		&cobra.Group{ID: groupWork, Title: "Programmes, people, nominations"},
		&cobra.Group{ID: groupFunds, Title: "Calls, projects, money"},
		&cobra.Group{ID: groupData, Title: "The database and the program"},
	)
	addGroup(root, groupFigures, newCoverageCmd(env), newReportCmd(env))
	addGroup(root, groupRegister,
		newRegioneCmd(env),
		newProvinciaCmd(env),
		newEnteCmd(env),
		newUnioneCmd(env),
		newAreaCmd(env),
	)
	addGroup(root, groupWork,
		newProgrammaCmd(env),
		newRuoloCmd(env),
		newPersonaCmd(env),
		newNominaCmd(env),
		newContattoCmd(env),
		newCorsoCmd(env),
		newEdizioneCmd(env),
		newSessioneCmd(env),
		newIscrizioneCmd(env),
		newFrequenzaCmd(env),
		newConvenzioneCmd(env),
	)
	addGroup(root, groupFunds, newBandoCmd(env), newProgettoCmd(env), newSpesaCmd(env), newErogazioneCmd(env))

	addGroup(root, groupData,
		newInitCmd(env),
		newDBCmd(env),
		newHistoryCmd(env),
		newUndoCmd(env),
		newImportCmd(env),
		newConfigCmd(env),
		newDocCmd(env),
		newCompletionCmd(env),
		newVersionCmd(env),
	)
}

func addGroup(root *cobra.Command, group string, commands ...*cobra.Command) {
	for _, c := range commands {
		c.GroupID = group
	}
	root.AddCommand(commands...)
}

// addVerbs adds the commands of a noun, unless the words typed leave the noun
// out: building the whole tree would be a good part of a short command's time.
func (e *Env) addVerbs(noun *cobra.Command, verbs ...func(*Env) *cobra.Command) {
	if !e.isNamed(noun) {
		return
	}
	for _, verb := range verbs {
		noun.AddCommand(verb(e))
	}
}

// isNamed reports whether the words typed may concern the noun: its name is
// among them, or they ask for the manual, which knows all.
func (e *Env) isNamed(noun *cobra.Command) bool {
	return len(e.Args) == 0 || slices.ContainsFunc(e.Args, func(word string) bool {
		return slices.Contains([]string{noun.Name(), "help", "--help", "-h", "doc", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}, word)
	})
}

func (e *Env) addGlobalFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&e.flags.db, "db", "", "the database `FILE` (default: the user's own, made on first use)")
	f.BoolVar(&e.flags.demo, "demo", false, "work on a throwaway demonstration database in memory")
	f.StringVar(&e.flags.busyTimeout, "busy-timeout", "", "the `DURATION` to wait for another dtctl that is writing, such as 30s")
	f.StringVarP(&e.flags.output, "output", "o", "", "the `FORMAT` of the output: table, wide, csv, tsv, json, jsonl, md, html, xlsx, excel")
	f.StringVar(&e.flags.out, "out", "", "write to a `FILE`, in the format that its extension names (.txt is a table)")
	f.StringSliceVar(&e.flags.columns, "columns", nil, "show only the columns `KEY,...`, in this order")
	f.StringSliceVar(&e.flags.sort, "sort", nil, "sort the rows by the columns `KEY,...`, -KEY for descending")
	f.StringVar(&e.flags.color, "color", "", "`WHEN` to use colour: auto, always, never")
	f.StringVar(&e.flags.lang, "lang", "", "the `LANGUAGE` of what people read: it, en")
	f.BoolVarP(&e.flags.quiet, "quiet", "q", false, "say nothing beside the data and the errors")
	f.BoolVarP(&e.flags.yes, "yes", "y", false, "answer yes to every question")
	root.SetGlobalNormalizationFunc(italianFlags)
}

// italianFlags makes the Italian names of the most typed flags mean the
// English ones.
func italianFlags(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	switch name {
	case "regione":
		name = "region"
	case "provincia":
		name = "province"
	case "tipo":
		name = "type"
	case "classe":
		name = "class"
	case "ruolo":
		name = "role"
	case "al":
		name = "as-of"
	}
	return pflag.NormalizedName(name)
}

// loadSettings reads the settings, those of the flags first.
func (e *Env) loadSettings(cmd *cobra.Command) error {
	given := map[string]string{}
	for _, key := range config.Keys() {
		if f := cmd.Flags().Lookup(strings.ReplaceAll(key, "_", "-")); f != nil && f.Changed {
			given[key] = f.Value.String()
		}
	}
	var err error
	e.settings, err = config.Load(config.Options{GOOS: e.GOOS, Getenv: e.Getenv, Flags: given})
	return err
}
