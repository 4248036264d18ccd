// Command empty does nothing: the peer of every start-up time.
package main

func main() {}
