"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";
import {
  addShortcut,
  currentShortcuts,
  type Shortcut,
  sequenceReader,
  subscribeShortcuts,
} from "@/components/shortcut-store";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";

const NONE: readonly Shortcut[] = [];
const OFF_KEY = "single-key-shortcuts";

const offListeners = new Set<() => void>();
const isOff = () => localStorage.getItem(OFF_KEY) === "off";
function subscribeOff(listener: () => void) {
  offListeners.add(listener);
  return () => offListeners.delete(listener);
}
function setOff(off: boolean) {
  if (off) localStorage.setItem(OFF_KEY, "off");
  else localStorage.removeItem(OFF_KEY);
  for (const listener of offListeners) listener();
}

/** Keys belong to what one types into, and to an open dialog or menu. */
const TAKES_KEYS =
  "input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** Moves the focus along the links of the rows that are shown. */
function walkRows(step: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLElement>("a[data-row-link]")].filter((one) => one.offsetParent);
  const here = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1;
  const next = here === -1 ? (step === 1 ? 0 : links.length - 1) : here + step;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}

/** Listens to the keys of the whole console, and shows them all under `?`. Once in the frame. */
export function Shortcuts({ go }: { go: readonly { key: string; label: string; href: string }[] }) {
  const router = useRouter();
  const [helpOpen, setHelpOpen] = useState(false);
  const shortcuts = useSyncExternalStore(subscribeShortcuts, currentShortcuts, () => NONE);
  const off = useSyncExternalStore(subscribeOff, isOff, () => false);

  useEffect(() => {
    const removals = [
      ...go.map(({ key, label, href }) =>
        addShortcut({ keys: `g ${key}`, label: `Go to ${label}`, run: () => router.push(href) }),
      ),
      addShortcut({
        keys: "/",
        label: "Filter this list",
        run: () => document.querySelector<HTMLElement>("[data-filter-input]")?.focus(),
      }),
      addShortcut({ keys: "j", label: "Next row", run: () => walkRows(1) }),
      addShortcut({ keys: "k", label: "Previous row", run: () => walkRows(-1) }),
      addShortcut({ keys: "?", label: "Show all shortcuts", run: () => setHelpOpen(true) }),
    ];
    return () => {
      for (const remove of removals) remove();
    };
  }, [go, router]);

  useEffect(() => {
    const read = sequenceReader(currentShortcuts, () => !isOff());
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || event.altKey || event.isComposing) return;
      const mod = event.metaKey || event.ctrlKey;
      if (!mod && event.target instanceof Element && event.target.closest(TAKES_KEYS)) return;
      const found = read({ key: event.key, mod, atMs: event.timeStamp });
      if (!found) return;
      event.preventDefault();
      found.run();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  return (
    <Dialog open={helpOpen} onOpenChange={setHelpOpen} title="Keyboard shortcuts" size="sm">
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-2 text-control">
        {shortcuts.map((one) => (
          <div key={one.keys} className="col-span-2 grid grid-cols-subgrid items-center">
            <dt>{one.label}</dt>
            <dd>
              <Kbd keys={one.keys.replace("mod+", "⌘ ").toUpperCase()} />
            </dd>
          </div>
        ))}
        <div className="col-span-2 grid grid-cols-subgrid items-center">
          <dt>Open the row</dt>
          <dd>
            <Kbd keys="Enter" />
          </dd>
        </div>
      </dl>
      <div className="mt-4 border-t pt-4">
        <Switch
          label="Single-key shortcuts"
          help="Off, only those with ⌘ or Ctrl work. Kept in this browser."
          checked={!off}
          onCheckedChange={(on) => setOff(!on)}
        />
      </div>
    </Dialog>
  );
}
