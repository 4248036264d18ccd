package cli

import (
	"context"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/sheet"
)

// inspecting is one run of import inspect.
type inspecting struct {
	readingFlags
	noun, profile string
	withNames     bool
}

func newImportInspectCmd(env *Env) *cobra.Command {
	var in inspecting
	cmd := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show how a file would be read",
		Long: `Show how a file would be read, and write nothing: its encoding and delimiter,
the line of the header, what each column means and what kind of values it has,
and the values of the first rows. It says where dates or decimals can be read in
two ways, codes lost their zeros, digits or letters are damaged, and whether the
file was imported already. Columns that are not read are shown too.

Without --noun the file is taken for one of the noun of which most columns are
known. Values that tell who somebody is are hidden unless --with-names is given,
also those of columns that are not read; - is the standard input.`,
		Example: `dtctl import template iscrizione --out vuoto.csv
dtctl import inspect vuoto.csv
dtctl import inspect vuoto.csv --noun iscrizione -o json`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.withFile(cmd.Context(), args[0], func(path string) error {
				return in.run(env, cmd, args[0], path)
			})
		},
	}
	nounVar(cmd, &in.noun, "the `NOUN` of the file (default: the one that fits)")
	in.add(cmd)
	cmd.Flags().StringVar(&in.profile, "profile", "", "read the file as `NAME` says: a published layout or a saved profile")
	env.completesProfile(cmd, "")
	cmd.Flags().BoolVar(&in.withNames, "with-names", false, "show also the values that may name a person")
	return listing(cmd, inspectedColumns(false))
}

// nouns returns the nouns of which the file can be.
func (in *inspecting) nouns(env *Env, cmd *cobra.Command) ([]batch.Noun, error) {
	var list []batch.Noun
	if in.noun != "" {
		n, err := importNoun(in.noun)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	switch {
	case isPublished(in.profile):
		for _, n := range importNouns() {
			if n.Profile == in.profile {
				return []batch.Noun{n}, nil
			}
		}
	case in.profile != "":
		p, err := env.savedProfile(cmd, in.profile)
		if err != nil {
			return nil, err
		}
		n, err := importNoun(p.Oggetto)
		if err != nil {
			return nil, err
		}
		in.use(cmd, p.Reading)
		list = []batch.Noun{n}
	}
	if len(list) == 0 {
		list = importNouns()
	}
	return list, nil
}

func (in *inspecting) run(env *Env, cmd *cobra.Command, name, path string) error {
	nouns, err := in.nouns(env, cmd)
	if err != nil {
		return err
	}
	r, err := in.reading()
	if err != nil {
		return err
	}
	f, err := sheet.Examine(cmd.Context(), path, in.Options)
	if err != nil {
		return err
	}
	if in.profile == "" && len(in.titles) == 0 && (in.noun == "" || nouns[0].Name == "ente") {
		// An import of enti knows the published layouts by their titles.
		if n, found, err := recognizeEnti(cmd.Context(), f); err != nil {
			return err
		} else if found {
			nouns = []batch.Noun{n}
		}
	}
	bar := env.newBar(f.Lines)
	v, err := batch.Inspect(cmd.Context(), f, nouns, batch.Options{
		Name: name, Map: r.Map, Dates: r.Dates, Decimal: r.Decimal, Progress: bar.set,
	})
	bar.done()
	if err != nil {
		return err
	}
	markPersonal(v.Columns)
	var before []batch.Importazione
	err = env.viewIfThere(cmd, func(ctx context.Context, tx *db.Tx) error {
		before, err = batch.OfFile(ctx, tx, f.SHA256)
		return err
	})
	if err != nil {
		return err
	}
	return env.report(inspectReport(env, v, name, before, in.withNames))
}

// markPersonal marks also the columns that are not read and would tell who
// somebody is in a file of another noun.
func markPersonal(columns []batch.Inspected) {
	nouns := importNouns()
	for i := range columns {
		c := &columns[i]
		c.Personal = c.Personal || c.Column == nil &&
			slices.ContainsFunc(nouns, func(n batch.Noun) bool { return n.NamesPersons(c.Title) })
	}
}

// viewIfThere is View for what a database that is not there yet cannot add to:
// it makes none.
func (e *Env) viewIfThere(cmd *cobra.Command, fn func(ctx context.Context, tx *db.Tx) error) error {
	path, standard, err := e.settings.Database()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil && standard && !e.flags.demo {
		return nil
	}
	return e.View(cmd, fn)
}

func inspectedColumns(withNames bool) []render.Column[batch.Inspected] {
	type inspected = batch.Inspected
	return []render.Column[inspected]{
		{Key: "titolo", Title: "Title", Value: func(c inspected) any { return c.Title }},
		{Key: "colonna", Title: "Read as", None: "not read", Value: func(c inspected) any {
			if c.Column == nil {
				return nil
			}
			return c.Column.Key
		}},
		{Key: "tipo", Title: "Values", Value: func(c inspected) any { return orNull(string(c.Kind)) }},
		{Key: "piene", Title: "Filled", Value: func(c inspected) any { return c.Filled }},
		{Key: "vuote", Title: "Empty", Value: func(c inspected) any { return c.Empty }},
		{Key: "date", Title: "Days", Wide: true, Value: func(c inspected) any { return c.Dates }},
		{Key: "prima_il_giorno", Title: "Only day first", Wide: true, Value: func(c inspected) any { return c.DayFirst }},
		{Key: "prima_il_mese", Title: "Only month first", Wide: true, Value: func(c inspected) any { return c.MonthFirst }},
		{Key: "date_ambigue", Title: "Either first", Wide: true, Value: func(c inspected) any { return c.Either }},
		{Key: "numeri", Title: "Numbers", Wide: true, Value: func(c inspected) any { return c.Numbers }},
		{Key: "con_virgola", Title: "With a decimal comma", Wide: true, Value: func(c inspected) any { return c.Commas }},
		{Key: "numeri_ambigui", Title: "Thousands or decimals", Wide: true, Value: func(c inspected) any { return c.Thousands }},
		{Key: "zeri_persi", Title: "Lost zeros", Wide: true, Value: func(c inspected) any { return c.Short }},
		{Key: "notazione_scientifica", Title: "Lost digits", Wide: true, Value: func(c inspected) any { return c.Scientific }},
		{Key: "celle_danneggiate", Title: "Damaged letters", Wide: true, Value: func(c inspected) any { return c.Damaged }},
		{Key: "primi_valori", Title: "First values", Value: func(c inspected) any {
			first := make([]string, len(c.First))
			for i, value := range c.First {
				first[i] = shownCell(value, withNames || !c.Personal)
			}
			return first
		}},
	}
}
