package config

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
)

// home returns an environment whose home is a new folder, and the name of its
// configuration file.
func home(t *testing.T, vars ...string) (getenv func(string) string, file string) {
	t.Helper()
	env := map[string]string{"HOME": t.TempDir()}
	for i := 0; i < len(vars); i += 2 {
		env[vars[i]] = vars[i+1]
	}
	getenv = func(name string) string { return env[name] }
	return getenv, Path("linux", getenv)
}

func save(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// refused checks that err is a fault of that kind whose message and hint hold
// every given piece.
func refused(t *testing.T, err error, kind fault.Kind, pieces ...string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		t.Fatalf("%v is no fault", err)
	}
	said := f.Message.String() + "\n" + f.Hint.String()
	if f.Kind != kind {
		t.Errorf("kind %d, want %d: %s", f.Kind, kind, said)
	}
	for _, piece := range pieces {
		if !strings.Contains(said, piece) {
			t.Errorf("%q is missing from %q", piece, said)
		}
	}
	for _, jargon := range []string{"unmarshal", "viper", "mapping", "scanner", "!!", "map["} {
		if strings.Contains(said, jargon) {
			t.Errorf("the jargon %q is in %q", jargon, said)
		}
	}
}

func TestLoad_WithoutFileEverySettingIsTheDefault(t *testing.T) {
	getenv, _ := home(t)
	s, err := Load(Options{GOOS: "linux", Getenv: getenv})
	if err != nil {
		t.Fatal(err)
	}
	want := []Setting{
		{"busy_timeout", "5s", Default, ""},
		{"color", "auto", Default, ""},
		{"db", getenv("HOME") + "/.local/share/dtctl/dtctl.db", Default, ""},
		{"lang", "", Default, ""},
		{"output", "table", Default, ""},
	}
	if got := s.List(); !slices.Equal(got, want) {
		t.Errorf("settings %v, want %v", got, want)
	}
	if file, standard, err := s.Database(); err != nil || !standard || file != want[2].Value {
		t.Errorf("database %q, %v, %v", file, standard, err)
	}
	if s.BusyTimeout() != 5*time.Second || s.Color() != "auto" || s.Lang() != "" || s.Output() != "table" {
		t.Errorf("typed settings differ from %v", s.List())
	}
}

