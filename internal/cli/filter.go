package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
	"github.com/dtctl/dtctl/internal/unione"
)

// entiFlags are the flags that choose enti, the same on every command that
// lists or counts them.
type entiFlags struct {
	regions, provinces, areas, unioni []string
	types                             []ente.Tipo
	classes                           []ente.Classe
	capoluogo                         onlyValue
	search                            string
}

func (f *entiFlags) add(env *Env, cmd *cobra.Command) {
	flags := cmd.Flags()
	regionsVar(env, cmd, &f.regions, "only in these regions: code or name (`REGION,...`)")
	provincesVar(env, cmd, &f.provinces, "only in these provinces: sigla or name (`PROVINCE,...`)")
	choicesVar(cmd, &f.types, "type", ente.Tipi(), "only these types of ente")
	choicesVar(cmd, &f.classes, "class", ente.Classi(), "only these classes by residents")
	flags.Var(&f.capoluogo, "capoluogo", "only the chief towns of the provinces; all others with =false")
	flags.Lookup("capoluogo").NoOptDefVal = "true"
	flags.StringSliceVar(&f.areas, "area", nil, "only in these areas (`CODE,...`)")
	flags.StringSliceVar(&f.unioni, "unione", nil, "only the comuni that belong to these Unioni (`UNIONE,...`)")
	flags.StringVar(&f.search, "search", "", "only those with this `TEXT` in one of their names")
	_ = cmd.RegisterFlagCompletionFunc("area", env.complete(severally(env.completeArea)))
	_ = cmd.RegisterFlagCompletionFunc("unione", env.complete(severally(env.completeUnione)))
}

// given reports whether any of the flags was.
func (f *entiFlags) given(cmd *cobra.Command) bool {
	for _, name := range []string{"region", "province", "type", "class", "capoluogo", "area", "unione", "search"} {
		if cmd.Flags().Changed(name) {
			return true
		}
	}
	return false
}

// onlyValue is a flag that is true, false, or not given.
type onlyValue struct{ value *bool }

func (v *onlyValue) String() string {
	if v.value == nil {
		return ""
	}
	return strconv.FormatBool(*v.value)
}

func (v *onlyValue) Type() string { return "bool" }

func (v *onlyValue) Set(s string) error {
	given, err := strconv.ParseBool(s)
	v.value = &given
	return err
}

// filter looks up what the flags name, as it is on the day.
func (f *entiFlags) filter(ctx context.Context, tx *db.Tx, day periodo.Data) (ente.Filter, error) {
	out := ente.Filter{Tipi: f.types, Classi: f.classes, Capoluogo: f.capoluogo.value, Search: f.search, AsOf: day}
	if f.search != "" && nome.Norm(f.search) == "" {
		return out, fault.New(fault.Usage, "--search needs a letter or a digit, not %q", f.search).
			WithHint("give part of a name, such as terme")
	}
	var err error
	if out.Regioni, err = findRegioni(ctx, tx, f.regions); err != nil {
		return out, err
	}
	if out.Province, err = each(f.provinces, func(arg string) (int64, error) {
		p, err := territorio.FindProvincia(ctx, tx, arg, day)
		return p.ID, err
	}); err != nil {
		return out, err
	}
	if out.Aree, err = each(f.areas, func(arg string) (int64, error) {
		a, err := area.Find(ctx, tx, arg, day)
		return a.ID, err
	}); err != nil {
		return out, err
	}
	out.Unioni, err = each(f.unioni, func(arg string) (int64, error) {
		return findUnione(ctx, tx, arg, day)
	})
	return out, err
}

func findRegioni(ctx context.Context, tx *db.Tx, args []string) ([]int64, error) {
	return each(args, func(arg string) (int64, error) {
		r, err := territorio.FindRegione(ctx, tx, arg)
		return r.ID, err
	})
}

// filterFlags are the flags of a command that lists or counts the enti of a
// day.
type filterFlags struct {
	entiFlags
	// asOf is the day, none for today.
	asOf periodo.Data
}

// addFilterFlags adds to cmd the flags that choose the enti of a day.
func addFilterFlags(env *Env, cmd *cobra.Command) *filterFlags {
	f := &filterFlags{}
	f.add(env, cmd)
	asOfVar(cmd, &f.asOf)
	return f
}

// filter looks up what the flags name, as it is on the day asked for.
func (f *filterFlags) filter(ctx context.Context, tx *db.Tx, env *Env) (ente.Filter, error) {
	return f.entiFlags.filter(ctx, tx, env.dayOr(f.asOf))
}

