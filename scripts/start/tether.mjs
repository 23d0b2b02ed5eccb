// Loaded first into every child of the supervisor: when the channel to it closes, because it ended in whatever way, the child
// ends too, in order if it can and at once if it cannot.
const GRACE_MS = 4_000;

process.on("disconnect", () => {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
  process.kill(process.pid, "SIGTERM");
});
// The channel alone must not keep a child alive that has done its work.
process.channel?.unref();
