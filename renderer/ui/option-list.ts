/** The list under a field that completes what is typed. */
export const listClass =
  'max-h-60 w-(--anchor-width) min-w-44 overflow-auto rounded-lg border border-rule bg-surface p-1 shadow-float outline-none'

export const optionClass =
  'flex min-h-7 items-center gap-2 rounded-md px-2 text-sm outline-none data-highlighted:bg-hover data-selected:font-medium forced-colors:data-highlighted:outline-2'
