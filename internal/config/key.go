package config

import (
	"slices"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// The keys of the settings.
const (
	busyTimeout = "busy_timeout"
	color       = "color"
	db          = "db"
	lang        = "lang"
	output      = "output"
)

// key is what the program knows of one setting.
type key struct {
	name string
	// standard is the default value; that of the database depends on the
	// system.
	standard string
	// choices are the valid values, nil where they are no fixed list.
	choices []string
}

// keys returns the known keys, sorted by name.
func keys() []key {
	return []key{
		{name: busyTimeout, standard: "5s"},
		{name: color, standard: "auto", choices: []string{"auto", "always", "never"}},
		{name: db},
		{name: lang, choices: []string{"it", "en"}},
		{name: output, standard: "table", choices: []string{
			"table", "wide", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "excel",
		}},
	}
}

// Keys returns the names of the settings, sorted.
func Keys() []string {
	var names []string
	for _, k := range keys() {
		names = append(names, k.name)
	}
	return names
}

// Choices returns the valid values of a setting, nil where they are no fixed
// list. It returns a fault of kind Usage when there is no such key.
func Choices(name string) ([]string, error) {
	k, err := find(name)
	return k.choices, err
}

func find(name string) (key, error) {
	for _, k := range keys() {
		if k.name == name {
			return k, nil
		}
	}
	return key{}, suggest(fault.New(fault.Usage, "there is no setting %q", name), name)
}

// suggest adds to the fault the known keys that name may stand for, or all of
// them when none is near.
func suggest(f *fault.Fault, name string) error {
	near := nome.Suggest(strings.ToLower(name), Keys(), func(s string) string { return s })
	if len(near) == 0 {
		return f.WithHint("the settings are: %s", strings.Join(Keys(), ", "))
	}
	return f.WithHint("did you mean %s?", near[0])
}

// variable returns the name of the variable that holds the setting.
func (k key) variable() string { return "DTCTL_" + strings.ToUpper(k.name) }

// flag returns the flag that holds the setting, as people write it.
func (k key) flag() string { return "--" + strings.ReplaceAll(k.name, "_", "-") }

func (k key) accepts(value string) bool {
	switch {
	case k.choices != nil:
		return slices.Contains(k.choices, value)
	case k.name == busyTimeout:
		d, err := time.ParseDuration(value)
		return err == nil && d >= 0
	}
	return value != ""
}

// refuse returns the fault for a value that is not valid; source says where it
// stands, empty when it is an argument of the command.
func (k key) refuse(value, source string) error {
	f := fault.New(fault.Usage, "%q is not a value of %s", value, k.name)
	if source != "" {
		f = fault.New(fault.Usage, "%s: %q is not a value of %s", source, value, k.name)
	}
	switch {
	case k.choices != nil:
		return f.WithHint("choose one of: %s", strings.Join(k.choices, ", "))
	case k.name == busyTimeout:
		return f.WithHint("write a time such as 5s or 500ms")
	}
	return f.WithHint("write the name of a file")
}
