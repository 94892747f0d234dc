import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd, mod } from '../ui/kbd.tsx'
import { keyIds } from '../ui/key-changes.ts'
import { useKeyMap } from '../ui/key-map.ts'
import { type KeyId, type KeyPlace, keyTable, textOfKey } from '../ui/key-table.ts'
import { useKeys } from '../ui/keys.ts'
import { keyPlaceWords, keyWords } from '../words/keys.ts'
import { keyPlaceOf } from './key-place.ts'
import { words } from './words.ts'

const places = Object.entries(Object.groupBy(keyIds, (id) => keyTable[id].where)) as [KeyPlace, KeyId[]][]

/** `?` lists every key, as it is now. */
export function KeyHelp() {
  const [open, setOpen] = useState(false)
  const { keys } = useKeyMap()
  const [location] = useLocation()
  const here = keyPlaceOf(location)
  const close = () => setOpen(false)
  useKeys({ help: () => setOpen(true) })
  return (
    <Dialog open={open} onClose={close} title={words.shortcuts}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows must be able to scroll it */}
      <div role="group" aria-label={words.shortcuts} tabIndex={0} className="-m-1 max-h-[56vh] overflow-auto p-1 outline-none">
        {places
          .toSorted(([a], [b]) => Number(b === here) - Number(a === here))
          .map(([place, ids]) => (
            <section key={place} className="mb-3 last:mb-0">
              <h3 className="mb-1 text-xs text-ink-3">{keyPlaceWords[place]}</h3>
              {ids.map((id) => (
                <div key={id} className="flex h-6 items-center justify-between">
                  {keyWords[id]}
                  {keys[id].length > 0 && <Kbd>{words.keysAre(keys[id].map((key) => textOfKey(key, mod)))}</Kbd>}
                </div>
              ))}
            </section>
          ))}
      </div>
      <Link href="/settings#keys" onClick={close} className="mt-3 inline-block text-sm text-accent hover:underline">
        {words.changeKeys}
      </Link>
    </Dialog>
  )
}
