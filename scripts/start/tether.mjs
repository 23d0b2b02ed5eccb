// Loaded first into every child of the supervisor, named with the supervisor's pid: tether.mjs?parent=123. When the channel to
// it closes, because it ended in whatever way, the child ends too, in order if it can and at once if it cannot. A child's own
// children inherit the flag that loads this file; they are their parent's business.
const GRACE_MS = 4_000;

if (new URL(import.meta.url).searchParams.get("parent") === String(process.ppid)) {
  process.on("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // The channel alone must not keep a child alive that has done its work.
  process.channel?.unref();
}
