/** The limits of one server for its callers. */
export type Bounds = {
  connections: number
  /** Connections that have not presented a token, or the address of a trigger, yet. */
  strangers: number
  /** Bytes of all bodies being read for callers with a token. */
  bodyBytes: number
  /** The same for callers without one (`--compat`). */
  strangerBodyBytes: number
  /** A request's headers have to arrive within this time. */
  headersMs: number
  /** A whole request has to arrive within this time. */
  requestMs: number
  /** The longest pause within a body. */
  stallMs: number
  /** How often Node checks for connections that timed out. */
  checkMs: number
}

const megabyte = 1024 * 1024

export const defaultBounds: Bounds = {
  connections: 1_000,
  strangers: 250,
  bodyBytes: 64 * megabyte,
  strangerBodyBytes: 16 * megabyte,
  headersMs: 20_000,
  requestMs: 120_000,
  stallMs: 30_000,
  checkMs: 5_000,
}
