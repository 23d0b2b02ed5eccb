"use client";

import { Ellipsis, Pause, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Consequence } from "@/components/consequence";
import { SegmentMeter } from "@/components/segment-meter";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Menu } from "@/components/ui/dropdown-menu";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { SidePanel } from "@/components/ui/side-panel";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast-store";
import { Tooltip } from "@/components/ui/tooltip";

/** What opens over the page, one button each. */
export function Overlays() {
  return (
    <div className="flex flex-wrap gap-2">
      <Dialog
        trigger={<Button>Dialog</Button>}
        title="Rename the service"
        description="Your team sees this name. Recipients do not."
        footer={
          <>
            <DialogClose>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary">Rename</Button>
          </>
        }
      >
        <Field name="dialogName" label="Service name">
          {(control) => <Input {...control} defaultValue="Appointment reminders" />}
        </Field>
      </Dialog>
      <SidePanel
        trigger={<Button>Side panel</Button>}
        title="Add senders"
        description="For each message Senderpool takes the sender this person already knows."
        footer={<Button variant="primary">Add 3 senders</Button>}
      >
        <p className="text-control text-quiet">Owned numbers stand here.</p>
      </SidePanel>
      <Consequence
        trigger={<Button variant="danger">Remove senders</Button>}
        title="Remove 12 senders"
        sentence="They leave the pool and stay yours."
        effects={["3,402 people lose their sticky sender.", "38 queued messages still go out from them."]}
        confirm="Remove 12 senders"
        typed="12"
        onConfirm={async () => ({
          ok: false,
          message: "The pool was changed by API 20 s ago. Shown is the new state.",
        })}
      />
      <Menu
        label="Service actions"
        trigger={
          <Button iconOnly aria-label="More actions">
            <Ellipsis aria-hidden />
          </Button>
        }
        items={[
          { label: "Rename", icon: <Pencil aria-hidden />, onSelect: () => {} },
          { label: "Pause", icon: <Pause aria-hidden />, hint: "4,210 wait", onSelect: () => {} },
          { label: "Duplicate settings", disabled: true, onSelect: () => {} },
          "separator",
          { label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => {} },
        ]}
      />
      <Popover label="Why this sender?" trigger={<Button>Popover</Button>}>
        Toll-free comes first in Canada, then long codes.
      </Popover>
      <Tooltip content="Opens the queue">
        <Button variant="ghost">Tooltip</Button>
      </Tooltip>
      <Button
        onClick={() => toast({ tone: "good", title: "3 senders added", action: { label: "Undo", onAction: () => {} } })}
      >
        Toast
      </Button>
      <Button
        onClick={() =>
          toast({
            tone: "bad",
            title: "Could not add +1 415 555 0134",
            description: "It is in “One-time codes” (21712). Move it here.",
          })
        }
      >
        Failure
      </Button>
    </div>
  );
}

/** Controls that hold a state. */
export function Choices() {
  const [sticky, setSticky] = useState(true);
  const [view, setView] = useState<"day" | "hour">("hour");
  const [some, setSome] = useState<boolean | "indeterminate">("indeterminate");
  const [busy, setBusy] = useState(false);
  return (
    <div className="flex flex-col items-start gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Checkbox label="Select all that match" checked={some} onCheckedChange={setSome} />
        <Checkbox label="Reject duplicates" defaultChecked />
        <Checkbox label="Not chosen" />
        <Checkbox label="Not offered" disabled />
      </div>
      <Switch
        label="Sticky sender"
        help="A person always hears from the same number."
        checked={sticky}
        onCheckedChange={setSticky}
      />
      <Switch label="Geomatch" checked={!sticky} onCheckedChange={(on) => setSticky(!on)} />
      <Segmented
        label="Bucket"
        value={view}
        onValueChange={setView}
        options={[
          { value: "hour", label: "By hour" },
          { value: "day", label: "By day" },
        ]}
      />
      <Button
        variant="primary"
        pending={busy}
        onClick={() => {
          setBusy(true);
          setTimeout(() => setBusy(false), 2_000);
        }}
      >
        <Plus aria-hidden />
        Create service
      </Button>
    </div>
  );
}

/** A text and what it costs. */
export function Composer() {
  const [body, setBody] = useState(
    "Hi Ann, your appointment is on 12 May at 14:30. Reply C to confirm. Can’t come? Call us, and we will find another time that suits you.",
  );
  return (
    <div className="flex flex-col gap-2">
      <Field name="body" label="Text">
        {(control) => (
          <Textarea
            {...control}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
            maxLength={1600}
          />
        )}
      </Field>
      <SegmentMeter body={body} />
    </div>
  );
}
