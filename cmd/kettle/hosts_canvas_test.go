package main

import (
	"slices"
	"strings"
	"testing"
)

func TestSticksAreFoundAmongTheMounts(t *testing.T) {
	got := sticksIn(strings.NewReader(`/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /media tmpfs rw 0 0
/dev/sdb1 /media/rosa/MY\040STICK vfat rw,nosuid 0 0
/dev/sdc1 /media/rosa/LOCKED vfat ro,nosuid 0 0
/dev/sdd1 /run/media/rosa/KEY exfat rw 0 0
/dev/sde1 /mediatheque ext4 rw 0 0
broken
`))
	if want := []string{"/media/rosa/MY STICK", "/run/media/rosa/KEY"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
