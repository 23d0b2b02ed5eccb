import { findSession } from "@/lib/console/session";
import { exportOptOuts } from "@/lib/operations/opt-out-tables";

/** The whole ledger as a CSV file, written while it is read. */
export async function GET(): Promise<Response> {
  const session = await findSession();
  if (!session) return new Response("Sign in to export.", { status: 401 });
  const rows = exportOptOuts(session.ctx);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await rows.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await rows.return(undefined);
    },
  });
  const day = session.ctx.now().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="opt-outs-${day}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
