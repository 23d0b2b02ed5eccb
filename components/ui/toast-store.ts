import type { Tone } from "@/lib/domain/message-status";

export type Toast = {
  id: number;
  tone: Extract<Tone, "good" | "moving" | "bad">;
  title: string;
  description?: string;
  /** One way on: undo, or a link to what was made. */
  action?: { label: string; href: string } | { label: string; onAction: () => void };
};

/** At most this many at once; the oldest gives way. */
const TOASTS_MAX = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/**
 * Says what happened. Good news leaves after 6 s, what can be undone after 10 s; a failure (`tone: "bad"`) stays until dismissed, and must also be
 * shown where it happened.
 * @returns the id, for `dismissToast`
 */
export function toast(message: Omit<Toast, "id">): number {
  const id = nextId++;
  publish([...toasts, { ...message, id }].slice(-TOASTS_MAX));
  return id;
}

/** Takes one away; one that is already gone is ignored. */
export function dismissToast(id: number): void {
  publish(toasts.filter((one) => one.id !== id));
}

/** For `useSyncExternalStore`. */
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is on screen now, oldest first; the same array until something changes. */
export function currentToasts(): readonly Toast[] {
  return toasts;
}
