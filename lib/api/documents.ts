import type { ApiResponse } from "@/lib/api/message";
import { openApiOf } from "@/lib/api/openapi";
import { RESOURCES } from "@/lib/api/registry";
import { DEACTIVATIONS_PATH } from "@/lib/api/resources/deactivations";

type Document = { readonly type: string; readonly body: string };

let written: string | undefined;

/** Made once, when it is first asked for. */
function openApi(): string {
  written ??= JSON.stringify(openApiOf(RESOURCES), null, 2);
  return written;
}

/** What is the same for everybody and needs no login. */
const DOCUMENTS: ReadonlyMap<string, () => Document> = new Map([
  [
    "/senderpool/openapi.json",
    () => ({
      type: "application/json; charset=utf-8",
      body: openApi(),
    }),
  ],
  // No carrier tells us of deactivations.
  [DEACTIVATIONS_PATH, () => ({ type: "text/plain; charset=utf-8", body: "" })],
]);

/** A document, where the path is that of one; to other methods than GET and HEAD it is no answer. */
export function answerDocument(method: string, path: string, headers: Record<string, string>): ApiResponse | undefined {
  const document = method === "GET" || method === "HEAD" ? DOCUMENTS.get(path)?.() : undefined;
  return document && { status: 200, headers: { ...headers, "Content-Type": document.type }, body: document.body };
}
