import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/** What the start that created the account leaves in `DATA_DIR/credentials.json`. Secrets that have changed are gone from it. */
export type Credentials = {
  consoleUrl: string;
  apiUrl: string;
  email: string;
  password?: string;
  accountSid: string;
  authToken?: string;
};

const fileIn = (dataDir: string) => path.join(/* turbopackIgnore: true */ dataDir, "credentials.json");

/** Takes the initial password out of the file, once its operator has chosen another. */
export const forgetInitialPassword = (dataDir: string, email: string): Promise<void> =>
  rewrite(dataDir, ({ password, ...rest }) => (rest.email === email && password !== undefined ? rest : undefined));

/** Takes the Auth Token out of the file, once the account has a new one. */
export const forgetAuthToken = (dataDir: string, accountSid: string): Promise<void> =>
  rewrite(dataDir, ({ authToken, ...rest }) =>
    rest.accountSid === accountSid && authToken !== undefined ? rest : undefined,
  );

/** Replaces the file in one step, readable by its owner only. A file that is not there, or not ours, is left alone. */
async function rewrite(dataDir: string, change: (now: Credentials) => Credentials | undefined): Promise<void> {
  let now: Credentials;
  try {
    now = JSON.parse(await readFile(fileIn(dataDir), "utf8"));
  } catch {
    return;
  }
  const next = change(now);
  if (!next) return;
  const beside = `${fileIn(dataDir)}.next`;
  await writeFile(beside, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
  await rename(beside, fileIn(dataDir));
}
