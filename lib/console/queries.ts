import type { z } from "zod";
import { wire } from "@/lib/console/wire";
import type { Ctx } from "@/lib/operations/ctx";
import { ForecastMessage, forecastMessage } from "@/lib/operations/forecast";
import { insightsOverview, ReadInsights } from "@/lib/operations/insights";
import { ReadLog, readLog } from "@/lib/operations/message-log";
import { ReadMessage, readMessage } from "@/lib/operations/message-view";
import { FindNumbers, findNumbers } from "@/lib/operations/number-search";
import { PickNumbers, pickNumbers } from "@/lib/operations/pickable-numbers";
import { ServiceById, serviceDeletionEffects } from "@/lib/operations/service-overview";
import { CountNamesakes, countNamesakes, ReadRevision, readRevision } from "@/lib/operations/service-setup";

/** One thing an island may read: what it may ask, and who answers. `run` throws ZodError when it is asked otherwise. */
function query<Schema extends z.ZodType, Value>(
  input: Schema,
  operation: (ctx: Ctx, input: z.output<Schema>) => Promise<Value>,
) {
  return { input, run: async (ctx: Ctx, raw: unknown) => wire(await operation(ctx, input.parse(raw))) };
}

/** Everything that `/data/[query]` serves, by name. Reading only; what changes something is a server action. */
const QUERIES = {
  "messages.log": query(ReadLog, readLog),
  "messages.show": query(ReadMessage, readMessage),
  "insights.overview": query(ReadInsights, insightsOverview),
  "numbers.pickable": query(PickNumbers, pickNumbers),
  "messages.forecast": query(ForecastMessage, forecastMessage),
  "services.namesakes": query(CountNamesakes, countNamesakes),
  "services.revision": query(ReadRevision, readRevision),
  "services.deletion-effects": query(ServiceById, serviceDeletionEffects),
  "numbers.find": query(FindNumbers, findNumbers),
};

type Queries = typeof QUERIES;
export type QueryName = keyof Queries;
export type QueryInput<Name extends QueryName> = z.input<Queries[Name]["input"]>;
export type QueryAnswer<Name extends QueryName> = Awaited<ReturnType<Queries[Name]["run"]>>;

export const isQueryName = (name: string): name is QueryName => Object.hasOwn(QUERIES, name);

/** Answers an island. @throws ZodError when `input` is not what the query asks for */
export const answerQuery = (ctx: Ctx, name: QueryName, input: unknown): Promise<unknown> =>
  QUERIES[name].run(ctx, input);

/** A page's first rows, in the very shape that its island reads later. */
export const readQuery = <Name extends QueryName>(ctx: Ctx, name: Name, input: QueryInput<Name>) =>
  answerQuery(ctx, name, input) as Promise<QueryAnswer<Name>>;
