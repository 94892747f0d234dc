import { Dialog } from '@base-ui/react/dialog'
import { paletteField, usePaletteOpen } from '../../ui/palette-field.tsx'
import { Choices } from './choices.tsx'
import { words } from './words.ts'

/** Runs a job or flow, goes anywhere. Recently used commands come first. */
export function PaletteDialog() {
  const { open, from, set: setOpen } = usePaletteOpen()
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/25" />
        <Dialog.Popup
          data-modal
          aria-label={words.title}
          finalFocus={() => (from instanceof HTMLElement && from.isConnected ? from : paletteField())}
          className="fixed top-[14vh] left-1/2 z-50 w-[560px] max-w-[92vw] -translate-x-1/2 overflow-hidden rounded-lg border border-rule bg-surface shadow-float outline-none"
        >
          <Choices close={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
