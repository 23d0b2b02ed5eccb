import { expect, test } from "vitest";
import type { DestinationVerdict, Readiness } from "@/lib/domain/readiness";
import { type ServiceState, stateOf } from "@/lib/domain/service-state";

const verdict = (country: string, code?: number): DestinationVerdict => ({
  country,
  verdict: code === undefined ? "ok" : "blocked",
  ...(code === undefined ? {} : { code }),
  sentence: "",
  fixes: [],
  senderType: null,
  senders: [],
  stopped: 0,
  wouldBlockLive: false,
  segmentsPerSecond: 0,
  liveSegmentsPerSecond: 0,
});

const readiness = (...destinations: DestinationVerdict[]): Readiness => ({
  mode: "simulator",
  destinations,
  checks: [],
  blockedFor: [],
});

test.each<[string, number | null, Readiness, ServiceState]>([
  [
    "every destination reached is ready",
    null,
    readiness(verdict("US")),
    { status: "ready", word: "Ready", trouble: 0 },
  ],
  [
    "an open wizard comes before what it will solve",
    2,
    readiness(verdict("US", 21704)),
    { status: "setup", word: "Setup 2 of 4", trouble: 1 },
  ],
  [
    "an empty pool has no sender for anybody",
    null,
    readiness(verdict("US", 21704), verdict("CA", 21704)),
    { status: "blocked", word: "Blocked: no sender", trouble: 2 },
  ],
  [
    "who is out of reach is named",
    null,
    readiness(verdict("US", 21703), verdict("DE")),
    { status: "blocked", word: "Blocked: no sender for US", trouble: 2 },
  ],
  [
    "a country that is off is named",
    null,
    readiness(verdict("DE", 21408)),
    { status: "blocked", word: "Blocked: DE is off", trouble: 2 },
  ],
  [
    "what carriers stop has its code",
    null,
    readiness(verdict("US", 30034)),
    { status: "blocked", word: "Blocked: US (30034)", trouble: 2 },
  ],
])("%s", (_rule, setupStep, judged, state) => {
  expect(stateOf({ setupStep }, judged)).toEqual(state);
});
