/** The product's mark: a house whose door is an address that something comes back to. As in `app/icon.svg`. */
export const Mark = ({ className }: { readonly className?: string }) => (
  <svg aria-hidden="true" viewBox="0 0 32 32" width="24" height="24" className={className}>
    <rect width="32" height="32" rx="7" className="fill-accent" />
    <path
      d="M6.5 15.5 16 7.5l9.5 8M9.5 13.5v11h5M22.5 13.5v11h-2"
      fill="none"
      className="stroke-on-accent"
      strokeWidth="2.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <circle cx="17.5" cy="19" r="2.6" className="fill-on-accent" />
  </svg>
);
