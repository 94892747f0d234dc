/**
 * The frames between the runner and the spawner: a length of four bytes that counts what follows it, one byte for the type,
 * and the body. Numbers are little-endian; a text has its length with the NUL at its end.
 */
export const spawnerVersion = 1

/** A longer frame is not ours. */
export const longestFrame = 4 * 1024 * 1024

export type Note = { out: number; err: number; bytes: Buffer }

export type SpawnerOrder = {
  id: string
  timeoutMs: number | null
  graceMs: number
  stopSignal: number
  /** The soft limit of open files; null: as it is. */
  openFiles: number | null
  file: string
  args: readonly string[]
  cwd: string
  /** The number of the environment that `env` adds to. */
  environment: number
  env: Record<string, string>
  /** What the next runner needs to know of it. */
  memo: string
  input: { path: string } | { text: string }
}

export const causes = ['none', 'timeout', 'stop', 'limit'] as const
export const stages = ['fork', 'folder', 'input', 'program'] as const
const kinds = {
  s: 'started',
  f: 'failed',
  e: 'ended',
  x: 'stopping',
  k: 'killing',
  l: 'left',
  g: 'gone',
  d: 'lost',
} as const

/** What happened to an attempt, by its keeper. */
export type Report = {
  kind: (typeof kinds)[keyof typeof kinds]
  cause: (typeof causes)[number]
  stage: (typeof stages)[number]
  at: number
  pid: number
  /** As wait(2) gives it. */
  status: number
  error: number
  userUs: number
  systemUs: number
  peakKb: number
  count: number
  survivors: number[]
}

export type FromSpawner =
  | { type: 'hello'; version: number; pid: number; began: number }
  | { type: 'running'; id: string; memo: string; note: Note }
  /** All that run are told. */
  | { type: 'ready' }
  | { type: 'output'; id: string; stream: 'out' | 'err'; offset: number; bytes: Buffer }
  | { type: 'closed'; id: string; stream: 'out' | 'err' }
  | { type: 'report'; id: string; report: Report }

const number = (value: number, size: 1 | 2 | 4 | 8): Buffer => {
  const bytes = Buffer.allocUnsafe(size)
  if (size === 8) bytes.writeBigInt64LE(BigInt(value))
  else bytes.writeUIntLE(value, 0, size)
  return bytes
}

function text(value: string): Buffer {
  const length = Buffer.byteLength(value) + 1
  const bytes = Buffer.allocUnsafe(4 + length)
  bytes.writeUInt32LE(length)
  bytes.write(value, 4)
  bytes[3 + length] = 0
  return bytes
}

const texts = (values: readonly string[]): Buffer => Buffer.concat([number(values.length, 4), ...values.map(text)])

function frame(type: string, ...parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 1)
  return Buffer.concat([number(length, 4), Buffer.from(type, 'latin1'), ...parts])
}

const variables = (env: Record<string, string>): string[] => Object.entries(env).map(([name, value]) => `${name}=${value}`)

export const hello = (): Buffer => frame('H', number(spawnerVersion, 2))

export const environment = (count: number, env: Record<string, string>): Buffer =>
  frame('E', number(count, 4), texts(variables(env)))

export const start = (order: SpawnerOrder): Buffer =>
  frame(
    'S',
    text(order.id),
    number(order.timeoutMs === null ? -1 : Math.ceil(order.timeoutMs), 8),
    number(Math.ceil(order.graceMs), 8),
    number(order.stopSignal, 4),
    number(order.openFiles ?? 0, 8),
    text(order.file),
    text(order.cwd),
    number(order.environment, 4),
    texts(variables(order.env)),
    texts([order.file, ...order.args]),
    text(order.memo),
    text('path' in order.input ? order.input.path : ''),
    'text' in order.input ? Buffer.from(order.input.text) : Buffer.alloc(0),
  )

export const acknowledge = (id: string, { out, err, bytes }: Note, more = 0): Buffer =>
  frame('A', text(id), number(out, 8), number(err, 8), number(more, 4), bytes)

export const stop = (id: string, cause: 'stop' | 'limit'): Buffer => frame('X', text(id), number(causes.indexOf(cause), 1))

export const done = (id: string): Buffer => frame('D', text(id))

/** Reads a body from its front. */
function reader(body: Buffer) {
  let at = 0
  const read = (size: 1 | 2 | 4): number => {
    at += size
    return body.readUIntLE(at - size, size)
  }
  return {
    number: read,
    signed(): number {
      at += 4
      return body.readInt32LE(at - 4)
    },
    long(): number {
      at += 8
      return Number(body.readBigInt64LE(at - 8))
    },
    text(): string {
      const length = read(4)
      at += length
      return body.toString('utf8', at - length, at - 1)
    },
    rest: (): Buffer => body.subarray(at),
  }
}

function reportOf(from: ReturnType<typeof reader>): Report {
  const kind = kinds[String.fromCharCode(from.number(1)) as keyof typeof kinds]
  const cause = causes[from.number(1)] ?? 'none'
  const stage = stages[from.number(1)] ?? 'fork'
  const [at, pid, status, error] = [from.long(), from.number(4), from.signed(), from.number(4)]
  const [userUs, systemUs, peakKb, count] = [from.long(), from.long(), from.long(), from.number(4)]
  const survivors = Array.from({ length: Math.floor(from.rest().length / 4) }, () => from.number(4))
  return { kind, cause, stage, at, pid, status, error, userUs, systemUs, peakKb, count, survivors }
}

const streamOf = (index: number): 'out' | 'err' => (index === 0 ? 'out' : 'err')

/** Null: a type of a later release. */
function read(type: string, body: Buffer): FromSpawner | null {
  const from = reader(body)
  switch (type) {
    case 'h':
      return { type: 'hello', version: from.number(2), pid: from.number(4), began: from.long() }
    case 'r': {
      const id = from.text()
      const [out, err] = [from.long(), from.long()]
      const memo = from.text()
      return { type: 'running', id, memo, note: { out, err, bytes: Buffer.from(from.rest()) } }
    }
    case 'w':
      return { type: 'ready' }
    case 'o':
      return { type: 'output', id: from.text(), stream: streamOf(from.number(1)), offset: from.long(), bytes: from.rest() }
    case 'c':
      return { type: 'closed', id: from.text(), stream: streamOf(from.number(1)) }
    case '!':
      return { type: 'report', id: from.text(), report: reportOf(from) }
    default:
      return null
  }
}

/** Takes bytes as they come; gives the frames that are complete with them. Throws if they are none of the spawner's. */
export function frameReader(): (chunk: Buffer) => FromSpawner[] {
  let left: Buffer = Buffer.alloc(0)
  return (chunk) => {
    const bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk])
    const frames: FromSpawner[] = []
    let at = 0
    while (bytes.length - at >= 4) {
      const length = bytes.readUInt32LE(at)
      if (length === 0 || length > 2 * longestFrame) throw new RangeError('a frame of the spawner has no possible length')
      if (bytes.length - at - 4 < length) break
      const body = bytes.subarray(at + 5, at + 4 + length)
      const found = read(String.fromCharCode(bytes[at + 4] as number), body)
      if (found) frames.push(found)
      at += 4 + length
    }
    left = bytes.subarray(at)
    return frames
  }
}
