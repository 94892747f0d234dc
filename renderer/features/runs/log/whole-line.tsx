import { useQuery } from '@tanstack/react-query'
import { client, messageOf } from '../../../api/client.ts'
import { bytesText } from '../../../ui/bytes-text.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { textOf } from './ansi.ts'
import { withDirectionSigns } from './control-signs.ts'
import type { Place } from './place.ts'
import { words } from './words.ts'

/** More than this in one piece of text makes a browser slow. */
const mostBytes = 4 * 1024 * 1024

/** A line that is too long for its row, whole. */
export function WholeLine({ place, line, onClose }: { place: Place; line: number; onClose(): void }) {
  const query = useQuery({
    queryKey: ['whole line', place, line],
    queryFn: ({ signal }) => readWhole(place, line, signal),
    gcTime: 0,
  })
  return (
    <Dialog open wide onClose={onClose} title={words.wholeLine(line)}>
      {query.data ? (
        <>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="max-h-[60vh] overflow-auto rounded-md bg-sunken p-3 font-mono text-sm [overflow-wrap:anywhere] whitespace-pre-wrap"
          >
            <bdi dir="ltr">{withDirectionSigns(query.data.text)}</bdi>
          </pre>
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

async function readWhole(place: Place, line: number, signal: AbortSignal): Promise<{ text: string; isCut: boolean }> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const { data } of await client.logs.bytes({ ...place, line, follow: false }, { signal })) {
    const part = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))
    text += decoder.decode(part, { stream: true })
    bytes += part.length
    if (bytes >= mostBytes) return { text: textOf(text), isCut: true }
  }
  return { text: textOf(text.replace(/\n$/, '')), isCut: false }
}
