import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { client, messageOf } from '../../../api/client.ts'
import { bytesText } from '../../../ui/bytes-text.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { textOf } from './ansi.ts'
import { withDirectionSigns } from './control-signs.ts'
import type { Place } from './place.ts'
import type { FindFlags, LogFind } from './use-log-find.ts'
import { words } from './words.ts'

/** More than this in one piece of text makes a browser slow. */
const mostBytes = 4 * 1024 * 1024
/** Bytes before a hit that is beyond that. */
const beforeHit = 64 * 1024

type Query = { text: string } & FindFlags
type Props = { place: Place; line: number; find: LogFind; onClose(): void }

/** A line that is too long for its row: all of it, or the part with the first hit. */
export function WholeLine({ place, line, find, onClose }: Props) {
  const { text, flags, problem } = find
  const wanted: Query | null = text === '' || problem?.isPattern ? null : { text, ...flags }
  const query = useQuery({
    queryKey: ['whole line', place, line, wanted],
    queryFn: ({ signal }) => readPart(place, line, wanted, signal),
    gcTime: 0,
  })
  return (
    <Dialog open wide onClose={onClose} title={words.wholeLine(line)}>
      {query.data ? (
        <>
          <Text {...query.data} />
          {query.data.from > 0 && <p className="mt-2 text-sm text-ink-2">{words.fromByte(bytesText(query.data.from))}</p>}
          {query.data.isCut && <p className="mt-2 text-sm text-ink-2">{words.wholeCut(bytesText(mostBytes))}</p>}
        </>
      ) : query.isError ? (
        <Problem message={`${words.notOpened(line)}: ${messageOf(query.error)}`} retry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </Dialog>
  )
}

/** Scrolled to the first hit, which is marked. */
function Text({ before, hit, after }: Pick<Part, 'before' | 'hit' | 'after'>) {
  const mark = useRef<HTMLElement>(null)
  useEffect(() => mark.current?.scrollIntoView({ block: 'center' }), [])
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-[60vh] overflow-auto rounded-md bg-sunken p-3 font-mono text-sm [overflow-wrap:anywhere] whitespace-pre-wrap"
    >
      <bdi dir="ltr">
        {withDirectionSigns(before)}
        {hit !== '' && (
          <mark ref={mark} className="log-mark">
            {withDirectionSigns(hit)}
          </mark>
        )}
        {withDirectionSigns(after)}
      </bdi>
    </pre>
  )
}

/** `hit`: empty without one. */
type Part = { before: string; hit: string; after: string; from: number; isCut: boolean }

async function readPart(place: Place, line: number, query: Query | null, signal: AbortSignal): Promise<Part> {
  const { column = null, end = null } = query === null ? {} : await client.logs.match({ ...place, line, ...query }, { signal })
  const from = column !== null && (end ?? 0) > mostBytes ? Math.max(0, column - beforeHit) : 0
  const parts: Uint8Array[] = []
  let length = 0
  for await (const { data } of await client.logs.bytes({ ...place, line, from, follow: false }, { signal })) {
    const part = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))
    parts.push(part)
    length += part.length
    if (length >= mostBytes) break
  }
  const bytes = new Uint8Array(length)
  for (let at = 0, place = 0; at < parts.length; place += parts[at++]?.length ?? 0) bytes.set(parts[at] ?? [], place)
  const textBetween = (start: number, stop: number): string => textOf(new TextDecoder().decode(bytes.subarray(start, stop)))
  const [first, last] = [(column ?? from + length) - from, (end ?? from + length) - from]
  const isCut = length >= mostBytes
  const after = textBetween(last, length).replace(/\n$/, '')
  return { before: textBetween(0, first), hit: textBetween(first, last), after, from, isCut }
}
