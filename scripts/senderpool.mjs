#!/usr/bin/env node
// `npx senderpool`, from whatever folder: paths such as @/lib/env are found by our own tsconfig.json.
import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";

const tsconfig = fileURLToPath(new URL("../tsconfig.json", import.meta.url));
await tsImport("./run/main.ts", { parentURL: import.meta.url, tsconfig });
