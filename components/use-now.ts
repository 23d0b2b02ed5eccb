"use client";

import { useSyncExternalStore } from "react";

/** Often enough for "12 s ago", rare enough to cost nothing. One timer serves the whole page. */
const TICK_MS = 5_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const one of listeners) one();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
      nowMs = 0;
    }
  };
}

function snapshot(): number {
  nowMs ||= Date.now();
  return nowMs;
}

/** @returns the present, moving every 5 s; undefined on the server and while hydrating, so both write the same */
export function useNow(): Date | undefined {
  const now = useSyncExternalStore(subscribe, snapshot, () => 0);
  return now === 0 ? undefined : new Date(now);
}
