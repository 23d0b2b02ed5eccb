import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Credentials } from "@/lib/credentials-file";

const fileIn = (dataDir: string) => path.join(dataDir, "credentials.json");

/** What the start that created the account left, without what has changed since; undefined when it left nothing here. */
export function readCredentials(dataDir: string): Credentials | undefined {
  const file = fileIn(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Credentials) : undefined;
}

/** Leaves them for whoever drives the product by a program; readable by its owner alone. */
export function writeCredentials(dataDir: string, credentials: Credentials): void {
  const beside = `${fileIn(dataDir)}.next`;
  writeFileSync(beside, `${JSON.stringify(credentials, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(beside, fileIn(dataDir));
}

/** The lines a start ends with. @param publicUrl  where console and API are, without a trailing slash */
export function welcome(publicUrl: string, { email, password, accountSid, authToken }: Credentials): string {
  return [
    `  Console      ${publicUrl}`,
    `  E-mail       ${email}`,
    `  Password     ${password ?? "the one you chose (npm run operator:reset makes a new one)"}`,
    `  Account SID  ${accountSid}`,
    `  Auth Token   ${authToken ?? "in the console, under Settings"}`,
    "",
    "  The Twilio helper for Node talks to it with three lines:",
    "",
    `    const client = twilio("${accountSid}", ${authToken ? `"${authToken}"` : "authToken"});`,
    `    client.api.baseUrl = "${publicUrl}";`,
    `    client.messaging.baseUrl = "${publicUrl}";`,
    "",
    "  A program that is to stay as it is: npx senderpool run -- COMMAND",
  ].join("\n");
}
