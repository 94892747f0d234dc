import { stripVTControlCharacters } from 'node:util'
import { masked } from './mask.ts'
import type { SecretFinder } from './secret-finder.ts'

type Stream = 'out' | 'err'
type LastLine = { lastLine: string | null; lastLineOf?: Stream }
type Put = (stream: Stream, buffers: Buffer[], bytes: number) => void

/** An unfinished line is held back this long, or until it is this large, so that two streams do not cut into each other's lines. */
const holdMs = 60
const holdBytes = 64 * 1024
const tailBytes = 4 * 1024
const longestLastLine = 2_000
/** Control characters, and characters that change the direction of text: errors are shown without them. */
const controls = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu

const nothing: Buffer = Buffer.alloc(0)

/** Passes complete lines on at once, unfinished ones a moment later, and remembers how each stream ended, from `before` on. */
export function createLineHold(put: Put, before: Record<Stream, Buffer> = { out: nothing, err: nothing }) {
  const held = { out: { buffers: [] as Buffer[], bytes: 0 }, err: { buffers: [] as Buffer[], bytes: 0 } }
  const tails: Record<Stream, Buffer> = { out: tailOf(before.out, nothing), err: tailOf(before.err, nothing) }
  let timer: NodeJS.Timeout | null = null

  function pass(stream: Stream): void {
    const { buffers, bytes } = held[stream]
    if (bytes === 0) return
    held[stream] = { buffers: [], bytes: 0 }
    put(stream, buffers, bytes)
  }

  function add(stream: Stream, part: Buffer): void {
    if (part.length === 0) return
    held[stream].buffers.push(part)
    held[stream].bytes += part.length
  }

  function release(): void {
    if (timer) clearTimeout(timer)
    timer = null
    pass('out')
    pass('err')
  }

  return {
    append(stream: Stream, chunk: Buffer): void {
      tails[stream] = tailOf(tails[stream], chunk)
      const end = chunk.lastIndexOf(10) + 1
      if (end > 0) {
        add(stream, chunk.subarray(0, end))
        pass(stream)
      }
      add(stream, chunk.subarray(end))
      if (held[stream].bytes > holdBytes) pass(stream)
      else if (held[stream].bytes > 0) timer ??= setTimeout(release, holdMs)
    },
    release,
    /** The last line that was not empty, from stderr if it has one; without colors, control characters and secrets. */
    lastLine(find: SecretFinder | null): LastLine {
      const [err, out] = [lastLine(tails.err, find), lastLine(tails.out, find)]
      if (err !== null) return { lastLine: err, lastLineOf: 'err' }
      if (out !== null) return { lastLine: out, lastLineOf: 'out' }
      return { lastLine: null }
    },
  }
}

const tailOf = (tail: Buffer, chunk: Buffer): Buffer =>
  chunk.length >= tailBytes ? chunk.subarray(-tailBytes) : Buffer.concat([tail, chunk]).subarray(-tailBytes)

function lastLine(tail: Buffer, find: SecretFinder | null): string | null {
  const line = tail
    .toString('utf8')
    .split(/[\r\n]+/)
    .map((text) => stripVTControlCharacters(text).replace(controls, ''))
    // Bytes that are no text were read as U+FFFD.
    .findLast((text) => text.replaceAll('\ufffd', '').trim() !== '')
  // Without its control characters, a text may show a secret that it did not show before.
  return line === undefined ? null : masked(line, find).slice(0, longestLastLine)
}
