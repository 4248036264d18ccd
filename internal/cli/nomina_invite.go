package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/ruolo"
)

func newNominaInviteCmd(env *Env) *cobra.Command {
	var code string
	var roles []string
	var day periodo.Data
	var filter entiFlags
	cmd := &cobra.Command{
		Use:   "invite",
		Short: "Invite every ente of a scope to appoint its responsabili",
		Long: `Invite every ente of a scope to appoint somebody for each of the roles, on the
day of --date, today if it is left out. The scope is that of the programme, as
it is on that day, narrowed by the filters; without --programma it is that of
the programme to which the roles belong, or of the only programme there is.
Where there is none the scope is every local body of Italy: then at least one
filter must narrow it. Without --role the roles are the compulsory ones.

An ente kept out of the scope by hand is not invited. One that was invited, has
proposed somebody, or has a holder on that day or later is skipped for that
role, so that the same command twice changes nothing.`,
		Example: `dtctl nomina invite --programma DC --region ER --date 2021-07-20
dtctl nomina invite --role rtd --province MO,RE --type comune,unione --dry-run`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			day = env.dayOr(day)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				s, err := coverage.Resolve(ctx, tx, code, roles)
				if err != nil {
					return Outcome{}, err
				}
				if s.Programma.ID == 0 && !filter.given(cmd) {
					return Outcome{}, fault.New(fault.Usage, "this would invite every local body of Italy").
						WithHint("say which ones, with --programma or with a filter such as --region ER")
				}
				scope, err := programma.AmbitoDi(ctx, tx, s.Programma.ID)
				if err != nil {
					return Outcome{}, err
				}
				f, err := filter.filter(ctx, tx, day)
				if err != nil {
					return Outcome{}, err
				}
				done, err := nomina.Invite(ctx, tx, scope, f, roleIDs(s.Ruoli))
				return inviteOutcome(invitation{s, day, done}), err
			})
		},
	}
	programmaVar(env, cmd, &code, "the `CODE` of the programme that invites")
	rolesVar(env, cmd, &roles, "the roles to appoint for (`ROLE,...`)")
	dateVar(cmd, &day, "date", "the `DAY` of the invitation (default: today)")
	filter.add(env, cmd)
	return writing(env, listing(cmd, invitationColumns()))
}

// invitation is what an invitation did, and to whom.
type invitation struct {
	subject coverage.Subject
	day     periodo.Data
	nomina.Inviti
}

func invitationColumns() []render.Column[invitation] {
	return []render.Column[invitation]{
		{Key: "data", Title: "Day", Value: func(i invitation) any { return i.day }},
		{Key: "programma", Title: "Programme", Value: func(i invitation) any { return orNull(i.subject.Programma.Codice) }},
		{Key: "ruoli", Title: "Roles", Value: func(i invitation) any {
			codes := make([]string, len(i.subject.Ruoli))
			for j, r := range i.subject.Ruoli {
				codes[j] = r.Codice
			}
			return codes
		}},
		{Key: "ambito", Title: "In the scope", Value: func(i invitation) any { return i.Universo }},
		{Key: "enti", Title: "Enti", Value: func(i invitation) any { return i.Enti }},
		{Key: "inviti", Title: "Invitations", Value: func(i invitation) any { return i.Inviti.Inviti }},
		{Key: "saltati", Title: "Skipped", Value: func(i invitation) any { return i.Saltati }},
	}
}

func roleIDs(roles []ruolo.Ruolo) []int64 {
	ids := make([]int64, len(roles))
	for i, r := range roles {
		ids[i] = r.ID
	}
	return ids
}

// universe says among whom the enti were chosen.
func (i invitation) universe() message.Text {
	if code := i.subject.Programma.Codice; code != "" {
		return message.Count(i.Universo, "chosen in the scope of programme %s: %d ente passes the filters",
			"chosen in the scope of programme %s: %d enti pass the filters", code, i.Universo)
	}
	return message.Count(i.Universo, "chosen among all local bodies, without a programme: %d ente passes the filters",
		"chosen among all local bodies, without a programme: %d enti pass the filters", i.Universo)
}

// inviteOutcome says whom an invitation reached.
func inviteOutcome(done invitation) Outcome {
	roles, day := len(done.subject.Ruoli), done.day
	enti := message.Count(done.Enti, "%d ente", "%d enti", done.Enti)
	out := Outcome{Done: message.New("invited %s × %s, on %s",
		enti, message.Count(roles, "%d role", "%d roles", roles), day), Record: recordOf(invitationColumns(), done)}
	switch {
	case done.Universo == 0:
		out.Done = message.New("nobody was invited: on %s no ente of the scope passes the filters", day)
	case done.Inviti.Inviti == 0:
		out.Done = message.New("nobody was invited: every ente has been asked or has answered already")
	case done.Inviti.Inviti != done.Enti*roles:
		out.Done = message.New("invited %s, with %s, on %s", enti,
			message.Count(done.Inviti.Inviti, "%d invitation", "%d invitations", done.Inviti.Inviti), day)
	}
	out.Notes = append(out.Notes, done.universe())
	if done.Saltati > 0 {
		out.Notes = append(out.Notes, message.Count(done.Saltati,
			"%d invitation was skipped: the ente was invited, has proposed or has appointed already",
			"%d invitations were skipped: the enti were invited, have proposed or have appointed already", done.Saltati))
	}
	return out
}
