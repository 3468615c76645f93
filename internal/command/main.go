package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/kong"

	"kettle/internal/community"
	"kettle/internal/owner"
	"kettle/internal/store"
)

// line is the whole command line.
type line struct {
	Data string `placeholder:"DIR" help:"Folder of the data. Default: KETTLE_DATA, else kettle below XDG_DATA_HOME."`

	Import       importCmd       `cmd:"" help:"Bring in members (CSV) and events (iCalendar)."`
	Export       exportCmd       `cmd:"" help:"Write the members as CSV or the events as iCalendar."`
	Member       memberCmd       `cmd:"" help:"List, find, add and change members."`
	Visit        visitCmd        `cmd:"" help:"Check members in and out, and see who is here."`
	Visitor      visitorCmd      `cmd:"" help:"Sign visitors in and out, invite them, print badges."`
	Event        eventCmd        `cmd:"" help:"See what is on, make events and call them off."`
	Pack         packCmd         `cmd:"" help:"Templates of events: look at them, give them to other spaces, take theirs."`
	Post         postCmd         `cmd:"" help:"Put up and take down asks and offers."`
	Thanks       thanksCmd       `cmd:"" help:"Keep and list thank-yous."`
	Introduction introductionCmd `cmd:"" help:"See who is to meet whom."`
	Match        matchCmd        `cmd:"" help:"Say who is here and may know about something."`
	Notice       noticeCmd       `cmd:"" help:"Tell everybody something on walls and kiosks."`
	Parcel       parcelCmd       `cmd:"" help:"Note parcels for members."`
	Figures      figuresCmd      `cmd:"" help:"Print what the space may honestly say of itself."`
	Canvas       canvasCmd       `cmd:"" help:"Print the last twelve weeks, or write them as PDF and CSV."`
	Space        spaceCmd        `cmd:"" help:"Show and change the space's own words."`
	Act          actCmd          `cmd:"" help:"List what hosts and members changed, and take it back."`
	Proposal     proposalCmd     `cmd:"" help:"Look at what members want changed of their profiles."`
	Host         hostCmd         `cmd:"" help:"Give hosts their PIN."`
	Hub          hubCmd          `cmd:"" help:"Be the hub that screens keep in step with."`
	Pair         pairCmd         `cmd:"" help:"Let a new screen in: make a code at the hub."`
	Join         joinCmd         `cmd:"" help:"Pair these data with a hub."`
	Follow       followCmd       `cmd:"" help:"Keep these data in step without a window."`
	Status       statusCmd       `cmd:"" help:"Say whether these data are in step."`
	Digest       digestCmd       `cmd:"" help:"Print a number for all records: two stores in step print the same."`
	Screen       screenCmd       `cmd:"" help:"List, rename and revoke the screens of the space."`
	Backup       backupCmd       `cmd:"" help:"Write everything to one file, while the screen goes on."`
	Restore      restoreCmd      `cmd:"" help:"Put a backup in the place of the data."`
	Doctor       doctorCmd       `cmd:"" help:"Look whether all is well."`
	Version      versionCmd      `cmd:"" help:"Print the version."`
}

// call is one command under way.
type call struct {
	*Env
	ctx context.Context
	dir string    // the data folder
	db  *store.DB // nil for the commands that need none

	restores bool // the data need not be readable
}

// now is the time as the data count it: by the hub's clock where this machine's is
// wrong.
func (c *call) now() time.Time {
	if c.db == nil {
		return c.Env.now()
	}
	return c.db.Now()
}

// byItsID does something to the record of that kind whose ID was typed.
func byItsID(kind, text string, do func(community.ID) error) error {
	id, err := community.ParseID(strings.TrimSpace(text))
	if err == nil {
		err = do(id)
	}
	if errors.Is(err, community.ErrNotFound) || errors.Is(err, community.ErrBadID) {
		list := map[string]string{"thank-you": "thanks"}[kind]
		return refuse("There is no %s with the ID %q: kettled %s list shows them", kind, cut(text, 60), dash(list, kind))
	}
	return err
}

// host is the actor of what is done at the command line.
func host() community.Actor { return community.Actor{Kind: community.ActorHost} }

// Main runs the command of e.Args and gives its exit code.
func Main(ctx context.Context, e *Env) int {
	if e.photos == nil {
		e.photos = &sync.Mutex{}
	}
	err := e.main(ctx)
	if err == nil {
		return 0
	}
	if exit := exitCode(0); errors.As(err, &exit) {
		return int(exit)
	}
	said := Sentence(err)
	if errors.Is(err, fsPermission) && e.DB != nil {
		said += " The running kettle has these data open and does this as its own user."
	}
	fmt.Fprintln(e.Stderr, said)
	if usage := (*usageError)(nil); errors.As(err, &usage) {
		return 2
	}
	return 1
}

