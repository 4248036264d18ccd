package cli

import (
	"bytes"
	"testing"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/i18n"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
)

func TestPreview_SaysWhatWouldHappenAndNothingOfADryRun(t *testing.T) {
	locale, err := i18n.Open(i18n.English)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	env := &Env{Process: Process{Err: &out}, Locale: locale}
	env.flags.quiet = true
	done := Outcome{Done: message.New("nomina %s removed", "1"), Notes: []message.Text{message.New("it was the only one")}}
	op := &journal.Operation{ID: 1}
	op.Counts.Updated = 1
	env.preview(done, op)
	env.preview(Outcome{}, &journal.Operation{})
	want := "this is what would happen:\n  nomina 1 removed\n  it was the only one\n" +
		"  0 rows inserted, 1 updated, 0 deleted\nthis is what would happen:\n  nothing changes\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestNeedValues_AnEmptyValueIsRefusedButWhereItTakesAway(t *testing.T) {
	for _, c := range []struct {
		verb    string
		args    []string
		refused bool
	}{
		{"list", nil, false},
		{"list", []string{"--region", "ER"}, false},
		{"list", []string{"--region", ""}, true},
		{"list", []string{"--region", " , "}, true},
		{"list", []string{"--ente", ""}, true},
		{"list", []string{"--note", " "}, true},
		{"list", []string{"--quiet"}, false},
		{"list", []string{"--out", ""}, true},
		{"edit", []string{"--note", "", "--region", ""}, false},
		{"edit", []string{"--note", "", "--out", ""}, true},
	} {
		root, cmd := &cobra.Command{Use: "dtctl"}, &cobra.Command{Use: c.verb}
		root.AddCommand(cmd)
		root.PersistentFlags().String("out", "", "")
		root.PersistentFlags().Bool("quiet", false, "")
		cmd.Flags().StringSlice("region", nil, "")
		cmd.Flags().StringArray("ente", nil, "")
		cmd.Flags().String("note", "", "")
		if err := cmd.ParseFlags(c.args); err != nil {
			t.Fatal(err)
		}
		err := needValues(cmd)
		if (err != nil) != c.refused || err != nil && fault.KindOf(err) != fault.Usage {
			t.Errorf("%s %q: %v", c.verb, c.args, err)
		}
	}
}
