import type { Point } from '../graph/shape.ts'
import type { AddPlace } from './gestures.ts'

/** A list or a dialog that is open over the canvas. `at`: in the window; null: in the middle. */
export type Asking =
  | { what: 'add'; title: string; place: AddPlace; at: Point | null; actions?: string[] }
  | { what: 'connect'; from: string; at: Point | null }
  | { what: 'action'; from: string; to: string; actions: string[]; at: Point | null }
  | { what: 'rename'; id: string }
  | { what: 'find' }
  | { what: 'menu'; at: Point }
