package main

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"kettle/internal/step"
)

// metrics counts what a hub does, for Prometheus.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec   // by endpoint and code
	took     *prometheus.HistogramVec // seconds, by endpoint; a pull waits
	bytes    *prometheus.CounterVec   // by direction
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kettle_requests_total", Help: "Requests of screens that were answered.",
		}, []string{"endpoint", "code"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kettle_request_seconds", Help: "How long they took, with the time that a pull waited.",
			Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10, 30},
		}, []string{"endpoint"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kettle_bytes_total", Help: "Bytes of the bodies of requests (in) and of their answers (out).",
		}, []string{"direction"}),
	}
	m.registry.MustRegister(m.requests, m.took, m.bytes, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Observe implements command.Metrics.
func (m *metrics) Observe(o step.Observation) {
	m.requests.WithLabelValues(o.Endpoint, strconv.Itoa(o.Status)).Inc()
	m.took.WithLabelValues(o.Endpoint).Observe(o.Took.Seconds())
	m.bytes.WithLabelValues("in").Add(float64(o.In))
	m.bytes.WithLabelValues("out").Add(float64(o.Out))
}

// Handler implements command.Metrics.
func (m *metrics) Handler(keeper *step.Keeper) http.Handler {
	m.registry.MustRegister(&standing{keeper})
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4}))
	return mux
}

// standing reads how the space and its screens stand, when it is asked.
type standing struct{ keeper *step.Keeper }

var (
	screensAre = prometheus.NewDesc("kettle_screens", "Screens of the space by state.", []string{"state"}, nil)
	waitingAre = prometheus.NewDesc("kettle_waiting", "Changes that screens have not sent, as they last said.", nil, nil)
	seqIs      = prometheus.NewDesc("kettle_seq", "Number of the last change of the space.", nil, nil)
)

// Describe implements prometheus.Collector.
func (s *standing) Describe(out chan<- *prometheus.Desc) {
	out <- screensAre
	out <- waitingAre
	out <- seqIs
}

// Collect implements prometheus.Collector.
func (s *standing) Collect(out chan<- prometheus.Metric) {
	list, err := s.keeper.Screens(context.Background())
	if err != nil {
		slog.Error("read how screens stand", "err", err)
		return
	}
	states := map[step.State]int{
		step.StateInStep: 0, step.StateBehind: 0, step.StateAway: 0, step.StateOff: 0, step.StateNever: 0, step.StateRevoked: 0,
	}
	var waiting int64
	for i := range list.Screens {
		states[list.Screens[i].State]++
		if list.Screens[i].State != step.StateRevoked {
			waiting += list.Screens[i].Waiting
		}
	}
	for state, n := range states {
		out <- prometheus.MustNewConstMetric(screensAre, prometheus.GaugeValue, float64(n), string(state))
	}
	out <- prometheus.MustNewConstMetric(waitingAre, prometheus.GaugeValue, float64(waiting))
	out <- prometheus.MustNewConstMetric(seqIs, prometheus.GaugeValue, float64(list.Seq))
}
