import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { type Artifact, kindOfName, type PreviewKind } from '../../shared/model/object.ts'
import { messageOf } from '../api/client.ts'
import { bytesText } from '../ui/bytes-text.ts'
import { Empty } from '../ui/empty.tsx'
import { Problem } from '../ui/problem.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { readFile } from './read-file.ts'
import { words } from './words.ts'

const MarkdownView = lazy(() => import('./markdown-view.tsx'))
const CsvView = lazy(() => import('./csv-view.tsx'))

const textBytes = 256 * 1024
const imageBytes = 8 * 1024 * 1024

/** The content of a file, as far as it can be shown. Nothing in it is ever run. */
export function FilePreview({ file }: { file: Artifact }) {
  const named = kindOfName(file.name)
  const isImage = named === 'image'
  const isTooLarge = isImage && file.size > imageBytes
  const { data, error, refetch } = useQuery({
    queryKey: ['file', file.hash, isImage],
    queryFn: () => readFile(file.hash, isImage ? null : textBytes),
    enabled: !isTooLarge,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (isTooLarge) return <Empty title={words.tooLarge}>{words.tooLargeHint(bytesText(file.size))}</Empty>
  if (error) return <Problem message={messageOf(error)} retry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={5} />
  const kind = named ?? 'text'
  if (kind !== 'image' && data.includes(0)) return <Empty title={words.binary}>{words.binaryHint(bytesText(file.size))}</Empty>
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {file.size > data.length && (
        <p className="border-b border-rule bg-warn-bg px-3 py-1 text-sm text-ink-2">
          {words.first(bytesText(data.length), bytesText(file.size))}
        </p>
      )}
      <Suspense fallback={<SkeletonRows rows={5} />}>
        <Shown kind={kind} name={file.name} bytes={data} />
      </Suspense>
    </div>
  )
}

function Shown({ kind, name, bytes }: { kind: PreviewKind; name: string; bytes: Uint8Array<ArrayBuffer> }) {
  if (kind === 'image') return <ImageView name={name} bytes={bytes} />
  const text = new TextDecoder().decode(bytes)
  switch (kind) {
    case 'markdown':
      return <MarkdownView text={text} />
    case 'csv':
      return <CsvView text={text} />
    case 'json':
      return <PlainText text={indented(text)} />
    case 'html':
      // Without any permission: no script, no form, no way out, no origin. The page's own policy holds in it, too.
      return <iframe sandbox="" srcDoc={text} title={name} className="min-h-0 w-full flex-1 border-0 bg-white" />
    default:
      return <PlainText text={text} />
  }
}

const PlainText = ({ text }: { text: string }) => (
  <section
    aria-label={words.content}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    tabIndex={0}
    className="min-h-0 flex-1 overflow-auto bg-sunken outline-offset-[-2px]"
  >
    <pre className="p-3 font-mono text-sm break-words whitespace-pre-wrap">{text}</pre>
  </section>
)

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const types: Record<string, string> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  gif: 'gif',
  webp: 'webp',
  avif: 'avif',
  bmp: 'bmp',
}

function ImageView({ name, bytes }: { name: string; bytes: Uint8Array }) {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? 'png'
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-auto bg-sunken p-4">
      <img
        src={`data:image/${types[ending] ?? 'png'};base64,${btoa(binary)}`}
        alt={name}
        className="max-h-full max-w-full object-contain"
      />
    </div>
  )
}
