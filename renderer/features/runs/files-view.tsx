import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Artifact } from '../../../shared/model/object.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api } from '../../api/client.ts'
import { downloadFile } from '../../file-preview/download.ts'
import { FilePreview } from '../../file-preview/preview.tsx'
import { Reveal } from '../../file-preview/reveal.tsx'
import { Loaded, paged, useItems } from '../../paged.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { bytesText } from '../../ui/bytes-text.ts'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { Name } from '../../ui/name.tsx'
import { Problem } from '../../ui/problem.tsx'
import { fileWords as words } from './words/tabs.ts'

/** Files that an attempt left in its output folder, and the one that is chosen. */
export function FilesView({ run, node, attempt }: { run: RunDetail; node: string | null; attempt: number | null }) {
  const filter = { ref: run.id, ...(node === null ? {} : { node }), ...(attempt === null ? {} : { attempt }) }
  const query = useInfiniteQuery(api.objects.ofRun.infiniteOptions(paged(filter)))
  const [chosen, choose] = useState<string | null>(null)
  const files = useItems(query.data)
  const first = query.data?.pages[0]
  const file = files.find(({ name }) => name === chosen) ?? files[0]
  return (
    <Loaded query={query} what="files">
      {first?.problem != null && <Problem message={words.incomplete(first.problem)} />}
      {!file ? (
        <Empty title={run.endedAt === null ? words.noneYet : words.none}>
          {words.noneHint(<code className="font-mono">{words.folder}</code>)}
        </Empty>
      ) : (
        <div className="flex min-h-0 flex-1">
          <div className="flex w-[300px] max-w-[40%] shrink-0 flex-col border-r border-rule">
            <p className="border-b border-rule px-3 py-1.5 text-sm text-ink-3 tabular-nums">
              {words.total(first?.count ?? 0, bytesText(first?.bytes ?? 0))}
            </p>
            <ul aria-label={words.files} className="min-h-0 flex-1 overflow-auto py-1">
              {files.map((item) => (
                <Row key={item.name} file={item} chosen={item.name === file.name} onChoose={() => choose(item.name)} />
              ))}
              {query.hasNextPage && (
                <li className="p-3 text-center">
                  <Button onClick={() => void query.fetchNextPage()}>{words.showMore}</Button>
                </li>
              )}
            </ul>
          </div>
          <div className="flex min-w-0 flex-1 flex-col">
            <div className="flex items-center gap-2 border-b border-rule px-3 py-1.5 text-sm">
              <Name className="flex-1 font-medium">{file.name}</Name>
              <Link href={`/files/${file.hash}`} className="font-mono text-xs text-ink-3 hover:underline" title={words.details}>
                {file.hash.slice(0, 12)}
              </Link>
              <Reveal file={file} asIcon />
              <IconButton label={words.download(file.name)} onClick={() => void downloadFile(file)}>
                <Download aria-hidden="true" className="size-3.5" />
              </IconButton>
            </div>
            <FilePreview key={file.hash + file.name} file={file} />
          </div>
        </div>
      )}
    </Loaded>
  )
}

function Row({ file, chosen, onChoose }: { file: Artifact; chosen: boolean; onChoose(): void }) {
  return (
    <li>
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={onChoose}
        className={cx(
          'flex w-full items-center gap-2 px-3 py-1 text-left',
          chosen ? 'bg-selected [--ink-3:var(--ink-2)]' : 'hover:bg-hover',
        )}
      >
        <Name className="flex-1">{file.name}</Name>
        <span className="shrink-0 text-xs text-ink-3 tabular-nums">{bytesText(file.size)}</span>
      </button>
    </li>
  )
}
