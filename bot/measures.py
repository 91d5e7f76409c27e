"""What Prometheus is told. Times are observed where they end; the rest is read when somebody asks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

# Seconds. The bounds of what is promised stand among them: 10 ms, a second, 35 s.
FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0, 300.0)
SLOW = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 35.0, 60.0, 120.0, 300.0, 900.0, 3600.0)


@dataclass(frozen=True, slots=True)
class Readings:
    """What parts of the assistant count by themselves, as functions without I/O.

    Labels come from closed sets: services, channels, causes of alarms, kinds of findings.
    """

    alarms: Callable[[], dict[str, int]]
    depth: Callable[[], dict[str, int]]
    oldest: Callable[[], dict[str, float]]
    findings: Callable[[], dict[str, int]]
    refused: Callable[[], dict[str, int]]
    redelivered: Callable[[], int]
    limited: Callable[[], dict[str, int]]
    waited: Callable[[], float]
    silent: Callable[[], dict[str, float]]


class Measures:
    """Histograms to observe, and everything as text."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.card = self._histogram("event_to_card", "From the mention of a new lead to its card in Telegram", SLOW)
        self.tap = self._histogram("tap_to_answer", "From a tap taken up to its answer in Telegram", FAST)
        self.write = self._histogram("write_lag", "From a choice to its arrival in Bitrix24", SLOW)
        self.late = self._histogram("deadline_lateness", "From a due time to its being worked off", FAST)

    def _histogram(self, name: str, what: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"five_minutes_{name}_seconds", what, buckets=buckets, registry=self._registry)

    def read(self, readings: Readings) -> None:
        """From here on the parts are asked as well."""
        self._registry.register(_Parts(readings))

    def text(self) -> bytes:
        """The text format of Prometheus."""
        return generate_latest(self._registry)


@dataclass(frozen=True)
class _Parts(Collector):
    readings: Readings
    _prefix: str = field(default="five_minutes", init=False)

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        asked = self.readings
        yield self._gauge("alarms_open", "Alarms that are not cured yet", "cause", asked.alarms())
        yield self._gauge("outbox_depth", "What waits to go out", "channel", asked.depth())
        yield self._gauge("outbox_oldest_seconds", "For how long the oldest of it waits", "channel", asked.oldest())
        yield self._gauge("audit_findings", "Leads that the auditor found unwatched", "kind", asked.findings())
        yield self._gauge("silent_seconds", "Since a service last answered", "service", asked.silent())
        yield self._counter("refused", "Entries that a service refused for good", "service", asked.refused())
        yield self._counter("limited", "Answers that said: too fast (429, 503)", "service", asked.limited())
        sent = CounterMetricFamily(f"{self._prefix}_redelivered", "Messages sent again, since an answer was lost")
        sent.add_metric([], asked.redelivered())
        yield sent
        waited = CounterMetricFamily(f"{self._prefix}_limiter_wait_seconds", "Waited so as to keep Bitrix24's limit")
        waited.add_metric([], asked.waited())
        yield waited

    def _gauge(self, name: str, what: str, label: str, values: dict[str, int] | dict[str, float]) -> GaugeMetricFamily:
        family = GaugeMetricFamily(f"{self._prefix}_{name}", what, labels=[label])
        for key, value in values.items():
            family.add_metric([key], value)
        return family

    def _counter(self, name: str, what: str, label: str, values: dict[str, int]) -> CounterMetricFamily:
        family = CounterMetricFamily(f"{self._prefix}_{name}", what, labels=[label])
        for key, value in values.items():
            family.add_metric([key], value)
        return family