func TestLoad_FlagsThenEnvironmentThenFile(t *testing.T) {
	getenv, file := home(t, "DTCTL_LANG", "it", "DTCTL_BUSY_TIMEOUT", "2s", "DTCTL_COLOR", "")
	save(t, file, "db: archivio.db\nlang: en\nbusy_timeout: 1s\nColor: never\n")
	s, err := Load(Options{GOOS: "linux", Getenv: getenv, Flags: map[string]string{"busy_timeout": "300ms"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Setting{
		{"busy_timeout", "300ms", Flag, "--busy-timeout"},
		{"color", "never", File, file},
		{"db", "archivio.db", File, file},
		{"lang", "it", Environment, "DTCTL_LANG"},
		{"output", "table", Default, ""},
	}
	if got := s.List(); !slices.Equal(got, want) {
		t.Errorf("settings %v, want %v", got, want)
	}
	if s.BusyTimeout() != 300*time.Millisecond || s.Color() != "never" || s.Lang() != "it" {
		t.Errorf("typed settings differ from %v", s.List())
	}
	if file, standard, err := s.Database(); err != nil || standard || file != "archivio.db" {
		t.Errorf("database %q, %v, %v", file, standard, err)
	}
}

func TestLoad_OnlyTheGivenEnvironmentIsRead(t *testing.T) {
	t.Setenv("DTCTL_OUTPUT", "json")
	getenv, _ := home(t)
	s, err := Load(Options{GOOS: "linux", Getenv: getenv})
	if err != nil || s.Output() != "table" {
		t.Errorf("output %q, %v", s.Output(), err)
	}
}

func TestLoad_FileAskedForByNameMustExist(t *testing.T) {
	getenv, _ := home(t)
	_, err := Load(Options{File: "nowhere.yaml", GOOS: "linux", Getenv: getenv})
	refused(t, err, fault.Usage, "nowhere.yaml")
	file := filepath.Join(t.TempDir(), "mine.yaml")
	save(t, file, "output: json\n")
	s, err := Load(Options{File: file, GOOS: "linux", Getenv: getenv})
	if err != nil || s.Output() != "json" {
		t.Errorf("output of %s: %v", file, err)
	}
}

func TestLoad_FileThatCannotBeReadIsReported(t *testing.T) {
	getenv, _ := home(t)
	_, err := Load(Options{File: t.TempDir(), GOOS: "linux", Getenv: getenv})
	refused(t, err, fault.Failed, "cannot be read")
}

func TestLoad_UnknownKeyIsRefusedWithTheNearest(t *testing.T) {
	for text, pieces := range map[string][]string{
		"colour: never\n":          {`"colour"`, "did you mean color?"},
		"busy-timeout: 5s\n":       {`"busy-timeout"`, "busy_timeout?"},
		"qualcosa: 1\n":            {`"qualcosa"`, "busy_timeout, color, db, lang, output"},
		"db.name: x\n":             {`"db.name"`},
		"database: {name: x}\n":    {`"database"`},
		"lang: it\ncolour: {a: 1}": {`"colour"`},
	} {
		getenv, file := home(t)
		save(t, file, text)
		_, err := Load(Options{GOOS: "linux", Getenv: getenv})
		refused(t, err, fault.Usage, append(pieces, file)...)
	}
}

func TestLoad_MalformedFileIsReportedWithItsLine(t *testing.T) {
	for text, line := range map[string]string{
		"lang it\n":                             "line 1",
		"- it\n":                                "line 1",
		"db: x\nlang it\noutput: csv\n":         "line 2",
		"db: x\n\n  lang: it\noutput: csv\n":    "line 3",
		"db: \"C:\\Users\\x\"\nlang: it\n":      "line 1",
		"lang: it\ndb: \"x\noutput: csv\n":      "line 2",
		"lang: it\noutput: csv\nlang: en\n":     "line 3",
		"# commento\r\nlang: it\r\n\tdb: x\r\n": "line 3",
		"lang: \x01\n":                          "line 1",
	} {
		getenv, file := home(t)
		save(t, file, text)
		_, err := Load(Options{GOOS: "linux", Getenv: getenv})
		refused(t, err, fault.Usage, file+", "+line)
	}
}

func TestLoad_ValueThatIsNotValidIsRefused(t *testing.T) {
	for _, c := range []struct {
		text   string
		env    []string
		flags  map[string]string
		pieces []string
	}{
		{text: "lang: fr\n", pieces: []string{"config.yaml", `"fr"`, "lang", "it, en"}},
		{text: "lang: ''\n", pieces: []string{`""`, "lang"}},
		{text: "lang: [it]\n", pieces: []string{"config.yaml", "lang", "plain text"}},
		{text: "lang: {it: yes}\n", pieces: []string{"config.yaml", "lang", "plain text"}},
		{text: "lang: {}\n", pieces: []string{"config.yaml", "lang"}},
		{text: "db: 2021-07-15\n", pieces: []string{"db", "quotes"}},
		{text: "busy_timeout: 5\n", pieces: []string{`"5"`, "busy_timeout", "500ms"}},
		{text: "busy_timeout: -5s\n", pieces: []string{`"-5s"`}},
		{env: []string{"DTCTL_COLOR", "si"}, pieces: []string{"DTCTL_COLOR", `"si"`, "auto, always, never"}},
		{env: []string{"DTCTL_BUSY_TIMEOUT", "abc"}, pieces: []string{"DTCTL_BUSY_TIMEOUT", `"abc"`}},
		{flags: map[string]string{"output": "pdf"}, pieces: []string{"--output", `"pdf"`, "table", "xlsx"}},
		{flags: map[string]string{"db": ""}, pieces: []string{"--db", `""`, "name of a file"}},
	} {
		getenv, file := home(t, c.env...)
		save(t, file, c.text)
		_, err := Load(Options{GOOS: "linux", Getenv: getenv, Flags: c.flags})
		refused(t, err, fault.Usage, c.pieces...)
	}
}

func TestLoad_ValueThatIsNotInForceDoesNoHarm(t *testing.T) {
	getenv, file := home(t)
	save(t, file, "lang: fr\ndb:\n")
	s, err := Load(Options{GOOS: "linux", Getenv: getenv, Flags: map[string]string{"lang": "it"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, standard, _ := s.Database(); !standard || s.Lang() != "it" {
		t.Errorf("settings %v", s.List())
	}
}

func TestGet_KnowsEveryKeyAndNoOther(t *testing.T) {
	getenv, _ := home(t)
	s, err := Load(Options{GOOS: "linux", Getenv: getenv})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Keys() {
		if setting, err := s.Get(name); err != nil || setting.Key != name {
			t.Errorf("Get(%s) = %v, %v", name, setting, err)
		}
	}
	_, err = s.Get("outptu")
	refused(t, err, fault.Usage, `"outptu"`, "did you mean output?")
}

func TestChoices_AreTheFixedLists(t *testing.T) {
	if got, err := Choices("color"); err != nil || !slices.Equal(got, []string{"auto", "always", "never"}) {
		t.Errorf("choices of color: %v, %v", got, err)
	}
	if got, err := Choices("db"); err != nil || got != nil {
		t.Errorf("choices of db: %v, %v", got, err)
	}
	_, err := Choices("colour")
	refused(t, err, fault.Usage, "did you mean color?")
}

func TestDatabase_WithoutHomeMustBeNamed(t *testing.T) {
	nothing := func(string) string { return "" }
	s, err := Load(Options{GOOS: "linux", Getenv: nothing})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Database()
	refused(t, err, fault.Unavailable, "--db")
	refused(t, Set(Path("linux", nothing), "lang", "it"), fault.Failed, "HOME")
}

func TestPath_FollowsTheSystem(t *testing.T) {
	for _, c := range []struct {
		goos               string
		env                map[string]string
		settings, database string
	}{
		{
			"linux",
			map[string]string{"HOME": "/home/ada"},
			"/home/ada/.config/dtctl/config.yaml", "/home/ada/.local/share/dtctl/dtctl.db",
		},
		{
			"freebsd",
			map[string]string{"HOME": "/home/ada", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"},
			"/c/dtctl/config.yaml", "/d/dtctl/dtctl.db",
		},
		{
			"linux",
			map[string]string{"HOME": "/home/ada", "XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "d"},
			"/home/ada/.config/dtctl/config.yaml", "/home/ada/.local/share/dtctl/dtctl.db",
		},
		{
			"darwin",
			map[string]string{"HOME": "/Users/ada", "XDG_DATA_HOME": "/d"},
			"/Users/ada/Library/Application Support/dtctl/config.yaml",
			"/Users/ada/Library/Application Support/dtctl/dtctl.db",
		},
		{
			"windows",
			map[string]string{"AppData": `C:\R`, "LocalAppData": `C:\L`, "HOME": "/h"},
			`C:\R\dtctl\config.yaml`, `C:\L\dtctl\dtctl.db`,
		},
		{"linux", nil, "", ""},
		{"darwin", nil, "", ""},
		{"windows", nil, "", ""},
	} {
		getenv := func(name string) string { return c.env[name] }
		if got := Path(c.goos, getenv); got != c.settings {
			t.Errorf("%s: settings in %q, want %q", c.goos, got, c.settings)
		}
		if got := Database(c.goos, getenv); got != c.database {
			t.Errorf("%s: database in %q, want %q", c.goos, got, c.database)
		}
	}
}
