import { Time } from "@/components/time";
import type { QueryAnswer } from "@/lib/console/queries";
import { formatNumber } from "@/lib/domain/phone-number";

type Message = QueryAnswer<"messages.show">["message"];

/** What the recipient sees. */
export function Handset({ message }: { message: Message }) {
  const arrived = message.status === "delivered" || message.status === "read";
  return (
    <figure aria-label="The recipient's phone" className="mx-auto flex w-60 max-w-full flex-col gap-2">
      <div className="flex min-h-72 flex-col rounded-[28px] border-4 border-input bg-panel p-3">
        <span aria-hidden className="mx-auto mb-3 h-1.5 w-14 rounded-full bg-input" />
        <p className="mb-3 border-b pb-2 text-center text-label text-quiet">
          {message.from ? formatNumber(message.from) : "No sender yet"}
        </p>
        {arrived ? (
          <div className="flex animate-open flex-col gap-1">
            <p className="w-fit max-w-full rounded-panel rounded-bl-chip bg-raised px-3 py-2 text-control shadow-float">
              <bdi className="whitespace-pre-wrap break-words">{message.body}</bdi>
            </p>
            <span className="pl-1 text-label text-quiet">
              <Time at={message.updatedAt} show="clock" />
            </span>
          </div>
        ) : (
          <p className="my-auto text-center text-control text-quiet">
            {message.status === "undelivered" || message.status === "failed" ? "Nothing arrived." : "Nothing yet."}
          </p>
        )}
      </div>
      <figcaption className="text-center text-label text-quiet">{formatNumber(message.to)}</figcaption>
    </figure>
  );
}
