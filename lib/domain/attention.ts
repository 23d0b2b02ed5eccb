import { type ErrorCode, explain } from "@/lib/domain/errors";
import type { Health } from "@/lib/domain/health";
import type { MessageFilter } from "@/lib/domain/message-filter";
import type { ServiceState } from "@/lib/domain/service-state";

/** Where a button leads. */
export type AttentionTarget =
  | { readonly to: "messages"; readonly filter: MessageFilter }
  | { readonly to: "message"; readonly id: string }
  | { readonly to: "service"; readonly id: string; readonly page: "senders" | "checks" | "resume" }
  | { readonly to: "password" };

/** One thing somebody should look at: what, how many, since when, and the one button that leads on. */
export type Attention = {
  readonly key: string;
  readonly severity: "bad" | "warn";
  readonly sentence: string;
  readonly since: Date | null;
  readonly action?: { readonly label: string; readonly target: AttentionTarget };
};

export type AttentionFacts = {
  readonly now: Date;
  /** The newest sign of life of any gateway; null when there never was one. */
  readonly lastHeartbeat: Date | null;
  readonly health: Health;
  /** Start of the stretch that `health` judges, and how many messages failed with its worst code in it. */
  readonly healthSince: Date;
  readonly worstErrorCount: number;
  readonly hosts: readonly {
    readonly host: string;
    readonly calls: number;
    readonly failures: number;
    readonly firstFailureAt: Date;
    readonly lastAnswer: number | null;
    readonly messageId: string;
  }[];
  readonly services: readonly {
    readonly id: string;
    readonly friendlyName: string;
    readonly state: ServiceState;
    readonly createdAt: Date;
    readonly waiting: number;
    readonly drainMs: number;
  }[];
  readonly initialPassword: boolean;
};

const ITEMS_MAX = 7;
/** A gateway says that it lives every second; after this it is gone for all. @source architecture §5 */
const GATEWAY_SILENT_MS = 10_000;
/** One slow answer is no outage. */
const FAILURES_MIN = 3;
const FAILURE_SHARE_MIN = 0.1;
const DRAIN_MS = 10 * 60_000;
const WIZARD_OPEN_MS = 60 * 60_000;

const count = (number: number) => new Intl.NumberFormat("en-US").format(number);

/** What needs somebody, worst first and at most seven. @source console §3 ("Home") */
export function attentionOf(facts: AttentionFacts): Attention[] {
  const found = [silentGateway(facts), fallenDelivery(facts), ...hosts(facts), ...services(facts), password(facts)];
  const items = found.filter((item) => item !== undefined);
  return [
    ...items.filter(({ severity }) => severity === "bad"),
    ...items.filter(({ severity }) => severity === "warn"),
  ].slice(0, ITEMS_MAX);
}

function silentGateway({ now, lastHeartbeat }: AttentionFacts): Attention | undefined {
  if (lastHeartbeat && now.getTime() - lastHeartbeat.getTime() <= GATEWAY_SILENT_MS) return undefined;
  return {
    key: "gateway",
    severity: "bad",
    sentence: "No gateway is running. What was accepted is kept and leaves when one starts.",
    since: lastHeartbeat,
  };
}

function fallenDelivery({ health, healthSince, worstErrorCount }: AttentionFacts): Attention | undefined {
  if (health.verdict !== "bad" && health.verdict !== "worse") return undefined;
  const { worstError } = health;
  if (worstError === undefined) return undefined;
  return {
    key: "delivery",
    severity: health.verdict === "bad" ? "bad" : "warn",
    sentence: `${count(worstErrorCount)} messages failed with ${worstError}: ${explain(worstError as ErrorCode).name}.`,
    since: healthSince,
    action: {
      label: "See messages",
      target: { to: "messages", filter: { errorCode: worstError, createdFrom: healthSince } },
    },
  };
}

function hosts(facts: AttentionFacts): Attention[] {
  return facts.hosts
    .filter(({ calls, failures }) => failures >= FAILURES_MIN && failures / calls >= FAILURE_SHARE_MIN)
    .map(({ host, calls, failures, firstFailureAt, lastAnswer, messageId }) => ({
      key: `host ${host}`,
      severity: failures === calls ? ("bad" as const) : ("warn" as const),
      sentence: `${host} failed ${count(failures)} of ${count(calls)} callbacks${lastAnswer === null ? "" : `, last with ${lastAnswer}`}.`,
      since: firstFailureAt,
      action: { label: "See one", target: { to: "message" as const, id: messageId } },
    }));
}

function services({ services: all, now }: AttentionFacts): Attention[] {
  return all.flatMap(({ id, friendlyName, state, createdAt, waiting, drainMs }) => {
    const items: Attention[] = [];
    if (drainMs > DRAIN_MS) {
      items.push({
        key: `queue ${id}`,
        severity: "warn",
        sentence: `“${friendlyName}” has ${count(waiting)} messages waiting, for ${Math.round(drainMs / 60_000)} min more.`,
        since: null,
        action: { label: "Add senders", target: { to: "service", id, page: "senders" } },
      });
    }
    if (state.status === "blocked") {
      items.push({
        key: `blocked ${id}`,
        severity: "warn",
        sentence: `“${friendlyName}” is ${state.word.charAt(0).toLowerCase()}${state.word.slice(1)}.`,
        since: null,
        action: { label: "See what helps", target: { to: "service", id, page: "checks" } },
      });
    }
    if (state.status === "setup" && now.getTime() - createdAt.getTime() > WIZARD_OPEN_MS) {
      items.push({
        key: `setup ${id}`,
        severity: "warn",
        sentence: `“${friendlyName}” was left at ${state.word.charAt(0).toLowerCase()}${state.word.slice(1)}.`,
        since: createdAt,
        action: { label: "Continue", target: { to: "service", id, page: "resume" } },
      });
    }
    return items;
  });
}

function password({ initialPassword }: AttentionFacts): Attention | undefined {
  if (!initialPassword) return undefined;
  return {
    key: "password",
    severity: "warn",
    sentence: "You still sign in with the first password, which stands in a file.",
    since: null,
    action: { label: "Change it", target: { to: "password" } },
  };
}
