import type { PublishedOperation } from "@/lib/testing/published-api";

/** What came of calling an operation that is offered: the parameters that nothing looks at. */
export type Covered = { readonly ignored: readonly string[] };

const PAGING = ["PageSize", "Page", "PageToken"];

const PRODUCTS: Readonly<Record<string, string>> = {
  accounts_v1: "Accounts v1",
  api_v2010: "API 2010-04-01 (what belongs to messaging)",
  content_v1: "Content v1",
  content_v2: "Content v2",
  iam_v1: "IAM v1",
  lookups_v2: "Lookup v2",
  messaging_v1: "Messaging v1",
  messaging_v2: "Messaging v2",
  messaging_v3: "Messaging v3",
  monitor_v1: "Monitor v1",
  pricing_v1: "Pricing v1",
  trusthub_v1: "TrustHub v1",
};

/** The coverage as a page: a line an operation, by product. */
export function coveragePage(
  operations: readonly PublishedOperation[],
  covered: ReadonlyMap<PublishedOperation, Covered>,
): string {
  const params = operations.flatMap((operation) => operation.params.map(({ name }) => ({ operation, name })));
  const isIgnored = ({ operation, name }: (typeof params)[number]) => covered.get(operation)?.ignored.includes(name);
  const offered = params.filter(({ operation }) => covered.has(operation));
  const ignored = offered.filter(isIgnored);
  const products = [...new Set(operations.map(({ product }) => product))];
  return `# What of Twilio's API is here

Written by \`npm run coverage:api\`; do not edit. It calls every operation of the published API that belongs to messaging
([openapi/](openapi/README.md)) and holds status, headers and body of each answer to what is published: what all published
examples carry must be there, nothing may be there that is not published, and kinds, formats and values must be theirs.

**${covered.size} of ${operations.length} operations** are offered. Of their ${offered.length} parameters **${offered.length - ignored.length} are supported** (acted upon, or refused
where a value cannot be) and **${ignored.length} are accepted but ignored**: the answer to a request with one of these names it in the
header \`Senderpool-Ignored-Parameters\`. What is not offered is answered 404 or 405. "Paging" is \`PageSize\`, \`Page\` and
\`PageToken\`. Voice, fax, video and the other products are no part of this.

${products.map((name) => section(name, operations, covered)).join("\n")}`;
}

function section(
  name: string,
  all: readonly PublishedOperation[],
  covered: ReadonlyMap<PublishedOperation, Covered>,
): string {
  const operations = all.filter(({ product }) => product === name);
  const here = operations.filter((operation) => covered.has(operation));
  const missing = operations.filter((operation) => !covered.has(operation));
  const lines = [`## ${PRODUCTS[name] ?? name}`, ""];
  if (here.length > 0) {
    lines.push("| operation | supported | accepted but ignored |", "|---|---|---|");
    for (const operation of here) {
      const ignored = covered.get(operation)?.ignored ?? [];
      const supported = operation.params.map((param) => param.name).filter((param) => !ignored.includes(param));
      lines.push(`| ${titleOf(operation)} | ${list(supported)} | ${list(ignored)} |`);
    }
    lines.push("");
  }
  if (missing.length > 0) lines.push(`Not offered: ${missing.map(titleOf).join(", ")}.`, "");
  return lines.join("\n");
}

const titleOf = ({ method, path }: PublishedOperation) =>
  `\`${method} ${path.replace(/^\/2010-04-01\/Accounts\/\{AccountSid\}/, "…")}\``;

function list(names: readonly string[]): string {
  const isPaged = PAGING.every((name) => names.includes(name));
  const rest = isPaged ? names.filter((name) => !PAGING.includes(name)) : names;
  return [...rest.map((name) => `\`${name}\``), ...(isPaged ? ["paging"] : [])].join(", ");
}
