import type { ReactNode } from 'react'
import { focusIfMade, rememberMade } from '../made.ts'
import { Button } from '../ui/button.tsx'
import { useKeys } from '../ui/keys.ts'
import { useChosenVersions } from './use-chosen-versions.ts'
import { type ListedVersion, VersionRow } from './version-row.tsx'
import { words } from './words.ts'

/** What the details of a version are given. */
export type ShownVersion = {
  version: number
  /** What it is compared with: the number of another version, or `draft`. */
  other: string
  /** What it can be compared with, by name. */
  others: Record<string, string>
  onOther(other: string): void
  /** The version that a restored one became. */
  onRestored(version: number): void
}

type Props = {
  id: string
  versions: readonly ListedVersion[]
  /** The newest. */
  current: number
  hasDraft?: boolean
  /** Null: there are no older ones. */
  more: (() => void) | null
  /** Below the list. */
  beside?: ReactNode
  children(shown: ShownVersion): ReactNode
}

/** Everything a definition ever ran: its versions, and beside them the chosen one. */
export function Versions({ id, versions, current, hasDraft = false, more, beside, children }: Props) {
  const { chosen, choose, other, compare } = useChosenVersions(current, hasDraft)
  const move = (by: number) => {
    const next = versions[versions.findIndex(({ version }) => version === chosen) + by]
    if (next) choose(next.version)
  }
  useKeys({ next: () => move(1), previous: () => move(-1) })
  const keyOf = (version: number) => `${id} ${version}`
  const numbers = versions.flatMap(({ version }) => (version === chosen ? [] : String(version)))
  const known = other === 'draft' || numbers.includes(other) ? numbers : [...numbers, other]
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[300px_minmax(0,1fr)] max-[640px]:block max-[640px]:overflow-auto">
      <div className="min-h-0 overflow-auto border-rule max-[640px]:border-b min-[641px]:border-r">
        <ul aria-label={words.title}>
          {versions.map((version) => (
            <li key={version.version}>
              <VersionRow
                version={version}
                isCurrent={version.version === current}
                isChosen={version.version === chosen}
                rowRef={focusIfMade(keyOf(version.version))}
                choose={() => choose(version.version)}
              />
            </li>
          ))}
        </ul>
        {more && (
          <div className="p-3">
            <Button small onClick={more}>
              {words.showOlder}
            </Button>
          </div>
        )}
        {beside}
      </div>
      {children({
        version: chosen,
        other,
        others: {
          ...(hasDraft ? { draft: words.draft } : {}),
          ...Object.fromEntries(known.map((each) => [each, words.version(Number(each))])),
        },
        onOther: compare,
        onRestored: (version) => {
          rememberMade(keyOf(version))
          choose(version)
        },
      })}
    </div>
  )
}
