package ente

import (
	"time"

	"github.com/dtctl/dtctl/internal/periodo"
)

// InizioRegistro returns the first day of which the register holds every
// comune. Comuni that ended before are not in it, so that a count as of an
// earlier day is too low.
func InizioRegistro() periodo.Data { return periodo.Day(2015, time.January, 1) }
