import type { createTransports } from '../api/transports.ts'
import type { Engine } from '../engine/engine.ts'
import type { Bounds } from './bounds.ts'
import type { Compat } from './compat.ts'

export type HttpConfig = {
  engine: Engine
  transports: ReturnType<typeof createTransports>
  token: string
  allowedOrigins: string[]
  basePath: `/${string}`
  /** Null: this server has no interface. */
  rendererFolder: string | null
  /** Other programs whose clients and workers are answered without a token. */
  compat?: readonly Compat[]
  /** Allow profiles of this process. */
  debug?: boolean
  /** Overrides of the default limits. */
  bounds?: Partial<Bounds>
}
