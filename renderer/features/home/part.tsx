import type { ReactNode } from 'react'

type Props = { title: string; count?: string; aside?: ReactNode; children: ReactNode }

/** One of the things to see at a glance; `count` says how many there are. */
export const Part = ({ title, count, aside, children }: Props) => (
  <section aria-label={title}>
    <div className="mb-1 flex min-h-6 items-center gap-2">
      <h2 className="font-semibold">{title}</h2>
      {count !== undefined && <span className="text-ink-2 tabular-nums">{count}</span>}
      <span className="ml-auto text-sm text-ink-2">{aside}</span>
    </div>
    {children}
  </section>
)

export const rows = 'divide-y divide-rule rounded-md border border-rule'
export const row = 'flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1'
