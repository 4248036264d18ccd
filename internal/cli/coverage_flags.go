package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// coverageFlags are the flags of coverage.
type coverageFlags struct {
	filter         *filterFlags
	programma      string
	roles          []string
	metric         string
	basis          coverage.Base
	weight         coverage.Peso
	by             coverage.Dimensione
	decimals       string
	min            percentage
	missing, trend bool
	from, to       periodo.Data
	step           coverage.Passo
	save, compare  string
}

func newCoverageFlags() *coverageFlags {
	return &coverageFlags{
		metric: coverage.MetricNames()[0], basis: coverage.Diretta, weight: coverage.PerEnte,
		decimals: "1", step: coverage.Settimana,
	}
}

func (f *coverageFlags) add(env *Env, cmd *cobra.Command) {
	f.filter = addFilterFlags(env, cmd)
	programmaVar(env, cmd, &f.programma, "in the scope of the programme with this `CODE`")
	rolesVar(env, cmd, &f.roles, "only these roles (`ROLE,...`; default: the compulsory ones)")
	choiceVar(cmd, &f.metric, "metric", coverage.MetricNames(), "what covers an ente")
	choiceVar(cmd, &f.basis, "basis", coverage.Basi(), "which nomine count")
	choiceVar(cmd, &f.by, "by", coverage.Dimensioni(), "divide the enti")
	choiceVar(cmd, &f.weight, "weight", coverage.Pesi(), "what an ente counts for")
	choiceVar(cmd, &f.decimals, "decimals", []string{"0", "1", "2"}, "decimals of the percentages")
	flags := cmd.Flags()
	flags.Var(&f.min, "min", "exit 4 when a total is below this `PERCENTAGE`, such as 78.5")
	flags.BoolVar(&f.missing, "missing", false, "list the uncovered enti")
	flags.BoolVar(&f.trend, "trend", false, "show the figures over time, from --from to --to")
	dateVar(cmd, &f.from, "from", "first `DAY` of the trend")
	dateVar(cmd, &f.to, "to", "last `DAY` of the trend (default: today)")
	choiceVar(cmd, &f.step, "step", coverage.Passi(), "how far apart the days of the trend are")
	flags.StringVar(&f.save, "save", "", "save the figures under this `LABEL`")
	flags.StringVar(&f.compare, "compare", "", "compare with the figures saved under this `LABEL`")
	_ = cmd.RegisterFlagCompletionFunc("compare", env.complete(completeIstantanea))
}

// coverageShow prints one of the things that coverage can show.
type coverageShow = func(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) error

// choose returns what shows what the flags ask for, nil when the figures are
// to be saved too. It returns a fault of kind Usage when flags do not go
// together.
func (f *coverageFlags) choose(cmd *cobra.Command) (coverageShow, error) {
	show, chosen := f.showFigures, ""
	for _, other := range []struct {
		flag  string
		given bool
		show  coverageShow
		// without are the flags that mean nothing beside it.
		without []string
	}{
		{"missing", f.missing, f.showMissing, []string{"by", "weight", "decimals", "min"}},
		{"trend", f.trend, f.showTrend, []string{"as-of", "by", "min"}},
		{"save", cmd.Flags().Changed("save"), nil, nil},
		{"compare", cmd.Flags().Changed("compare"), f.showComparison, questionFlags()},
	} {
		if !other.given {
			continue
		}
		if chosen != "" {
			return nil, exclude(chosen, other.flag)
		}
		show, chosen = other.show, other.flag
		for _, name := range other.without {
			if cmd.Flags().Changed(name) {
				return nil, exclude(chosen, name)
			}
		}
	}
	if f.trend {
		return show, requireFlags(cmd, "from")
	}
	for _, name := range []string{"from", "to", "step"} {
		if cmd.Flags().Changed(name) {
			return nil, fault.New(fault.Usage, "--%s belongs to a trend", name).WithHint("add --trend")
		}
	}
	return show, nil
}

// questionFlags are the flags that say what is asked, but for how it is
// written.
func questionFlags() []string {
	return []string{
		"region", "province", "type", "class", "capoluogo", "area", "unione", "search", "as-of", "programma",
		"role", "metric", "basis", "by", "weight", "min",
	}
}

func exclude(a, b string) error {
	return fault.New(fault.Usage, "--%s and --%s exclude each other", a, b).WithHint("leave one of them out")
}

// question looks up what the flags name.
func (f *coverageFlags) question(ctx context.Context, tx *db.Tx, env *Env) (q coverage.Question, err error) {
	if q.Metric, err = coverage.FindMetric(f.metric); err != nil {
		return q, err
	}
	if f.trend {
		f.to = env.dayOr(f.to)
		f.filter.asOf = f.to
	}
	// A region that is none is told before a programme that is missing.
	if q.Filter, err = f.filter.filter(ctx, tx, env); err != nil {
		return q, err
	}
	if q.Subject, err = coverage.Resolve(ctx, tx, f.programma, f.roles); err != nil {
		return q, err
	}
	q.Base, q.Peso, q.Per = f.basis, f.weight, f.by
	q.Decimali, err = strconv.Atoi(f.decimals)
	return q, err
}

// checkMinimum returns a fault of kind Threshold that names the totals below
// --min.
func (f *coverageFlags) checkMinimum(a coverage.Answer) error {
	if !f.min.given {
		return nil
	}
	least := quota.Of(f.min.hundredths, 10_000, 2)
	var below message.Text
	for _, t := range a.Totals {
		q := t.Quota(2)
		switch {
		case !q.IsKnown():
			return fault.New(fault.Threshold, "there are no enti to reach %s%%", least)
		case q.AtLeast(f.min.hundredths):
		case below.IsZero():
			below = message.New("%s is at %s%%", t.Ruolo, q)
		default:
			below = message.New("%s, %s", below, message.New("%s is at %s%%", t.Ruolo, q))
		}
	}
	if below.IsZero() {
		return nil
	}
	return fault.New(fault.Threshold, "%s, below the %s%% asked for", below, least)
}

// percentage is a flag that holds a percentage with at most two decimals.
type percentage struct {
	given      bool
	text       string
	hundredths int64
}

func (p *percentage) String() string { return p.text }

func (p *percentage) Type() string { return "PERCENTAGE" }

func (p *percentage) Set(s string) error {
	text := strings.TrimSuffix(strings.TrimSpace(s), "%")
	whole, fraction, _ := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	n, err := strconv.ParseUint(whole+(fraction + "00")[:max(2, len(fraction))], 10, 32)
	if err != nil || whole+fraction == "" || len(fraction) > 2 || n > 10_000 {
		return fault.New(fault.Usage, "%q is not a percentage", s).
			WithHint("write a number from 0 to 100 with at most two decimals, such as 78.5")
	}
	*p = percentage{given: true, text: text, hundredths: int64(n)}
	return nil
}

// completeIstantanea offers the labels of the saved figures.
func completeIstantanea(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	labels, err := coverage.Labels(ctx, tx)
	return slices.DeleteFunc(labels, func(l string) bool { return !strings.HasPrefix(l, prefix) }), err
}
