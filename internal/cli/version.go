package cli

import (
	"cmp"
	"io"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/registro"
	"github.com/dtctl/dtctl/internal/render"
)

// programInfo is what `dtctl version --long` says.
type programInfo struct {
	version, commit, date, goVersion, engine string
	schema                                   int
	register, attribution                    string
}

func newVersionCmd(env *Env) *cobra.Command {
	var long bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Show which dtctl this is",
		Long: `Show which dtctl this is. With --long also the commit, the day of the embedded
register and the attribution of its open data.`,
		Example: `dtctl version
dtctl version --long`,
		Args: exactly(),
		RunE: func(_ *cobra.Command, _ []string) error {
			info, err := describeProgram(env.Build)
			if err != nil {
				return err
			}
			format, err := env.format()
			if err != nil {
				return err
			}
			if !long && format == render.Table {
				_, err := io.WriteString(env.Out, "dtctl "+info.version+"\n")
				return err
			}
			return show(env, versionColumns(), info)
		},
	}
	cmd.Flags().BoolVar(&long, "long", false, "show everything")
	return cmd
}

// describeProgram completes what the release says with what the Go toolchain
// wrote in the binary.
func describeProgram(b Build) (programInfo, error) {
	schema, err := db.SchemaVersion()
	if err != nil {
		return programInfo{}, err
	}
	info := programInfo{
		version: b.Version, commit: b.Commit, date: b.Date, goVersion: runtime.Version(),
		schema: schema, register: registro.Versione, attribution: registro.Attribution,
	}
	built, ok := debug.ReadBuildInfo()
	if !ok {
		return info, nil
	}
	info.version = cmp.Or(info.version, built.Main.Version)
	for _, dep := range built.Deps {
		if dep.Path == "modernc.org/sqlite" {
			info.engine = dep.Version
		}
	}
	for _, s := range built.Settings {
		switch s.Key {
		case "vcs.revision":
			info.commit = cmp.Or(info.commit, s.Value)
		case "vcs.time":
			info.date = cmp.Or(info.date, s.Value)
		}
	}
	return info, nil
}

func versionColumns() []render.Column[programInfo] {
	text := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	return []render.Column[programInfo]{
		{Key: "versione", Title: "dtctl", Value: func(p programInfo) any { return text(p.version) }},
		{Key: "commit", Title: "Commit", Value: func(p programInfo) any { return text(p.commit) }},
		{Key: "data", Title: "Date", Value: func(p programInfo) any { return text(p.date) }},
		{Key: "schema", Title: "Database schema", Value: func(p programInfo) any { return strconv.Itoa(p.schema) }},
		{Key: "go", Title: "Go", Value: func(p programInfo) any { return text(p.goVersion) }},
		{Key: "sqlite", Title: "SQLite driver", Value: func(p programInfo) any { return text(p.engine) }},
		{Key: "registro", Title: "Register", Value: func(p programInfo) any { return p.register }},
		{Key: "fonti", Title: "Sources", Value: func(p programInfo) any { return p.attribution }},
	}
}
