import { useEffect, useRef, useState } from 'react'
import { client } from '../../../api/client.ts'
import { toastError } from '../../../ui/toasts.tsx'
import { withoutEscapes } from './ansi.ts'
import type { Place } from './place.ts'
import { lineForOthers, readLines } from './read-lines.ts'
import { words } from './words.ts'

/** As the program wrote it, byte for byte; without escape sequences; or as lines with their times. */
export type DownloadForm = keyof typeof words.downloads

export type Download = { bytes: number | null; start(form: DownloadForm): void; cancel(): void }

/** A file that is put together piece by piece. */
export type Saving = {
  bytes: number | null
  start(parts: (signal: AbortSignal) => AsyncIterable<BlobPart>): void
  cancel(): void
}

/** Saves a log as a file. Works over each connection, so also in the desktop's window. */
export function useDownload(place: Place, name: string): Download {
  const { bytes, start, cancel } = useSaving(name)
  return { bytes, start: (form) => start((signal) => partsOf(form, place, signal)), cancel }
}

export function useSaving(name: string): Saving {
  const [bytes, setBytes] = useState<number | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const end = () => {
    running.current?.abort()
    running.current = null
    setBytes(null)
  }
  const start: Saving['start'] = (parts) => {
    end()
    const abort = new AbortController()
    running.current = abort
    setBytes(0)
    collect(parts(abort.signal), setBytes).then(
      (blob) => {
        if (abort.signal.aborted) return
        save(blob, name)
        end()
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        toastError(words.notDownloaded, error)
        end()
      },
    )
  }
  return { bytes, start, cancel: end }
}

async function collect(pieces: AsyncIterable<BlobPart>, report: (bytes: number) => void): Promise<Blob> {
  const parts: Blob[] = []
  let bytes = 0
  for await (const part of pieces) {
    // A browser may keep what is in a blob on its disk.
    const blob = new Blob([part])
    parts.push(blob)
    bytes += blob.size
    report(bytes)
  }
  return new Blob(parts, { type: 'text/plain' })
}

function partsOf(form: DownloadForm, place: Place, signal: AbortSignal): AsyncGenerator<BlobPart> {
  if (form === 'times') return withTimes(place, signal)
  return form === 'raw' ? written(place, signal) : plain(place, signal)
}

async function* written(place: Place, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const { stream, data } of await client.logs.bytes({ ...place, follow: false }, { signal }))
    if (stream !== 'note') yield Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))
}

/** Cut only at the ends of lines: an escape sequence never spans two. */
async function* plain(place: Place, signal: AbortSignal): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of written(place, signal)) {
    rest += decoder.decode(bytes, { stream: true })
    const end = rest.lastIndexOf('\n') + 1
    if (end === 0) continue
    yield withoutEscapes(rest.slice(0, end))
    rest = rest.slice(end)
  }
  yield withoutEscapes(rest + decoder.decode())
}

async function* withTimes(place: Place, signal: AbortSignal): AsyncGenerator<string> {
  for await (const lines of readLines(place, { from: 1, to: Number.MAX_SAFE_INTEGER }, signal))
    yield lines.map((line) => `${lineForOthers(line, true)}\n`).join('')
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
