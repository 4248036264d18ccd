// Package config holds the settings of the program.
//
// A setting comes from the command line, else from a DTCTL_* variable, else
// from the configuration file, else from its default, and remembers where it
// came from. The package reads the environment only through the function that
// it is given.
package config

import (
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/spf13/viper"

	"github.com/dtctl/dtctl/internal/fault"
)

// Options say where the settings are to be found.
type Options struct {
	// File is the configuration file asked for by name, which must exist.
	// When it is empty the file is that of Path, which need not exist.
	File string
	// GOOS is the operating system, as runtime.GOOS names it: it decides
	// where the default files are.
	GOOS string
	// Getenv looks up a variable of the environment. A variable that is empty
	// counts as not set.
	Getenv func(string) string
	// Flags are the values of the flags that were given, by the key of their
	// setting.
	Flags map[string]string
}

// Origin says which of the four places a setting came from.
type Origin string

// The places where a setting may come from, the strongest first.
const (
	Flag        Origin = "flag"
	Environment Origin = "env"
	File        Origin = "file"
	Default     Origin = "default"
)

// Setting is one setting with the value in force.
type Setting struct {
	// Key is the name of the setting in the configuration file.
	Key string
	// Value is the value in force, empty where there is none.
	Value string
	// Origin is the place that the value came from.
	Origin Origin
	// Source names the flag, the variable or the file that holds the value,
	// empty for a default.
	Source string
}

// Settings are the settings in force, all of them valid.
type Settings struct {
	values *viper.Viper
	list   []Setting
}

// Load reads the settings. It returns a fault of kind Usage when the
// configuration file asked for by name does not exist, when the file cannot be
// understood or holds an unknown key, and when the value in force of a setting
// is not valid; one of kind Failed when the file cannot be read.
func Load(o Options) (*Settings, error) {
	file := o.File
	if file == "" {
		file = Path(o.GOOS, o.Getenv)
	}
	values, err := read(file)
	if errors.Is(err, fs.ErrNotExist) {
		if o.File != "" {
			return nil, fault.New(fault.Usage, "there is no configuration file %s", file).
				WithHint("check its name").WithCause(err)
		}
		values, err = newFile(), nil
	}
	if err != nil {
		return nil, err
	}
	s := &Settings{values: values}
	for _, k := range keys() {
		setting := k.resolve(values, file, o)
		if setting.Origin != Default && !k.accepts(setting.Value) {
			return nil, k.refuse(setting.Value, setting.Source)
		}
		values.Set(k.name, setting.Value)
		s.list = append(s.list, setting)
	}
	return s, nil
}

// resolve returns the setting of the strongest place that has one.
func (k key) resolve(values *viper.Viper, file string, o Options) Setting {
	if value, given := o.Flags[k.name]; given {
		return Setting{Key: k.name, Value: value, Origin: Flag, Source: k.flag()}
	}
	if value := o.Getenv(k.variable()); value != "" {
		return Setting{Key: k.name, Value: value, Origin: Environment, Source: k.variable()}
	}
	if values.Get(k.name) != nil {
		return Setting{Key: k.name, Value: values.GetString(k.name), Origin: File, Source: file}
	}
	value := k.standard
	if k.name == db {
		value = Database(o.GOOS, o.Getenv)
	}
	return Setting{Key: k.name, Value: value, Origin: Default}
}

// List returns all the settings, sorted by key.
func (s *Settings) List() []Setting { return slices.Clone(s.list) }

// Get returns one setting. It returns a fault of kind Usage when there is no
// such key.
func (s *Settings) Get(name string) (Setting, error) {
	if _, err := find(name); err != nil {
		return Setting{}, err
	}
	return s.list[slices.IndexFunc(s.list, func(s Setting) bool { return s.Key == name })], nil
}

// Database returns the database file and whether it is the default one. It
// returns a fault of kind Unavailable when none is named and the environment
// knows no home folder to put the default one in.
func (s *Settings) Database() (file string, standard bool, err error) {
	setting, err := s.Get(db)
	if err != nil {
		return "", false, err
	}
	if setting.Value == "" {
		return "", false, fault.New(fault.Unavailable, "there is no home folder to keep the database in").
			WithHint("name the file with --db or DTCTL_DB")
	}
	return setting.Value, setting.Origin == Default, nil
}

// Lang returns the language, "en" or "it", empty where the locale of the
// environment decides.
func (s *Settings) Lang() string { return s.values.GetString(lang) }

// Output returns the name of the output format.
func (s *Settings) Output() string { return s.values.GetString(output) }

// Color returns when to colour the output: "auto", "always" or "never".
func (s *Settings) Color() string { return s.values.GetString(color) }

// BusyTimeout returns how long to wait for another process that writes to the
// database, never less than 0.
func (s *Settings) BusyTimeout() time.Duration { return s.values.GetDuration(busyTimeout) }
