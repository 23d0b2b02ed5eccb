/** One registry of keys for the whole console, outside React: `Shortcuts` listens, any component adds. */

export type Shortcut = {
  /** "g m" one after the other, "mod+k" together (⌘ or Ctrl), or a single key. */
  keys: string;
  /** What it does, for the help: "Go to Messages". */
  label: string;
  run: () => void;
};

/** A second key counts as the rest of a sequence for this long. */
const SEQUENCE_MS = 1_000;

let shortcuts: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Shortcut[]) {
  shortcuts = next;
  for (const listener of listeners) listener();
}

/** @returns a function that takes it away again. Of two with the same keys the later one answers. */
export function addShortcut(shortcut: Shortcut): () => void {
  publish([...shortcuts, shortcut]);
  return () => publish(shortcuts.filter((one) => one !== shortcut));
}

/** For `useSyncExternalStore`. */
export function subscribeShortcuts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same array until one is added or taken away. */
export function currentShortcuts(): readonly Shortcut[] {
  return shortcuts;
}

export type Pressed = { key: string; mod: boolean; atMs: number };

/**
 * Follows keys one by one.
 * @param single whether shortcuts without ⌘ or Ctrl are on
 * @returns for each key the shortcut it completes, if any
 */
export function sequenceReader(all: () => readonly Shortcut[], single: () => boolean) {
  let first: Pressed | undefined;
  return ({ key, mod, atMs }: Pressed): Shortcut | undefined => {
    const lead = first && atMs - first.atMs <= SEQUENCE_MS ? first.key : undefined;
    first = undefined;
    if (!mod && !single()) return undefined;
    const name = mod ? `mod+${key.toLowerCase()}` : key;
    const candidates = all().toReversed();
    const found = lead && candidates.find((one) => one.keys === `${lead} ${name}`);
    if (found) return found;
    const alone = candidates.find((one) => one.keys === name);
    if (!alone && candidates.some((one) => one.keys.startsWith(`${name} `))) first = { key, mod, atMs };
    return alone;
  };
}
