import { Time } from "@/components/time";
import type { QueryAnswer } from "@/lib/console/queries";
import { formatNumber } from "@/lib/domain/phone-number";

type Message = QueryAnswer<"messages.show">["message"];

const SILENT: ReadonlySet<string> = new Set(["undelivered", "failed", "canceled"]);

/** What the recipient sees: an empty phone until the message is there. */
export function Handset({ to, message }: { to: string; message: Message | undefined }) {
  const arrived = message?.status === "delivered" || message?.status === "read";
  return (
    <figure aria-label="The recipient's phone" className="mx-auto flex w-56 max-w-full flex-col gap-2">
      <div className="flex min-h-80 flex-col rounded-[28px] border-4 border-input bg-panel p-3">
        <span aria-hidden className="mx-auto mb-3 h-1.5 w-14 rounded-full bg-input" />
        {message?.from && (
          <p className="mb-3 border-b pb-2 text-center text-label text-quiet">{formatNumber(message.from)}</p>
        )}
        {message && arrived ? (
          <div className="flex animate-open flex-col gap-1">
            <p className="w-fit max-w-full rounded-panel rounded-bl-chip bg-accent-tint px-3 py-2 text-control">
              <bdi className="whitespace-pre-wrap break-words">{message.body}</bdi>
            </p>
            <span className="pl-1 text-label text-quiet">
              <Time at={message.updatedAt} show="clock" />
            </span>
          </div>
        ) : (
          <p className="my-auto text-center text-control text-quiet">
            {message === undefined
              ? "Waiting for your message."
              : SILENT.has(message.status)
                ? "Nothing arrived."
                : "Nothing yet."}
          </p>
        )}
      </div>
      <figcaption className="text-center text-label text-quiet">{formatNumber(message?.to ?? to)}</figcaption>
    </figure>
  );
}
