/** The mark: one pool, three senders, one way out. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className={className}>
      <rect width="20" height="20" rx="5" className="fill-accent" />
      <circle cx="5.75" cy="5.75" r="1.75" className="fill-on-fill" />
      <circle cx="5.75" cy="10" r="1.75" className="fill-on-fill" opacity="0.72" />
      <circle cx="5.75" cy="14.25" r="1.75" className="fill-on-fill" opacity="0.44" />
      <path
        d="M9.5 10h5m-2.5-2.75L14.75 10 12 12.75"
        fill="none"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-fill"
      />
    </svg>
  );
}
