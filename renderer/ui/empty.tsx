import type { ReactNode } from 'react'

/** What a list shows when it has nothing to show: why, and the next step. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 p-8 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children && <p className="max-w-md text-ink-2">{children}</p>}
      {action && <div className="mt-2 flex gap-2">{action}</div>}
    </div>
  )
}
