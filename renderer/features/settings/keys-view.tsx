import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { mod } from '../../ui/kbd.tsx'
import { keyIds, keysOf } from '../../ui/key-changes.ts'
import { type KeyId, type KeyPlace, keyTable, textOfKey } from '../../ui/key-table.ts'
import { Search } from '../../ui/search.tsx'
import { keyPlaceWords, keyWords } from '../../words/keys.ts'
import { KeyDialog } from './key-dialog.tsx'
import { KeyRow } from './key-row.tsx'
import { SwitchRow } from './rows.tsx'
import { useKeyChanges } from './use-key-changes.ts'
import { words } from './words.ts'

/** Every key by where it works. A person changes, adds and removes keys; all windows follow at once. */
export function KeysView() {
  const { keys, singleKeys, set, resetAll, setSingleKeys } = useKeyChanges()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState<{ id: KeyId; at: number } | null>(null)
  const isFound = (id: KeyId): boolean => {
    const all = [keyPlaceWords[keyTable[id].where], keyWords[id], ...keysOf(id, keys).map((key) => textOfKey(key, mod))].join(' ')
    return all.toLowerCase().includes(text.trim().toLowerCase())
  }
  const places = Object.entries(Object.groupBy(keyIds.filter(isFound), (id) => keyTable[id].where))
  const close = () => setAsked(null)
  return (
    <>
      <SwitchRow label={words.singleKeys} hint={words.singleKeysHint} checked={singleKeys} onChange={setSingleKeys} />
      <div className="flex items-center justify-between gap-2 py-2">
        <Search value={text} label={words.searchKeys} onChange={setText} />
        {Object.keys(keys).length > 0 && (
          <Button small onClick={resetAll}>
            {words.resetKeys}
          </Button>
        )}
      </div>
      {places.length === 0 && <p className="py-2 text-ink-2">{words.noKeys(text.trim())}</p>}
      {places.map(([place, ids = []]) => (
        <section key={place} aria-label={keyPlaceWords[place as KeyPlace]} className="pt-3">
          <h3 className="pb-1 text-xs text-ink-3">{keyPlaceWords[place as KeyPlace]}</h3>
          <ul>
            {ids.map((id) => (
              <KeyRow
                key={id}
                id={id}
                keys={keysOf(id, keys)}
                isChanged={Object.hasOwn(keys, id)}
                singleKeys={singleKeys}
                onChange={(at) => setAsked({ id, at })}
                onReset={() => void set(id, keyTable[id].keys, words.keysReset)}
              />
            ))}
          </ul>
        </section>
      ))}
      {asked && (
        <KeyDialog
          {...asked}
          keys={keys}
          onClose={close}
          onSave={(chosen, said) => {
            // The row must show the change before it gets the focus back.
            void set(asked.id, chosen, said).then(close)
          }}
        />
      )}
    </>
  )
}
