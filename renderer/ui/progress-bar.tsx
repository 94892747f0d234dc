/** How much of something is done; without a value only that it goes on. */
export const ProgressBar = ({ label, value, max }: { label: string; value?: number; max?: number }) => (
  <progress
    aria-label={label}
    {...(value === undefined ? {} : { value, max })}
    className="h-1.5 w-28 appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
  />
)
