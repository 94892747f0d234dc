import type { ReactNode } from 'react'
import { cx } from '../../ui/class-names.ts'

type Props = {
  title: string
  count?: string
  aside?: ReactNode
  /** Shown next to the title instead of the content, where there is none. */
  empty?: string | null
  children: ReactNode
}

/** One of the things to see at a glance; `count` says how many there are. */
export const Part = ({ title, count, aside, empty = null, children }: Props) => (
  <section aria-label={title}>
    <div className={cx('flex min-h-6 flex-wrap items-center gap-x-2', empty === null && 'mb-1')}>
      <h2 className="font-semibold">{title}</h2>
      {count !== undefined && <span className="text-ink-2 tabular-nums">{count}</span>}
      {empty !== null && <span className="truncate text-ink-3">{empty}</span>}
      <span className="ml-auto shrink-0 text-sm text-ink-2 tabular-nums [&>button]:-mr-2">{aside}</span>
    </div>
    {empty === null && children}
  </section>
)

export const rows = 'divide-y divide-rule rounded-md border border-rule'
export const row = 'flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1'
/** A row of one line. */
export const line = 'flex h-[34px] min-w-0 items-center gap-2 px-3'
/** A row that is shown only until the pointer leaves. */
export const gone = 'opacity-50'
