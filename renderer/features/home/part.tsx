import type { ReactNode } from 'react'

/** One of the things to see at a glance. */
export const Part = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => (
  <section aria-label={title}>
    <div className="mb-1 flex items-center gap-2">
      <h2 className="font-semibold">{title}</h2>
      <span className="ml-auto text-sm text-ink-2">{aside}</span>
    </div>
    {children}
  </section>
)

export const rows = 'divide-y divide-rule rounded-md border border-rule'
export const row = 'flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1'
