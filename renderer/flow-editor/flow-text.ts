import type { Json } from '../../shared/flow/reference.ts'
import type { Problem } from '../../shared/problem.ts'

type SetField = {
  do: 'setField'
  inside?: readonly string[]
  /** Null: of the flow itself. */
  key: string | null
  path: readonly (string | number)[]
  value: Json | undefined
}
type Rename = { do: 'rename'; inside?: readonly string[]; key: string; to: string }

/** What forms and the code view need of the text of a flow. */
export type FlowText = {
  text: string
  /** The data of the last text that could be read, right or wrong. */
  value: unknown
  problems: readonly Problem[]
  /** The chosen nodes, each by the keys that lead to it, joined by "/". */
  selection: readonly string[]
  select(ids: string[]): void
  type(text: string): void
  /** The nodes to choose then; null if the change was refused. */
  apply(change: SetField | Rename): string[] | null
  undo(): void
  redo(): void
}
