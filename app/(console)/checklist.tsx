import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Home } from "@/lib/operations/home";

type Milestones = Home["milestones"];

/** The way from nothing to a conversation; `try` is where a message is sent by hand, once a service can. */
const steps = (done: Milestones, tryPath: string) => [
  {
    done: done.ownsNumber,
    title: "Buy a number",
    sentence: "It takes a few seconds, and with the simulator it is free.",
    href: "/numbers/buy",
  },
  {
    done: done.serviceWithSender,
    title: "Create a service with a sender",
    sentence: "Your code sends to the service; the service picks the sender.",
    href: "/services/new",
  },
  {
    done: done.sent,
    title: "Send a message",
    sentence: "From the console or by code; each status appears as it comes.",
    href: tryPath,
  },
  {
    done: done.toldByCallback,
    title: "Receive a delivery report",
    sentence: "We POST each status change to your URL, signed.",
    href: tryPath.replace(/try$/, "integration"),
  },
  {
    done: done.replied,
    title: "Receive a reply",
    sentence: "POST From, To and Body to /senderpool/v1/Simulator/Inbound, and it comes in.",
    href: "/logs/messages?direction=incoming",
  },
];

export const isComplete = (done: Milestones): boolean => Object.values(done).every(Boolean);

/** Shown until everything is done. */
export function Checklist({ done, tryPath }: { done: Milestones; tryPath: string }) {
  const all = steps(done, tryPath);
  const next = all.find((step) => !step.done);
  return (
    <Panel
      title="Get started"
      description={`${all.filter((step) => step.done).length} of ${all.length} done`}
      padded={false}
    >
      <ol className="divide-y">
        {all.map((step, place) => (
          <li key={step.title} className="relative flex gap-3 px-4 py-3 text-control hover:bg-hover">
            <span
              aria-hidden
              className={cn(
                "flex size-5 shrink-0 items-center justify-center rounded-full border text-label",
                step.done && "border-transparent bg-good-tint text-good",
                step === next && "border-accent text-accent",
              )}
            >
              {step.done ? <Check strokeWidth={3} className="size-3" /> : place + 1}
            </span>
            <div className="min-w-0">
              <Link
                href={step.href}
                className={cn(
                  "font-medium after:absolute after:inset-0",
                  step.done ? "text-quiet" : step === next ? "text-accent" : "text-ink",
                )}
              >
                {step.title}
                {step.done && <span className="sr-only">, done</span>}
              </Link>
              {!step.done && <p className="text-quiet">{step.sentence}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
