package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// enrolmentFlags are the flags that choose enrolments.
type enrolmentFlags struct {
	filter            *filterFlags
	ente              string
	courses, editions []string
	programma         string
	audience          corso.Platea
}

func (f *enrolmentFlags) add(env *Env, cmd *cobra.Command) {
	f.filter = addFilterFlags(env, cmd)
	enteVar(env, cmd, &f.ente, "only those of this `ENTE`")
	cmd.Flags().Var(recordsValue{&f.courses}, "corso", "only in these courses (`CODE,...`)")
	cmd.Flags().Var(recordsValue{&f.editions}, "edizione", "only in these editions, such as TD-BASE/2 (`EDITION,...`)")
	programmaVar(env, cmd, &f.programma, "only in the courses of the programme with this `CODE`")
	_ = cmd.RegisterFlagCompletionFunc("corso", env.complete(severally(completeCorso)))
	_ = cmd.RegisterFlagCompletionFunc("edizione", env.complete(severally(env.completeEdizione)))
}

// recordsValue is a flag that names records; a comma separates several. It
// takes the place of one that elsewhere names a single record.
type recordsValue struct{ names *[]string }

func (v recordsValue) String() string {
	if v.names == nil {
		return ""
	}
	return strings.Join(*v.names, ",")
}

func (v recordsValue) Type() string { return "string" }

func (v recordsValue) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		*v.names = append(*v.names, strings.TrimSpace(name))
	}
	return nil
}

// question looks up what the flags name.
func (f *enrolmentFlags) question(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (q report.Question, err error) {
	if q.Filter, err = f.filter.filter(ctx, tx, env); err != nil {
		return q, err
	}
	q.Ristretta = f.filter.given(cmd) || f.ente != ""
	if f.ente != "" {
		e, err := findEnte(ctx, tx, f.ente, nil, q.Filter.AsOf)
		if err != nil {
			return q, err
		}
		q.EnteID = e.ID
	}
	if q.Scelta.CorsoIDs, err = each(f.courses, func(code string) (int64, error) {
		c, err := corso.Find(ctx, tx, code)
		return c.ID, err
	}); err != nil {
		return q, err
	}
	if q.Scelta.EdizioneIDs, err = each(f.editions, func(arg string) (int64, error) {
		e, err := corso.FindEdizione(ctx, tx, arg)
		return e.ID, err
	}); err != nil {
		return q, err
	}
	q.Scelta.Platea = f.audience
	q.Scelta.ProgrammaID, err = programmaID(ctx, tx, f.programma)
	return q, err
}

// parameters say what was asked; what was not is left out.
func (f *enrolmentFlags) parameters(q report.Question, names coverage.Words) []render.Parameter {
	asked := append([]render.Parameter{
		{Key: "corso", Title: "Course", Value: namesOrNull(f.courses)},
		{Key: "edizione", Title: "Edition", Value: namesOrNull(f.editions)},
		{Key: "programma", Title: "Programme", Value: orNull(f.programma)},
		{Key: "piattaforma", Title: "Platform", Value: orNull(q.Scelta.Piattaforma)},
		{Key: "destinatari", Title: "Audience", Value: orNull(string(f.audience))},
		{Key: "ente", Title: "Ente", Value: orNull(f.ente)},
	}, entiParameters(q.Filter, names)...)
	return append(asked, render.Parameter{Key: "per", Title: "By", Value: namesOrNull(words(q.Per))})
}

// entiParameters say which enti were asked for.
func entiParameters(f ente.Filter, names coverage.Words) []render.Parameter {
	var capoluogo any
	if f.Capoluogo != nil {
		capoluogo = *f.Capoluogo
	}
	return []render.Parameter{
		{Key: "regione", Title: "Region", Value: namesOrNull(names.Regioni)},
		{Key: "provincia", Title: "Province", Value: namesOrNull(names.Province)},
		{Key: "tipo", Title: "Type", Value: namesOrNull(words(f.Tipi))},
		{Key: "classe", Title: "Class", Value: namesOrNull(words(f.Classi))},
		{Key: "capoluogo", Title: "Capoluogo", Value: capoluogo},
		{Key: "area", Title: "Area", Value: namesOrNull(names.Aree)},
		{Key: "unione", Title: "Unione", Value: namesOrNull(names.Unioni)},
		{Key: "cerca", Title: "Search", Value: orNull(f.Search)},
	}
}

// placed says of what places a report is.
func placed(title message.Text, names coverage.Words) message.Text {
	if len(names.NomiRegioni) == 0 {
		return title
	}
	return message.New("%s — %s", title, strings.Join(names.NomiRegioni, ", "))
}

// reportUniverse says which enti a report is about.
func reportUniverse(tipi map[ente.Tipo]int) render.Universe {
	var u coverage.Universe
	for _, t := range ente.Tipi() {
		if n := tipi[t]; n > 0 {
			u.Enti += n
			u.Tipi = append(u.Tipi, coverage.Tipo{Tipo: t, Enti: n})
		}
	}
	return universeOf(u)
}

func withNamesVar(cmd *cobra.Command, withNames *bool, usage string) {
	cmd.Flags().BoolVar(withNames, "with-names", false, usage)
}
