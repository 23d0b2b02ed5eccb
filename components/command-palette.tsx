"use client";

import { CornerDownLeft, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { findPasted, type PaletteEntry, type PaletteFinder, searchPalette } from "@/components/palette-search";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Modal } from "@/components/ui/modal";
import { useShortcut } from "@/components/use-shortcut";

const TITLE = "Search pages, SIDs and numbers";
const IS_EDITED = "input, textarea, select, [contenteditable]";

/**
 * `⌘K`: pages and actions by name, and whatever a pasted SID or phone number leads to. A SID or number pasted anywhere
 * outside a field opens at once. Brings its button for the bar.
 */
export function CommandPalette({
  entries,
  finders,
}: {
  entries: readonly PaletteEntry[];
  finders: readonly PaletteFinder[];
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  useShortcut("mod+k", TITLE, () => setOpen(true));

  useEffect(() => {
    function onPaste(event: ClipboardEvent) {
      if (event.target instanceof Element && event.target.closest(IS_EDITED)) return;
      const [found] = findPasted(event.clipboardData?.getData("text") ?? "", finders);
      if (found) router.push(found.href);
    }
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [finders, router]);

  return (
    <Modal
      look="palette"
      open={open}
      onOpenChange={setOpen}
      title={TITLE}
      trigger={
        <button
          type="button"
          aria-label={TITLE}
          className={cn(
            buttonClass({ size: "md" }),
            "max-lg:aspect-square max-lg:px-0 lg:w-56 lg:justify-start lg:bg-panel lg:font-normal lg:text-quiet",
          )}
        >
          <Search aria-hidden />
          <span className="max-lg:hidden">Search</span>
          <Kbd keys="⌘ K" className="ml-auto max-lg:hidden" />
        </button>
      }
    >
      <PaletteList
        entries={entries}
        finders={finders}
        onChoose={(href) => {
          setOpen(false);
          router.push(href);
        }}
      />
    </Modal>
  );
}

function PaletteList({
  entries,
  finders,
  onChoose,
}: {
  entries: readonly PaletteEntry[];
  finders: readonly PaletteFinder[];
  onChoose: (href: string) => void;
}) {
  const id = useId();
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const found = searchPalette(text, entries, finders);
  const chosen = found[place];

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      const next = (place + step + found.length) % found.length;
      setPlace(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter" && chosen && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onChoose(chosen.href);
    }
  }
  return (
    <>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-quiet" />
        <input
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={chosen ? `${id}-${place}` : undefined}
          aria-label={TITLE}
          placeholder="Search, or paste a SID or phone number"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-body outline-none pointer-coarse:text-lead"
        />
        <Kbd keys="Esc" className="max-sm:hidden" />
      </div>
      <div id={id} role="listbox" aria-label="Results" className="max-h-[50vh] overflow-y-auto p-1">
        {found.map((entry, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox above.
          <div
            key={`${entry.label} ${entry.href}`}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === place}
            onPointerMove={() => setPlace(at)}
            onClick={() => onChoose(entry.href)}
            className={cn(
              "flex min-h-9 cursor-pointer items-center gap-2 rounded-control px-3 text-control pointer-coarse:min-h-11",
              at === place && "bg-hover",
            )}
          >
            <span className="min-w-0 truncate">{entry.label}</span>
            {entry.hint && <span className="text-label text-quiet">{entry.hint}</span>}
            {at === place && <CornerDownLeft aria-hidden className="ml-auto size-3.5 shrink-0 text-quiet" />}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className="px-4 pb-4 text-control text-quiet">
          No page of that name. A SID is two letters and 32 hexadecimal digits; a number starts with +.
        </p>
      )}
    </>
  );
}
