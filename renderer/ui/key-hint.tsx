import type { ReactNode } from 'react'
import { Kbd, mod } from './kbd.tsx'
import { useKeyMap } from './key-map.ts'
import { type KeyId, textOfKey } from './key-table.ts'

/** The first key of an action, as it is shown; null: it has none. */
export function useKeyText(id: KeyId): string | null {
  const key = useKeyMap(({ keys }) => keys[id][0])
  return key === undefined ? null : textOfKey(key, mod)
}

/** A tooltip that names the first key: "Run (R)". */
export function useKeyTitle(title: string, id: KeyId): string {
  const text = useKeyText(id)
  return text === null ? title : `${title} (${text})`
}

/** The first key of an action; nothing where it has none. */
export function KeyHint({ of }: { of: KeyId }) {
  const text = useKeyText(of)
  return text === null ? null : <Kbd>{text}</Kbd>
}

/** A sentence about a key, "Ctrl S saves."; nothing where the action has no key. */
export function KeyUse({ of, text }: { of: KeyId; text(key: ReactNode): ReactNode }) {
  const key = useKeyText(of)
  if (key === null) return null
  return <>{text(<Kbd>{key}</Kbd>)} </>
}
