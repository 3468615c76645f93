package command

// Version is the version of this program. FyneApp.toml says the same.
const Version = "0.1.0"

type versionCmd struct{}

// Run prints the version.
func (*versionCmd) Run(c *call) error { return c.say("kettled %s", Version) }
