package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

func newSessioneCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sessione",
		Short: "Sessions: the days on which an edition is held",
		Long: `A session is one day on which an edition is held: when, for how long, how and
where. They are what the target of days of a course counts
(dtctl corso show CODE). One can lie outside the dates of its edition: it is
stored, and said.`,
		Example: `dtctl sessione list TD-BASE
dtctl sessione add TD-BASE/1 --date 2021-10-05 --hours 3`,
	}
	env.addVerbs(cmd, newSessioneAddCmd, newSessioneListCmd, newSessioneEditCmd, newSessioneRemoveCmd)
	return cmd
}

func sessioneColumns() []render.Column[corso.Sessione] {
	return []render.Column[corso.Sessione]{
		{Key: "id", Title: "Number", Value: func(s corso.Sessione) any { return render.ID(s.ID) }},
		{Key: "edizione", Title: "Edition", Value: func(s corso.Sessione) any { return s.Edizione }},
		{Key: "data", Title: "Day", Value: func(s corso.Sessione) any { return s.Data }},
		{Key: "ore", Title: "Hours", Value: func(s corso.Sessione) any { return hoursOrNull(s.Minuti) }, Number: true},
		{Key: "modalita", Title: "Mode", Value: func(s corso.Sessione) any { return orNull(string(s.Modalita)) }},
		{Key: "sede", Title: "Place", Value: func(s corso.Sessione) any { return orNull(s.Sede) }},
		{Key: "note", Title: "Note", Value: func(s corso.Sessione) any { return orNull(s.Note) }, Wide: true},
	}
}

// sessioneFlags are the flags of what is kept of a session besides its day.
type sessioneFlags struct{ given corso.Sessione }

func (f *sessioneFlags) add(cmd *cobra.Command) {
	hoursVar(cmd, &f.given.Minuti, "how long it lasts, such as 2.5 (`HOURS`)")
	clearableVar(cmd, &f.given.Modalita, "mode", corso.Modi(), "how it is held")
	cmd.Flags().String("place", "", "`WHERE` it is held")
	cmd.Flags().String("note", "", "free `TEXT`")
}

// apply puts what the flags say in s.
func (f *sessioneFlags) apply(cmd *cobra.Command, s *corso.Sessione) {
	assign(cmd, map[string]*string{"place": &s.Sede, "note": &s.Note})
	assignIf(cmd, "hours", &s.Minuti, f.given.Minuti)
	assignIf(cmd, "mode", &s.Modalita, f.given.Modalita)
}

// datesValue is a repeatable flag that holds days; a comma separates several.
type datesValue struct{ days *[]periodo.Data }

func (v datesValue) String() string {
	if v.days == nil {
		return ""
	}
	days := make([]string, len(*v.days))
	for i, d := range *v.days {
		days[i] = d.String()
	}
	return strings.Join(days, ",")
}

func (v datesValue) Type() string { return "DATE,..." }

func (v datesValue) Set(s string) error {
	for item := range strings.SplitSeq(s, ",") {
		day, err := periodo.Parse(item)
		if err != nil {
			return err
		}
		*v.days = append(*v.days, day)
	}
	return nil
}

// outsideNote says that a day lies outside the dates of its edition, nothing
// when it does not.
func outsideNote(e corso.Edizione, day periodo.Data) []message.Text {
	if e.Includes(day) {
		return nil
	}
	return []message.Text{message.New("note: %s lies outside the dates of edition %s", day, e.Codice())}
}

// completeSessione offers the numbers of the sessions.
func completeSessione(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	sessioni, err := corso.Sessioni(ctx, tx, corso.Parte{})
	var offered []string
	for _, s := range slices.Backward(sessioni) {
		if id := number(s.ID); strings.HasPrefix(id, prefix) {
			offered = append(offered, id+"\t"+s.Edizione+" "+s.Data.String())
		}
	}
	return offered, err
}
