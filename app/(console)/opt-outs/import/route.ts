import { randomUUID } from "node:crypto";
import { findSession } from "@/lib/console/session";
import { Refusal } from "@/lib/domain/errors";
import { may } from "@/lib/domain/role";
import { log } from "@/lib/log";
import { IMPORT_BYTES_MAX, importOptOuts } from "@/lib/operations/opt-out-tables";
import { readScope } from "../scope-text";

/** Takes a CSV file as the body and reads it while it comes in; `?scope=` is for rows that name none. */
export async function POST(request: Request): Promise<Response> {
  const session = await findSession();
  if (!session) return Response.json({ message: "Sign in to import." }, { status: 401 });
  if (!may(session.role, "send")) {
    return Response.json({ message: "Your role may look at this but not change it." }, { status: 403 });
  }
  const scope = readScope(new URL(request.url).searchParams.get("scope") ?? "") ?? null;
  try {
    return Response.json({ imported: await importOptOuts(session.ctx, textOf(request.body), scope) });
  } catch (error) {
    if (error instanceof Refusal) return Response.json({ message: error.detail }, { status: error.httpStatus });
    const requestId = randomUUID();
    log.error("console.import", { requestId, error });
    return Response.json({ message: `The import broke off (${requestId}). What was added stays.` }, { status: 500 });
  }
}

/** @throws Refusal 20413 more than 50 MB, 20001 not UTF-8 */
async function* textOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (!body) return;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new Refusal(20001, "The file is not UTF-8.");
    }
  };
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    bytes += piece.value.length;
    if (bytes > IMPORT_BYTES_MAX) throw new Refusal(20413, "The file is larger than 50 MB. What was read of it stays.");
    yield decode(piece.value);
  }
  yield decode();
}
