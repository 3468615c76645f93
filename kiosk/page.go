package kiosk

// pageOf gives one page of a list, in pages of so many, and which it is of how many,
// from 1. A page that is no more is the last one.
func pageOf[T any](all []T, page *int, each int) (shown []T, at, of int) {
	of = pagesOf(len(all), each)
	*page = min(max(*page, 0), of-1)
	return all[*page*each : min((*page+1)*each, len(all))], *page + 1, of
}

// pagesOf is how many pages a list has: there always is one.
func pagesOf(n, each int) int { return max(1, (n+each-1)/each) }

// turn goes on to the next page or the one before; after the last comes the first.
func turn(page *int, act Act, n, each int) {
	pages := pagesOf(n, each)
	by := map[Act]int{NextPage: 1, PrevPage: pages - 1}[act]
	*page = (min(*page, pages-1) + by) % pages
}
