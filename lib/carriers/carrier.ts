import type { ErrorCode } from "@/lib/domain/errors";
import type { Message } from "@/lib/domain/message";
import type { Receipt } from "@/lib/domain/receipt";
import type { Scenario } from "@/lib/domain/simulator-scenario";

/** A message on its way to a carrier. */
export type Submission = Pick<
  Message,
  "id" | "accountId" | "from" | "to" | "country" | "body" | "encoding" | "segments"
> & {
  /** Its files, in order; none when it leaves as text. */
  readonly media: readonly { readonly contentType: string; readonly bytes: number; readonly url: string }[];
  /** How often it was handed over, this time included. */
  readonly attempt: number;
};

export type SubmitAnswer =
  | {
      readonly outcome: "accepted";
      /** The carrier's name for each part, by which its receipts will call it. */
      readonly refs: readonly string[];
      /** False when no receipt will come: nobody needs to hold the message any longer. */
      readonly receiptExpected: boolean;
    }
  /** For good: the message fails with this code. */
  | { readonly outcome: "refused"; readonly errorCode: number }
  /** For now: it may be handed over again after so long. */
  | { readonly outcome: "busy"; readonly retryAfterMs: number }
  /** Nothing left, because it might not. */
  | { readonly outcome: "withheld" };

/** What a carrier says about a message, by the name it gave it. */
export type CarrierReceipt = Receipt & {
  readonly carrierId: string;
  readonly carrierRef: string;
  readonly doneAt: Date;
};

export type Carrier = {
  readonly id: string;
  /** Whether it takes messages at the moment; asked by the health page, so it must not wait. */
  isUp(): boolean;
  /**
   * Hands a message over. Rejects when it is not known whether it arrived.
   * @param mayLeave asked in the very turn in which the bytes leave: a process that was frozen finds out here
   */
  submit(submission: Submission, mayLeave: () => boolean): Promise<SubmitAnswer>;
  /**
   * Takes up again a message that was accepted at `since`, by a process that is gone. Carriers that give their receipts
   * anyway have nothing to do.
   * @returns the names its receipts will use, and none when no receipt will come
   */
  resume(submission: Submission, since: Date): Promise<readonly string[]>;
  close(): void;
};

/** What a carrier needs of its surroundings. */
export type CarrierDeps = {
  readonly now: () => Date;
  /** Takes a receipt; resolves once it is stored, and only then may it be acknowledged. */
  readonly receive: (receipt: CarrierReceipt) => Promise<void>;
  /** The code with which a compliance gate stops this message at the carrier, if one is live. */
  readonly blockOf: (submission: Submission) => Promise<ErrorCode | undefined>;
  /** How the simulator treats this account's messages, when it has said so. */
  readonly scenarioOf: (accountId: string) => Promise<Scenario | null | undefined>;
  /** Where the simulator writes down what it took, outside this process: for tests that kill it. */
  readonly ledger?: Ledger | undefined;
};

export type Ledger = {
  isUp(): boolean;
  /** Resolves when the other side has it. */
  record(line: Readonly<Record<string, unknown>>): Promise<void>;
  close(): void;
};
