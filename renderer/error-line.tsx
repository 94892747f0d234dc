import { errorInk } from './error-ink.ts'
import { cx } from './ui/class-names.ts'

/** As much of an error as a line shows, and more of it on hover: it may be long. */
export const ErrorLine = ({ error }: { error: string }) => (
  <span dir="auto" title={error.slice(0, 2_000)} className={cx('font-mono text-sm', errorInk(error))}>
    {error.slice(0, 500)}
  </span>
)
