import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { FocusAtOnce } from './focus-at-once.tsx'
import { useFocusBack } from './use-focus-back.ts'

export function Dialog({
  open,
  onClose,
  onSubmitKey,
  title,
  wide = false,
  tall = false,
  children,
}: {
  open: boolean
  onClose(): void
  /** Ctrl Enter; `stays`: with Shift. */
  onSubmitKey?(stays: boolean): void
  title: string
  /** For what is compared or read, not filled in; for a drawing, as wide as there is room. */
  wide?: boolean | 'graph'
  /** For a long form. */
  tall?: boolean
  children: ReactNode
}) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/25" />
        <Base.Popup
          data-modal
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            // The dialog may be gone when the page below hears of it.
            event.preventDefault()
            if (onSubmitKey) onSubmitKey(event.shiftKey)
            else event.currentTarget.querySelector('form')?.requestSubmit()
          }}
          className={cx(
            'fixed left-1/2 z-50 max-w-[92vw] -translate-x-1/2 rounded-lg border border-rule bg-surface p-5 shadow-float outline-none',
            wide === 'graph'
              ? 'top-[5vh] max-h-[92vh] w-[1080px] overflow-y-auto'
              : wide
                ? 'top-[10vh] w-[720px]'
                : tall
                  ? 'top-[8vh] w-[520px]'
                  : 'top-[18vh] w-[420px]',
          )}
        >
          <Base.Title className="mb-3 text-lg font-semibold">{title}</Base.Title>
          {children}
          <FocusAtOnce />
          <FocusBack />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Within the dialog, because it stays mounted while that is closed. */
function FocusBack() {
  useFocusBack()
  return null
}
