package config

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/viper"

	"github.com/dtctl/dtctl/internal/fault"
)

// newFile returns the configuration file without any setting.
func newFile() *viper.Viper {
	v := viper.New()
	v.SetConfigType("yaml")
	return v
}

// read returns the settings of the configuration file, whose values are not
// checked. The error is fs.ErrNotExist when there is no such file, otherwise a
// fault.
func read(file string) (*viper.Viper, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, fault.New(fault.Failed, "the configuration file %s cannot be read", file).
			WithHint("check the permissions of the file and of its folder").WithCause(err)
	}
	return parse(file, data)
}

// parse reads the contents of the configuration file.
func parse(file string, data []byte) (*viper.Viper, error) {
	v, err := decode(data)
	if err != nil {
		return nil, fault.New(fault.Usage, "%s, line %s: this is no setting", file, strconv.Itoa(badLine(data))).
			WithHint("write one setting a line, such as: lang: it").WithCause(err)
	}
	names := v.AllKeys()
	slices.Sort(names)
	for _, name := range names {
		if top, _, _ := strings.Cut(name, "."); v.Get(top) != nil {
			name = top
		}
		if _, err := find(name); err != nil {
			return nil, suggest(fault.New(fault.Usage, "%s: there is no setting %q", file, name), name)
		}
		switch v.Get(name).(type) {
		case map[string]any, []any, time.Time:
			return nil, fault.New(fault.Usage, "%s: the value of %s is no plain text", file, name).
				WithHint("write one value, in quotes if it is not a word")
		}
	}
	return v, nil
}

func decode(data []byte) (*viper.Viper, error) {
	v := newFile()
	return v, v.ReadConfig(bytes.NewReader(data))
}

// badLine returns the number of the first line after which the file no longer
// reads. The parser itself tells some lines one off and others not at all.
func badLine(data []byte) int {
	lines := bytes.SplitAfter(data, []byte("\n"))
	return 1 + sort.Search(len(lines)-1, func(i int) bool {
		_, err := decode(bytes.Join(lines[:i+1], nil))
		return err != nil
	})
}

// Set writes one setting into the configuration file, making the file when it
// is not there; comments in it are lost. It returns a fault of kind Usage when
// the key is unknown, the value is not valid or the file cannot be understood,
// one of kind Failed when the file cannot be read or written.
func Set(file, name, value string) error {
	k, err := find(name)
	if err != nil {
		return err
	}
	if !k.accepts(value) {
		return k.refuse(value, "")
	}
	settings, err := contents(file)
	if err != nil {
		return err
	}
	settings[name] = value
	return write(file, settings)
}

// Unset takes one setting out of the configuration file; a setting that is not
// there changes nothing. It returns the faults of Set.
func Unset(file, name string) error {
	if _, err := find(name); err != nil {
		return err
	}
	settings, err := contents(file)
	if err != nil {
		return err
	}
	if _, there := settings[name]; !there {
		return nil
	}
	delete(settings, name)
	return write(file, settings)
}

// contents returns the settings of the file, none when there is no file.
func contents(file string) (map[string]any, error) {
	values, err := read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]any{}, nil
	}
	if err != nil {
		return nil, err
	}
	return values.AllSettings(), nil
}

func write(file string, settings map[string]any) error {
	if file == "" {
		return fault.New(fault.Failed, "there is no home folder to keep the configuration in").
			WithHint("set the variable HOME, on Windows AppData")
	}
	v := newFile()
	var text bytes.Buffer
	err := v.MergeConfigMap(settings)
	if err == nil {
		err = v.WriteConfigTo(&text)
	}
	if err == nil {
		err = replace(file, text.Bytes())
	}
	if err != nil {
		return fault.New(fault.Failed, "the configuration file %s cannot be written", file).
			WithHint("check the permissions of the file and of its folder").WithCause(err)
	}
	return nil
}

// replace puts the data in the place of the file, which is always whole: the
// old one or the new one. Only its owner may read it.
func replace(file string, data []byte) error {
	// A file kept elsewhere and linked here stays linked.
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	}
	folder := filepath.Dir(file)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(folder, ".config-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}
