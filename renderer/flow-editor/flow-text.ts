import type { Definition } from '../../shared/flow/definition.ts'
import type { Gesture } from '../../shared/flow/edit/gesture.ts'
import type { Problem } from '../../shared/problem.ts'

/** All that the canvas, the forms and the code view know of the text of a flow. */
export type FlowText = {
  text: string
  /** Of the last text that could be drawn, also where checks find errors in it. */
  definition: Definition | null
  /** The data of the last text that could be read, right or wrong. */
  value: unknown
  problems: readonly Problem[]
  /** The chosen nodes, each by the keys that lead to it, joined by "/". */
  selection: readonly string[]
  select(ids: string[]): void
  type(text: string): void
  /** The nodes that are chosen then; null if the change was refused, and the person was told why. */
  apply(change: Gesture): string[] | null
  /** The last change was typed into a field: show the field first, and draw the rest when there is time. */
  isFieldTyped: boolean
  undo(): void
  redo(): void
  canUndo: boolean
  canRedo: boolean
  /** What the next undo takes back. */
  undoLabel: string | null
}
