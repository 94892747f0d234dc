import { useState } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd, mod } from '../ui/kbd.tsx'
import { type KeyId, keyTable, keyText } from '../ui/key-table.ts'
import { useKeys } from '../ui/keys.ts'

const places = Object.entries(Object.groupBy(Object.keys(keyTable) as KeyId[], (id) => keyTable[id].where))

/** `?` lists every key. */
export function KeyHelp() {
  const [open, setOpen] = useState(false)
  useKeys({ help: () => setOpen(true) })
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title="Keyboard shortcuts">
      {places.map(([place, ids = []]) => (
        <section key={place} className="mb-3 last:mb-0">
          <h3 className="mb-1 text-xs text-ink-3">{place}</h3>
          {ids.map((id) => (
            <div key={id} className="flex h-6 items-center justify-between">
              {keyTable[id].does}
              <Kbd>{keyText(id, mod)}</Kbd>
            </div>
          ))}
        </section>
      ))}
    </Dialog>
  )
}