func (e *Env) main(ctx context.Context) error {
	var l line
	k, err := e.parse(&l)
	if err != nil {
		return err
	}
	c := &call{Env: e, ctx: ctx, db: e.DB}
	if strings.HasPrefix(k.Command(), "version") {
		return k.Run(c)
	}
	if e.DB != nil {
		c.dir = e.DB.Dir()
		return k.Run(c)
	}
	if c.dir, err = e.DataDir(l.Data); err != nil {
		return err
	}
	if k.Command() == "doctor" { // looks before it opens
		return k.Run(c)
	}
	c.restores = strings.HasPrefix(k.Command(), "restore")
	return c.open(func() error { return k.Run(c) })
}

// parse reads the arguments. Help is printed here and ends as exitCode.
func (e *Env) parse(l *line) (k *kong.Context, err error) {
	args := e.Args
	if len(args) > 0 && args[0] == "help" {
		args = append(args[1:len(args):len(args)], "--help")
	}
	// The library ends the process after it printed help.
	defer func() {
		if r := recover(); r != nil {
			exit, ok := r.(exitCode)
			if !ok {
				panic(r)
			}
			k, err = nil, exit
		}
	}()
	p, err := kong.New(l,
		kong.Name("kettled"),
		kong.Description("Kettle without its window: what hosts do at a command line. A member is named by number, code or ID."),
		kong.Writers(e.Stdout, e.Stderr),
		kong.Exit(func(code int) { panic(exitCode(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
	)
	if err != nil {
		return nil, fmt.Errorf("set up the command line: %w", err)
	}
	if len(args) == 0 {
		var help bytes.Buffer
		p.Stdout = &help
		_, _ = e.help(p)
		fmt.Fprint(e.Stderr, help.String())
		return nil, exitCode(2)
	}
	k, err = p.Parse(args)
	if err != nil {
		at := "kettled"
		if pe := (*kong.ParseError)(nil); errors.As(err, &pe) {
			at = strings.TrimSpace("kettled " + words(pe.Context))
		}
		return nil, misuse("%s", whole(fmt.Sprintf("%s (see %s --help)", strings.TrimSuffix(noEmpty.Replace(err.Error()), "."), at)))
	}
	return k, nil
}

// noEmpty leaves the empty value, which means that nothing was said, out of those that
// a flag may have.
var noEmpty = strings.NewReplacer(`"",`, "", `,""`, "")

// help prints the help of the whole program.
func (e *Env) help(p *kong.Kong) (k *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(exitCode); !ok {
				panic(r)
			}
		}
	}()
	return p.Parse([]string{"--help"})
}

// words are the commands that were understood before the first mistake.
func words(k *kong.Context) string {
	var out []string
	for _, p := range k.Path {
		if p.Command != nil {
			out = append(out, p.Command.Name)
		}
	}
	return strings.Join(out, " ")
}

// ownerless is how long a command waits for data that are open elsewhere where
// nobody answers: another command is at work, or a screen is starting or ending.
const ownerless = 5 * time.Second

// open opens the store for run, or has the process that owns it run the command.
func (c *call) open(run func() error) error {
	for until := time.Now().Add(ownerless); ; {
		db, err := store.Open(c.ctx, c.dir, store.Options{Now: c.Now, PhotoBudget: runtime.NumCPU(), ForRestore: c.restores})
		if err == nil {
			c.db = db
			return errors.Join(run(), db.Close())
		}
		if !errors.Is(err, store.ErrOwned) {
			return fmt.Errorf("open the data in %s: %w", c.dir, err)
		}
		if err := c.handOver(); !errors.Is(err, owner.ErrNoOwner) {
			return err
		}
		if time.Now().After(until) {
			return refuse("Another command is at work on the data in %s: try again when it is done", c.dir)
		}
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// handOver has the owner of the data run the command.
func (c *call) handOver() error {
	exit, err := owner.Call(c.ctx, c.dir, c.request(), owner.Caller{
		Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr,
		Ask: func(prompt string, hidden bool) (string, error) { return c.Ask(c.ctx, prompt, hidden) },
	})
	if err == nil && exit != 0 {
		return exitCode(exit)
	}
	return err
}

func (c *call) request() owner.Request {
	return owner.Request{
		Version: Version, Args: c.Args, Dir: c.Dir,
		OutTerminal: c.OutTerminal, ErrTerminal: c.ErrTerminal, InTerminal: c.InTerminal, Width: c.Width,
	}
}
