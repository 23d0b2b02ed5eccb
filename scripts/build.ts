import { loadDotEnv } from "@/lib/env";
import { ensureClient } from "@/scripts/schema";
import { ensureBuild } from "@/scripts/start/build";

/** `npm run build`: what `npm start` would build, now. */
loadDotEnv();
await ensureClient();
const built = await ensureBuild(() => undefined, { onLine: (line) => console.log(line) });
console.log(built ? "Built." : "Nothing to do: the build was made from these sources.");
