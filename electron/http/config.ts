import type { createDoors } from '../api/doors.ts'
import type { Engine } from '../engine/engine.ts'
import type { Bounds } from './bounds.ts'
import type { Compat } from './compat.ts'

export type HttpConfig = {
  engine: Engine
  doors: ReturnType<typeof createDoors>
  token: string
  allowedOrigins: string[]
  basePath: `/${string}`
  /** Null: no interface is served here. */
  rendererFolder: string | null
  /** Other programs whose clients and workers are answered, too; they bring no token. */
  compat?: readonly Compat[]
  /** Profiles of this process can be taken. */
  debug?: boolean
  /** Other bounds than the usual ones. */
  bounds?: Partial<Bounds>
}
