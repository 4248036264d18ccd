package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newProgettoCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "progetto",
		Short: "Applications for calls, the projects they become, and their acts",
		Long: `A project begins as an application of an ente for a call. It is named by its
code, by its number or, where only one has it, by its CUP. One ente leads it;
others take part in it (partner) or are those for whom it is done (interessato).

Its state changes only by the verbs below, each with a day and an act:

  bozza → presentato → in_istruttoria → ammesso_finanziato → avviato → in_corso
  → concluso → rendicontato → liquidato

An application may also end non_ammesso or ritirato, or wait for money as
ammesso_non_finanziato; a project may end rinunciato or revocato. What the rules
of the call refuse is refused, with the amounts and the act that is needed. A
step taken by mistake is taken back with dtctl undo.`,
		Example: `dtctl progetto list --bando SW2020
dtctl progetto show DIGITABILI`,
	}
	env.addVerbs(cmd, newProgettoAddCmd, newProgettoListCmd, newProgettoShowCmd, newProgettoEditCmd, newProgettoRemoveCmd,
		newProgettoJoinCmd, newProgettoLeaveCmd,
		newProgettoPresentCmd, newProgettoExamineCmd, newProgettoAdmitCmd, newProgettoRejectCmd, newProgettoWithdrawCmd,
		newProgettoStartCmd, newProgettoAdvanceCmd, newProgettoConcludeCmd, newProgettoAccountCmd, newProgettoSettleCmd,
		newProgettoRenounceCmd, newProgettoRevokeCmd, newProgettoImportCmd)
	return cmd
}

// progettoFlags are the flags of what is kept of a project besides its acts.
type progettoFlags struct {
	ente              string
	provinces, themes []string
	given             progetto.Progetto
}

func (f *progettoFlags) add(env *Env, cmd *cobra.Command) {
	enteVar(env, cmd, &f.ente, "the `ENTE` that leads it")
	provinceVar(env, cmd, &f.provinces)
	themesVar(env, cmd, &f.themes, "its themes, of those of the call (`THEME,...`)")
	amountVar(cmd, &f.given.Costo, "cost", "what the whole costs, in `EURO`")
	amountVar(cmd, &f.given.Richiesto, "requested", "the contribution that is asked for, in `EURO`")
	clearableVar(cmd, &f.given.Fase, "phase", progetto.Fasi(), "whether it begins something or goes on with it")
	flags := cmd.Flags()
	flags.String("title", "", "its `TITLE`")
	flags.String("cup", "", "its codice unico di progetto (`CUP`)")
	flags.String("cig", "", "the codice identificativo of its tender (`CIG`)")
	flags.String("supplier", "", "`WHO` was chosen to carry it out")
	flags.String("note", "", "free `TEXT`")
}

// apply puts what the flags say in p, the lead as it is called on the day, and
// returns the themes.
func (f *progettoFlags) apply(ctx context.Context, tx *db.Tx, cmd *cobra.Command, p *progetto.Progetto, day periodo.Data) ([]bando.Tema, error) {
	assign(cmd, map[string]*string{
		"title": &p.Titolo, "cup": &p.CUP, "cig": &p.CIG, "supplier": &p.Fornitore, "note": &p.Note,
	})
	assignIf(cmd, "cost", &p.Costo, f.given.Costo)
	assignIf(cmd, "requested", &p.Richiesto, f.given.Richiesto)
	assignIf(cmd, "phase", &p.Fase, f.given.Fase)
	if cmd.Flags().Changed("ente") {
		e, err := findEnte(ctx, tx, f.ente, f.provinces, day)
		if err != nil {
			return nil, err
		}
		p.EnteID = e.ID
	}
	b, err := bando.FindID(ctx, tx, p.BandoID)
	if err != nil {
		return nil, err
	}
	return bando.FindTemi(ctx, tx, b, f.themes)
}

// progettoOutcome tells what was done with a project and what should be known of
// it.
func progettoOutcome(ctx context.Context, tx *db.Tx, p progetto.Progetto, done message.Text, notes ...message.Text) (Outcome, error) {
	s, err := describeProgetto(ctx, tx, p)
	return Outcome{Done: done, Notes: notes, Record: recordOf(progettoSchedaColumns(), s)}, err
}

// whatFollows says which verbs can follow for a project, nothing where none can.
func whatFollows(p progetto.Progetto) message.Text {
	verbs := p.Stato.Seguenti()
	if len(verbs) == 0 {
		return message.Text{}
	}
	return message.New("what can follow: dtctl progetto %s %s", strings.Join(verbs, "|"), p.Nome())
}

// progettoVar adds the flag that names a project.
func progettoVar(env *Env, cmd *cobra.Command, arg *string, usage string) {
	cmd.Flags().StringVar(arg, "progetto", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("progetto", env.complete(completeProgetto))
}

// completeProgetto offers the projects by code or number.
func completeProgetto(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	found, err := progetto.Starting(ctx, tx, prefix, completionLimit)
	var offered []string
	for _, p := range found {
		offered = append(offered, p.Nome()+"\t"+p.Ente+" "+p.Bando+" "+string(p.Stato))
	}
	return offered, err
}

// themesVar adds the flag that names themes.
func themesVar(env *Env, cmd *cobra.Command, codes *[]string, usage string) {
	cmd.Flags().StringSliceVar(codes, "theme", nil, usage)
	_ = cmd.RegisterFlagCompletionFunc("theme", env.complete(severally(completeProgettoTema)))
}

// completeProgettoTema offers the themes of all calls.
func completeProgettoTema(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	temi, err := bando.Temi(ctx, tx, 0)
	var offered []string
	for _, t := range temi {
		offered = offer(offered, prefix, t.Codice, t.Titolo)
	}
	return offered, err
}

// momentOf returns a day with the hour that timeVar read, if any.
func momentOf(day periodo.Data, hour string) (periodo.Momento, error) {
	return periodo.ParseMomento(day.String() + " " + hour)
}

// timeVar adds a flag that holds an hour of the day.
func timeVar(cmd *cobra.Command, hour *string, usage string) {
	parse := func(s string) (string, error) {
		m, err := periodo.ParseMomento("2000-01-01 " + s)
		if err != nil || m.Ora() == "" {
			return "", notAnHour(s)
		}
		return m.Ora(), nil
	}
	cmd.Flags().Var(textValue[string]{hour, "TIME", parse, strings.Clone}, "time", usage)
}
