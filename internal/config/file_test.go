package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/dtctl/dtctl/internal/fault"
)

func content(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSet_MakesTheFileForItsOwnerOnly(t *testing.T) {
	_, file := home(t)
	if err := Set(file, "lang", "it"); err != nil {
		t.Fatal(err)
	}
	if got := content(t, file); got != "lang: it\n" {
		t.Errorf("the file holds %q", got)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("permissions %v", info.Mode())
	}
	if entries, _ := os.ReadDir(filepath.Dir(file)); len(entries) != 1 {
		t.Errorf("files left beside it: %v", entries)
	}
}

func TestSet_KeepsTheOtherSettings(t *testing.T) {
	getenv, file := home(t)
	save(t, file, "db: C:\\Dati\\ente.db\nlang: fr\n")
	if err := Set(file, "lang", "it"); err != nil {
		t.Fatal(err)
	}
	if err := Set(file, "db", "123"); err != nil {
		t.Fatal(err)
	}
	if err := Set(file, "busy_timeout", "1m"); err != nil {
		t.Fatal(err)
	}
	s, err := Load(Options{GOOS: "linux", Getenv: getenv})
	if err != nil {
		t.Fatal(err)
	}
	if name, _, _ := s.Database(); name != "123" || s.Lang() != "it" || s.BusyTimeout().Minutes() != 1 {
		t.Errorf("settings %v of %q", s.List(), content(t, file))
	}
}

func TestSet_RefusesWhatLoadWouldRefuse(t *testing.T) {
	_, file := home(t)
	refused(t, Set(file, "colour", "auto"), fault.Usage, `"colour"`, "color")
	refused(t, Set(file, "color", "red"), fault.Usage, `"red" is not a value of color`, "auto, always, never")
	refused(t, Set(file, "busy_timeout", "abc"), fault.Usage, `"abc"`, "5s")
	refused(t, Unset(file, "colour"), fault.Usage, `"colour"`, "color")
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("a refused setting made the file: %v", err)
	}
}

func TestSet_MalformedFileIsLeftAsItIs(t *testing.T) {
	_, file := home(t)
	const text = "lang: it\nlang: en\n"
	save(t, file, text)
	refused(t, Set(file, "color", "never"), fault.Usage, "line 2")
	refused(t, Unset(file, "lang"), fault.Usage, "line 2")
	if got := content(t, file); got != text {
		t.Errorf("the file now holds %q", got)
	}
}

func TestSet_LinkedFileStaysLinked(t *testing.T) {
	_, file := home(t)
	save(t, file, "")
	link := filepath.Join(t.TempDir(), "link.yaml")
	if err := os.Symlink(file, link); err != nil {
		t.Skip("no links here:", err)
	}
	if err := Set(link, "lang", "it"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link became %v, %v", info, err)
	}
	if got := content(t, file); got != "lang: it\n" {
		t.Errorf("the file holds %q", got)
	}
}

func TestSet_FolderThatCannotBeMadeIsReported(t *testing.T) {
	_, file := home(t)
	save(t, file, "")
	refused(t, Set(filepath.Join(file, "config.yaml"), "lang", "it"), fault.Failed, "cannot be")
}

func TestUnset_TakesOneSettingOut(t *testing.T) {
	_, file := home(t)
	if err := Unset(file, "lang"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("nothing to take out made the file: %v", err)
	}
	save(t, file, "lang: it\ncolor: never\n")
	if err := Unset(file, "lang"); err != nil {
		t.Fatal(err)
	}
	if got := content(t, file); got != "color: never\n" {
		t.Errorf("the file holds %q", got)
	}
	if err := Unset(file, "color"); err != nil {
		t.Fatal(err)
	}
	if values, err := read(file); err != nil || len(values.AllKeys()) != 0 {
		t.Errorf("the empty file %q: %v", content(t, file), err)
	}
}

// FuzzParse feeds the loader with any file: it reads it or refuses it with a
// fault, and what it reads can be written and read again.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", "lang: it\n", "db: \"x\n", "lang: {a: &b [*b]}\n", "? db\n: x\n", "a.b: 1\n", "\xff\xfel\x00",
		"db: ~\n", "--- it\n", "<<: {db: x}\n", "1: 2\n", "busy_timeout: 2021-07-15\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		values, err := parse("config.yaml", data)
		if err != nil {
			if _, ok := errors.AsType[*fault.Fault](err); !ok {
				t.Fatalf("%q: %v is no fault", data, err)
			}
			return
		}
		file := filepath.Join(t.TempDir(), "config.yaml")
		if err := write(file, values.AllSettings()); err != nil {
			t.Fatal(err)
		}
		if _, err := read(file); err != nil {
			t.Fatalf("%q was written as %q: %v", data, content(t, file), err)
		}
	})
}
