"use client";

import { ListFilter, Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { type FilterField, type FindRule, filterText, findFilter, valuesOf } from "@/components/filter-field";
import { hrefWith, type SearchParams } from "@/components/href";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input, inputClass } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Popover } from "@/components/ui/popover";

/** The filters of a list as chips that can be changed and removed; all of them live in the address. */
export function FilterBar({
  path,
  params,
  fields,
  find,
  children,
}: {
  path: string;
  params: SearchParams;
  fields: readonly FilterField[];
  /** A box that makes the right chip of what is pasted into it; `/` leads there. */
  find?: { placeholder: string; rules: readonly FindRule[]; unknown: string };
  /** Further controls at the end, such as a range picker. */
  children?: ReactNode;
}) {
  const router = useRouter();
  const active = fields.filter((field) => valuesOf(params, field.key).length > 0);
  const free = fields.filter((field) => !active.includes(field));
  const set = (key: string, values: readonly string[]) => router.push(hrefWith(path, params, { [key]: values }));

  return (
    <div className="flex flex-wrap items-center gap-2">
      {find && <FindBox find={find} onFound={(key, value) => set(key, [value])} />}
      {active.map((field) => (
        <span
          key={field.key}
          className="inline-flex h-8 max-w-full pointer-coarse:h-11 items-stretch rounded-control border bg-raised"
        >
          <FilterEditor
            fields={[field]}
            params={params}
            onApply={set}
            trigger={
              <button
                type="button"
                className="min-w-0 truncate rounded-l-control px-2.5 text-control hover:bg-hover focus-visible:-outline-offset-2"
              >
                <span className="text-quiet">{field.label}</span>{" "}
                <bdi className="font-medium">{filterText(field, valuesOf(params, field.key))}</bdi>
              </button>
            }
          />
          <Link
            href={hrefWith(path, params, { [field.key]: null })}
            aria-label={`Remove filter ${field.label}`}
            className="flex w-7 items-center justify-center rounded-r-control border-l text-quiet hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:w-11"
          >
            <X aria-hidden className="size-3.5" />
          </Link>
        </span>
      ))}
      {free.length > 0 && (
        <FilterEditor
          fields={free}
          params={params}
          onApply={set}
          trigger={
            <Button variant={active.length > 0 ? "ghost" : "secondary"}>
              <ListFilter aria-hidden />
              Add filter
            </Button>
          }
        />
      )}
      {active.length > 1 && (
        <ButtonLink
          variant="ghost"
          href={hrefWith(path, params, Object.fromEntries(active.map((field) => [field.key, null])))}
        >
          Clear
        </ButtonLink>
      )}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </div>
  );
}

function FindBox({
  find,
  onFound,
}: {
  find: { placeholder: string; rules: readonly FindRule[]; unknown: string };
  onFound: (key: string, value: string) => void;
}) {
  const [unknown, setUnknown] = useState(false);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const input = event.currentTarget.elements.namedItem("find");
    if (!(input instanceof HTMLInputElement) || input.value.trim() === "") return;
    const found = findFilter(input.value, find.rules);
    setUnknown(!found);
    if (!found) return;
    input.value = "";
    onFound(found.key, found.value);
  }
  return (
    <form onSubmit={submit} className="relative w-full sm:w-72">
      <Search aria-hidden className="absolute top-2 left-2.5 size-4 text-quiet pointer-coarse:top-3.5" />
      <input
        name="find"
        type="search"
        data-filter-input=""
        autoComplete="off"
        spellCheck={false}
        aria-label={find.placeholder}
        aria-invalid={unknown || undefined}
        aria-describedby={unknown ? "find-unknown" : undefined}
        placeholder={find.placeholder}
        onChange={() => setUnknown(false)}
        className={cn(inputClass, "h-8 border-line pl-8 pointer-coarse:h-11 [&::-webkit-search-cancel-button]:hidden")}
      />
      {unknown && (
        <p id="find-unknown" role="alert" className="mt-1 text-bad text-label">
          {find.unknown}
        </p>
      )}
    </form>
  );
}

function FilterEditor({
  fields,
  params,
  trigger,
  onApply,
}: {
  /** One opens its editor at once; of several, one is chosen first. */
  fields: readonly FilterField[];
  params: SearchParams;
  trigger: ReactNode;
  onApply: (key: string, values: readonly string[]) => void;
}) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<FilterField>();
  const field = fields.length === 1 ? fields[0] : chosen;
  return (
    <Popover
      label={field ? `Filter by ${field.label}` : "Add filter"}
      trigger={trigger}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setChosen(undefined);
      }}
      className={field ? undefined : "w-52 p-1"}
    >
      {field ? (
        <FieldEditor
          key={field.key}
          field={field}
          values={valuesOf(params, field.key)}
          onApply={(values) => {
            setOpen(false);
            onApply(field.key, values);
          }}
        />
      ) : (
        <ul>
          {fields.map((one) => (
            <li key={one.key}>
              <button
                type="button"
                onClick={() => setChosen(one)}
                className="flex h-8 w-full items-center rounded-control px-2 text-start hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:h-11"
              >
                {one.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

function FieldEditor({
  field,
  values,
  onApply,
}: {
  field: FilterField;
  values: readonly string[];
  onApply: (values: readonly string[]) => void;
}) {
  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).getAll(field.key);
    onApply(chosen.filter((value) => typeof value === "string").map((value) => value.trim()));
  }
  return (
    <form onSubmit={apply} className="flex flex-col gap-3">
      {field.kind === "text" ? (
        <Field name={field.key} id={`filter-${field.key}`} label={field.label} help={field.help}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              placeholder={field.placeholder}
              defaultValue={values[0]}
            />
          )}
        </Field>
      ) : (
        <fieldset className="flex max-h-72 flex-col gap-2 overflow-y-auto">
          <legend className="mb-2 font-medium text-control">{field.label}</legend>
          {field.options.map((option) => (
            <Checkbox
              key={option.value}
              name={field.key}
              value={option.value}
              label={option.label}
              defaultChecked={values.includes(option.value)}
            />
          ))}
        </fieldset>
      )}
      <Button type="submit" variant="primary" size="sm">
        Apply
      </Button>
    </form>
  );
}
