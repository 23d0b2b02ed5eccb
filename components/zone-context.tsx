"use client";

import { createContext, type ReactNode, useContext } from "react";

const Zone = createContext("UTC");

/** Hands the operator's zone to every `Time` below; once in the console's frame. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <Zone value={zone}>{children}</Zone>;
}

/** @returns an IANA zone name */
export function useZone(): string {
  return useContext(Zone);
}
