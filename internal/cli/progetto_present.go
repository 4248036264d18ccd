package cli

import "github.com/spf13/cobra"

func newProgettoPresentCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "present"}
	cmd := f.command(env, &cobra.Command{
		Short: "Record that an application was presented",
		Long: `Record that an ente presented its application: it is now presentato. The day of
--date, with the hour of --time where the call has one, decides whether it came
in time, and what the ente was on that day whether it may apply.

--override takes it although one of these rules refuses it; the reason is kept
with the act, and shown by dtctl progetto show and by dtctl history show.`,
		Example: `dtctl progetto add PICCOLI-2026 SPORTELLO --ente Polinago --requested 40000
dtctl progetto present SPORTELLO --date 2026-11-10 --time 12:30 --act-number "prot. 812/2026"
dtctl progetto add PICCOLI-2026 GRANDE --ente Sassuolo --requested 40000
dtctl progetto present GRANDE --override "admitted by decree 95/2026" --dry-run`,
	})
	timeVar(cmd, &f.hour, "the hour at which it arrived (`HH:MM`)")
	overrideVar(cmd)
	return cmd
}
