import { expect, test } from "vitest";
import { runCommand, statusOf } from "@/scripts/run/command";

const node = (program: string) => runCommand([process.execPath, "-e", program], process.env);

test("a command's status is ours", async () => {
  expect(statusOf(await node("process.exit(7)"))).toBe(7);
});

test("a command that a signal ended is told as a shell tells it", async () => {
  const ending = await node("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)");
  expect([ending, statusOf(ending)]).toEqual([{ signal: "SIGTERM" }, 143]);
});

test("a signal that is sent to us reaches the command", async () => {
  const ending = await node(
    "process.on('SIGUSR2', () => process.exit(5)); process.kill(process.ppid, 'SIGUSR2'); setInterval(() => {}, 1000)",
  );
  expect(ending).toEqual({ status: 5 });
});

test("a command that is not there is said by name", async () => {
  await expect(runCommand(["no-such-command"], process.env)).rejects.toThrow("There is no command no-such-command");
});
