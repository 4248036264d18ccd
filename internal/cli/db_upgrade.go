package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/registro"
	"github.com/dtctl/dtctl/internal/render"
)

func newDBUpgradeCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "upgrade",
		Short: "Bring the database and its register up to this dtctl",
		Long: `Bring the database up to this version of dtctl, in two steps.

First the schema, when the file was written by an older dtctl: a copy of the
file as it was is saved beside it.

Then the register of local bodies: what the register inside this dtctl says
differently from the database is listed, and written when you say yes (or with
--yes). What somebody changed by hand since is listed too, and kept. What the
register does not hold (addresses, employees, memberships, enti that you added)
is never touched. The refresh is one operation, which dtctl undo takes back.

With --dry-run nothing is written; a file of an older schema is then told, but
its register cannot be compared.`,
		Example: `dtctl db upgrade --dry-run
dtctl db upgrade --yes`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if env.flags.demo {
				return fault.New(fault.Usage, "the demonstration is always up to date").WithHint("leave --demo out")
			}
			current, err := env.upgradeSchema(cmd)
			if err != nil || !current {
				return err
			}
			return env.upgradeRegister(cmd)
		},
	}
	return writing(env, listing(cmd, differenzaColumns()))
}

// upgradeSchema brings the schema of the file up to date, and returns whether
// it is afterwards: a dry run leaves it as it is.
func (e *Env) upgradeSchema(cmd *cobra.Command) (current bool, err error) {
	mode := db.ReadWrite
	if e.flags.dryRun {
		mode = db.ReadOnly
	}
	err = e.inspect(cmd, mode, func(ctx context.Context, d *db.DB) error {
		before, err := d.Version(ctx)
		if err != nil {
			return err
		}
		known, err := db.SchemaVersion()
		if err != nil {
			return err
		}
		if e.flags.dryRun && before < known {
			e.say(message.New("dry run: the schema would go from version %s to %s, with a copy of the file beside it",
				strconv.Itoa(before), strconv.Itoa(known)))
			return nil
		}
		copied, err := d.Migrate(ctx, e.besideWithTime(d.Path()))
		if err != nil {
			return err
		}
		if copied != "" {
			e.say(message.New("schema brought from version %s to %s; the file as it was is %s",
				strconv.Itoa(before), strconv.Itoa(known), copied))
		}
		current = true
		return nil
	})
	return current, err
}

// upgradeRegister shows how the database differs from the embedded register
// and, with the operator's consent, makes it agree.
func (e *Env) upgradeRegister(cmd *cobra.Command) error {
	var found []registro.Differenza
	err := e.View(cmd, func(ctx context.Context, tx *db.Tx) (err error) {
		found, err = registro.Compare(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	if err := list(e, differenzaColumns(), found, message.New("the database agrees with the register of this dtctl")); err != nil {
		return err
	}
	kept := 0
	for _, d := range found {
		if d.Mantenuta {
			kept++
		}
	}
	changes := len(found) - kept
	if changes > 0 && !e.flags.yes && !e.flags.dryRun {
		if err := e.mayAsk(); err != nil {
			return err
		}
		if err := e.ask(message.Count(changes, "Write %d difference in the database?", "Write %d differences in the database?", changes)); err != nil {
			return err
		}
	}
	return e.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
		_, err := registro.Refresh(ctx, tx)
		return refreshed(changes, kept), err
	})
}

func refreshed(changes, kept int) (done Outcome) {
	if changes > 0 {
		done.Done = message.Count(changes, "%d difference from the register written", "%d differences from the register written", changes)
	}
	if kept > 0 {
		done.Notes = append(done.Notes, message.Count(kept, "%d value written by hand is kept", "%d values written by hand are kept", kept))
	}
	return done
}

func differenzaColumns() []render.Column[registro.Differenza] {
	return []render.Column[registro.Differenza]{
		{Key: "codice", Title: "Code", Value: func(d registro.Differenza) any { return d.Codice }},
		{Key: "denominazione", Title: "Name", Value: func(d registro.Differenza) any { return d.Denominazione }},
		{Key: "campo", Title: "Field", Value: func(d registro.Differenza) any { return d.Campo }},
		{Key: "database", Title: "Database", Value: func(d registro.Differenza) any { return orNull(d.Database) }},
		{Key: "registro", Title: "Register", Value: func(d registro.Differenza) any { return orNull(d.Registro) }},
		{Key: "mantenuta", Title: "Kept", Value: func(d registro.Differenza) any { return d.Mantenuta }},
	}
}
