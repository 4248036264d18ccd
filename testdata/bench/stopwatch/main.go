//go:build unix

// Command stopwatch times programs against each other:
//
//	stopwatch [-cold] RUNS name command [arg...] [-- name command [arg...]]...
//
// It runs them in turn, RUNS times after a first turn that is not counted, and
// prints for each the median time and its ratio to that of the first, the same
// for the processor time, which other work on the machine disturbs less, and
// the largest memory it took. In an argument, {n} stands for the number of the
// turn; turn 0 is the one that is not counted. With -cold there is no such
// turn: for programs that run so long that warm caches no longer matter.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

type contender struct {
	name   string
	argv   []string
	wall   []time.Duration
	cpu    []time.Duration
	memory int64 // bytes
}

func main() {
	cold := flag.Bool("cold", false, "count the first turn")
	flag.Parse()
	runs, err := strconv.Atoi(flag.Arg(0))
	exitOn(err)
	var list []*contender
	for rest := flag.Args()[1:]; len(rest) > 0; {
		end := slices.Index(rest, "--")
		if end < 0 {
			end = len(rest)
		}
		list = append(list, &contender{name: rest[0], argv: rest[1:end]})
		rest = rest[min(end+1, len(rest)):]
	}
	first := 0
	if *cold {
		first = 1
	}
	for turn := first; turn <= runs; turn++ {
		for _, c := range list {
			exitOn(c.run(turn))
		}
	}
	for _, c := range list {
		fmt.Printf("  %-40s %8.1f ms %6.2f x   cpu %8.1f ms %6.2f x   %6.1f MB\n", c.name,
			milliseconds(c.wall), milliseconds(c.wall)/milliseconds(list[0].wall),
			milliseconds(c.cpu), milliseconds(c.cpu)/milliseconds(list[0].cpu), float64(c.memory)/1e6)
	}
}

// run times one run; that of turn 0 only warms the caches.
func (c *contender) run(turn int) error {
	argv := make([]string, len(c.argv))
	for i, a := range c.argv {
		argv[i] = strings.ReplaceAll(a, "{n}", strconv.Itoa(turn))
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	var said strings.Builder
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if err != nil {
		return fmt.Errorf("%s: %w: %s", c.name, err, said.String())
	}
	if turn == 0 {
		return nil
	}
	c.wall = append(c.wall, took)
	c.cpu = append(c.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "linux" {
		peak *= 1024
	}
	c.memory = max(c.memory, peak)
	return nil
}

// milliseconds returns the median.
func milliseconds(times []time.Duration) float64 {
	sorted := slices.Sorted(slices.Values(times))
	return float64(sorted[len(sorted)/2].Microseconds()) / 1000
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
