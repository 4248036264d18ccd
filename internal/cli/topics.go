package cli

import (
	"github.com/spf13/cobra"
)

// newHelpTopics returns the chapters of the manual that belong to no command.
func newHelpTopics() []*cobra.Command {
	return []*cobra.Command{
		{
			Use:   "exit-codes",
			Short: "The codes that dtctl leaves with",
			Long: `The codes that dtctl leaves with:

    0  done
    1  failed: an unknown or ambiguous ente, a rule that would be broken
    2  wrong usage: an unknown command or flag, a missing argument, a value
       outside a fixed list
    3  done, but some rows were rejected
    4  a threshold or a guard was not met
    5  a check found damaged or inconsistent data
    6  the database is unavailable: locked, missing, unreadable, or newer than
       the program
  130  interrupted

Data go to the standard output; everything said beside them, to the standard
error. An empty list is not a failure.`,
		},
		{
			Use:   "formats",
			Short: "The formats of the output",
			Long: `-o, or the extension of --out, chooses how rows are written:

  table   for people, the default          wide    the same with every column
  csv     comma, UTF-8, ISO dates          tsv     the same with tabs
  json    one array, or one object for a report
  jsonl   one object a line
  md      Markdown                         html    a whole page
  xlsx    a workbook                       excel   CSV as Italian Excel opens it

Machine formats (csv, tsv, json, jsonl) are the same in every language: their
keys are Italian words that never change, numbers have a decimal point, days
are written 2026-03-01 and what is not known is null or empty.

--columns chooses and orders the columns, --sort the rows; the help of each
command lists its columns.`,
		},
		{
			Use:   "environment",
			Short: "The variables and files that dtctl reads",
			Long: `DTCTL_DB, DTCTL_LANG, DTCTL_OUTPUT, DTCTL_COLOR, DTCTL_BUSY_TIMEOUT
    The settings of dtctl config list, when no flag gives them.
LC_ALL, LC_MESSAGES, LANG
    The language, Italian when the first of them that is set says so.
NO_COLOR
    No colour, unless --color always.

The configuration file is dtctl/config.yaml in the user's configuration folder,
the default database dtctl/dtctl.db in the user's data folder; dtctl config
list says where.`,
		},
	}
}
