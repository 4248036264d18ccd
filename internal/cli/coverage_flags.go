package cli

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
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
	per100         bool
	platform       string
	corso, edition string
	bando          string
	concerned      bool
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
		decimals: "1", step: coverage.Settimana, platform: convenzione.Self,
	}
}

func (f *coverageFlags) add(env *Env, cmd *cobra.Command) {
	f.filter = addFilterFlags(env, cmd)
	programmaVar(env, cmd, &f.programma, "in the scope of the programme with this `CODE`")
	rolesVar(env, cmd, &f.roles, "only these roles (`ROLE,...`; default: the compulsory ones)")
	choiceVar(cmd, &f.metric, "metric", coverage.MetricNames(), "what is counted")
	cmd.Flags().BoolVar(&f.per100, "per-100", false, "with --metric formazione, count people for each 100 employees")
	conventionPlatformVar(env, cmd, &f.platform, "with --metric convenzione, the `PLATFORM` of the conventions")
	cmd.Flags().StringVar(&f.corso, "corso", "", "only the enrolments in this `COURSE`")
	cmd.Flags().StringVar(&f.edition, "edizione", "", "only the enrolments in this `EDITION`, such as TD-BASE/2")
	_ = cmd.RegisterFlagCompletionFunc("corso", env.complete(completeCorso))
	_ = cmd.RegisterFlagCompletionFunc("edizione", env.complete(env.completeEdizione))
	bandoVar(env, cmd, &f.bando, "with --metric bando, only the projects of this `CALL` and the enti that may apply for it")
	cmd.Flags().BoolVar(&f.concerned, "concerned", false, "with --metric bando, count the partners of a project and those it is done for too")
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
	if err := f.checkMetric(cmd); err != nil {
		return nil, err
	}
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
		"role", "metric", "per-100", "platform", "corso", "edizione", "bando", "concerned", "basis", "by", "weight", "min",
	}
}

// checkMetric returns a fault of kind Usage that names a flag which asks what
// the metric cannot answer.
func (f *coverageFlags) checkMetric(cmd *cobra.Command) error {
	m, err := coverage.FindMetric(f.metric, f.per100)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		flag string
		can  bool
	}{
		{"role", m.Ruoli},
		{"basis", m.Basi},
		{"weight", m.Pesi},
		{"missing", m.Mancanti},
		{"platform", m.Convenzioni},
		{"corso", m.Iscrizioni},
		{"edizione", m.Iscrizioni},
		{"bando", m.Bandi},
		{"concerned", m.Bandi},
	} {
		if c.can || !cmd.Flags().Changed(c.flag) {
			continue
		}
		if m.Per100 {
			return fault.New(fault.Usage, "--%s means nothing for people per 100 employees", c.flag).WithHint("leave it out")
		}
		return fault.New(fault.Usage, "--%s means nothing for the metric %s", c.flag, m.Nome).
			WithHint("leave it out, or choose another --metric")
	}
	if f.corso != "" && f.edition != "" {
		return exclude("corso", "edizione")
	}
	if f.by != "" && !m.Divides(f.by) {
		return fault.New(fault.Usage, "the metric %s cannot be divided by %s", m.Nome, string(f.by)).
			WithHint("divide it by one of: %s", strings.Join(words(m.Dimensioni), ", "))
	}
	return nil
}

func exclude(a, b string) error {
	return fault.New(fault.Usage, "--%s and --%s exclude each other", a, b).WithHint("leave one of them out")
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
		q, what := t.Quota(2), cmp.Or(t.Ruolo, a.Question.Metric.Nome)
		switch {
		case !q.IsKnown() && a.Universe.Enti == 0:
			return fault.New(fault.Threshold, "there are no enti to reach %s%%", least)
		case !q.IsKnown():
			return fault.New(fault.Threshold, "there is nothing to divide by: %s reaches no %s%%", what, least)
		case q.AtLeast(f.min.hundredths):
		case below.IsZero():
			below = message.New("%s is at %s%%", what, q)
		default:
			below = message.New("%s, %s", below, message.New("%s is at %s%%", what, q))
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