// noteRegisterStart says that a listing of the enti of a day before the
// register begins lacks some.
func (e *Env) noteRegisterStart(day periodo.Data) {
	if begin := ente.InizioRegistro(); day.Before(begin) {
		e.say(message.New("note: the register begins on %s: comuni that ended before are missing", begin))
	}
}

// findUnione returns the id of an ente that comuni may belong to.
func findUnione(ctx context.Context, tx *db.Tx, arg string, day periodo.Data) (int64, error) {
	e, err := resolveUnione(ctx, tx, arg, day)
	return e.ID, err
}

// resolveUnione finds the Unione that an argument names on a day.
func resolveUnione(ctx context.Context, tx *db.Tx, arg string, day periodo.Data) (ente.Ente, error) {
	e, err := ente.Resolve(ctx, tx, arg, ente.ResolveOptions{Tipi: unione.Tipi(), AsOf: day})
	if err == nil && !slices.Contains(unione.Tipi(), e.Tipo) {
		err = fault.New(fault.Failed, "%s is no Unione: its type is %s", e.Denominazione, string(e.Tipo)).
			WithHint("see the Unioni with: dtctl ente list --type unione,circondario")
	}
	return e, err
}

// each applies find to every argument and stops at the first error.
func each[T any](args []string, find func(arg string) (T, error)) ([]T, error) {
	var found []T
	for _, arg := range args {
		v, err := find(arg)
		if err != nil {
			return nil, err
		}
		found = append(found, v)
	}
	return found, nil
}

// only returns the value of a flag that elsewhere takes several, empty when it
// was not given.
func only(flag string, values []string) (string, error) {
	switch len(values) {
	case 0:
		return "", nil
	case 1:
		return values[0], nil
	}
	return "", fault.New(fault.Usage, "--%s takes one value here, not %d", flag, len(values)).
		WithHint("leave all but one out")
}

func regionsVar(env *Env, cmd *cobra.Command, values *[]string, usage string) {
	cmd.Flags().StringSliceVar(values, "region", nil, usage)
	_ = cmd.RegisterFlagCompletionFunc("region", env.complete(severally(completeRegione)))
}

func provincesVar(env *Env, cmd *cobra.Command, values *[]string, usage string) {
	cmd.Flags().StringSliceVar(values, "province", nil, usage)
	_ = cmd.RegisterFlagCompletionFunc("province", env.complete(severally(env.completeProvincia)))
}

// words found in the database for the beginning of one.
type finderOfWords = func(ctx context.Context, tx *db.Tx, prefix string) ([]string, error)

// severally offers the last of several words with commas between them.
func severally(find finderOfWords) finderOfWords {
	return func(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
		i := strings.LastIndex(prefix, ",") + 1
		found, err := find(ctx, tx, prefix[i:])
		for j := range found {
			found[j] = prefix[:i] + found[j]
		}
		return found, err
	}
}

func completeRegione(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	regioni, err := territorio.Regioni(ctx, tx)
	var offered []string
	for _, r := range regioni {
		offered = offer(offered, prefix, r.Sigla, r.Denominazione)
	}
	return offered, err
}

func (e *Env) completeProvincia(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	province, err := territorio.Province(ctx, tx, territorio.Filter{AsOf: e.Today()})
	var offered []string
	for _, p := range province {
		offered = offer(offered, prefix, p.Sigla, p.Denominazione)
	}
	return offered, err
}

func (e *Env) completeArea(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	aree, err := area.List(ctx, tx, e.Today())
	var offered []string
	for _, a := range aree {
		offered = offer(offered, prefix, a.Codice, a.Nome)
	}
	return offered, err
}

// completeUnione offers the Unioni by code.
func (e *Env) completeUnione(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	unioni, err := ente.List(ctx, tx, ente.Filter{Tipi: unione.Tipi(), AsOf: e.Today()})
	var offered []string
	for _, u := range unioni {
		if code := u.Codice(); code != "" {
			offered = offer(offered, prefix, code, u.Denominazione)
		}
	}
	return offered, err
}

// offer adds a code with the name it stands for when either begins as typed.
func offer(offered []string, prefix, code, name string) []string {
	typed := nome.Norm(prefix)
	if typed == "" && prefix != "" {
		return offered
	}
	if !strings.HasPrefix(nome.Norm(code), typed) && !strings.HasPrefix(nome.Norm(name), typed) {
		return offered
	}
	return append(offered, code+"\t"+name)
}
