import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Something that concerns the whole window, above every page, as long as it lasts. */
export function Banner({ icon: Icon, children, action }: { icon: LucideIcon; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center gap-3 border-b border-rule bg-warn-bg px-4 py-1.5">
      <Icon aria-hidden="true" className="size-4 shrink-0 text-warn" />
      <span className="flex-1">{children}</span>
      {action}
    </div>
  )
}
