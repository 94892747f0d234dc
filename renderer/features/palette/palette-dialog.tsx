import { Dialog } from '@base-ui/react/dialog'
import { useRef } from 'react'
import { FocusAtOnce } from '../../ui/focus-at-once.tsx'
import { paletteField, usePaletteOpen } from '../../ui/palette-field.tsx'
import { PaletteBody } from './palette-body.tsx'
import { words } from './words.ts'

/** To `document.body` the library would give no focus, but the first link in it. */
function focusAfter(from: Element | null): HTMLElement | null | false {
  if (from === document.body) return false
  return from instanceof HTMLElement && from.isConnected ? from : paletteField()
}

/** Runs a job or flow, goes anywhere. Recently used commands come first. */
export function PaletteDialog() {
  const { open, from, set: setOpen } = usePaletteOpen()
  /** Leads from the parameters to the search. */
  const back = useRef<(() => void) | null>(null)
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next, details) => {
        if (details.reason === 'escape-key' && back.current) {
          details.cancel()
          back.current()
        } else setOpen(next)
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/25" />
        <Dialog.Popup
          data-modal
          aria-label={words.title}
          finalFocus={() => focusAfter(from)}
          className="fixed top-[14vh] left-1/2 z-50 w-[560px] max-w-[92vw] -translate-x-1/2 overflow-hidden rounded-lg border border-rule bg-surface shadow-float outline-none"
        >
          <PaletteBody back={back} close={() => setOpen(false)} />
          <FocusAtOnce />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
