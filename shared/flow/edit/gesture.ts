import type { Json } from '../../model/json.ts'
import type { NodeKind } from '../definition.ts'
import type { Position, StickyNote } from '../layout.ts'

/** A wire of the canvas: one target of an edge. No target (`''`) is the end. */
export type Wire = { from: string; action: string; to: string }

/** A new node: its kind with the least that it needs, or its fields. */
export type NewNode = NodeKind | { [field: string]: Json }

/**
 * One thing that a person does to the graph of a flow, as a change to its text. Nodes are named by their keys; `inside` names the
 * nodes in whose `subflow` they are, from the outermost on.
 */
export type Gesture = { inside?: readonly string[] } & (
  | {
      do: 'add'
      node: NewNode
      /** The wanted key; another one is made where it is taken. */
      key?: string
      /** A wire from this node leads to the new one. */
      after?: { from: string; action: string }
      /** The new node comes in between. */
      onWay?: Wire
      at?: Position
    }
  | { do: 'remove'; keys: readonly string[] }
  | ({ do: 'connect' } & Wire)
  /** Without `to`: all wires of the action. */
  | { do: 'disconnect'; from: string; action: string; to?: string }
  | { do: 'rewire'; wire: Wire; to: Wire }
  | { do: 'rename'; key: string; to: string }
  /** `key` null: of the flow itself, or of the graph that `inside` names. No value removes the field. */
  | { do: 'setField'; key: string | null; path: readonly (string | number)[]; value: Json | undefined }
  | { do: 'setStart'; key: string }
  | { do: 'disable'; keys: readonly string[]; disabled: boolean }
  | { do: 'move'; positions: Readonly<Record<string, Position>> }
  /** Forgets the positions of the nodes, or takes the given ones. `keys` null: all of the graph. */
  | { do: 'tidy'; keys: readonly string[] | null; positions?: Readonly<Record<string, Position>> }
  | { do: 'duplicate'; keys: readonly string[] }
  /** `text`: as `copyOf` makes it, or a whole definition. `at`: where the first of its nodes goes. */
  | { do: 'paste'; text: string; at?: Position }
  | { do: 'addNote'; note: Partial<StickyNote> & Pick<StickyNote, 'at'> }
  | { do: 'changeNote'; index: number; change: Partial<StickyNote> }
  | { do: 'removeNote'; index: number }
)

/** A part of a text that was replaced. */
export type Splice = { at: number; removed: string; inserted: string }

/**
 * The text after a gesture; which nodes to select, each by the keys that lead to it, joined by "/"; and what a person has to know
 * about it. Or why the gesture cannot be made, as a sentence.
 */
export type Edited = { text: string; splices: Splice[]; select: string[]; told?: string } | { refused: string }
