import { cx } from '../ui/class-names.ts'

/** An entry of the sidebar. */
export const placeClass = (isHere: boolean): string =>
  cx(
    'relative flex h-7 shrink-0 items-center gap-2.5 rounded-md px-2 max-[960px]:justify-center max-[960px]:px-0',
    isHere
      ? 'bg-surface font-semibold shadow-[0_0_0_1px_var(--rule)] forced-colors:outline-2 forced-colors:-outline-offset-2 forced-colors:outline-[Highlight]'
      : 'text-ink-2 hover:bg-hover hover:text-ink',
  )
