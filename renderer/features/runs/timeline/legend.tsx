import { cx } from '../../../ui/class-names.ts'
import { words } from './words.ts'

const colors = {
  succeeded: 'bg-ok-fill',
  failed: 'bg-bad',
  running: 'bg-run',
  cancelled: 'bg-warn',
  waiting: 'bg-rule-2',
} as const

export const Legend = () => (
  <ul aria-label={words.legend} className="flex shrink-0 flex-wrap gap-x-4 gap-y-1 px-4 py-2 text-xs text-ink-2">
    {Object.entries(colors).map(([kind, color]) => (
      <li key={kind} className="flex items-center gap-1.5">
        <i aria-hidden="true" className={cx('h-2.5 w-4 rounded-[2px] forced-color-adjust-none', color)} />
        {words.legendOf[kind as keyof typeof colors]}
      </li>
    ))}
  </ul>
)
