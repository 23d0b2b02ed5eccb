import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
/** Heights 28, 32 and 36 px; 44 px each where a finger points. */
export type ButtonSize = "sm" | "md" | "lg";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-fill hover:bg-accent-hover",
  secondary: "border border-line bg-raised text-ink hover:bg-hover",
  ghost: "text-quiet hover:bg-hover hover:text-ink",
  danger: "border border-line bg-raised text-bad hover:border-bad hover:bg-bad-tint",
};

const SIZE: Record<ButtonSize, string> = {
  sm: "h-7 gap-1.5 px-2 text-label",
  md: "h-8 gap-1.5 px-3 text-control",
  lg: "h-9 gap-2 px-4 text-control",
};

/** The classes of a button, for what must look like one but is another element. */
export function buttonClass({
  variant = "secondary",
  size = "md",
  iconOnly = false,
}: {
  variant?: ButtonVariant;
  size?: ButtonSize;
  iconOnly?: boolean;
} = {}): string {
  return cn(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control font-medium",
    "transition-colors disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default aria-disabled:opacity-60",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    VARIANT[variant],
    SIZE[size],
    iconOnly ? "aspect-square px-0 pointer-coarse:size-11" : "pointer-coarse:min-h-11",
  );
}

type Look = {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The child is one icon, and `aria-label` names the action. */
  iconOnly?: boolean;
};

export type ButtonProps = ComponentProps<"button"> &
  Look & {
    /** The action runs: the label stays, a spinner joins it, and further clicks do nothing. */
    pending?: boolean;
  };

/** A button that does something here. What leads elsewhere is a `ButtonLink`. */
export function Button({
  variant,
  size,
  iconOnly,
  pending = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      // A pending submit button is an ordinary one for as long, so neither click nor Enter sends again.
      type={pending ? "button" : type}
      className={cn(buttonClass({ variant, size, iconOnly }), className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? undefined : onClick}
      {...rest}
    >
      {pending && <LoaderCircle aria-hidden className="animate-spin" />}
      {pending && iconOnly ? null : children}
    </button>
  );
}

/** Looks like a button, is a link: opens in a new tab, shows its address, works without script. */
export function ButtonLink({
  variant,
  size,
  iconOnly,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Look & { children: ReactNode }) {
  return (
    <Link className={cn(buttonClass({ variant, size, iconOnly }), className)} {...rest}>
      {children}
    </Link>
  );
}
