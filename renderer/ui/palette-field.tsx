import { Search } from 'lucide-react'
import { create } from 'zustand'
import { KeyHint, useKeyTitle } from './key-hint.tsx'
import { words } from './words.ts'

/** Whether the palette is open, for the field in each header that opens it. `from` had the focus, and gets it back. */
export const usePaletteOpen = create<{ open: boolean; from: Element | null; set(open: boolean): void }>((set) => ({
  open: false,
  from: null,
  set: (open) => set(open ? { open, from: document.activeElement } : { open }),
}))

/** The field of the page that is open now: another page may have taken the place of the one the palette was opened on. */
export const paletteField = (): HTMLElement | null => document.querySelector('[data-palette-field]')

/** Looks like a field at the same place on every page, and opens the palette. */
export function PaletteField() {
  const { open, set } = usePaletteOpen()
  const title = useKeyTitle(words.palette, 'palette')
  return (
    <button
      type="button"
      data-palette-field
      aria-haspopup="dialog"
      aria-expanded={open}
      title={title}
      onClick={() => set(true)}
      className="flex h-7 w-64 items-center gap-2 rounded-md border border-rule-2 bg-bg px-2 text-sm text-ink-2 hover:bg-hover max-[960px]:w-8 max-[960px]:justify-center"
    >
      <Search aria-hidden="true" className="size-4 shrink-0" />
      <span className="flex-1 text-left max-[960px]:sr-only">{words.paletteField}</span>
      <span aria-hidden="true" className="max-[960px]:hidden">
        <KeyHint of="palette" />
      </span>
    </button>
  )
}
