package cli

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/render"
)

func newImportProfileCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "profile",
		Short: "Saved ways of reading the files of one source",
		Long: `A profile keeps how the files of one source are read: delimiter, encoding, what
its columns mean, the order of its dates. An import takes it with --profile;
what a flag says beside it wins.`,
		Example: `dtctl import profile save self --noun iscrizione --map "Sede=ente" --dates dmy
dtctl import profile list`,
	}
	// They are few, and built only where the noun above is named.
	cmd.AddCommand(newImportProfileSaveCmd(env), newImportProfileListCmd(env), newImportProfileShowCmd(env), newImportProfileRemoveCmd(env))
	return cmd
}

func profileColumns() []render.Column[batch.Profilo] {
	type profilo = batch.Profilo
	return []render.Column[profilo]{
		{Key: "nome", Title: "Profile", Value: func(p profilo) any { return p.Nome }},
		{Key: "oggetto", Title: "Noun", Value: func(p profilo) any { return p.Oggetto }},
		{Key: "codifica", Title: "Encoding", Value: func(p profilo) any { return orNull(p.Reading.Encoding) }},
		{Key: "delimitatore", Title: "Delimiter", Value: func(p profilo) any { return orNull(p.Reading.Delimiter) }},
		{Key: "foglio", Title: "Sheet", Value: func(p profilo) any { return orNull(p.Reading.Sheet) }},
		{Key: "colonne", Title: "Columns", Value: func(p profilo) any { return mapped(p.Reading.Map) }},
		{Key: "date", Title: "Dates", Value: func(p profilo) any { return orNull(string(p.Reading.Dates)) }},
		{Key: "decimali", Title: "Decimals", Value: func(p profilo) any { return orNull(string(p.Reading.Decimal)) }},
		{Key: "nominativi", Title: "Order of names", Value: func(p profilo) any { return orNull(string(p.Reading.NameOrder)) }},
		{Key: "blocchi", Title: "Fills down", Value: func(p profilo) any { return p.Reading.FillDown }},
		{Key: "ripara", Title: "Repairs letters", Value: func(p profilo) any { return p.Reading.FixMojibake }},
	}
}

// mapped writes a mapping as --map takes it.
func mapped(m map[string]string) []string {
	list := []string{}
	for _, title := range slices.Sorted(maps.Keys(m)) {
		list = append(list, title+"="+m[title])
	}
	return list
}

// profileNamed is the first argument of the commands about one profile.
func profileNamed(arg string) string { return strings.ToLower(strings.TrimSpace(arg)) }

// completeProfile offers the saved profiles.
func completeProfile(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	profiles, err := batch.Profiles(ctx, tx)
	var offered []string
	for _, p := range profiles {
		if strings.HasPrefix(p.Nome, profileNamed(prefix)) {
			offered = append(offered, p.Nome+"\t"+p.Oggetto)
		}
	}
	return offered, err
}

// completesProfile lets the shell offer what --profile takes for files of the
// noun, of any where it is empty: the published layouts and the saved profiles.
func (e *Env) completesProfile(cmd *cobra.Command, noun string) {
	_ = cmd.RegisterFlagCompletionFunc("profile", e.complete(func(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
		var offered []string
		for _, n := range importNouns() {
			if n.Profile != "" && (noun == "" || n.Name == noun) && strings.HasPrefix(n.Profile, profileNamed(prefix)) {
				offered = append(offered, n.Profile+"\t"+n.Name)
			}
		}
		saved, err := completeProfile(ctx, tx, prefix)
		for _, p := range saved {
			if _, of, _ := strings.Cut(p, "\t"); noun == "" || of == noun {
				offered = append(offered, p)
			}
		}
		return offered, err
	}))
}

// reading returns what the flags say.
func (f *readingFlags) reading() (r batch.Reading, err error) {
	r = batch.Reading{
		Encoding: f.Encoding, Delimiter: f.Delimiter, Sheet: f.Sheet, FixMojibake: f.FixMojibake,
		Dates: f.dates, Decimal: f.decimal, NameOrder: f.nameOrder, FillDown: f.fillDown,
	}
	r.Map, err = f.mapping()
	return r, err
}

// use takes from a profile what no flag of the command says.
func (f *readingFlags) use(cmd *cobra.Command, r batch.Reading) {
	given := cmd.Flags().Changed
	for name, take := range map[string]func(){
		"encoding":     func() { f.Encoding = r.Encoding },
		"delimiter":    func() { f.Delimiter = r.Delimiter },
		"sheet":        func() { f.Sheet = r.Sheet },
		"fix-mojibake": func() { f.FixMojibake = r.FixMojibake },
		"dates":        func() { f.dates = r.Dates },
		"decimal":      func() { f.decimal = r.Decimal },
		"name-order":   func() { f.nameOrder = r.NameOrder },
		"fill-down":    func() { f.fillDown = r.FillDown },
	} {
		if !given(name) {
			take()
		}
	}
	for title, key := range r.Map {
		again := slices.ContainsFunc(f.titles, func(pair string) bool {
			return strings.HasPrefix(strings.ToLower(pair), strings.ToLower(title)+"=")
		})
		if !again {
			f.titles = append(f.titles, title+"="+key)
		}
	}
}

// useProfile takes what a saved profile says of files of the noun; a published
// layout is no saved profile.
func (e *Env) useProfile(cmd *cobra.Command, f *readingFlags, name string, noun batch.Noun) error {
	if name == "" || name == noun.Profile {
		return nil
	}
	p, err := e.savedProfile(cmd, name)
	if err != nil {
		return err
	}
	if p.Oggetto != noun.Name {
		return fault.New(fault.Usage, "the profile %s reads files of %s, not of %s", p.Nome, p.Oggetto, noun.Name).
			WithHint("see the profiles with: dtctl import profile list")
	}
	f.use(cmd, p.Reading)
	return nil
}

func (e *Env) savedProfile(cmd *cobra.Command, name string) (p batch.Profilo, err error) {
	err = e.View(cmd, func(ctx context.Context, tx *db.Tx) error {
		p, err = batch.FindProfile(ctx, tx, profileNamed(name))
		return err
	})
	return p, err
}
