package db

import "github.com/dtctl/dtctl/internal/fault"

func onNetwork(path string) error {
	return fault.New(fault.Unavailable, "%s is on a network drive, where two people writing at once would damage it", path).
		WithHint("keep the database on a local disk, and share copies made with: dtctl db backup FILE")
}
