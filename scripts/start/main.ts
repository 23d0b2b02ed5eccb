import { loadDotEnv, startedByNpm } from "@/lib/env";
import packageJson from "@/package.json" with { type: "json" };
import { explain } from "@/scripts/command";
import { Screen } from "@/scripts/start/screen";
import { Supervisor } from "@/scripts/start/supervisor";

const USAGE = `npm start                 runs a build of the sources, made when they have changed
npm run dev               runs the sources and reloads what changes
npm start -- --version    says which version this is

Settings come from the environment and from a file .env; .env.example names them all.`;

/** `npm` runs us in a shell, which dies on SIGTERM without passing it on; then our parent is another one. */
const PARENT_WATCH_MS = 250;

const [mode = "start", flag] = process.argv.slice(2);
if (flag === "--version") {
  console.log(packageJson.version);
} else if ((mode !== "start" && mode !== "dev") || flag !== undefined) {
  console.log(USAGE);
  process.exitCode = flag === "--help" ? 0 : 1;
} else {
  await run(mode);
}

async function run(mode: "start" | "dev"): Promise<void> {
  const screen = new Screen(process.stdout);
  let stopping: Promise<never> | undefined;
  try {
    loadDotEnv();
    const supervisor = new Supervisor(mode, screen, packageJson.version);
    const stop = (status: number, words?: string): Promise<never> => {
      stopping ??= (async () => {
        if (words) screen.print(words);
        await supervisor.stop();
        process.exit(status);
      })();
      return stopping;
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(0, "Stopping …"));
    const parent = process.ppid;
    if (startedByNpm())
      setInterval(() => process.ppid !== parent && stop(0, "Stopping, as npm has ended …"), PARENT_WATCH_MS).unref();
    await supervisor.start().catch((error) => (stopping ? undefined : stop(1, explain(error))));
    if (stopping) await stopping;
  } catch (error) {
    screen.print(explain(error));
    process.exit(1);
  }
}
