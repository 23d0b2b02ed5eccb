/** A value as it arrives in the browser after JSON: dates are ISO 8601 texts, what is undefined is absent. */
export type Wire<Value> = Value extends Date
  ? string
  : Value extends string | number | boolean | null | undefined
    ? Value
    : Value extends readonly (infer Item)[]
      ? readonly Wire<Item>[]
      : { readonly [Key in keyof Value]: Wire<Value[Key]> };

/** Gives a page the same shape that its island will read later, so both can share a component. */
export const wire = <Value>(value: Value): Wire<Value> => JSON.parse(JSON.stringify(value ?? null));
