import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { OperatorError } from "@/scripts/operator-error";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** How Playwright is told which Chromium to start; it knows its own without being told. */
export type Browser = { executablePath: string | undefined };

/** Playwright's own Chromium if it was installed, else the system's; undefined when there is neither. */
export function findBrowser(): Browser | undefined {
  if (existsSync(chromium.executablePath())) return { executablePath: undefined };
  const executablePath = SYSTEM.find((file) => existsSync(file));
  return executablePath === undefined ? undefined : { executablePath };
}

/**
 * Makes sure that there is a Chromium; on Debian, as root, it is installed.
 * @throws OperatorError naming the one command to run when there is none
 */
export function ensureBrowser(): void {
  if (findBrowser()) return;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    console.log("No Chromium here; installing Debian's …");
    for (const args of [["update"], ["install", "-y", "chromium"]]) {
      execFileSync("apt-get", ["-q", ...args], { stdio: ["ignore", "ignore", "inherit"] });
    }
  }
  if (!findBrowser())
    throw new OperatorError("The browser tests need a Chromium: npx playwright install --with-deps chromium");
}
