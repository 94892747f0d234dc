import type { LucideIcon } from 'lucide-react'
import type { KeyId } from '../key-table.ts'

/** What can be done with a row, or with the selected rows: as a button, in the menu, in the palette and by its key. */
export type Action = {
  /** A verb that the name of the row can follow: "Run". "…" where it asks something first. */
  name: string
  /** The name with the thing, where that does not simply follow: "Show runs of Nightly backup". */
  fullName?: string
  icon: LucideIcon
  key?: KeyId
  /** Shown as a button. */
  isMain?: boolean
  isDanger?: boolean
  /** Why it cannot be done now. */
  refusal?: string | undefined
  act(): unknown
}

/** Its name with the thing: "Run Nightly backup". */
export const nameWith = ({ name, fullName }: Pick<Action, 'name' | 'fullName'>, thing: string): string =>
  fullName ?? (name.endsWith('…') ? `${name.slice(0, -1)} ${thing}…` : `${name} ${thing}`)
