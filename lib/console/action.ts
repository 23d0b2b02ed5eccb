import type { z } from "zod";
import { type Session, sessionCtx } from "@/lib/console/session";
import { Refusal } from "@/lib/domain/errors";
import { may, type Right } from "@/lib/domain/role";
import type { Ctx } from "@/lib/operations/ctx";

/**
 * What a server action answers. Only what is meant for the caller is here; any other error goes to `error.tsx`.
 * `code` is the one a Twilio client would get, null where the wire has none; `fields` holds a sentence by input name.
 */
export type ActionResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly message: string;
      readonly code: number | null;
      readonly fields: Readonly<Record<string, string>>;
    };

type Failure = Extract<ActionResult<never>, { ok: false }>;

export const refused = (message: string, fields: Record<string, string> = {}, code: number | null = null): Failure => ({
  ok: false,
  message,
  code,
  fields,
});

/**
 * A server action's body: session → right → schema → operation → result. Identity comes from the session, never from
 * what was sent.
 * @param needs  the right it takes; a viewer, for one, is told so and nothing happens
 * @returns a function for `useActionState` (previous result, form), and for islands (anything, plain input). In a form a
 *   field whose name ends in "[]" gives a list under the name without it.
 */
export function action<Schema extends z.ZodType, Value>(
  schema: Schema,
  operation: (ctx: Ctx, input: z.output<Schema>, session: Session) => Promise<Value>,
  needs: Right = "send",
) {
  return async (_previous: unknown, input: FormData | z.input<Schema>): Promise<ActionResult<Value>> => {
    const session = await sessionCtx();
    if (!may(session.role, needs)) {
      return refused(`Your role, ${session.role}, may look at this but not change it. Ask an owner.`, {}, 20006);
    }
    const parsed = schema.safeParse(input instanceof FormData ? formInput(input) : input);
    if (!parsed.success) return unreadable(parsed.error);
    try {
      return { ok: true, value: await operation(session.ctx, parsed.data, session) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(error.detail, { ...error.fields }, error.code);
    }
  };
}

function unreadable(error: z.ZodError): Failure {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  return refused(Object.values(fields)[0] ?? "Something in this form cannot be read.", fields);
}

/** A form as an object. What Next adds for itself is left out. */
export function formInput(form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    if (name.endsWith("[]")) input[name.slice(0, -2)] = form.getAll(name);
    else input[name] = form.get(name);
  }
  return input;
}
