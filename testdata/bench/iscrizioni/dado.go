package main

// dice draws numbers that look like chance and are always the same (splitmix64).
type dice struct{ state uint64 }

// newDice returns the dice of one person for one use.
func newDice(seed uint64, number, use int) *dice {
	d := &dice{seed}
	for _, n := range []int{number, use} {
		d.state ^= d.next() + uint64(n)
	}
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// upTo returns a number from 0 to n-1.
func (d *dice) upTo(n int) int { return int(d.next() % uint64(n)) }

// scatter puts the numbers from 0 to n-1 into another order, far from
// neighbours.
type scatter struct{ n, step int }

func newScatter(n int) scatter {
	step := n*618/1000 + 1
	for divisor(step, n) > 1 {
		step++
	}
	return scatter{n, step}
}

// at returns the number at place i; from place n on they come again.
func (s scatter) at(i int) int { return i % s.n * s.step % s.n }

func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
