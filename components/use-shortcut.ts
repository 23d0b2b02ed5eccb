"use client";

import { useEffect, useEffectEvent } from "react";
import { addShortcut } from "@/components/shortcut-store";

/** Adds a shortcut while the component is on screen; it stands in the help under `?` by its label. */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const onKey = useEffectEvent(run);
  useEffect(() => addShortcut({ keys, label, run: () => onKey() }), [keys, label]);
}
