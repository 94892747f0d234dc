import { useEffect, useState } from 'react'
import { loadLater } from '../../load-later.tsx'
import { holdKeys } from '../../ui/held-keys.ts'
import { useKeys } from '../../ui/keys.ts'
import { usePaletteOpen } from '../../ui/palette-field.tsx'

const PaletteDialog = loadLater(() => import('./palette-dialog.tsx').then(({ PaletteDialog }) => PaletteDialog), 'first')

/** Ctrl or Cmd K opens the palette. */
export function Palette() {
  const { open, set } = usePaletteOpen()
  useKeys({
    palette() {
      if (!open) holdKeys()
      set(!open)
    },
  })
  const [wasOpened, setWasOpened] = useState(open)
  useEffect(() => {
    if (open) setWasOpened(true)
  }, [open])
  // It stays once it was opened: a dialog gives the focus back as it closes.
  return (open || wasOpened) && <PaletteDialog />
}
