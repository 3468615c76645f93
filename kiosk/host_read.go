package kiosk

import "context"

// readFor reads something for a page of the hosts' part, and says so where it cannot
// be read. What comes after the session has ended is for nobody.
func readFor[T any](m *Model, kind, doing string, read func(context.Context) (T, error), then func(T)) {
	h := m.host
	m.finds.put(kind, func(ctx context.Context) func() {
		got, err := read(ctx)
		return func() {
			switch {
			case m.host != h:
				return
			case err != nil:
				m.sorry(doing, err, sayNoSearch)
			default:
				then(got)
			}
			m.show()
		}
	})
}
