package config

import "strings"

// Path returns the default configuration file, dtctl/config.yaml in the folder
// where the given operating system keeps the settings of a user: ~/.config or
// XDG_CONFIG_HOME, ~/Library/Application Support on macOS, %AppData% on
// Windows. It is empty when the environment does not tell the folder.
func Path(goos string, getenv func(string) string) string {
	return standard(goos, getenv, "AppData", "XDG_CONFIG_HOME", ".config", "config.yaml")
}

// Database returns the default database, dtctl/dtctl.db in the folder where
// the given operating system keeps the data of a user: ~/.local/share or
// XDG_DATA_HOME, ~/Library/Application Support on macOS, %LocalAppData% on
// Windows. It is empty when the environment does not tell the folder.
func Database(goos string, getenv func(string) string) string {
	return standard(goos, getenv, "LocalAppData", "XDG_DATA_HOME", ".local/share", "dtctl.db")
}

// standard returns the file of that name in dtctl's own folder, which is below
// the folder of the variable named windows on Windows and, elsewhere than on
// macOS, of the variable named xdg or the folder below the home named unix.
func standard(goos string, getenv func(string) string, windows, xdg, unix, file string) string {
	folder := ""
	switch home := getenv("HOME"); {
	case goos == "windows":
		folder = getenv(windows)
	case goos == "darwin" && home != "":
		folder = home + "/Library/Application Support"
	// The XDG rules say that a relative folder is to be ignored.
	case goos != "darwin" && strings.HasPrefix(getenv(xdg), "/"):
		folder = getenv(xdg)
	case goos != "darwin" && home != "":
		folder = home + "/" + unix
	}
	if folder == "" {
		return ""
	}
	slash := "/"
	if goos == "windows" {
		slash = `\`
	}
	return strings.Join([]string{folder, "dtctl", file}, slash)
}
