"use client";

import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import type { Imported } from "@/lib/operations/opt-out-tables";

type Outcome = { imported: Imported } | { refusal: string };

/** Brings a list from another platform. The file goes up as it is and is read while it comes in. */
export function ImportList({ scopes }: { scopes: readonly SelectOption[] }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    if (pending || !(file instanceof File) || file.size === 0) return;
    setPending(true);
    setOutcome(await upload(file, String(form.get("scope") ?? "")));
    setPending(false);
    router.refresh();
  }
  return (
    <Dialog
      onOpenChange={() => setOutcome(undefined)}
      trigger={
        <Button>
          <Upload aria-hidden />
          Import…
        </Button>
      }
      title="Import opt-outs"
      description="A CSV file in UTF-8 whose first line names its columns: recipient and, if you like, messaging_service_sid or sender, started_at, reason. At most 500,000 rows and 50 MB. Rows that are there already, or have an ended_at, change nothing."
    >
      <form onSubmit={send} className="flex flex-col gap-4">
        <Field name="file" label="File">
          {(control) => <Input {...control} type="file" accept=".csv,text/csv" required />}
        </Field>
        <Field name="scope" label="For rows that name neither a service nor a sender">
          {(control) => <Select {...control} options={[{ value: "", label: "Refuse them" }, ...scopes]} />}
        </Field>
        {outcome && <Result outcome={outcome} />}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" pending={pending}>
            Import
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

async function upload(file: File, scope: string): Promise<Outcome> {
  try {
    const answer = await fetch(`/opt-outs/import?${new URLSearchParams({ scope })}`, {
      method: "POST",
      headers: { "Content-Type": "text/csv" },
      body: file,
    });
    const body = (await answer.json()) as { message?: string; imported?: Imported };
    return body.imported ? { imported: body.imported } : { refusal: body.message ?? "It did not happen." };
  } catch {
    return { refusal: "The connection broke. Import the file again: what was added stays." };
  }
}

function Result({ outcome }: { outcome: Outcome }) {
  if ("refusal" in outcome) {
    return (
      <Banner tone="bad" announce>
        {outcome.refusal}
      </Banner>
    );
  }
  const { rows, added, refused, problems } = outcome.imported;
  const title = `${added} of ${rows} rows added${refused > 0 ? `, ${refused} could not be used` : ""}.`;
  return (
    <Banner tone={refused > 0 ? "warn" : "good"} announce title={title}>
      {problems.length > 0 && (
        <ul className="list-disc pl-4">
          {problems.map(({ line, why }) => (
            <li key={line}>
              Line {line}: {why}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  );
}
