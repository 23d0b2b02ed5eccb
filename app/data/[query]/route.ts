import { randomUUID } from "node:crypto";
import { answerQuery, isQueryName } from "@/lib/console/queries";
import { findSession } from "@/lib/console/session";
import { Refusal } from "@/lib/domain/errors";
import { log } from "@/lib/log";

/** Answers an island's question about the signed-in operator's account: `?input=` is the question as JSON. */
export async function GET(request: Request, { params }: { params: Promise<{ query: string }> }): Promise<Response> {
  const { query } = await params;
  const requestId = randomUUID();
  const answer = (status: number, body: unknown) =>
    Response.json(body, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });

  if (!isQueryName(query)) return answer(404, { message: "There is no such query." });
  const session = await findSession();
  if (!session) return answer(401, { message: "Sign in to see this." });
  try {
    const input = JSON.parse(new URL(request.url).searchParams.get("input") ?? "{}");
    return answer(200, await answerQuery(session.ctx, query, input));
  } catch (error) {
    if (error instanceof Refusal) return answer(error.httpStatus, { message: error.detail, code: error.code });
    if (error instanceof SyntaxError || (error instanceof Error && error.name === "ZodError")) {
      return answer(400, { message: "The question cannot be read." });
    }
    log.error("console.query", { requestId, query, error });
    return answer(500, { message: "This could not be loaded." });
  }
}
