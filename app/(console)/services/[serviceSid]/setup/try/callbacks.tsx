import { HttpExchange } from "@/components/http-exchange";
import type { QueryAnswer } from "@/lib/console/queries";
import { explain } from "@/lib/domain/errors";

/** What your endpoint was told, and what it answered. */
export function Callbacks({ view: { message, exchanges } }: { view: QueryAnswer<"messages.show"> }) {
  if (message.statusCallback === null) {
    return (
      <p className="text-control text-quiet">
        No delivery reports are asked for, so nobody is told. Step 3 sets where they go.
      </p>
    );
  }
  if (exchanges.length === 0) return <p className="text-control text-quiet">The first is on its way.</p>;
  return exchanges.map((exchange) => (
    <HttpExchange
      key={`${exchange.seq} ${exchange.kind} ${exchange.attempt}`}
      direction="out"
      title={exchange.tells}
      method={exchange.method}
      url={exchange.url}
      status={exchange.responseStatus}
      ms={exchange.durationMs}
      at={exchange.at}
      params={exchange.params.map(([name = "", value = ""]) => [name, value] as const)}
      responseBody={exchange.responseBody ?? undefined}
      note={
        exchange.errorCode === null
          ? undefined
          : `${explain(exchange.errorCode).cause} ${explain(exchange.errorCode).remedy} (${exchange.errorCode})`
      }
    />
  ));
}
