import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'

export function Dialog({
  open,
  onClose,
  title,
  children,
}: {
  open: boolean
  onClose(): void
  title: string
  children: ReactNode
}) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/25" />
        <Base.Popup
          data-modal
          className="fixed top-[18vh] left-1/2 z-50 w-[420px] max-w-[92vw] -translate-x-1/2 rounded-lg border border-rule bg-surface p-5 shadow-float outline-none"
        >
          <Base.Title className="mb-3 text-lg font-semibold">{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
