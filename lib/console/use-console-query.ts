"use client";

import { type UseQueryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { QueryAnswer, QueryInput, QueryName } from "@/lib/console/queries";
import { signInPath } from "@/lib/domain/return-path";

/** Why nothing came: a sentence to show, and the id under which the server's log has the rest. */
export class ConsoleQueryError extends Error {
  override readonly name = "ConsoleQueryError";
  constructor(
    message: string,
    readonly status: number,
    readonly requestId: string | null,
  ) {
    super(message);
  }
}

type Options<Name extends QueryName> = {
  /** What the page already read on the server; shown until the first answer. */
  readonly initial?: QueryAnswer<Name>;
  /** Asks again this often, also while nothing is clicked, but not in a hidden tab. */
  readonly pollMs?: number;
  /** False: waits, for instance until something was typed. */
  readonly enabled?: boolean;
};

/**
 * Reads one of the console's queries; its input and answer have the types of `lib/console/queries.ts`. While a changed
 * input is being read the old rows stay. A session that has ended leads to sign-in and back.
 */
export function useConsoleQuery<Name extends QueryName>(
  name: Name,
  input: QueryInput<Name>,
  { initial, pollMs, enabled = true }: Options<Name> = {},
): UseQueryResult<QueryAnswer<Name>, ConsoleQueryError> {
  const asked = JSON.stringify(input);
  // What the page read answers the question it came with, and no later one.
  const [seed, setSeed] = useState({ initial, asked });
  if (seed.initial !== initial) setSeed({ initial, asked });
  const options: UseQueryOptions<QueryAnswer<Name>, ConsoleQueryError> = {
    queryKey: [name, input],
    queryFn: ({ signal }) => readConsoleQuery(name, asked, signal),
    enabled,
    refetchInterval: pollMs,
    placeholderData: (previous) => previous,
  };
  return useQuery(initial === undefined || seed.asked !== asked ? options : { ...options, initialData: () => initial });
}

async function readConsoleQuery<Name extends QueryName>(
  name: Name,
  asked: string,
  signal: AbortSignal,
): Promise<QueryAnswer<Name>> {
  const response = await fetch(`/data/${name}?${new URLSearchParams({ input: asked })}`, { signal });
  if (response.ok) return response.json();
  if (response.status === 401) window.location.assign(signInPath(window.location.pathname + window.location.search));
  const { message }: { message?: string } = await response.json().catch(() => ({}));
  throw new ConsoleQueryError(
    message ?? "The console did not answer.",
    response.status,
    response.headers.get("x-request-id"),
  );
}
