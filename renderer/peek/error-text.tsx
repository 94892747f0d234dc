import { errorInk } from '../error-ink.ts'
import { cx } from '../ui/class-names.ts'
import { PanelCode } from '../ui/panel/facts.tsx'
import { words } from './words.ts'

/** More of it is on the page of the run. */
const shownChars = 4_000

/** An error, of which the first lines are in view. */
export const ErrorText = ({ error }: { error: string }) => (
  <PanelCode label={words.error} className={cx('max-h-28', errorInk(error))}>
    {error.slice(0, shownChars)}
  </PanelCode>
)
