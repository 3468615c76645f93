package sync

import (
	"context"
	"log/slog"

	"kettle/internal/community"
)

// sending is a batch that is on its way to the hub.
type sending struct {
	records []community.Record
	wait    func() (Pushed, error) // for the hub's answer; nil when nothing is on its way
}

// Push sends all that waits, and says whether that was anything, so that there may
// be more by now. While a batch is on its way the next is read, and the one before
// is marked as sent; but it goes when that one was answered, so that what this screen
// did comes to the hub in its order. The hub must have been met.
func (r *Replica) Push(ctx context.Context) (more bool, err error) {
	link, life := r.both()
	if link.Role == community.RoleWall {
		return false, nil
	}
	for under := (sending{}); ; more = true {
		records, failed := r.local.Unsent(ctx, len(under.records), maxRecords)
		var pushed Pushed
		if under.wait != nil {
			if pushed, err = under.wait(); err != nil {
				return false, err
			}
		}
		var next sending
		if failed == nil && len(records) > 0 {
			records = upTo(records, pageBytes)
			push := Push{Epoch: link.Epoch, Life: life, Meeting: link.MeetingWord, Records: records, Clock: r.o.Now().UnixMilli()}
			next = sending{records, ask(r, func() (Pushed, error) { return r.peer.Push(ctx, push) })}
		}
		if under.wait != nil {
			over, err := r.taken(ctx, link.Epoch, life, under.records, pushed)
			if over || err != nil {
				if next.wait != nil {
					_, _ = next.wait() // it is sent again
				}
				return over, err
			}
		}
		if next.wait == nil {
			return more && failed == nil, failed
		}
		under = next
	}
}

// ask begins to ask the hub something, and gives what waits for the answer.
func ask[T any](r *Replica, do func() (T, error)) (wait func() (T, error)) {
	var answer T
	var err error
	done := r.o.Beside(func() { answer, err = do() })
	return func() (T, error) {
		done()
		return answer, err
	}
}

// taken marks what the hub has taken. An answer of a life of the hub that is over
// says nothing.
func (r *Replica) taken(ctx context.Context, epoch int64, life string, records []community.Record, pushed Pushed) (over bool, err error) {
	lost := map[community.ID][]string{}
	for _, l := range pushed.Lost {
		lost[l.ID] = l.Fields
		if l.Why == whyRole || l.Why == whyForm {
			slog.Error("the hub does not take a change of this screen", "kind", l.Kind, "why", l.Why)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.link.Epoch != epoch || r.life != life {
		return true, nil
	}
	next := r.link
	if pushed.Known.Seq >= next.Known {
		next.Known, next.Life = pushed.Known.Seq, pushed.Known.Life
	}
	if err := r.local.Sent(ctx, records, lost, next); err != nil {
		return false, err
	}
	r.link = next
	return false, nil
}

// upTo gives the first of the records that fit into so many bytes, one at least.
func upTo(records []community.Record, bytes int) []community.Record {
	for i := range records {
		bytes -= 200
		for _, g := range records[i].Groups {
			bytes -= 100
			for name, value := range g.Fields {
				bytes -= len(name) + len(value) + 6
			}
		}
		if bytes < 0 {
			return records[:max(i, 1)]
		}
	}
	return records
}
