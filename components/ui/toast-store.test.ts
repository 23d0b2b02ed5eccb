import { expect, test } from "vitest";
import { currentToasts, dismissToast, subscribeToasts, toast } from "@/components/ui/toast-store";

test("at most three stand at once, and the oldest gives way", () => {
  const ids = ["a", "b", "c", "d"].map((title) => toast({ tone: "good", title }));
  expect(currentToasts().map((one) => one.title)).toEqual(["b", "c", "d"]);
  for (const id of ids) dismissToast(id);
  expect(currentToasts()).toEqual([]);
});

test("who listens hears each change until it stops listening", () => {
  let changes = 0;
  const stop = subscribeToasts(() => changes++);
  const id = toast({ tone: "bad", title: "Could not add" });
  dismissToast(id);
  stop();
  toast({ tone: "good", title: "Added" });
  expect(changes).toBe(2);
});
